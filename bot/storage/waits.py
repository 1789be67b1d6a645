"""How waits stand in Redis: waits.lua writes them."""

from typing import Final

from bot.domain.waits import BUCKETS, Waits

HALVED: Final = 14 * 86_400.0
"""Seconds after which a number counts half, as in waits.lua."""


def to_waits(text: str, now: float) -> Waits:
    """As they weigh `now`, which is Redis's clock. Raises `ValueError`."""
    written, *weights = map(float, text.split())
    if len(weights) != 2 * BUCKETS:
        raise ValueError("not as many weights as there are buckets")
    waits = Waits(weights[:BUCKETS], weights[BUCKETS:])
    return waits.scaled(2 ** (-max(0.0, now - written) / HALVED))
