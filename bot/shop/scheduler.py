"""Takes due work from a queue, does each piece once under a lease, and says when it is due again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.domain.errors import StorageError
from bot.domain.meter import SILENT, Meter
from bot.shop.tasks import Tasks
from bot.storage.queue import Claim, Queue, Return

log = structlog.get_logger(__name__)

IDLE: Final = 1.0
"""Seconds after which the queue is claimed without being rung: that long may another replica's work go unseen."""

SPACING: Final = 0.025
"""Seconds from one claim to the next when nobody rings, so that one carries many pieces."""

BATCH: Final = 256
STILL: Final = 15.0
"""Seconds after the last turn in which something is wrong: one with a slow database takes a few."""

AFTER_FAILURE: Final = 10.0
"""Seconds until a piece whose handler failed in a way nobody foresaw is tried again."""


class Scheduler:
    """The loop over one queue.

    `handle` does one piece and gives the seconds until it is due again, or `None` when a transition has settled it.
    A process that dies loses nothing: its claims run out after `lease` seconds and somebody else takes them.
    """

    def __init__(
        self,
        queue: Queue,
        handle: Callable[[Claim], Awaitable[float | None]],
        *,
        lease: float = 30.0,
        concurrency: int = 256,
        meter: Meter = SILENT,
    ) -> None:
        self.tasks = Tasks()
        self._queue = queue
        self._handle = handle
        self._lease = lease
        self._concurrency = concurrency
        self._meter = meter
        self._turned_at: float | None = None
        self._busy = 0
        """Pieces under way. A task counts as one of `tasks` for a moment longer, and by then nobody rings any more."""
        self._returns: list[tuple[Claim, float]] = []
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`; a database that is away is waited for."""
        away, loop = 0.0, asyncio.get_running_loop()
        while not self._stopping:
            try:
                wait = await self.turn()
                self._turned_at = loop.time()
                if away:
                    log.info("database is back", queue=self._queue.name)
                away = 0.0
            except StorageError as error:
                if not away:
                    log.error("database is away", queue=self._queue.name, error=str(error))
                away = wait = min(5.0, away * 2 or 0.2)
                await asyncio.sleep(away)  # a ring must not turn this into a tight loop
            await self._queue.wait(wait)

    async def stop(self, patience: float) -> None:
        """Claim nothing more, finish what runs for up to `patience` seconds, and hand back the rest."""
        self._stopping = True
        self._queue.ring()
        if not await self.tasks.drain(patience):
            log.error("work was still running at the end", queue=self._queue.name, pieces=len(self.tasks))
            await self.tasks.cancel()
        try:
            await self._claim(0)
        except StorageError as error:
            log.warning("leases are left to run out", queue=self._queue.name, error=str(error))

    async def trouble(self) -> str | None:
        """Why its work is not done just now; `None` if it is."""
        if self._turned_at is None:
            return f"{self._queue.name}: not begun yet"
        if self._stopping:
            return f"{self._queue.name}: stopping"
        still = asyncio.get_running_loop().time() - self._turned_at
        return f"{self._queue.name}: standing still for {still:.0f} s" if still > STILL else None

    async def turn(self) -> float:
        """Claim what is due and start it; gives the seconds until there is more to do."""
        limit = min(BATCH, self._concurrency - self._busy)
        if limit <= 0:
            return IDLE  # rung as soon as there is room
        claims, pause = await self._claim(limit)
        for claim in claims:
            self._meter.begun(self._queue.name, claim.kind or claim.activation.state, claim.late)
            self._busy += 1
            self.tasks.start(self._do(claim), name=f"{self._queue.name} {claim.activation.id}")
        if len(claims) == limit:
            return 0.0 if self._busy < self._concurrency else IDLE
        return IDLE if pause is None else min(IDLE, max(SPACING, pause))

    async def _claim(self, limit: int) -> tuple[list[Claim], float | None]:
        now = asyncio.get_running_loop().time()
        taken, self._returns = self._returns, []
        returns = [Return(claim, max(0.0, at - now)) for claim, at in taken]
        try:
            return await self._queue.claim(limit=limit, lease=self._lease, returns=returns)
        except StorageError:
            self._returns = taken + self._returns
            raise

    async def _do(self, claim: Claim) -> None:
        activation = claim.activation
        # In the context of this task alone: every line within the step can be found by them, a library's as well.
        request = {"request": activation.request_id} if activation.request_id else {}
        structlog.contextvars.bind_contextvars(activation=activation.id, **request)
        try:
            delay = await self._handle(claim)
        except StorageError:
            delay = 1.0  # the loop says that the database is away
        except Exception:
            log.exception("step failed", queue=self._queue.name, activation=claim.activation.id, kind=claim.kind)
            delay = AFTER_FAILURE
        was_full, self._busy = self._busy >= self._concurrency, self._busy - 1
        if delay is not None:
            self._returns.append((claim, asyncio.get_running_loop().time() + delay))
        if was_full or (delay is not None and delay < IDLE):
            self._queue.ring()
