"""Looks, every minute, whether all that is live has its next step in a queue, and puts back what has not.

Nothing should ever be missing: what is found is a mistake, of ours or of somebody's hand in the database. So each
find is an alarm as well.
"""

from typing import Final

import structlog

from bot.domain.models import Notice
from bot.shop.alarms import Alarms
from bot.shop.periodic import run_periodically
from bot.storage.leases import Leases
from bot.storage.machine import Machine

log = structlog.get_logger(__name__)

EVERY: Final = 60.0
"""Seconds between two rounds, over all replicas."""

REMIND_S: Final = 24 * 3600.0
"""Seconds after which the operator is told again of what still can't be read."""

SLICE: Final = 100
"""Activations that one script looks at, so that nobody waits long behind it."""


class Auditor:
    def __init__(self, machine: Machine, leases: Leases, alarms: Alarms) -> None:
        self._machine = machine
        self._leases = leases
        self._alarms = alarms
        self.mended = 0
        """Finds since the start."""

    async def run(self) -> None:
        """For ever; a database that is away is somebody else's alarm."""
        await run_periodically("auditor", EVERY, self.round)

    async def round(self) -> None:
        """One look at everything, unless another replica had one just now."""
        if unreadable := self._machine.broken.lately():  # each replica knows of those that it has met
            await self._alarms.tell(Notice.UNREADABLE, quiet=REMIND_S, count=unreadable)
        if step := self._machine.clock_step():
            await self._alarms.tell(Notice.CLOCK_STEP, seconds=round(step))
        if not await self._leases.take("auditor", EVERY * 0.9):
            return
        found = 0
        cursor = ""
        while cursor != "0":
            cursor, mended = await self._machine.audit(cursor or "0", count=SLICE)
            found += len(mended)
            for find in mended:
                activation, _, missing = find.partition("|")
                log.error("put back by the auditor", activation=activation, missing=missing)
        if found:
            self.mended += found
            await self._alarms.tell(Notice.AUDITOR, count=found)
