"""What the shop talks about, as frozen values. Money is `Decimal` in the account's currency, times are Unix seconds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

import msgspec

from bot.domain.code_times import CodeChance
from bot.domain.reports import Report
from bot.domain.waiting import NO_DENIALS, NO_WAIT, Denials, Wait
from bot.domain.wallet import Hold


@dataclass(frozen=True, slots=True)
class Country:
    id: int
    title: str
    """The provider's own title; users see a name in their own language where one is known."""
    code: str = ""
    """The provider's code of the country, such as `VN`; empty where it gives none."""
    note: str = ""
    """What sets this entry apart from another that would have the same name."""


@dataclass(frozen=True, slots=True)
class Service:
    id: int
    title: str
    code: str = ""
    """The provider's short code, such as `tg`; empty where it gives none."""


@dataclass(frozen=True, slots=True)
class Names:
    """What countries and services are called, by their ids; with no word of a price or a stock."""

    countries: Mapping[int, Country] = field(default_factory=dict)
    services: Mapping[int, Service] = field(default_factory=dict)

    @classmethod
    def of(cls, countries: Iterable[Country], services: Iterable[Service]) -> "Names":
        """Without those whose title is blank: they have no name."""
        return cls(
            {country.id: country for country in countries if country.title.strip()},
            {service.id: service for service in services if service.title.strip()},
        )

    def __bool__(self) -> bool:
        return bool(self.countries or self.services)

    def filled_from(self, other: "Names") -> "Names":
        """With the other's countries where there are none, and the same of services: an empty list says nothing."""
        return Names(self.countries or other.countries, self.services or other.services)


class Offer(msgspec.Struct, frozen=True, gc=False):
    """A country and a service with today's price and stock.

    No dataclass: there are up to 300,000, and Python's garbage collector would walk over all of them every few seconds.
    """

    country_id: int
    service_id: int
    price: Decimal
    """What users see and pay."""
    stock: int
    code_chance: CodeChance | None = None
    """How numbers of it fared here; `None` while there are too few to tell."""
    cost: Decimal | None = None
    """The provider's price, where users pay from a wallet; `None`: it is `price`."""

    @property
    def provider_price(self) -> Decimal:
        """What the account pays for it."""
        return self.price if self.cost is None else self.cost

    def changed(self, **values: Any) -> "Offer":
        """A copy with these values instead."""
        return msgspec.structs.replace(self, **values)


@dataclass(frozen=True, slots=True)
class Quote:
    """An offer frozen for one user for a few minutes; a Buy button carries its nonce."""

    nonce: str
    user_id: int
    country_id: int
    service_id: int
    price: Decimal
    """The provider's."""
    user_price: Decimal | None = None
    """What the user pays from their wallet; `None` where they pay nothing."""
    balance: Decimal | None = None
    """What the user had in the wallet when it was quoted."""
    has_voucher: bool = False
    """A voucher of theirs pays for it, and nothing else does."""
    voucher_reach: Decimal | None = None
    """Up to which price one of theirs for this pays; `None` where they have none."""
    may_pay: bool = True
    """They may buy it without a voucher."""

    @property
    def shown_price(self) -> Decimal:
        """The price that its user sees."""
        return self.price if self.user_price is None else self.user_price


@dataclass(frozen=True, slots=True)
class Account:
    """The operator's balance at the provider. `None` where the provider did not say."""

    balance: Decimal
    hold: Decimal | None = None
    channels: int | None = None
    """How many activations the account may have open at once."""
    active_channels: int | None = None
    rating: Decimal | None = None
    """How the provider rates the account: at 0 or below it is frozen."""


@dataclass(frozen=True, slots=True)
class Bought:
    """What the provider sold: its id of the request, and the number as 5 to 20 digits without a plus sign."""

    request_id: str
    number: str = field(repr=False)
    several: bool = False
    """It was bought for more than one SMS."""
    country_id: int | None = None
    """As the answer names it, which may differ from the order; `None` where it does not."""
    service_id: int | None = None
    """The same of the service."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading of the account's balance, beside the ledger of that moment."""

    balance: Decimal
    spent: Decimal
    """By the ledger: all that was charged, less all that was refunded."""
    at: float
    """Unix seconds, by the database's clock."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the operator may compare, to find out whether an unknown purchase was charged. `None`: not known."""

    before: Decimal | None = None
    """The balance before it was sent."""
    age: float = 0.0
    """Seconds from that reading to the purchase."""
    free: Decimal | None = None
    """What the account should have by now, if it was not charged."""
    charged: Decimal | None = None
    """The same, if it was."""
    now: Decimal | None = None
    """The balance as the provider says it now."""
    user_name: str = ""
    """Of who bought it, as people know them."""


NO_EVIDENCE: Final = Evidence()


class State(StrEnum):
    """Where an activation stands; `bot/storage/activations.lua` holds every way from one to another."""

    RESERVED = "reserved"
    """The user's intent is written down; nothing was sent to the provider."""
    SENDING = "sending"
    """Written before the request goes out, so that nobody ever sends it again."""
    WAITING = "waiting"
    """The number is ours and the SMS has not come yet."""
    CANCELLING = "cancelling"
    """The user or the clock wants it ended; the provider has not confirmed."""
    CODE = "code"
    """The code is here."""
    READYING = "readying"
    """The user wants a further SMS on the number; the provider has not confirmed."""
    FURTHER = "further"
    """The provider waits for a further SMS; the codes so far are kept."""
    DONE = "done"
    """The code was delivered and the request is closed at the provider."""
    CANCELLED = "cancelled"
    """The provider confirmed our reject, or the operator saw it: the money is back."""
    CANCEL_UNCONFIRMED = "cancel_unconfirmed"
    """The number seems over and nothing confirms a refund; a code is still asked for, then the operator has to look."""
    FAILED = "failed"
    """No number was bought and nothing was charged."""
    UNKNOWN = "unknown"
    """The request went out and no answer says whether a number was bought."""
    NOT_CHARGED = "not_charged"
    """It was unknown, and the operator found that nothing was charged."""
    LOST = "lost"
    """The operator found that it was charged and did not come back, and bears it."""


WAITING_STATES = frozenset(
    {State.RESERVED, State.SENDING, State.WAITING, State.CANCELLING, State.READYING, State.FURTHER}
)
"""States in which the user still expects something to happen."""


class Reason(StrEnum):
    """Why an activation failed or was cancelled."""

    NONE = ""
    # why no number was bought
    PRICE_CHANGED = "price_changed"
    OUT_OF_STOCK = "out_of_stock"
    ACCOUNT_EMPTY = "account_empty"
    THROTTLED = "throttled"
    PROVIDER_DOWN = "provider_down"
    REFUSED = "refused"
    STALE = "stale"
    """The intent was too old, or written before the database restarted, so it was never sent."""
    PAUSED = "paused"
    """Purchases were stopped before it was sent."""
    GIVEN_BACK = "given_back"
    """The provider sold a number that can't be read, and has taken it back."""
    # why a number was cancelled
    USER = "user"
    EXPIRED = "expired"
    PROVIDER = "provider"
    """The provider itself ended the request."""
    OPERATOR = "operator"
    """The operator found out what became of the money."""
    # why a number with a code gets no more
    NO_FURTHER = "no_further"
    """The provider refused a further SMS."""


@dataclass(frozen=True, slots=True)
class Activation:
    """One bought number, from the tap on Buy to its end. Its id is the nonce of the quote it was bought from."""

    id: str
    user_id: int
    chat_id: int
    country_id: int
    service_id: int
    price: Decimal
    state: State
    created_at: float
    changed_at: float
    """When the state last changed."""
    language: str = "en"
    """The user's language when they bought, for messages that go out without a tap."""
    card_id: int = 0
    """The message that shows this activation; 0 when there is none yet."""
    expires_at: float = 0.0
    """When the number stops being ours; 0 before there is a number."""
    reason: Reason = Reason.NONE
    new_price: Decimal | None = None
    """With `Reason.PRICE_CHANGED`: what it costs now."""
    request_id: str = ""
    number: str = field(default="", repr=False)
    several: bool = False
    """It was bought for more than one SMS."""
    code: str = field(default="", repr=False)
    """The newest."""
    earlier: tuple[str, ...] = field(default=(), repr=False)
    """The codes before it, oldest first."""
    cleared: bool = False
    """In FURTHER: the provider was seen without a code, so the same one again is a new one."""
    bought_at: float = 0.0
    """When the number became ours; 0 before."""
    polled_at: float = 0.0
    """When a poll of it last began; 0 before the first. A worker is given the one before its own."""
    asked_at: float = 0.0
    """When the user last wanted a poll at once; 0 if they never did."""
    is_rejected: bool = False
    """A reject of ours went out and was not clearly refused."""
    gone: Denials = NO_DENIALS
    """Answers in a row that the provider does not know the number, or that it is over."""
    refused: Denials = NO_DENIALS
    """Refusals of a reject after the number's time."""
    reading: Reading | None = None
    """The last one of the account before the purchase was sent."""
    user_price: Decimal | None = None
    """What the user pays from their wallet; `None` where they pay nothing."""
    hold: Hold = Hold.NONE
    """Of its price, or of the voucher that pays for it."""
    voucher: str = field(default="", repr=False)
    """The digest of that voucher's code; empty where none pays."""
    wait: Wait = NO_WAIT
    is_reopened: bool = False
    """Its user has opened it anew since its last code was told: the card stands alone, far below that message."""
    report: Report | None = None
    """That something is wrong with it."""

    @property
    def shown_price(self) -> Decimal:
        """The price that its user sees."""
        return self.price if self.user_price is None else self.user_price

    @property
    def is_asked_for(self) -> bool:
        """The user wants to know, and nobody has looked since."""
        return self.asked_at > self.polled_at

    @property
    def may_get_further(self) -> bool:
        """A further SMS may be asked for, as far as anybody knows; time alone may forbid it."""
        return self.state is State.CODE and self.several and self.reason is Reason.NONE


@dataclass(frozen=True, slots=True)
class Statistics:
    bought: int = 0
    codes: int = 0
    """Numbers that got their first code."""
    refunded: int = 0
    unconfirmed: int = 0
    """Numbers whose cancel the provider never confirmed."""
    failed: int = 0
    """Intents of which no number came, and nothing was charged."""
    unknown: int = 0
    spent: Decimal = Decimal(0)
    back: Decimal = Decimal(0)
    """What refunds brought back, of purchases before these hours, too."""

    @property
    def ended(self) -> int:
        """Numbers of which it is known whether a code came."""
        return self.codes + self.refunded + self.unconfirmed

    @property
    def share(self) -> float:
        """Of the ended ones, those with a code; 0 where none has ended."""
        return self.codes / self.ended if self.ended else 0.0
