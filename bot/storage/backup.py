"""Every key of the bot, as text that any Redis or Valkey takes back."""

import json
import re
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from bot.domain.errors import StorageError
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys
from bot.storage.scripts import Script

BATCH: Final = 500
"""Keys written at once: the database does nothing else meanwhile."""

OF_ITS_SERVER: Final = ("}:clock", "}:checkpoints")
"""What keys end in that mean nothing elsewhere; an earlier version compared the balance with its checkpoints."""

QUOTES: Final = (":quote:", ":quotes:")
"""In the names of quotes: one that comes back may have been bought since, and a second tap would buy it again."""


class NotEmpty(StorageError):
    """There is data already, and nothing was written over it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One key with all it holds."""

    name: str
    """Without the base of its bot's keys, so that it can be written back under another."""
    kind: str
    """What Redis's `TYPE` says."""
    expires: str
    """Milliseconds since 1970, or `0` for never."""
    values: Sequence[object]
    """As backup.lua reads and writes them."""


class Backup:
    """All keys under one prefix, less what does not outlive the server they were on: leases, the rate limit,
    the steps of its clock, and the balances that the ledger was compared with. And less the mark of whose they are: a
    backup may go on under another bot.

    Values are text, not Redis's `DUMP`: an older server, or Redis for what Valkey 9 dumped, would not take it back.
    """

    def __init__(self, redis: Database, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys
        self._script = Script(redis, Path(__file__).with_suffix(".lua").read_text(encoding="utf-8"))

    async def read(self) -> AsyncIterator[Record]:
        """All keys as they are at one instant, so that no transition falls between two of them."""
        found = await self._call("read_all", key=self._keys.base, argument=f"{_literal(self._keys.base)}:*")
        for name, kind, expires, values in map(json.loads, found):
            if not self._is_left_out(name):
                yield Record(name.removeprefix(self._keys.base), kind, expires, values)

    async def is_empty(self) -> bool:
        """What things are called does not count: a bot that was only started has read it from the provider."""
        async for name in self._names():
            if name != self._keys.names:
                return False
        return True

    async def write(self, records: Iterable[Record]) -> None:
        """Into a database that has none of them. Raises `NotEmpty`.

        What was begun before is not sent after it: the server may be the very same, and the purchase made already.
        What things are called by now stays, where a bot has read it.
        """
        async with guarded():
            named = bool(await self._redis.exists(self._keys.names))
        here = self._keys.names.removeprefix(self._keys.base) if named else ""
        kept = map(_not_to_be_sent, (one for one in records if not _is_of_its_time(one.name) and one.name != here))
        for slot, members in groupby(kept, lambda record: self._slot(record.name)):
            batch = [(self._place(record.name), record.kind, record.expires, record.values) for record in members]
            for start in range(0, len(batch), BATCH):
                argument = json.dumps(batch[start : start + BATCH])
                if not await self._call("write", key=slot, argument=argument):
                    raise NotEmpty(
                        "the database got data of its own meanwhile: stop the bot, empty it, and begin again"
                    )

    async def mark(self) -> None:
        """Write down that all this was brought back now."""
        async with guarded():
            seconds, micros = await self._redis.time()
            await self._redis.set(self._keys.restored, seconds * 1000 + micros // 1000)

    async def _names(self) -> AsyncIterator[str]:
        for pattern in (f"{_literal(self._keys.base)}:*", f"{_literal(self._keys.prefix)}:*"):  # and an earlier layout
            scan = self._redis.scan_iter(match=pattern, count=1000)
            while True:
                async with guarded():
                    name = await anext(scan, None)
                if name is None:
                    break
                if not self._is_left_out(name):
                    yield name

    def _is_left_out(self, name: str) -> bool:
        passing = (self._keys.lease(""), self._keys.rate_limit)  # beginnings
        return name.startswith(passing) or name in (self._keys.bot, self._keys.restored) or _is_of_its_time(name)

    def _place(self, name: str) -> str:
        """Where a record's key stands; one of an earlier layout is moved at the next start."""
        return (self._keys.prefix if name.startswith(":{") else self._keys.base) + name

    def _slot(self, name: str) -> str:
        place = self._place(name)
        found = re.match(r"[^{}]*\{[^{}]+\}:", place)
        return found[0] if found else place

    async def _call(self, what: str, *, key: str, argument: str) -> Any:
        return await self._script(key, what, argument)


def _is_of_its_time(name: str) -> bool:
    return name.endswith(OF_ITS_SERVER) or any(quote in name for quote in QUOTES)


def _not_to_be_sent(record: Record) -> Record:
    """An intent is sent only in the epoch in which it was written down."""
    if record.kind != "hash" or ":a:" not in record.name or "epoch" not in record.values[::2]:
        return record
    fields = dict(zip(record.values[::2], record.values[1::2], strict=True))
    fields |= {name: "restored" for name in ("epoch", "replace:epoch") if name in fields}
    return replace(record, values=[item for pair in fields.items() for item in pair])


def _literal(text: str) -> str:
    """As a pattern of SCAN that stands for itself."""
    return re.sub(r"([\\*?\[\]^])", r"\\\1", text)


FORMAT: Final = "sms-number-bot backup 1"


class NotABackup(StorageError):
    """The text is no backup, or not a whole one."""


async def to_lines(records: AsyncIterable[Record]) -> AsyncIterator[bytes]:
    count, digest = 0, sha256()
    head = {"format": FORMAT, "taken": datetime.now(UTC).isoformat(timespec="seconds")}
    digest.update(line := _line(head))
    yield line
    async for record in records:
        count += 1
        digest.update(line := _line([record.name, record.kind, record.expires, record.values]))
        yield line
    yield _line({"keys": count, "sha256": digest.hexdigest()})


def from_text(text: bytes) -> list[Record]:
    """Raises `NotABackup`."""
    head, *lines = text.splitlines(keepends=True) or [b""]
    if f'"{FORMAT}"'.encode() not in head:
        raise NotABackup("this is no backup of this version of the bot: nothing was changed")
    seal = _line({"keys": len(lines) - 1, "sha256": sha256(b"".join([head, *lines[:-1]])).hexdigest()})
    if lines[-1:] != [seal]:
        raise NotABackup("this backup is damaged or not whole: nothing was changed")
    return [Record(*json.loads(line)) for line in lines[:-1]]


def _line(value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"
