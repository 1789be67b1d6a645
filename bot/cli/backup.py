"""`python -m bot backup FILE` and `restore FILE`: all that the bot knows in one file, `-` for the standard streams."""

import os
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from bot.domain.errors import StorageError
from bot.settings import Settings
from bot.storage.backup import Backup, from_text, to_lines
from bot.storage.connection import connected
from bot.storage.embedded import EmbeddedValkey, visit
from bot.storage.keys import Keys

STREAM: Final = Path("-")


class BackupError(StorageError):
    """It can't be saved or brought back. The text is a line for the operator."""


async def backup(settings: Settings, file: Path) -> None:
    """Save everything, while the bot runs or not. Raises `StorageError`; then there is no file."""
    async with AsyncExitStack() as stack:
        if settings.redis_url:
            url = settings.redis_url.get_secret_value()
        else:
            url = await stack.enter_async_context(visit(settings.data_dir / "valkey"))
        redis = await stack.enter_async_context(connected(url))
        store = Backup(redis, Keys(settings.redis_prefix))
        if await store.is_empty():
            raise BackupError("there is nothing to save: is this the right REDIS_URL, REDIS_PREFIX or DATA_DIR?")
        with _whole(file) as output:
            async for line in to_lines(store.read()):
                output.write(line)
    _say(f"saved: {'the standard output' if file == STREAM else file} holds phone numbers and codes, keep it safe")


async def restore(settings: Settings, file: Path) -> None:
    """Bring a backup back into an empty database, with the bot stopped. Raises `StorageError`."""
    records = from_text(_read(file))  # all of it, before anything is written
    async with AsyncExitStack() as stack:
        if settings.redis_url:
            url = settings.redis_url.get_secret_value()
        else:
            url = (await stack.enter_async_context(EmbeddedValkey(settings.data_dir / "valkey"))).url
        redis = await stack.enter_async_context(connected(url))
        store = Backup(redis, Keys(settings.redis_prefix))
        if not await store.is_empty():
            raise BackupError("the database holds data of a bot: nothing was changed; restore into an empty one")
        await store.write(records)
        await store.mark()
    _say(f"restored: {len(records)} keys")


@contextmanager
def _whole(file: Path) -> Iterator[BinaryIO]:
    """A new file for nobody else to read, which is there whole or not at all."""
    if file == STREAM:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = file.with_name(f"{file.name}.part")
    try:
        if file.exists():
            raise BackupError(f"{file} is there already: choose another name")
        part.unlink(missing_ok=True)  # left by an attempt that was killed
        with open(part, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as output:
            yield output
            output.flush()
            os.fsync(output.fileno())
        part.rename(file)
    except OSError as error:
        raise BackupError(f"{file} can't be written: {error.strerror}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _read(file: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if file == STREAM else file.read_bytes()
    except OSError as error:
        raise BackupError(f"{file} can't be read: {error.strerror}") from error


def _say(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 -- the answer to a command; the standard output may be the backup
