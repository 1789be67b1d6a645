"""What is known of a user, and how much may be bought. A limit of 0 stands for none everywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bot.domain.pairs import NO_PAIRS, NOWHERE, Place, UserPairs
from bot.domain.wallet import Balance

UNUSED_WAIT_S = 6 * 3600.0


class LimitKind(StrEnum):
    """Which limit refused a purchase."""

    ACTIVE = "active"
    HOUR = "hour"
    DAY = "day"
    SPENDING = "spending"
    PRICE = "price"
    UNUSED = "unused"
    ALL_ACTIVE = "all_active"
    ALL_SPENDING = "all_spending"
    RATING = "rating"


AMOUNTS = frozenset({LimitKind.SPENDING, LimitKind.PRICE, LimitKind.ALL_SPENDING})
"""The limits on money; all others are counts."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Every window is rolling: an hour is the last 3,600 seconds. What failed counts nowhere."""

    active: int = 0
    """Numbers that one user waits for at once."""
    hour: int = 0
    """Numbers that one user buys in an hour."""
    day: int = 0
    spending: Decimal = Decimal(0)
    """What one user spends in a day; a refund is given back."""
    price: Decimal = Decimal(0)
    """Of one number."""
    unused: int = 0
    """Numbers in a row that one user leaves without a code, within `unused_pause`; a code begins a new row."""
    unused_wait: float = UNUSED_WAIT_S
    """Seconds for which a number that was left unused counts."""
    all_active: int = 0
    """Numbers of all users that are open at the provider at once, those with a code included."""
    all_spending: Decimal = Decimal(0)
    """What all users together spend in a day."""
    rating: int = 0
    """Percent of a user's numbers that have to get a code, while the account's rating is low; what fails for all users
    does not count. 0: any share will do."""
    guest: bool = False
    """No setting lets the user in, so that they buy with vouchers only, unless an admin has let them in."""
    pays: bool = False
    """Users pay from wallets, so that nothing is bought from a quote that does not say what they pay."""


NO_LIMITS = Limits()


OWN_LIMITS = (LimitKind.ACTIVE, LimitKind.HOUR, LimitKind.DAY, LimitKind.SPENDING, LimitKind.UNUSED)
"""The limits that an admin may set for one user alone."""


@dataclass(frozen=True, slots=True)
class KnownUser:
    """What the bot remembers of a user from one visit to the next."""

    language: str | None = None
    """What they chose; `None` if they never did."""
    admitted: bool | None = None
    """An admin let them in or shut them out; `None`: the settings decide."""
    since: int | None = None
    """Days since 1970, of their first visit that was written down."""
    seen: int = 0
    """Days since 1970, of their last one."""
    name: str = ""
    """Their @username as it was last seen, without the @."""
    shown_name: str = ""
    """Their name as Telegram shows it, as it was last seen."""
    gone: bool = False
    """A message did not reach them, since they have blocked the bot or left."""
    limits: Mapping[LimitKind, Decimal] = field(default_factory=dict)
    """What an admin set for them alone; 0 is no limit."""
    pairs: UserPairs = NO_PAIRS
    place: Place = NOWHERE
    has_vouchers: bool = False
    """They have redeemed a voucher for a number, which lets them in for just that where nothing else does."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What counts against one user's limits just now."""

    active: int = 0
    hour: int = 0
    day: int = 0
    spending: Decimal = Decimal(0)
    unused: int = 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a user's numbers cost the operator, in the account's currency, refunds taken off."""

    numbers: int = 0
    amount: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class UserDetails:
    """A user as an admin looks at them."""

    id: int
    known: KnownUser
    usage: Usage
    limits: Limits
    """Their limits: the settings', less what was set for them alone."""
    balance: Balance | None = None
    """Of their wallet, where users pay."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One of all users."""

    id: int
    admitted: bool | None
    gone: bool
    language: str | None
    name: str
    """Their @username as it was last seen, without the @."""
    shown_name: str = ""


class Forgotten(StrEnum):
    """What came of /forget."""

    OK = "ok"
    LIVE = "live"
    """A number of theirs has not ended."""
    MONEY = "money"
    """Money in their wallet is theirs."""
