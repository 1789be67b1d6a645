"""What was just bought, on the disk until the database has it: the database may be away at that very moment.

One small file a purchase, for nobody else to read, so that processes on one folder never meet in one file.
"""

import asyncio
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.domain.models import Activation, Bought
from bot.storage.folder import open_private
from bot.storage.records import NewerRecord, to_activation, to_record

log = structlog.get_logger(__name__)


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
    """A journal that can't be written is an error in the log, and no reason to drop a number that is paid for."""

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now

    async def write(self, entry: Entry) -> None:
        """Returns when it would survive a power cut."""
        line = json.dumps(
            {
                "ends": self._now() + entry.lifetime,
                "request": entry.bought.request_id,
                "number": entry.bought.number,
                "several": entry.bought.several,
                "record": to_record(entry.activation, owner=entry.owner),
            }
        )
        try:
            await asyncio.to_thread(self._write, self._file(entry), f"{line}\n".encode())
        except OSError as error:
            log.error("journal not written", activation=entry.activation.id, error=error.strerror)

    async def strike(self, entry: Entry) -> None:
        """The database has it: nothing of it stays here."""
        try:
            await asyncio.to_thread(self._file(entry).unlink, missing_ok=True)
        except OSError as error:
            log.error("journal not cleared", activation=entry.activation.id, error=error.strerror)

    async def entries(self) -> list[Entry]:
        """What an earlier process, or another one at this moment, has not struck out."""
        return await asyncio.to_thread(self._read)

    def _file(self, entry: Entry) -> Path:
        return self._folder / f"{entry.owner}.json"

    def _write(self, file: Path, line: bytes) -> None:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(file, "wb", opener=open_private) as output:
            output.write(line)
            output.flush()
            os.fsync(output.fileno())
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)  # the name of the file has to survive, too
        finally:
            os.close(folder)

    def _read(self) -> list[Entry]:
        found = []
        for file in sorted(self._folder.glob("*.json")):
            try:
                found.append(self._entry(json.loads(file.read_bytes())))
            except FileNotFoundError:
                continue  # struck out by the process that wrote it
            except NewerRecord:
                log.warning("left to a newer version", file=str(file))
            except (OSError, ValueError, LookupError, TypeError) as error:
                # Cut by a crash in mid-write. Left for the operator: the request's id may still be read in it.
                log.error("journal entry unreadable", file=str(file), error=type(error).__name__)
        return found

    def _entry(self, line: object) -> Entry:
        match line:
            case {"ends": float(ends), "request": str(request), "number": str(number), "record": dict(record), **more}:
                lifetime = max(0.0, ends - self._now())
                bought = Bought(request, number, several=more.get("several") is True)
                return Entry(to_activation(record), bought, str(record["owner"]), lifetime)
        raise ValueError("not an entry")
