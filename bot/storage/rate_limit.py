"""The rate limit that all replicas share, as a token bucket in the database."""

from pathlib import Path
from typing import Final

from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.scripts import REDIS_TIME, Script

RESERVE: Final = 0.25
"""The part of the bucket that polls leave for urgent requests."""

URGENT_SHARE: Final = 0.5
"""Of the rate, what urgent requests may use for long: however many there are, polls have the other half."""


class RateLimit:
    def __init__(
        self, redis: Database, keys: Keys, *, rate: float, buys: bool = False, clock: str = REDIS_TIME
    ) -> None:
        """`rate`: requests a second, above 0; the bucket holds a second's worth, two at least. `buys`: of purchases."""
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{source}")
        self._key = keys.purchases if buys else keys.rate_limit
        self.rate = rate
        self._size = max(2.0, rate)

    async def take(
        self, wanted: int, *, urgent: bool = False, keeps: float = RESERVE, slowdown: float = 1.0
    ) -> tuple[int, float]:
        """How many of the wanted requests may be sent now, and the seconds until all of them might be.

        `urgent`: out of the share for what a user waits for. `keeps`: the part of the bucket, or of that share, that
        has to stay; a negative one is taken in advance.
        """
        arguments = (self.rate / slowdown, self._size, wanted, self._size * keeps, URGENT_SHARE, int(urgent))
        taken, wait = await self._script(self._key, *arguments)
        return int(taken), int(wait) / 1000
