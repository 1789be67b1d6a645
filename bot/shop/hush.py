"""A few seconds in which no replica sends what moves money, so that the balance can be read while it stands still.

It only helps: whether anything was on its way is seen from the ledger. So a replica may miss it and do no harm.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from bot.storage.leases import Leases

NAME: Final = "hush"

AGAIN: Final = 1.0
"""Seconds after which a purchase or a cancel that met a hush is tried again. A wish to buy lives for 60."""


class Hush:
    def __init__(self, leases: Leases) -> None:
        self._leases = leases

    async def reigns(self) -> bool:
        return await self._leases.taken(NAME)

    @asynccontextmanager
    async def over_all(self, seconds: float) -> AsyncIterator[None]:
        """For as long at the most, whatever becomes of this process."""
        await self._leases.take(NAME, seconds)
        try:
            yield
        finally:
            await self._leases.drop(NAME)
