"""Telegram's updates by long polling: one replica asks for them, and another one takes over within seconds.

An update is acknowledged with the next question, which waits a moment for the handlers: a process that is killed
meanwhile gets the tap again at its next start, or another replica does. What a tap does may be done twice.
"""

import asyncio
import time
from contextlib import suppress
from typing import Any, Final

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramConflictError, TelegramRetryAfter

from bot.domain.errors import Undelivered
from bot.shop.background import Tasks
from bot.shop.leader import Leader
from bot.telegram.bot import take_over
from bot.telegram.updates import GetRawUpdates, Reception, UpdateIntake, next_offset, reason

log = structlog.get_logger(__name__)

LONG_POLL_S: Final = 10
"""Seconds for which Telegram holds a question that has no answer yet."""

HANDLERS_TIMEOUT_S: Final = 0.25
"""Seconds that the next question waits for handlers: any write of theirs takes less, and nobody's tap waits longer."""

MAX_RETRY_INTERVAL_S: Final = 5.0
"""Seconds between two tries where Telegram does not answer."""

CONFLICT_GRACE_S: Final = 60.0
"""Seconds for which a webhook may take the updates away: one that a replica of before has set while it was stopping."""


class Polling:
    def __init__(self, bot: Bot, intake: UpdateIntake, leader: Leader) -> None:
        self._bot = bot
        self._intake = intake
        self._leader = leader
        self.reception = Reception()
        self._tasks = Tasks()
        self._asking: asyncio.Task[None] | None = None
        self._offset: int | None = None
        self._owed = False
        """Something was taken in, and Telegram has not been told yet."""
        self._stopping = False
        self._retry_interval = 0.0
        self._elsewhere_since: float | None = None

    @property
    def receiving(self) -> bool:
        """This replica asks for updates just now, and is not deaf."""
        return self._asking is not None and not self._asking.done() and self._leader.leads and not self.reception.deaf

    async def run(self) -> None:
        """Until `stop`: ask for updates while this replica is the leader, which it finds out as it renews the lease."""
        try:
            async for leads in self._leader.renewals():
                if self._stopping:
                    return
                await self._follow(leads=leads)
        finally:
            await self._tasks.cancel()

    async def stop(self, timeout_s: float) -> None:
        """Ask no more, let another replica ask, and see what was taken in through, for up to `timeout_s`."""
        self._stopping = True
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait({self._asking})
            if self._owed and self._leader.certain:
                with suppress(AiogramError):  # then it comes once more, to whoever asks next
                    await self._bot.get_updates(offset=self._offset, limit=1, timeout=0, request_timeout=2)
        await self._leader.resign()
        await self._intake.drained(timeout_s)

    async def _follow(self, *, leads: bool) -> None:
        """Begin to ask, or leave it to the replica that leads now. Raises what ended the asking."""
        asking = self._asking
        if asking is not None and not leads:
            asking.cancel()
            await asyncio.wait({asking})
        if asking is not None and asking.done():
            self._asking = None
            self.reception.idle()
            log.info("another replica asks Telegram for updates")
            if not asking.cancelled():
                asking.result()
        if leads and self._asking is None and not self._stopping:
            log.info("asking Telegram for updates")
            self._offset, self._owed, self._elsewhere_since = None, False, None
            self.reception.idle()
            self._asking = self._tasks.start(self._ask_on(), name="asking", watched=True)

    async def _ask_on(self) -> None:
        """One question after the other, for as long as this replica leads."""
        await self._take_over()
        while self._leader.leads or await self._leader.renew():
            try:
                batch = await self._ask()
            except TelegramRetryAfter as error:
                self.reception.failed(reason(error))
                await asyncio.sleep(error.retry_after)
            except TelegramConflictError as error:
                self.reception.failed(reason(error), conflict=True)
                await self._conflict(webhook="webhook" in error.message)
            except AiogramError as error:
                await self._wait(reason(error))
            else:
                await self._take(batch)

    async def _take_over(self) -> None:
        while True:
            try:
                return await take_over(self._bot)
            except Undelivered as error:
                await self._wait(str(error))

    async def _ask(self) -> list[Any] | None:
        """The next batch; `None` where an answer that says yes has none."""
        timeout_s = int(self._bot.session.timeout + LONG_POLL_S)
        question = GetRawUpdates(offset=self._offset, timeout=LONG_POLL_S, allowed_updates=self._intake.kinds)
        batch = await self._bot(question, request_timeout=timeout_s)
        self._owed = False
        return batch

    async def _take(self, batch: list[Any] | None) -> None:
        """Hand on what can be read of it; the rest is acknowledged with it, or Telegram would send it for a day."""
        offset = next_offset(batch or ())
        if batch is None or (batch and offset is None):
            await self._wait("an answer without any update that has a number")
            return
        self._went_well()
        if offset is not None:
            self._offset, self._owed = offset, True
        updates = [update for raw in batch if (update := self._intake.read(raw))]
        if updates:
            await asyncio.wait([self._intake.take(update) for update in updates], timeout=HANDLERS_TIMEOUT_S)

    async def _conflict(self, *, webhook: bool) -> None:
        """Somebody else gets the updates: a replica that leads since this one stood still, or a stranger."""
        self._leader.step_aside()
        now = time.monotonic()
        if self._elsewhere_since is None:
            self._elsewhere_since = now
            log.warning("another process gets the updates of this token", by_webhook=webhook)
        if webhook and now - self._elsewhere_since > CONFLICT_GRACE_S:
            self._elsewhere_since = None
            await self._take_over()
        await asyncio.sleep(MAX_RETRY_INTERVAL_S if self._leader.leads else 0.0)

    async def _wait(self, error: str) -> None:
        self.reception.failed(error)
        if not self._retry_interval:
            log.warning("Telegram gives no updates", error=error)
        self._retry_interval = min(MAX_RETRY_INTERVAL_S, self._retry_interval * 2 or 0.5)
        await asyncio.sleep(self._retry_interval)

    def _went_well(self) -> None:
        self.reception.well()
        if self._retry_interval or self._elsewhere_since is not None:
            log.info("Telegram gives updates again")
        self._retry_interval, self._elsewhere_since = 0.0, None
