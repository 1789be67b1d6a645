"""Tells the operator when a part of this process can't do its work for a while, and when it can again.

It keeps no lease in the database, since the database may be the part: each replica tells once.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, NamedTuple

import structlog

from bot.domain.errors import DeliveryError, StorageError
from bot.domain.models import ShopAlert
from bot.domain.protocols import Messenger
from bot.shop.periodic import run_periodically

log = structlog.get_logger(__name__)

AFTER_S: Final = 60.0
"""For which a part has to be unwell, or well again, before it is told: a restart is no news."""

ROUND_S: Final = 10.0


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
        await run_periodically("part alerts", ROUND_S, self.check)

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
