"""Takes due work from a queue, does each piece once under a lease, and says when it is due again."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.domain.errors import StorageError
from bot.domain.meter import SILENT, Meter
from bot.shop.tasks import Tasks
from bot.storage.keys import SHARDS, shard_of
from bot.storage.queue import Claim, Queue, Return

log = structlog.get_logger(__name__)

IDLE: Final = 1.0
"""Seconds after which a shard is looked at without being rung: that long may another replica's work go unseen."""

SPACING: Final = 0.05
"""Seconds from one claim of a shard to the next when nobody rings, so that one carries many pieces."""

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
        self._next = [0.0] * SHARDS
        self._returns: list[list[tuple[Claim, float]]] = [[] for _ in range(SHARDS)]
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
        self._queue.ring(0)
        if not await self.tasks.drain(patience):
            log.error("work was still running at the end", queue=self._queue.name, pieces=len(self.tasks))
            await self.tasks.cancel()
        for shard in range(SHARDS):
            try:
                await self._claim(shard, 0)
            except StorageError as error:
                log.warning("leases are left to run out", queue=self._queue.name, error=str(error))
                return

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
        loop = asyncio.get_running_loop()
        now = loop.time()
        for shard in self._queue.rung():
            self._next[shard] = min(self._next[shard], now)
        # Whoever waits longest is first: one for which there was no room, or whose claim failed, stays due.
        due = sorted((shard for shard in range(SHARDS) if self._next[shard] <= now), key=self._next.__getitem__)
        least = max(1, self._concurrency // SHARDS)
        while due and (free := self._concurrency - self._busy) > 0:
            share = max(least, free // len(due))
            asked, due = due[: max(1, free // share)], due[max(1, free // share) :]
            # At once: one after the other, a shard would wait for the answers to all before it.
            taken = await asyncio.gather(
                *(self._take(shard, min(free, share, BATCH)) for shard in asked), return_exceptions=True
            )
            for failed in filter(None, taken):
                raise failed
        return max(0.0, min(self._next) - loop.time()) if self._busy < self._concurrency else IDLE

    async def _take(self, shard: int, limit: int) -> None:
        now = asyncio.get_running_loop().time()
        claims, pause = await self._claim(shard, limit)
        for claim in claims:
            self._meter.begun(self._queue.name, claim.kind or claim.activation.state, claim.late)
            self._busy += 1
            self.tasks.start(self._do(claim), name=f"{self._queue.name} {claim.activation.id}")
        if len(claims) < limit:
            # Each shard has a moment of its own within SPACING, so that work begins evenly and not in bursts.
            spaced = (SPACING * shard / SHARDS - now) % SPACING or SPACING
            self._next[shard] = now + max(spaced, min(IDLE, IDLE if pause is None else pause))
        else:
            self._next[shard] = now
            if self._busy < self._concurrency:
                self._queue.ring(shard)

    async def _claim(self, shard: int, limit: int) -> tuple[list[Claim], float | None]:
        now = asyncio.get_running_loop().time()
        taken, self._returns[shard] = self._returns[shard], []
        returns = [Return(claim, max(0.0, at - now)) for claim, at in taken]
        try:
            return await self._queue.claim(shard, limit=limit, lease=self._lease, returns=returns)
        except StorageError:
            self._returns[shard] += taken
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
        shard = shard_of(activation.user_id)
        if delay is not None:
            self._returns[shard].append((claim, asyncio.get_running_loop().time() + delay))
        if was_full or (delay is not None and delay < IDLE):
            self._queue.ring(shard)
