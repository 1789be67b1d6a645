"""Telegram Stars: what a user pays with, what was paid, and what goes back. A Star's worth is in whole millionths."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final, Protocol

PAYLOAD: Final = "topup:"
"""What the payload of each invoice of this bot's begins with; its record's id follows."""

MAX_STARS: Final = 10_000
"""Of one top-up."""


@dataclass(frozen=True, slots=True)
class StarTerms:
    """What the operator chose."""

    rate: int = 0
    """Millionths of the account's currency for a Star; 0: none are taken."""
    packs: tuple[int, ...] = ()
    refund_s: float = 0.0
    """Seconds after a payment in which the user may take it back; an admin may at any time."""
    support: str = ""
    """Whom users ask about a payment."""

    def worth(self, stars: int) -> int:
        """In millionths."""
        return stars * self.rate


NO_STARS: Final = StarTerms()


@dataclass(frozen=True, slots=True)
class Invoice:
    """What somebody may pay, as its record has it."""

    id: str
    user_id: int
    stars: int
    rate: int
    language: str
    """In which its user is told of the payment, unless they choose another."""

    @property
    def payload(self) -> str:
        return PAYLOAD + self.id

    @property
    def amount(self) -> int:
        """What it brings into the wallet, in millionths."""
        return self.stars * self.rate


def invoice_id(payload: str) -> str | None:
    """`None` for a payload that no invoice of this bot's ever had."""
    found = payload.removeprefix(PAYLOAD)
    return found if found != payload and 0 < len(found) <= len(payload) <= 128 - len(PAYLOAD) else None


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as Telegram tells of it: in an update, or in the list of transactions."""

    charge_id: str
    user_id: int
    stars: int
    payload: str


@dataclass(frozen=True, slots=True)
class Transaction:
    """One line of the bot's own list at Telegram."""

    charge_id: str
    stars: int
    at: int
    """Unix seconds."""
    is_incoming: bool
    user_id: int | None
    """`None` where the other side is no user, such as a withdrawal."""
    payload: str

    @property
    def payment(self) -> Payment | None:
        """What a user paid by an invoice of this bot's, if it is that."""
        if not self.is_incoming or self.user_id is None or invoice_id(self.payload) is None:
            return None
        return Payment(self.charge_id, self.user_id, self.stars, self.payload)


class TopUpState(StrEnum):
    PAID = "paid"
    REFUNDING = "refunding"
    """The wallet is debited, and Telegram has not yet said yes."""
    REFUNDED = "refunded"


@dataclass(frozen=True, slots=True)
class TopUp:
    """A payment that was credited."""

    id: str
    charge_id: str
    user_id: int
    stars: int
    amount: int
    """What it brought, in millionths."""
    at: float
    """Unix seconds."""
    changed_at: float
    state: TopUpState
    language: str = ""
    """Of its invoice; empty where that was forgotten."""
    refusal: str = ""
    """What Telegram said when it last refused to give it back."""


def top_up_id(charge_id: str) -> str:
    """Short enough for a button, and the same for the same charge."""
    return sha256(charge_id.encode()).hexdigest()[:16]


class RefundOutcome(StrEnum):
    BEGUN = "begun"
    AGAIN = "again"
    """It was begun before, or is done."""
    SHORT = "short"
    """Part of it is spent: a payment goes back whole or not at all."""
    LATE = "late"
    """The user's own time for it is over."""
    UNKNOWN = "unknown"
    """No such top-up of this user."""


class CheckoutRefusal(StrEnum):
    """Why a payment is refused before any Star moves."""

    PAUSED = "paused"
    SHUT_OUT = "shut_out"
    NOT_OURS = "not_ours"
    """Its invoice is unknown by now, or has another price."""
    OTHER_USER = "other_user"
    STORAGE = "storage"


class TopUpNews(StrEnum):
    """What a user is told of a top-up. Values are kept in the database."""

    PAID = "paid"
    REFUNDED = "refunded"
    REFUSED = "refused"
    """Telegram did not take the refund, and the money is in the wallet again."""


class StarCashier(Protocol):
    """Telegram's side. Every method may raise `SlowDown` and `Undelivered`."""

    async def refund(self, user_id: int, charge_id: str) -> None:
        """Give the Stars back; one that was given back before is fine. Raises `RefundRefused`."""
        ...

    async def transactions(self, offset: int, limit: int) -> Sequence[Transaction | None]:
        """A page of the bot's transactions; `None` for one that can't be read."""
        ...

    async def tell(self, news: TopUpNews, top_up: TopUp, balance: int) -> None:
        """Tell the user; `balance` is what they have now, in millionths. Raises `ChatGone`."""
        ...
