"""A user's money with this bot: accounts, entries and the markup. All amounts are whole millionths of the currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import Final

MILLION: Final = 1_000_000


def to_amount(millionths: int) -> Decimal:
    """For texts and limits, which speak in whole units; without zeros at the end."""
    amount = Decimal(millionths).scaleb(-6)
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()


class EntryKind(StrEnum):
    """What an entry books. The first ones come from outside, the others from an activation's own transitions."""

    TOP_UP = "topup"
    REFUND = "refund"
    """A top-up goes back to its payer."""
    REFUND_REFUSED = "refund_refused"
    """It did not, so it is in the wallet again."""
    VOUCHER = "voucher"
    ADJUSTMENT = "adjustment"
    """An admin's credit or debit, with a reason."""
    ALLOWANCE = "allowance"
    """What a member of a team may spend, once or each month."""
    VOUCHER_CAPTURE = "voucher_capture"
    """A number got its code, and a voucher pays for it."""
    HOLD = "hold"
    RELEASE = "release"
    CAPTURE = "capture"
    COST = "cost"
    """What the provider charged."""
    COST_BACK = "cost_back"
    """What the provider gave back of it."""
    OTHER = "other"
    """Of a newer version of the bot."""


AGAINST: Final[Mapping[EntryKind, str]] = {
    EntryKind.TOP_UP: "topups",
    EntryKind.REFUND: "topups",
    EntryKind.REFUND_REFUSED: "topups",
    EntryKind.VOUCHER: "vouchers",
    EntryKind.ADJUSTMENT: "adjustments",
    EntryKind.ALLOWANCE: "adjustments",
}
"""The account on the other side of what is booked from outside."""


class Hold(StrEnum):
    """How it stands with the price of an activation in its user's wallet."""

    NONE = ""
    """The user pays nothing."""
    HELD = "held"
    RELEASED = "released"
    """The user has it back, for good: a code that comes later is free."""
    CAPTURED = "captured"


@dataclass(frozen=True, slots=True)
class Booking:
    """An operation on one wallet from outside."""

    operation_id: str
    """It is booked once for ever; such as `topup:<charge id>`."""
    kind: EntryKind
    user_id: int
    amount: int
    """Into the wallet, or out of it below zero."""
    by: int = 0
    """The admin whose doing it is."""
    reason: str = ""
    """What the admin says about it, which the user reads."""
    overdraw: bool = False
    """It is booked even if the wallet then is below zero: the money is gone already."""


class Outcome(StrEnum):
    BOOKED = "booked"
    AGAIN = "again"
    """It was booked before, and is not booked a second time."""
    SHORT = "short"
    """The wallet has too little, so nothing was booked."""


@dataclass(frozen=True, slots=True)
class Booked:
    outcome: Outcome
    entry_id: str
    """Empty where nothing was booked."""
    balance: int
    """What the user has now."""

    @property
    def done(self) -> bool:
        """It is booked, by this call or by one before it."""
        return self.outcome is not Outcome.SHORT


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a member of a team gets each month."""

    user_id: int
    amount: int
    """In millionths; 0: no more."""
    by: int


@dataclass(frozen=True, slots=True)
class Balance:
    free: int
    """What the user may spend; below zero after a refund of what was spent."""
    held: int = 0
    """The prices of numbers that still wait."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger. Its postings add up to zero."""

    id: str
    at: float
    """Unix seconds, by the database's clock."""
    operation_id: str
    kind: EntryKind
    user_id: int
    postings: Mapping[str, int]
    """By account; what the operator owes is above zero."""
    activation_id: str = ""
    """The one that it belongs to, with its country and service."""
    country_id: int = 0
    service_id: int = 0
    by: int = 0
    reason: str = ""

    @property
    def amount(self) -> int:
        """What it changed in what the user may spend; for a capture, what was taken of what was held; for what a
        voucher pays, the price."""
        if self.kind is EntryKind.VOUCHER_CAPTURE:
            return -self.postings.get("vouchers", 0)
        account = f"held:{self.user_id}" if self.kind is EntryKind.CAPTURE else f"user:{self.user_id}"
        return self.postings.get(account, 0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the books add up."""

    total: int
    """The sum over all accounts, which is zero."""
    wrong: tuple[str, ...] = ()
    """Accounts whose balance is not what their entries add up to."""
    entries: int = 0
    users: int = 0
    """Users who have money here, or owe some."""
    owed: int = 0
    """What all of them have, held money among it."""

    @property
    def sound(self) -> bool:
        return self.total == 0 and not self.wrong


@dataclass(frozen=True, slots=True)
class Markup:
    """What a user pays above the provider's price."""

    percent: Decimal = Decimal(0)
    least: Decimal = Decimal(0)
    """The least that is put on a price, in the account's currency."""
    step: Decimal = Decimal(0)
    """Prices are rounded up to a multiple of it; 0 leaves them at the millionth."""

    def price(self, price: Decimal) -> Decimal:
        """Of a number that costs so much at the provider."""
        marked_up = price + max(price * self.percent / 100, self.least)
        step = self.step or Decimal(1).scaleb(-6)
        return to_amount(int((marked_up / step).to_integral_value(ROUND_CEILING) * step * MILLION))
