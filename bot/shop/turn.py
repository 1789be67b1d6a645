"""What one replica at a time does, for as long as it lives: whose turn it is, and until when that is certain."""

import asyncio
import time
from collections.abc import Callable
from typing import Final
from uuid import uuid4

import structlog

from bot.domain.errors import StorageError
from bot.storage.leases import Leases

log = structlog.get_logger(__name__)

LEASE: Final = 5.0
"""Seconds after the end of a replica that had the turn until another one may take it."""

EVERY: Final = 1.0
"""Seconds between two questions whose turn it is."""


class Turn:
    """With the database away, it stays with whoever had it: nobody else can take it meanwhile."""

    def __init__(
        self,
        leases: Leases,
        name: str,
        *,
        holder: str | None = None,
        lease: float = LEASE,
        every: float = EVERY,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`holder`: who this is, where it may take the turn back after a restart; else nobody who was there before."""
        self._leases = leases
        self._name = name
        self._holder = holder or uuid4().hex
        self._lease = lease
        self._every = every
        self._now = now
        self._until = 0.0
        self._away = False
        self._given_back = False
        self._asking = asyncio.Lock()
        self._ours, self._not_ours = asyncio.Event(), asyncio.Event()
        self._not_ours.set()

    @property
    def ours(self) -> bool:
        return self._ours.is_set()

    @property
    def certain(self) -> bool:
        """It is ours, and by our own clock nobody else can have taken it."""
        return self.ours and self._now() < self._until

    @property
    def stands(self) -> bool:
        """It is ours, as far as it can be known."""
        return self.certain or (self.ours and self._away)

    async def keep(self) -> None:
        """Take it as soon as it is free, and hold on to it; for ever."""
        while True:
            await self.ask()
            await asyncio.sleep(self._every)

    async def ask(self) -> bool:
        """Whether it is ours now."""
        async with self._asking:
            began = self._now()
            try:
                if not self._given_back:
                    holder = await self._leases.hold(self._name, self._holder, self._lease)
                    self._set(holder == self._holder)
                    self._until, self._away = began + self._lease, False
            except StorageError as error:
                if not self._away:
                    log.warning("not known whose turn it is", turn=self._name, ours=self.ours, error=str(error))
                self._away = True
            return self.ours

    def doubt(self) -> None:
        """Somebody else seems to have it: it is not ours again before the database has said so."""
        if not self.certain:
            self._set(False)

    async def taken(self) -> None:
        """Wait until it is ours."""
        await self._ours.wait()

    async def lost(self) -> None:
        """Wait until it is somebody else's."""
        await self._not_ours.wait()

    async def give_back(self) -> None:
        """For good, so that another replica need not wait for the lease to run out."""
        async with self._asking:
            self._given_back = True
            if self.ours:
                self._set(False)
                try:
                    await self._leases.release(self._name, self._holder)
                except StorageError as error:
                    log.warning("turn is left to run out", turn=self._name, error=str(error))

    def _set(self, ours: bool) -> None:
        (self._ours if ours else self._not_ours).set()
        (self._not_ours if ours else self._ours).clear()
