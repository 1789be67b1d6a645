"""How late the event loop is: what keeps it busy keeps every user waiting."""

import asyncio
from typing import Final

from bot.metrics.page import Page

EVERY: Final = 0.25
"""Seconds between two samples."""

BUCKETS: Final = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)


class Lag:
    def __init__(self, page: Page) -> None:
        self._seconds = page.histogram("loop_lag_seconds", "How much later than asked for a sleeper is woken.", BUCKETS)

    async def watch(self) -> None:
        """For ever."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + EVERY
            await asyncio.sleep(EVERY)
            self._seconds.observe(max(0.0, loop.time() - due))
