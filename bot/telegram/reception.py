"""Whether Telegram's updates come, and why not: an answer from Telegram is not enough to call the bot well."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

import structlog
from aiogram.exceptions import AiogramError, TelegramAPIError, TelegramNetworkError

from bot.domain.models import ShopAlert
from bot.shop.admin.alerts import Alerts

log = structlog.get_logger(__name__)

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
