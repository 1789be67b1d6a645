"""How caps travel to the scripts and a refusal back: money in millionths, times in milliseconds."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from bot.domain.errors import LimitReached
from bot.domain.limits import AMOUNTS, Cap, Limits


def millionths(amount: Decimal) -> int:
    return int((amount * 1_000_000).to_integral_value(ROUND_HALF_UP))


def to_caps(limits: Limits) -> Mapping[str, int]:
    """What a script reads as JSON."""
    return {
        Cap.ACTIVE: limits.active,
        Cap.HOUR: limits.hour,
        Cap.DAY: limits.day,
        Cap.UNUSED: limits.unused,
        Cap.SPENDING: millionths(limits.spending),
        Cap.PRICE: millionths(limits.price),
        Cap.ALL_ACTIVE: limits.all_active,
        Cap.ALL_SPENDING: millionths(limits.all_spending),
        "unused_pause": round(limits.unused_pause * 1000),
    }


def to_refusal(cap: str, limit: int, opens: int) -> LimitReached:
    amount = Decimal(limit) / (1_000_000 if cap in AMOUNTS else 1)
    return LimitReached(Cap(cap), amount, opens / 1000 if opens else None)
