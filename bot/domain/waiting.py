"""What becomes of the wait for one number: what speaks against it, its usual time, and another number in its place."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bot.domain.users import LimitKind


@dataclass(frozen=True, slots=True)
class Denials:
    """Answers of the provider's against a number, one after the other."""

    answers: int = 0
    since: float = 0.0
    """When the first of them came; 0 where there is none."""


NO_DENIALS: Final = Denials()


class Replace(StrEnum):
    """How it stands with another number in place of this one."""

    NO = ""
    WANTED = "wanted"
    """The user has asked for it; the provider has not confirmed the cancel."""
    BEGUN = "begun"
    """The cancel was confirmed, and the next number is an activation of its own."""
    # why there is no next one
    CODE = "code"
    """The SMS came meanwhile."""
    UNCONFIRMED = "unconfirmed"
    """The provider never confirmed the cancel, or not for long."""
    DROPPED = "dropped"
    """The user changed their mind."""
    LATE = "late"
    """The provider confirmed it when nobody could still expect a number."""
    RESTART = "restart"
    """The database has restarted since, and what it did last may be forgotten."""
    PAUSED = "paused"
    """Purchases were stopped meanwhile."""
    SHORT = "short"
    """The user's wallet has too little for it by now."""
    VOUCHER = "voucher"
    """The voucher that paid does not pay for another any more."""
    LIMIT = "limit"
    """A limit refused it, see `Wait.refusal`."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A limit that refused a purchase."""

    kind: LimitKind
    limit: Decimal
    opens_at: float | None
    """Unix seconds; `None` where no time is known."""


@dataclass(frozen=True, slots=True)
class Wait:
    """How the wait for one number goes."""

    usual_s: int = 0
    """In how many seconds a code usually comes here, once that time is over; 0 before."""
    is_cancel_refused: bool = False
    """The provider has not taken the cancel at the first try."""
    cancel_from: float = 0.0
    """From when on it takes one, by the operator's setting; 0: not known."""
    replaces: str = ""
    """The activation that this one stands in for."""
    replace: Replace = Replace.NO
    most: Decimal | None = None
    """What the other number may cost, while it is wanted."""
    refusal: Refusal | None = None

    @property
    def has_slow_cancel(self) -> bool:
        """There is more to say of a cancel than that it is under way."""
        return self.is_cancel_refused or self.replace is Replace.WANTED


NO_WAIT: Final = Wait()
