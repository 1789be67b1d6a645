"""Every key of the bot, as text that any Redis or Valkey takes back."""

import json
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from bot.domain.errors import StorageError
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys
from bot.storage.script import Script

BATCH: Final = 500
"""Keys written at once: the database does nothing else meanwhile."""


class NotEmpty(StorageError):
    """There is data already, and nothing was written over it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One key with all it holds."""

    name: str
    """Without the prefix, so that it can be written back under another."""
    kind: str
    """What Redis's `TYPE` says."""
    expires: str
    """Milliseconds since 1970, or `0` for never."""
    values: Sequence[object]
    """As backup.lua reads and writes them."""


class Backup:
    """All keys under one prefix, less the leases and the budget of requests, which are over within minutes, and less
    the mark of whose they are: a backup may go on under another bot."""

    def __init__(self, redis: Database, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys
        self._script = Script(redis, Path(__file__).with_suffix(".lua").read_text(encoding="utf-8"))

    async def read(self) -> AsyncIterator[Record]:
        """Each hash tag's keys are of one instant, which is all that a transition ever touches."""
        groups = {_tag(name) or name async for name in self._names()}
        for group in sorted(groups):
            whole = self._keys.prefix + group
            what, argument = ("read_all", f"{_literal(whole)}*") if group.endswith("}:") else ("read_one", whole)
            for name, kind, expires, values in map(json.loads, await self._call(what, key=whole, argument=argument)):
                yield Record(name.removeprefix(self._keys.prefix), kind, expires, values)

    async def is_empty(self) -> bool:
        async for _ in self._names():
            return False
        return True

    async def write(self, records: Iterable[Record]) -> None:
        """Into a database that has none of them. Raises `NotEmpty`."""
        for group, members in groupby(records, lambda record: _tag(record.name) or record.name):
            batch = [
                (self._keys.prefix + record.name, record.kind, record.expires, record.values) for record in members
            ]
            for start in range(0, len(batch), BATCH):
                argument = json.dumps(batch[start : start + BATCH])
                if not await self._call("write", key=self._keys.prefix + group, argument=argument):
                    raise NotEmpty(
                        "the database got data of its own meanwhile: stop the bot, empty it, and begin again"
                    )

    async def _names(self) -> AsyncIterator[str]:
        passing = (self._keys.lease(""), self._keys.budget)  # beginnings
        scan = self._redis.scan_iter(match=f"{_literal(self._keys.prefix)}:*", count=1000)
        while True:
            async with guarded():
                name = await anext(scan, None)
            if name is None:
                return
            if not name.startswith(passing) and name != self._keys.bot:
                yield name.removeprefix(self._keys.prefix)

    async def _call(self, what: str, *, key: str, argument: str) -> Any:
        return await self._script(key, what, argument)


def _tag(name: str) -> str | None:
    """`:{u3}:` of `:{u3}:due`: the keys that it begins are on one server, and a script may see them together."""
    found = re.match(r":\{[^{}]+\}:", name)
    return found[0] if found else None


def _literal(text: str) -> str:
    """As a pattern of SCAN that stands for itself."""
    return re.sub(r"([\\*?\[\]^])", r"\\\1", text)
