"""Tells the operator when the provider stops answering, when it is back, and when an answer of it can't be read."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from bot.domain.errors import ProviderError, Unreadable
from bot.domain.models import ShopAlert
from bot.shop.admin.alerts import Alerts

REMIND_INTERVAL_S: Final = 24 * 3600.0
"""After which the operator is told again of a provider that is still down."""

RETRY_S: Final = 60.0
"""After which an alert is tried again that could not be delivered."""

ROUND_S: Final = 1.0
"""Between two rounds at the least: thousands of polls may be answered alike."""


class ProviderAlerts:
    """Each admin is told of an outage once; the `Alerts` know who was. An unreadable answer is told once an hour."""

    def __init__(self, answers: Callable[[], bool | None], changed: asyncio.Event, alerts: Alerts) -> None:
        """`answers`: whether the provider does, `None` until it is known; `changed` is set when that changes."""
        self._answers = answers
        self._changed = changed
        self._alerts = alerts
        self._was_up: bool | None = None
        self._unreadable = ""

    def hear(self, error: ProviderError) -> None:
        """Take up an answer that can't be read."""
        if isinstance(error, Unreadable):
            self._unreadable = str(error)
            self._changed.set()

    async def run(self) -> None:
        """For ever."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(RETRY_S):
                    await self._changed.wait()
            self._changed.clear()
            await self._tell()
            await asyncio.sleep(ROUND_S)

    async def _tell(self) -> None:
        is_up = self._answers()
        if is_up is False:
            await self._alerts.tell(ShopAlert.PROVIDER_DOWN, quiet=REMIND_INTERVAL_S)
        elif is_up and not self._was_up:
            await self._alerts.over(ShopAlert.PROVIDER_DOWN, ShopAlert.PROVIDER_UP)
        self._was_up = is_up
        if self._unreadable:
            call, _, shape = self._unreadable.partition(": ")
            self._unreadable = ""
            await self._alerts.tell(ShopAlert.UNREADABLE_ANSWER, call=call, shape=shape)
