"""The worker: claims due work from a job queue, does each job once under a lease, and reschedules it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from bot.domain.errors import StorageError
from bot.domain.models import State
from bot.metrics import BEGUN
from bot.shop.activations.buyer import Buyer
from bot.shop.activations.poll_schedule import PollSchedule
from bot.shop.activations.sms_poller import SmsPoller
from bot.shop.background import Tasks
from bot.storage.job_queue import Claim, JobQueue, Return
from bot.storage.waiting import WaitingStore

log = structlog.get_logger(__name__)


IDLE_INTERVAL_S: Final = 1.0
"""Seconds after which the queue is claimed without being rung: that long may another replica's work go unseen."""

CLAIM_INTERVAL_S: Final = 0.025
"""Seconds from one claim to the next when nobody rings, so that one carries many pieces."""

BATCH: Final = 256
STALLED_AFTER_S: Final = 15.0
"""Seconds after the last turn in which something is wrong: one with a slow database takes a few."""

FAILURE_RETRY_S: Final = 10.0
"""Seconds until a piece whose handler failed in a way nobody foresaw is tried again."""


class Worker:
    """The loop over one queue.

    `handle` does one piece and gives the seconds until it is due again, or `None` when a transition has settled it.
    A process that dies loses nothing: its claims run out after `lease` seconds and somebody else takes them.
    """

    def __init__(
        self,
        queue: JobQueue,
        handle: Callable[[Claim], Awaitable[float | None]],
        *,
        lease: float = 30.0,
        concurrency: int = 256,
    ) -> None:
        self.tasks = Tasks()
        self._queue = queue
        self._handle = handle
        self._lease = lease
        self._concurrency = concurrency
        self._last_run_at: float | None = None
        self._busy = 0
        """Pieces under way. A task counts as one of `tasks` for a moment longer, and by then nobody rings any more."""
        self._returns: list[tuple[Claim, float]] = []
        self._stopping = False

    async def run(self) -> None:
        """Until `stop`; a database that is away is waited for."""
        away, loop = 0.0, asyncio.get_running_loop()
        while not self._stopping:
            try:
                wait = await self.run_once()
                self._last_run_at = loop.time()
                if away:
                    log.info("database is back", queue=self._queue.name)
                away = 0.0
            except StorageError as error:
                if not away:
                    log.error("database is away", queue=self._queue.name, error=str(error))
                away = wait = min(5.0, away * 2 or 0.2)
                await asyncio.sleep(away)  # a ring must not turn this into a tight loop
            await self._queue.wait(wait)

    async def stop(self, timeout_s: float) -> None:
        """Claim nothing more, finish what runs for up to `timeout_s`, and hand back the rest."""
        self._stopping = True
        self._queue.wake()
        if not await self.tasks.drain(timeout_s):
            log.error("work was still running at the end", queue=self._queue.name, pieces=len(self.tasks))
            await self.tasks.cancel()
        try:
            await self._claim(0)
        except StorageError as error:
            log.warning("leases are left to run out", queue=self._queue.name, error=str(error))

    async def problem(self) -> str | None:
        """Why its work is not done just now; `None` if it is."""
        if self._last_run_at is None:
            return f"{self._queue.name}: not begun yet"
        if self._stopping:
            return f"{self._queue.name}: stopping"
        still = asyncio.get_running_loop().time() - self._last_run_at
        return f"{self._queue.name}: standing still for {still:.0f} s" if still > STALLED_AFTER_S else None

    async def run_once(self) -> float:
        """Claim what is due and start it; gives the seconds until there is more to do."""
        limit = min(BATCH, self._concurrency - self._busy)
        if limit <= 0:
            return IDLE_INTERVAL_S  # rung as soon as there is room
        claims, interval = await self._claim(limit)
        for claim in claims:
            if measured := BEGUN.get((self._queue.name, claim.kind or claim.activation.state)):
                measured.observe(claim.late)
            self._busy += 1
            self.tasks.start(self._do(claim), name=f"{self._queue.name} {claim.activation.id}")
        if len(claims) == limit:
            return 0.0 if self._busy < self._concurrency else IDLE_INTERVAL_S
        return IDLE_INTERVAL_S if interval is None else min(IDLE_INTERVAL_S, max(CLAIM_INTERVAL_S, interval))

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
            delay = FAILURE_RETRY_S
        was_full, self._busy = self._busy >= self._concurrency, self._busy - 1
        if delay is not None:
            self._returns.append((claim, asyncio.get_running_loop().time() + delay))
        if was_full or (delay is not None and delay < IDLE_INTERVAL_S):
            self._queue.wake()


class ActivationJobs:
    """The next step of any activation that is due."""

    def __init__(
        self, buyer: Buyer, sms_poller: SmsPoller, waiting_store: WaitingStore, poll_schedule: PollSchedule
    ) -> None:
        self._buyer = buyer
        self._sms_poller = sms_poller
        self._waiting_store = waiting_store
        self._poll_schedule = poll_schedule

    async def run(self, claim: Claim) -> float | None:
        """Do it; gives the seconds until the next one, or `None` when a transition has settled that."""
        match claim.activation.state:
            case State.RESERVED:
                return await self._buyer.buy(claim)
            case State.SENDING:
                return await self._buyer.give_up(claim)
            case State.WAITING:
                await self._remind(claim)
                return await self._sms_poller.poll(claim)
            case State.CANCELLING:
                return await self._sms_poller.end(claim)
            case State.CANCEL_UNCONFIRMED:
                return await self._sms_poller.linger(claim)
            case State.CODE:
                return await self._sms_poller.finish(claim)
            case State.READYING:
                return await self._sms_poller.ready(claim)
            case State.FURTHER:
                return await self._sms_poller.poll_further(claim)
            case State.DONE:
                return await self._sms_poller.close(claim)
            case state:
                log.error("nothing is due in this state", activation=claim.activation.id, state=state)
                return 3600.0

    async def _remind(self, claim: Claim) -> None:
        """Have the card say it, once, when the usual wait for a code is over."""
        activation = claim.activation
        if activation.wait.usual_s:
            return
        usual_s = self._poll_schedule.usual_wait(activation.country_id, activation.service_id)
        if claim.now - activation.bought_at >= usual_s:
            await self._waiting_store.overdue(activation, usual_s)
