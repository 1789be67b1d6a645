"""Looks into the embedded database while its bot runs, or without one."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from bot.storage.embedded import EmbeddedError, EmbeddedValkey
from bot.storage.folder import lock_file, socket_of


@asynccontextmanager
async def visit(folder: Path) -> AsyncIterator[str]:
    """The address of the server that a running bot uses; else of one started for the while. Raises `EmbeddedError`."""
    try:
        socket = _socket_in_use(folder)
    except OSError as error:
        raise EmbeddedError(f"the database in {folder} can't be reached: {error.strerror}") from error
    if socket:
        yield f"unix://{quote(os.fsencode(socket))}"
    else:
        async with EmbeddedValkey(folder) as server:
            yield server.url


def _socket_in_use(folder: Path) -> Path | None:
    folder = folder.absolute()
    if not folder.exists():
        return None
    lock = lock_file(folder / "bot.lock")
    if lock is not None:  # no bot holds it
        os.close(lock)
        return None
    recorded = Path(os.fsdecode((folder / "server.lock").read_bytes()))
    return recorded if recorded.exists() else socket_of(folder)
