"""A reminder: what a user wants to be told of once, an offer that is there, or that costs so much or less."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum
from typing import Final

SHARES: Final = (100, 90, 75, 50)
"""Percents of today's price at which a user may want to be told."""

MAX_REMINDERS: Final = 10
"""Of one user at once, as in reminders.lua."""

LIFE_DAYS: Final = 7
"""After which it ends by itself, as in reminders.lua."""

CENT: Final = Decimal("0.01")


class Added(StrEnum):
    OK = "ok"
    AGAIN = "again"
    """The user has it already."""
    FULL = "full"
    """They have as many as they may."""
    IN_STOCK = "in_stock"
    """There is nothing to wait for."""


@dataclass(frozen=True, slots=True)
class Reminder:
    country_id: int
    service_id: int
    limit: Decimal | None
    """The price at the most; `None` for any."""
    ends_at: float
    """Unix seconds, after which nobody is told any more."""


def limit_at(price: Decimal, share: int) -> Decimal:
    """So many percent of a price, never rounded up; the price itself stays as it is."""
    return price if share == 100 else max(CENT, (price * share / 100).quantize(CENT, ROUND_DOWN))
