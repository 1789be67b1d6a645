"""What this bot's own numbers have shown: how long codes took, by country and service, and how many came at all."""

from collections.abc import Callable
from typing import Final

from bot.domain.waits import Figures, Waits, add_up
from bot.shop.periodic import run_periodically
from bot.shop.slices import slices
from bot.storage.machine import Machine
from bot.storage.waits import to_waits

EVERY: Final = 60.0
"""Seconds between two readings: nothing is read for a look or for a page."""

UNKNOWN: Final = Waits()


class Experience:
    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._pairs: dict[tuple[int, int], Waits] = {}
        self._services: dict[int, Waits] = {}
        self._all = UNKNOWN
        self.listeners: list[Callable[[], None]] = []
        """Called when more is known."""

    def layers(self, country_id: int, service_id: int) -> tuple[Waits, Waits, Waits]:
        """Of all numbers, of those for the service, and of those for it in this country."""
        own = self._pairs.get((country_id, service_id), UNKNOWN)
        return self._all, self._services.get(service_id, UNKNOWN), own

    def figures(self, country_id: int, service_id: int) -> Figures | None:
        """What may be told to users; `None` while too few numbers have ended."""
        waits = self._pairs.get((country_id, service_id))
        return waits.figures() if waits else None

    async def run(self) -> None:
        """For ever; a database that is away leaves what was known."""
        await run_periodically("experience", EVERY, self.refresh)

    async def refresh(self) -> None:
        pairs: dict[tuple[int, int], Waits] = {}
        now, texts = await self._machine.waits()
        async for piece in slices(list(texts.items()), 100):
            for pair, text in piece:
                try:
                    pairs[pair] = to_waits(text, now)
                except (ValueError, ArithmeticError):
                    self._machine.broken.note("waits", "of a country and a service")
        services: dict[int, Waits] = {}
        async for some in slices(list(pairs.items()), 100):
            for (_, service_id), waits in some:
                services[service_id] = add_up((services.get(service_id, UNKNOWN), waits))
        self._pairs, self._services, self._all = pairs, services, add_up(services.values())
        for listener in self.listeners:
            listener()
