"""The leader: the one replica that polls Telegram, for as long as its lease is renewed."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Final
from uuid import uuid4

import structlog

from bot.domain.errors import StorageError
from bot.storage.leases import Leases

log = structlog.get_logger(__name__)

LEASE_S: Final = 5.0
"""After a leader was killed, until another replica may lead."""

RENEW_INTERVAL_S: Final = 1.0


class Leader:
    """One replica's part in it. With the database away, the leader goes on: no other replica can take the lease."""

    def __init__(
        self,
        leases: Leases,
        name: str,
        *,
        holder: str | None = None,
        interval: float = RENEW_INTERVAL_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`holder`: a name under which the lease is taken back after a restart; by default a new one."""
        self._leases = leases
        self._name = name
        self._holder = holder or uuid4().hex
        self._interval = interval
        self._now = now
        self._has_lease = False
        self._until = 0.0
        self._database_away = False
        self._resigned = False
        self._renewing = asyncio.Lock()

    @property
    def certain(self) -> bool:
        """The lease is this replica's, and by its own clock no other one can have taken it."""
        return self._has_lease and self._now() < self._until

    @property
    def leads(self) -> bool:
        """As far as it can be known."""
        return self.certain or (self._has_lease and self._database_away)

    async def renewals(self) -> AsyncIterator[bool]:
        """Take the lease as soon as it is free, and keep it; gives each time whether this replica leads."""
        while True:
            yield await self.renew()
            await asyncio.sleep(self._interval)

    async def renew(self) -> bool:
        """Take or keep the lease; gives whether this replica leads now."""
        async with self._renewing:
            began = self._now()
            try:
                if not self._resigned:
                    self._has_lease = await self._leases.hold(self._name, self._holder, LEASE_S) == self._holder
                    self._until, self._database_away = began + LEASE_S, False
            except StorageError as error:
                if not self._database_away:
                    log.warning("leader not known", lease=self._name, leads=self._has_lease, error=str(error))
                self._database_away = True
            return self._has_lease

    def step_aside(self) -> None:
        """Another replica seems to lead: where that can be, wait for the database's word."""
        if not self.certain:
            self._has_lease = False

    async def resign(self) -> None:
        """For good, so that another replica leads at its next try."""
        async with self._renewing:
            self._resigned = True
            if self._has_lease:
                self._has_lease = False
                try:
                    await self._leases.release(self._name, self._holder)
                except StorageError as error:
                    log.warning("lease is left to run out", lease=self._name, error=str(error))
