"""Tells the operator what concerns the whole shop: once over all replicas, not once a minute."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import structlog

from bot.domain.errors import DeliveryError, StorageError
from bot.domain.models import Notice
from bot.domain.protocols import Messenger
from bot.storage.leases import Leases

log = structlog.get_logger(__name__)

QUIET: Final = 3600.0
"""Seconds for which the same notice is not told again."""


class Alarms:
    """Never raises what messenger and database raise: who sounds an alarm has other things to do."""

    def __init__(self, messenger: Messenger, leases: Leases) -> None:
        self._messenger = messenger
        self._leases = leases

    async def tell(self, notice: Notice, *, quiet: float = QUIET, **values: str | int | Decimal) -> None:
        """Unless it was told within the last `quiet` seconds, and is not `over` since."""
        name = f"told:{notice}"
        try:
            if await self._leases.take(name, quiet):
                try:
                    await self._messenger.notify(notice, **values)
                except DeliveryError:
                    await self._leases.drop(name)  # the next one who finds it may have more luck
                    raise
        except (DeliveryError, StorageError) as error:
            log.warning("operator not told", notice=notice, error=str(error))

    async def over(self, notices: Notice | Iterable[Notice], end: Notice, **values: str | int | Decimal) -> None:
        """Tell the `end` of it, once, if any of the notices was told and its end was not."""
        told = [notices] if isinstance(notices, Notice) else notices
        try:
            if any([await self._leases.drop(f"told:{notice}") for notice in told]):
                await self._messenger.notify(end, **values)
        except (DeliveryError, StorageError) as error:
            log.warning("operator not told", notice=end, error=str(error))
