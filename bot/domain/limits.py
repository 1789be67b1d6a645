"""How much may be bought: the operator's limits. 0 stands for none everywhere."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

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


NO_LIMITS = Limits()
