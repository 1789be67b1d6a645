"""Alerts to the operator about the whole shop: each once over all replicas."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final
from uuid import uuid4

import structlog

from bot.domain.errors import DeliveryError, StorageError
from bot.domain.models import ShopAlert
from bot.domain.protocols import Messenger
from bot.storage.leases import Leases

log = structlog.get_logger(__name__)

REPEAT_AFTER_S: Final = 3600.0
"""Seconds for which the same notice is not told again."""

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
        self, shop_alert: ShopAlert, *, quiet: float = REPEAT_AFTER_S, **values: str | int | Decimal
    ) -> None:
        """Tell every admin who was not told within the last `quiet` seconds, or to whom it is `over` since."""
        for admin in sorted(self._messenger.admins):
            try:
                await self._tell(admin, shop_alert, quiet, values)
            except (DeliveryError, StorageError) as error:
                log.warning("operator not told", notice=shop_alert, error=str(error))

    async def over(
        self, shop_alerts: ShopAlert | Iterable[ShopAlert], end: ShopAlert, **values: str | int | Decimal
    ) -> None:
        """Tell the `end` of it, once, to every admin who was told any of the notices and not yet its end."""
        begun = [shop_alerts] if isinstance(shop_alerts, ShopAlert) else [*shop_alerts]
        for admin in sorted(self._messenger.admins):
            try:
                await self._end(admin, begun, end, values)
            except (DeliveryError, StorageError) as error:
                log.warning("operator not told", notice=end, error=str(error))

    async def _tell(
        self, admin: int, shop_alert: ShopAlert, quiet: float, values: dict[str, str | int | Decimal]
    ) -> None:
        name, teller = _told(shop_alert, admin), uuid4().hex
        if await self._leases.hold(name, teller, TELLING_S) != teller:
            return
        try:
            await self._messenger.notify(admin, shop_alert, **values)
        except DeliveryError:
            await self._leases.release(name, teller)
            raise
        await self._leases.pass_on(name, teller, TOLD, quiet)

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


def _told(shop_alert: ShopAlert, admin: int) -> str:
    return f"told:{shop_alert}:{admin}"
