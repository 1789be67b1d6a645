"""The requests that all replicas together may send, as a token bucket in the database."""

from pathlib import Path
from typing import Final

from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.script import REDIS_TIME, Script

RESERVE: Final = 0.25
"""The share of the bucket that only purchases, cancels and people's taps may use."""

DEBT: Final = 5.0
"""Bucketfuls that taps may take in advance: after a rush, looks are held back for a second each at most."""


class Bucket:
    def __init__(
        self, redis: Database, keys: Keys, *, rate: float, buys: bool = False, clock: str = REDIS_TIME
    ) -> None:
        """`rate`: requests a second, above 0; the bucket holds a second's worth, two at least. `buys`: of purchases."""
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{source}")
        self._key = keys.purchases if buys else keys.budget
        self.rate = rate
        self._size = max(2.0, rate)

    async def take(self, wanted: int, *, urgent: bool = False) -> tuple[int, float]:
        """How many of the wanted requests may be sent now, and the seconds until all of them might be."""
        floor = -self._size * DEBT if urgent else self._size * RESERVE
        taken, wait = await self._script(self._key, self.rate, self._size, wanted, floor)
        return int(taken), int(wait) / 1000
