"""One budget of requests a second over all replicas, in which looks for codes come last and are never lost."""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bot.domain.errors import StorageError, Throttled
from bot.storage.bucket import Bucket

FRESH: Final = 1.0
"""Seconds for which requests taken in advance stand; then they are let go, since the bucket fills anyway."""

SLOWER: Final = 1.02
FASTER: Final = 0.99
MOST_CROWDED: Final = 100.0
THROTTLED: Final = 1.5
"""How many times rarer looks become each time the provider throttles."""

SHORTEST_WAIT_S, LONGEST_WAIT_S = 0.05, 5.0
"""Seconds for which a purchase waits for its turn."""


class Budget:
    """What this process may send. Looks take several requests at once, so that most cost the database nothing."""

    def __init__(
        self, bucket: Bucket | None, buying: Bucket | None = None, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Without a bucket there is no limit. `buying`: the one for purchases, which the provider limits by itself."""
        self._bucket = bucket
        self._buying = buying
        self._now = now
        self._turn = asyncio.Lock()
        self._batch = 1
        self._left = 0
        self._stands_until = 0.0
        self._dry_until = 0.0
        self.crowding = 1.0
        """How many times rarer looks should be than they would like, for about two of three to find a request left."""

    async def spend(self) -> None:
        """One request that is sent in any case: a purchase, a cancel, somebody's tap. Looks come later for it."""
        if self._bucket:
            with suppress(StorageError):  # no reason to keep a user waiting
                await self._bucket.take(1, urgent=True)

    async def buy(self) -> None:
        """One purchase; waits for its turn. Raises `Throttled` where that would take long: then nothing was sent."""
        if self._buying is None:
            return
        waited = 0.0
        with suppress(StorageError):
            while True:
                taken, wait = await self._buying.take(1)
                if taken:
                    return
                wait = min(max(wait, SHORTEST_WAIT_S), LONGEST_WAIT_S)
                if waited >= LONGEST_WAIT_S:
                    raise Throttled("more purchases at once than PROVIDER_BUY_RATE allows")
                waited += wait
                await asyncio.sleep(wait)

    def back_off(self) -> None:
        """The provider has said that it is asked too often: looks become rarer, and come back by and by."""
        self.crowding = min(MOST_CROWDED, self.crowding * THROTTLED)

    async def look(self) -> bool:
        """Whether a look may be sent now; `False`: it has to come later. Raises `StorageError`."""
        if self._bucket is None:
            return True
        async with self._turn:
            if not self._left or self._now() >= self._stands_until:
                await self._take(self._bucket)
            granted = self._left > 0
            self._left -= granted
        self.crowding = max(1.0, self.crowding * FASTER) if granted else min(MOST_CROWDED, self.crowding * SLOWER)
        return granted

    async def _take(self, bucket: Bucket) -> None:
        """The next batch: larger if the last one was used up in its time, so that a quiet process hoards nothing."""
        now, self._left = self._now(), 0
        if now < self._dry_until:
            return
        most = max(1, int(bucket.rate / 2))
        self._batch = min(most, self._batch * 2) if now < self._stands_until else max(1, self._batch // 2)
        self._left, wait = await bucket.take(self._batch)
        self._stands_until = now + FRESH
        if self._left < self._batch:
            self._dry_until = now + wait
