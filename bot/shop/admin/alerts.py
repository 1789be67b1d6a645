"""Alerts to the operator: about the shop once over all replicas; about a part of this process or the provider too."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Final, NamedTuple
from uuid import uuid4

import structlog

from bot.domain.alerts import ShopAlert
from bot.domain.errors import DeliveryError, ProviderError, StorageError, Unreadable
from bot.domain.protocols import Messenger
from bot.shop.background import run_periodically
from bot.storage.leases import Leases

log = structlog.get_logger(__name__)

REPEAT_AFTER_S: Final = 3600.0
"""Seconds for which the same alert is not told again."""

TELLING_S: Final = 60.0
"""Seconds for which one replica may be telling it. A process that ends meanwhile has told nobody."""

TOLD: Final = "told"
"""Stands in the lease of an alert once its admin has it."""


class Alerts:
    """Never raises what messenger and database raise: who sounds an alert has other things to do.

    Each admin counts alone: one who can't be reached costs the others nothing, and is tried again at the next call.
    """

    def __init__(self, messenger: Messenger, leases: Leases) -> None:
        self._messenger = messenger
        self._leases = leases

    async def tell(
        self,
        shop_alert: ShopAlert,
        *,
        quiet: float = REPEAT_AFTER_S,
        subject: str = "",
        **values: str | int | Decimal,
    ) -> bool:
        """Tell every admin who was not told within the last `quiet` seconds, or to whom it is `over` since.

        `quiet` is 0 where each call is news. `subject`: what it is about, where each counts alone.
        Gives whether any admin has it, or there is none.
        """
        told = not self._messenger.admins
        for admin in sorted(self._messenger.admins):
            try:
                told |= await self._tell(admin, _told(shop_alert, admin, subject), shop_alert, quiet, values)
            except (DeliveryError, StorageError) as error:
                log.warning("operator not told", alert=shop_alert, error=str(error))
        return told

    async def over(
        self, shop_alerts: ShopAlert | Iterable[ShopAlert], end: ShopAlert, **values: str | int | Decimal
    ) -> None:
        """Tell the `end` of it, once, to every admin who was told any of the alerts and not yet its end."""
        begun = [shop_alerts] if isinstance(shop_alerts, ShopAlert) else [*shop_alerts]
        for admin in sorted(self._messenger.admins):
            try:
                await self._end(admin, begun, end, values)
            except (DeliveryError, StorageError) as error:
                log.warning("operator not told", alert=end, error=str(error))

    async def _tell(
        self, admin: int, name: str, shop_alert: ShopAlert, quiet: float, values: Mapping[str, str | int | Decimal]
    ) -> bool:
        """Whether they have it; `False` while another replica is telling them."""
        teller = uuid4().hex
        if (holder := await self._leases.hold(name, teller, TELLING_S)) != teller:
            return holder == TOLD
        try:
            await self._messenger.notify(admin, shop_alert, **values)
        except DeliveryError:
            await self._leases.release(name, teller)
            raise
        if quiet:
            await self._leases.pass_on(name, teller, TOLD, quiet)
        else:
            await self._leases.release(name, teller)
        return True

    async def _end(
        self, admin: int, begun: list[ShopAlert], end: ShopAlert, values: dict[str, str | int | Decimal]
    ) -> None:
        names, ending, teller = [_told(shop_alert, admin) for shop_alert in begun], _told(end, admin), uuid4().hex
        if not await self._which(names) or await self._leases.hold(ending, teller, TELLING_S) != teller:
            return
        try:
            if told := await self._which(names):  # asked again: another replica may just have told its end
                await self._messenger.notify(admin, end, **values)
                for name in told:
                    await self._leases.release(name, TOLD)
        finally:
            await self._leases.release(ending, teller)

    async def _which(self, names: list[str]) -> list[str]:
        return [name for name in names if await self._leases.holder(name) == TOLD]


def _told(shop_alert: ShopAlert, admin: int, subject: str = "") -> str:
    return f"told:{shop_alert}:{admin}:{subject}" if subject else f"told:{shop_alert}:{admin}"


AFTER_S: Final = 60.0
"""For which a part has to be unwell, or well again, before it is told: a restart is no news."""

PART_ROUND_S: Final = 10.0


class Part(NamedTuple):
    """One part, as a monitor sees it."""

    problem: Callable[[], Awaitable[str | None]]
    """Why it can't do its work just now; `None` if it can."""
    down: ShopAlert
    up: ShopAlert


class PartAlerts:
    def __init__(
        self, parts: Mapping[str, Part], messenger: Messenger, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._parts = parts
        self._messenger = messenger
        self._now = now
        self._changed: dict[str, float] = {}
        """Since when a part stands otherwise than it was told."""
        self._told_down: set[str] = set()

    async def run(self) -> None:
        """For ever."""
        await run_periodically("part alerts", PART_ROUND_S, self.check)

    async def check(self) -> None:
        """Ask each part once, and tell what has lasted."""
        for name, part in self._parts.items():
            reason = await part.problem()
            if bool(reason) == (name in self._told_down):
                self._changed.pop(name, None)
                continue
            since = self._changed.setdefault(name, self._now())
            if self._now() - since >= AFTER_S and await self._tell(part, reason):
                self._told_down ^= {name}
                self._changed.pop(name, None)

    async def _tell(self, part: Part, reason: str | None) -> bool:
        """Whether any admin was reached; else it is tried again in the next round."""
        reached = not self._messenger.admins
        for admin in sorted(self._messenger.admins):
            try:
                if reason:
                    await self._messenger.notify(admin, part.down, reason=reason)
                else:
                    await self._messenger.notify(admin, part.up)
                reached = True
            except (DeliveryError, StorageError) as error:
                log.warning("operator not told", alert=part.down, error=str(error))
        return reached


REMIND_INTERVAL_S: Final = 24 * 3600.0
"""After which the operator is told again of a provider that is still down."""

RETRY_S: Final = 60.0
"""After which an alert is tried again that could not be delivered."""

PROVIDER_ROUND_S: Final = 1.0
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
            await asyncio.sleep(PROVIDER_ROUND_S)

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
