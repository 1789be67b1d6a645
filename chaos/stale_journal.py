"""Journal entries that have outlived their purchases: a start reads them, and writes none of them down anew."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from bot.domain.models import Activation, Bought, State
from bot.storage.purchase_journal import Entry, Journal
from chaos.history import History

_AGES_S: Final = (3 * 3600.0, 26 * 3600.0, 9 * 86_400.0)
"""From an hour after its number's end to long after its record was forgotten."""

_LIFETIME_S: Final = 1180.0


@dataclass(eq=False)
class StaleEntry:
    """What was written, and where."""

    file: Path
    request: str
    number: str = field(repr=False)


class StaleJournal:
    """Writes them in the bot's own form, as of a process that could not strike them out."""

    def __init__(self, bot_id: int, users: Sequence[int], random: Random) -> None:
        self.entries: list[StaleEntry] = []
        self._bot_id = bot_id
        self._users = users
        self._random = random

    async def write(self, data_folders: Iterable[Path]) -> None:
        """One into each replica's data folder; its next process reads it."""
        for data in data_folders:
            count = len(self.entries) + 1
            owner, request, number = f"stale-{count}", str(100_000_000 + count), f"99888{count:07}"
            at = time.time() - self._random.choice(_AGES_S)
            user = self._random.choice(self._users)
            activation = Activation(owner, user, user, 7, 1, Decimal(5), State.SENDING, at, at)
            journal = Journal(data / "journal", self._bot_id, now=partial(float, at))
            await journal.write(Entry(activation, Bought(request, number), owner, _LIFETIME_S))
            self.entries.append(StaleEntry(data / "journal" / f"{owner}.json", request, number))

    def untold(self, history: History) -> list[str]:
        """A sentence for each that a process is done with, and the operator was not told of."""
        struck = [entry for entry in self.entries if not entry.file.exists()]
        told = "\n".join(history.alerts)
        return [
            f"request {entry.request} of long ago was struck out, and the operator was not told"
            for entry in struck
            if f"Request {entry.request} " not in told
        ]
