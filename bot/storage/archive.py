"""A backup as text: a line of a head, a line a key, and a line that counts and seals them."""

import json
from collections.abc import AsyncIterable, AsyncIterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from bot.domain.errors import StorageError
from bot.storage.backup import Record

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
