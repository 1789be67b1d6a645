"""The bot's Stars: what was paid and refunded, checkouts under way, and updates of payments that go astray."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

CHARGE_BYTES = 60
KEPT_CHECKOUTS = 1000

PaymentUpdates = Literal["delivered", "lost", "twice", "late"]


@dataclass(frozen=True, slots=True)
class Transaction:
    id: str
    """The charge id of the payment; a refund has the id of what it refunds."""
    stars: int
    date: int
    is_incoming: bool
    user_id: int = 0
    """0 for Fragment, where Stars are withdrawn to."""
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Checkout:
    """Somebody has confirmed the pay sheet; the bot has not yet said yes or no."""

    query_id: str
    user_id: int
    chat_id: int
    message_id: int
    title: str
    payload: str
    stars: int


class Stars:
    def __init__(self, state: Mapping[str, Any] | None = None) -> None:
        self.transactions: list[Transaction] = []
        self.newest_first = False
        """The documented order is chronological; a client must not depend on it."""
        self.updates: PaymentUpdates = "delivered"
        """What becomes of the next updates that tell of a payment or a refund."""
        self.lose_refund_answers = False
        self.late: list[tuple[dict[str, Any], str]] = []
        """Messages with their queues, held back until `updates` is "delivered" again."""
        self._checkouts: dict[str, Checkout] = {}
        if state:
            self.transactions = [Transaction(**one) for one in state["transactions"]]
            self._checkouts = {one["query_id"]: Checkout(**one) for one in state["checkouts"]}
            self.late = [(body, queue) for body, queue in state["late"]]

    @property
    def balance(self) -> int:
        return sum(one.stars if one.is_incoming else -one.stars for one in self.transactions)

    def ask(self, checkout: Checkout) -> None:
        self._checkouts[checkout.query_id] = checkout
        while len(self._checkouts) > KEPT_CHECKOUTS:
            del self._checkouts[next(iter(self._checkouts))]

    def answered(self, query_id: str) -> Checkout:
        return self._checkouts.pop(query_id)

    def book(self, transaction: Transaction) -> None:
        self.transactions.append(transaction)

    def payment(self, charge_id: str) -> Transaction | None:
        """The payment of a user with this charge id."""
        return next((one for one in self.transactions if one.id == charge_id and one.is_incoming), None)

    def is_refunded(self, charge_id: str) -> bool:
        return any(one.id == charge_id and not one.is_incoming for one in self.transactions)

    def dump(self) -> dict[str, Any]:
        return {
            "transactions": [asdict(one) for one in self.transactions],
            "checkouts": [asdict(one) for one in self._checkouts.values()],
            "late": [list(one) for one in self.late],
        }


def new_charge_id() -> str:
    """As long as Telegram's own."""
    return f"stx{secrets.token_urlsafe(CHARGE_BYTES)}"
