"""The audit log of money and of admins' actions: a stream, written in the same script as what it tells of."""

from operator import itemgetter
from typing import Any, Final

from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys

PIECE: Final = 1000
"""Events read at once."""


async def read_audit(redis: Database, keys: Keys) -> list[dict[str, str]]:
    """Every event that is kept, oldest first: `at` in ms, `event`, and what it was about; no number and no code."""
    events: list[dict[str, str]] = []
    start = "-"
    while True:
        async with guarded():
            piece: Any = await redis.xrange(keys.audit, min=start, count=PIECE)
        events += map(itemgetter(1), piece)
        if len(piece) < PIECE:
            return sorted(events, key=lambda event: int(event["at"]))
        start = f"({piece[-1][0]}"
