"""Long polling, one poller at a time."""

import asyncio
from collections.abc import Sequence

from sandbox.telegram.errors import ApiError
from sandbox.telegram.troubles import SecondPoller
from sandbox.telegram.updates import Update, Updates

LONGEST = 50.0
MOST_AT_ONCE = 100
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Polling:
    def __init__(self, updates: Updates) -> None:
        self.updates = updates
        self.second = SecondPoller(now=updates.now, description=CONFLICT)
        self._turn = 0
        self._ended_by = CONFLICT
        self._closed = False
        self._news = asyncio.Event()
        updates.on_push.append(lambda _: self._wake())

    async def poll(self, offset: int, limit: int, seconds: float) -> Sequence[Update]:
        """What waits, or what comes within the time. `ApiError` 409 where a newer poll or a webhook ended this one."""
        self.end_with(CONFLICT)
        self.second.check()
        turn = self._turn
        self.updates.acknowledge_below(self._from_the_end(offset) if offset < 0 else offset)
        limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
        try:
            async with asyncio.timeout(wait_for(seconds)):
                while not (batch := self.updates.waiting()[:limit]) and not self._closed:
                    await self._news.wait()
                    if turn != self._turn:
                        raise ApiError(409, self._ended_by)
        except TimeoutError:
            return []
        for update in batch:
            if update.again:  # no later offset would end it
                self.updates.acknowledge(update)
        return batch

    def _from_the_end(self, offset: int) -> int:
        """A negative offset forgets all but that many."""
        wanted = self.updates.waiting()[offset:]
        return wanted[0].id if wanted else 0

    def conflict(self, seconds: float) -> None:
        """Another process polls for so long: the poll under way and all that follow get 409. 0 ends it."""
        self.second.until = self.updates.now() + seconds
        if seconds:
            self.end_with(CONFLICT)

    def end_with(self, description: str) -> None:
        """The poll under way gets 409 with this."""
        self._turn += 1
        self._ended_by = description
        self._wake()

    def close(self) -> None:
        """Polls end at once and find nothing, so that a server can stop."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


def wait_for(seconds: float) -> float:
    """The time that is really waited."""
    return min(max(seconds, 0.0), LONGEST)
