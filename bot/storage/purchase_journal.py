"""The purchase journal: what was just bought, on the disk until the database has it."""

import asyncio
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import structlog

from bot.domain.models import Activation, Bought
from bot.storage.data_folder import open_private
from bot.storage.records import BrokenRecord, NewerRecord, to_activation, to_record

log = structlog.get_logger(__name__)

ROOM_BYTES: Final = 2048
"""What a file takes from its beginning on; an entry has about 500 bytes."""

UNUSED_FOR_S: Final = 3600.0
"""Seconds after which room for a purchase is given up: no call takes so long."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A purchase that the database may not know of yet."""

    activation: Activation
    """As it stood when it was sent."""
    bought: Bought
    owner: str
    """Of the attempt that bought it; names the file."""
    lifetime: float
    """Seconds that the number stays ours, as of now."""


class Journal:
    """The purchases of one bot that its database may not know of.

    An entry's file is made, with room for all it will hold, before the money moves: a disk that fills meanwhile can't
    take it away.
    """

    def __init__(self, folder: Path, bot_id: int, *, now: Callable[[], float] = time.time) -> None:
        """`bot_id`: two bots may share a folder, and neither replays what the other bought."""
        self._folder = folder
        self._bot_id = bot_id
        self._now = now
        self.unreadable: list[str] = []
        """The files that the last reading could not make sense of."""

    async def reserve(self, activation: Activation, owner: str) -> bool:
        """Make room for an entry; `False` where there is none, and then nothing may be bought."""
        return await self._put(owner, {"sent": self._now(), "activation": activation.id}, request="")

    async def write(self, entry: Entry) -> None:
        """Return when it would survive a power cut. An error is logged, with the request: the number is paid for."""
        record = {
            "ends": self._now() + entry.lifetime,
            "request": entry.bought.request_id,
            "number": entry.bought.number,
            "several": entry.bought.several,
            "record": to_record(entry.activation, owner=entry.owner),
        }
        await self._put(entry.owner, record, request=entry.bought.request_id)

    async def strike(self, owner: str) -> None:
        """The database has it: nothing of it stays here."""
        try:
            await asyncio.to_thread(self._file(owner).unlink, missing_ok=True)
        except OSError as error:
            log.error("journal not cleared", file=owner, error=error.strerror)

    async def entries(self) -> list[Entry]:
        """What an earlier process, or another one at this moment, has not struck out."""
        return await asyncio.to_thread(self._read)

    async def _put(self, owner: str, content: dict[str, object], *, request: str) -> bool:
        line = json.dumps({"bot": self._bot_id, **content}).encode()
        try:
            await asyncio.to_thread(self._write, self._file(owner), line.ljust(ROOM_BYTES - 1) + b"\n")
        except OSError as error:
            log.error("journal not written", request=request, error=error.strerror)
            return False
        return True

    def _file(self, owner: str) -> Path:
        return self._folder / f"{owner}.json"

    def _write(self, file: Path, line: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_new = not file.exists()
        with open(file, "wb" if is_new else "r+b", opener=open_private) as output:
            output.write(line)
            output.flush()
            os.fsync(output.fileno())
        if not is_new:
            return
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)  # the name of the file has to survive, too
        finally:
            os.close(folder)

    def _read(self) -> list[Entry]:
        found, self.unreadable = [], []
        for file in sorted(self._folder.glob("*.json")):
            try:
                if entry := self._entry(file, json.loads(file.read_bytes())):
                    found.append(entry)
            except FileNotFoundError:
                continue  # struck out by the process that wrote it
            except NewerRecord:
                log.warning("left to a newer version", file=str(file))
            except (OSError, ValueError, LookupError, TypeError, ArithmeticError, BrokenRecord) as error:
                # Cut by a crash in mid-write. Left for the operator: the request's id may still be read in it.
                log.error("journal entry unreadable", file=str(file), error=type(error).__name__)
                self.unreadable.append(file.name)
        return found

    def _entry(self, file: Path, line: object) -> Entry | None:
        match line:
            case {"bot": int(bot)} if bot != self._bot_id:
                return None
            case {"sent": float(sent) | int(sent), "activation": str(activation)}:
                # Room for a purchase that is on its way, or whose process died: the database calls that unknown.
                if self._now() - sent > UNUSED_FOR_S:
                    log.warning("a purchase of the journal never got its answer", activation=activation)
                    file.unlink(missing_ok=True)
                return None
            case {"ends": float(ends), "request": str(request), "number": str(number), "record": dict(record), **more}:
                lifetime = max(0.0, ends - self._now())
                bought = Bought(request, number, several=more.get("several") is True)
                return Entry(to_activation(record), bought, str(record["owner"]), lifetime)
        raise ValueError("not an entry")
