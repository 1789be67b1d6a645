"""Telegram's updates: read one by one, handed each to its handler, and watched for not coming at all.

aiogram reads a whole batch or none of it, and asks for the same one again for as long as Telegram keeps it
(https://github.com/aiogram/aiogram/issues/1840). Here one that can't be read costs no other update its handler, and a
handler runs in a task that outlives whatever brought its update.
"""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Any, Final

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.types import Update
from pydantic import ValidationError

from bot.domain.alerts import ShopAlert
from bot.metrics import UPDATE_S, UPDATES
from bot.shop.admin.alerts import Alerts
from bot.shop.background import Tasks

log = structlog.get_logger(__name__)


class GetRawUpdates(TelegramMethod[list[Any]]):
    """`getUpdates` of the Bot API, whose answer may hold anything."""

    __returning__ = list[Any]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


def update_id(raw: object) -> int | None:
    """The number of an update, by which it is acknowledged; `None` where it has none."""
    found = raw.get("update_id") if isinstance(raw, dict) else None
    return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None


def next_offset(batch: Iterable[object]) -> int | None:
    """What acknowledges the whole batch; `None` where no update of it has a number."""
    return max((number + 1 for raw in batch if (number := update_id(raw)) is not None), default=None)


def read_update(raw: object, bot: Bot) -> Update | None:
    """The update; `None`, with a line in the log that tells nothing of its content, where it can't be read."""
    try:
        return Update.model_validate(raw, context={"bot": bot})
    except ValidationError as error:
        problems = error.error_count()
        log.error("update not readable", update_id=update_id(raw), error="ValidationError", problems=problems)
    except Exception as error:  # of a validator of the library's: any update may come, and each is only one
        log.error("update not readable", update_id=update_id(raw), error=type(error).__name__)
    return None


DEAF_AFTER_S: Final = 45.0
"""Seconds of failures after which the bot counts as deaf; a handover between two replicas takes less."""

CALM_S: Final = 20.0
"""Seconds without a conflict before a good answer counts: two processes that poll get the updates in turn."""

REPORT_EVERY_S: Final = 15.0
REMIND_S: Final = 86_400.0


class Reception:
    """What one replica knows of it. One that does not have to ask for updates is well."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._hears = False
        self._failing_since: float | None = None
        self._not_before = 0.0
        self._reason = ""

    @property
    def deaf(self) -> bool:
        return self._failing_since is not None and self._now() - self._failing_since >= DEAF_AFTER_S

    def well(self) -> None:
        """Note that updates come, or would come if there were any."""
        if self._failing_since is None or self._now() >= self._not_before:
            self._hears, self._failing_since = True, None

    def failed(self, reason: str, *, conflict: bool = False) -> None:
        """Note that none can come now; `reason` holds no secret."""
        if self._failing_since is None:
            self._failing_since = self._now()
        if conflict:
            self._not_before = self._now() + CALM_S
        self._hears, self._reason = False, reason

    def idle(self) -> None:
        """Note that another replica asks for them."""
        self._hears, self._failing_since, self._not_before = False, None, 0.0

    async def problem(self) -> str | None:
        """Why no updates come, for a monitor; `None` while all is well."""
        if self._failing_since is None or not self.deaf:
            return None
        return f"no updates for {self._now() - self._failing_since:.0f} s: {self._reason}"

    async def report(self, alerts: Alerts, every: float = REPORT_EVERY_S) -> None:
        """Tell the admins, for ever, when updates stop and when they come again."""
        while True:
            if self.deaf:
                log.error("no updates come", reason=self._reason)
                await alerts.tell(ShopAlert.UPDATES_STOPPED, quiet=REMIND_S, reason=self._reason)
            elif self._hears:
                await alerts.over(ShopAlert.UPDATES_STOPPED, ShopAlert.UPDATES_COME)
            await asyncio.sleep(every)


def reason(error: AiogramError) -> str:
    """Telegram's own words where it refused, else the kind of the error: its text may name an address."""
    if isinstance(error, TelegramAPIError) and not isinstance(error, TelegramNetworkError):
        return error.message[:200]
    return type(error).__name__


class UpdateIntake:
    def __init__(self, dispatcher: Dispatcher, bot: Bot) -> None:
        self._dispatcher = dispatcher
        self._bot = bot
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
            UPDATES["unreadable"].inc()
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
            UPDATES["handled" if well else "failed"].inc()
            UPDATE_S.observe(time.monotonic() - began)
