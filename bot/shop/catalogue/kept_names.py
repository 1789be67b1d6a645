"""Names outlive the process: cards and codes of a new one name what was bought before the provider has said a word."""

from collections.abc import Callable
from typing import Final

import structlog

from bot.domain.errors import StorageError
from bot.domain.models import Names
from bot.shop.catalogue.catalogue import Catalogue
from bot.storage.names import NameStore

log = structlog.get_logger(__name__)

NAMES_ROUND_S: Final = 1.0
"""Seconds between two looks at whether the lists were read anew: a process that is killed has kept what it sold by."""

RENEWED_AFTER_S: Final = 86_400.0
"""Seconds after which the same names are written once more: what nobody renews ends after a month."""


class KeptNames:
    """Only what things are called is kept: nothing is listed, and nothing sold, before the provider has answered."""

    def __init__(self, store: NameStore, catalogue: Catalogue, now: Callable[[], float]) -> None:
        """`now`: seconds by a monotonic clock."""
        self._store = store
        self._catalogue = catalogue
        self._now = now
        self._kept: Names | None = None
        """As this replica has read or written it; `None` before it could do either."""
        self._seen = Names()
        self._renew_at = float("-inf")

    async def recall(self) -> None:
        """Give the catalogue what was kept. A database that is away costs names and nothing else."""
        try:
            await self._recall()
        except StorageError as error:
            log.warning("names not recalled yet", error=str(error))

    async def keep(self) -> None:
        """Keep what was read since the last round, where it is news or a day has passed. Raises `StorageError`.

        What is kept is read before anything is written: otherwise a first list that is empty would end a full one.
        """
        kept = await self._recall() if self._kept is None else self._kept
        read, now = self._catalogue.names, self._now()
        if not read or (read is self._seen and now < self._renew_at):
            return
        names = read.filled_from(kept)
        if names != kept or now >= self._renew_at:
            await self._store.write(names)
            self._kept, self._renew_at = names, now + RENEWED_AFTER_S
        self._seen = read

    async def _recall(self) -> Names:
        self._kept = self._catalogue.kept_names = await self._store.read()
        return self._kept
