"""An earlier revision of the bot, to be run beside the present one on one database."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from pathlib import Path
from typing import Final

from bot.storage.keys import Keys
from chaos.replica import ROOT

_BASE: Final = "from bot.storage.keys import Keys; print(Keys().base)"


class CannotRunBeside(Exception):
    """The text is a sentence for whoever asked for that revision."""


async def check_out(revision: str, folder: Path) -> Path:
    """The files of an earlier revision, in a folder below. Raises `CannotRunBeside`."""
    root = folder / "old"
    root.mkdir(exist_ok=True)
    archive = await asyncio.create_subprocess_exec("git", "archive", revision, cwd=ROOT, stdout=PIPE, stderr=PIPE)
    files, _ = await archive.communicate()
    if archive.returncode:
        raise CannotRunBeside(f"there is no revision {revision!r}")
    unpack = await asyncio.create_subprocess_exec("tar", "-x", "-C", str(root), stdin=PIPE)
    await unpack.communicate(files)
    await _compare(revision, root)
    return root


async def _compare(revision: str, root: Path) -> None:
    """Both must write to the same keys: data of another layout is moved once, when no bot of before is left."""
    asked = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _BASE, cwd=root, stdin=asyncio.subprocess.DEVNULL, stdout=PIPE, stderr=PIPE
    )
    said, _ = await asked.communicate()
    if said.decode().strip() != Keys().base:
        raise CannotRunBeside(
            f"{revision} keeps its data under other keys, so no bot of it may run beside one of today: all of its "
            "replicas are stopped before one of today is started (CHANGELOG.md). Name a revision with today's keys"
        )
