"""Queue repair: every minute, puts back what lives and has fallen out of its queue."""

from typing import Final

import structlog

from bot.domain.alerts import ShopAlert
from bot.shop.admin.alerts import Alerts
from bot.shop.background import run_periodically
from bot.storage.activations import ActivationStore
from bot.storage.leases import Leases

log = structlog.get_logger(__name__)

ROUND_INTERVAL_S: Final = 60.0
"""Seconds between two rounds, over all replicas."""

REMIND_S: Final = 24 * 3600.0
"""Seconds after which the operator is told again of what still can't be read."""

SLICE: Final = 100
"""Activations that one script looks at, so that nobody waits long behind it."""


class QueueRepair:
    def __init__(self, store: ActivationStore, leases: Leases, alerts: Alerts) -> None:
        self._store = store
        self._leases = leases
        self._alerts = alerts
        self.repaired = 0
        """Finds since the start."""
        self._untold = 0
        """Of them, those of which no admin could be told yet."""
        self._step_s = 0.0
        """By which the database's clock has stepped without an admin having been told."""

    async def run(self) -> None:
        """For ever; a database that is away is somebody else's alert."""
        await run_periodically("auditor", ROUND_INTERVAL_S, self.round)

    async def round(self) -> None:
        """One look at everything, unless another replica had one just now."""
        if unreadable := self._store.broken.lately():  # each replica knows of those that it has met
            await self._alerts.tell(ShopAlert.UNREADABLE, quiet=REMIND_S, count=unreadable)
        self._step_s = self._store.clock_step() or self._step_s
        if self._step_s and await self._alerts.tell(ShopAlert.CLOCK_STEP, seconds=round(self._step_s)):
            self._step_s = 0.0
        if not await self._leases.take("auditor", ROUND_INTERVAL_S * 0.9):
            return
        found = 0
        cursor = ""
        while cursor != "0":
            cursor, repaired = await self._store.repair_queues(cursor or "0", count=SLICE)
            found += len(repaired)
            for find in repaired:
                activation, _, missing = find.partition("|")
                log.error("put back by the auditor", activation=activation, missing=missing)
        self.repaired += found
        self._untold += found
        if self._untold and await self._alerts.tell(ShopAlert.QUEUE_REPAIR, count=self._untold):
            self._untold = 0
