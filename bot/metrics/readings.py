"""What stands now, read when somebody asks: from the database, and from the parts that run."""

import asyncio
import time
from collections.abc import Callable
from math import nan
from typing import Final

import structlog

from bot.domain.errors import StorageError
from bot.domain.models import State
from bot.metrics.page import Page
from bot.providers.guard import Guard
from bot.shop.auditor import Auditor
from bot.storage.machine import Machine

log = structlog.get_logger(__name__)

FRESH: Final = 10.0
"""Seconds for which what was read from the database stands, however many ask: counting 10,000 numbers takes a while."""

PATIENCE: Final = 3.0
"""Seconds for the database; all the rest is given without it."""


class Readings:
    def __init__(
        self,
        page: Page,
        machine: Machine,
        provider: Guard,
        auditor: Auditor,
        receiving: Callable[[], bool],
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`receiving`: whether updates come to this replica."""
        self._page = page
        self._machine = machine
        self._now = now
        self._read_at: float | None = None
        self._reading = asyncio.Lock()
        page.gauge("receiving_updates", "1: it asks Telegram for updates, or the webhook stands.").set_function(
            lambda: float(receiving())
        )
        page.gauge("provider_up", "1: the provider answers, 0: it does not, NaN: not known yet.").set_function(
            lambda: nan if provider.answers is None else float(provider.answers)
        )
        page.gauge("looks_crowding", "How many times rarer looks are, to keep within PROVIDER_RATE.").set_function(
            lambda: provider.rate_limiter.crowding
        )
        page.gauge(
            "unreadable_entries", "Entries of the database that could not be read since the start."
        ).set_function(lambda: machine.broken.count)
        page.gauge("auditor_mended", "What the auditor has put back since the start.").set_function(
            lambda: auditor.mended
        )
        activations = page.common("activations", "What has a next step or an untold message, by state.", "state")
        self._activations = {state: activations.labels(state) for state in State}
        self._untold = page.common("outbox_messages", "Messages that Telegram has not taken yet.")
        self._oldest = page.common("outbox_oldest_seconds", "Since the change that the oldest of them tells of.")
        self._unknown = page.common("unknown_open", "Purchases of which nobody knows whether they were charged.")

    async def text(self) -> bytes:
        """The page, with what stands in the database as NaN where it does not answer."""
        async with self._reading:
            if self._read_at is None or self._now() - self._read_at >= FRESH:
                await self._read()
        return self._page.text()

    async def _read(self) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                census, vitals = await asyncio.gather(self._machine.census(), self._machine.vitals())
        except (StorageError, TimeoutError) as error:
            log.warning("not counted what stands in the database", error=type(error).__name__)
            for gauge in (*self._activations.values(), self._untold, self._oldest, self._unknown):
                gauge.set(nan)
            return
        self._read_at = self._now()
        for state, gauge in self._activations.items():
            gauge.set(census.get(state, 0))
        self._untold.set(vitals.untold)
        self._oldest.set(vitals.oldest)
        self._unknown.set(vitals.unknown)
