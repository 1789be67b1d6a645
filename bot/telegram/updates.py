"""Updates, each handed to its handler in a task that outlives whatever brought it."""

import asyncio
import time

import structlog
from aiogram import Bot, Dispatcher
from aiogram.types import Update

from bot.domain.meter import SILENT, Meter
from bot.shop.background import Tasks
from bot.telegram.raw_updates import read_update

log = structlog.get_logger(__name__)


class UpdateIntake:
    def __init__(self, dispatcher: Dispatcher, bot: Bot, meter: Meter = SILENT) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
        self._meter = meter
        self._tasks = Tasks()
        self.kinds = dispatcher.resolve_used_update_types()
        """What Telegram has to send."""

    def take(self, update: Update) -> asyncio.Task[None]:
        """Its handling, which never fails."""
        return self._tasks.start(self._handle(update), name=f"update {update.update_id}")

    def read(self, raw: object) -> Update | None:
        """The update in this JSON; `None`, counted and logged, where it can't be read."""
        update = read_update(raw, self._bot)
        if update is None:
            self._meter.unreadable()
        return update

    async def drained(self, timeout: float) -> bool:  # noqa: ASYNC109 -- the wait ends, the handlers go on
        """Wait until everything taken in is handled; `False` when something still is not after `timeout` seconds."""
        return await self._tasks.drain(timeout)

    async def _handle(self, update: Update) -> None:
        began, well = time.monotonic(), False
        try:
            await self._dispatcher.feed_update(self._bot, update)
            well = True
        except Exception as error:  # of what explains errors itself; its text may hold what a user wrote
            log.error("update not handled", update=update.update_id, error=type(error).__name__)
        finally:
            self._meter.handled(time.monotonic() - began, well=well)
