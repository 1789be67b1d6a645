"""The host that the bot runs on: a folder to write to, with room in it, and free ports."""

import shutil
import socket
from contextlib import suppress
from errno import EADDRINUSE, EDQUOT, ENOSPC
from pathlib import Path
from tempfile import TemporaryFile
from typing import Final

import structlog

from bot.settings import Settings, SettingsError

log = structlog.get_logger(__name__)

FREE_BYTES: Final = 200 * 1024 * 1024
"""Bytes that should be free: the built-in database rewrites its file beside the old one."""


def folder(settings: Settings) -> str:
    """What there is of `DATA_DIR`. Raises `SettingsError`."""
    data_dir = settings.data_dir.absolute()
    there = next(path for path in (data_dir, *data_dir.parents) if path.exists())  # the bot makes the rest
    try:
        with TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        raise SettingsError(f"DATA_DIR: nothing can be written in {there} ({error.strerror})") from error
    if free < FREE_BYTES:
        raise SettingsError(
            f"DATA_DIR: {megabytes(free)} are free in {data_dir}, and {megabytes(FREE_BYTES)} should be"
        )
    return f"{_shown(data_dir)}, {megabytes(free)} free"


def usable(settings: Settings) -> None:
    """Make `DATA_DIR` and write there, since a number may have to be kept in it. Raises `SettingsError`.

    One on a full disk is only logged: codes can be waited for all the same.
    """
    data_dir = settings.data_dir.absolute()
    try:
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryFile(dir=data_dir) as file:
            file.write(bytes(4096))
            file.flush()
    except OSError as error:
        if error.errno not in (ENOSPC, EDQUOT):
            raise SettingsError(f"DATA_DIR: nothing can be written in {data_dir} ({error.strerror})") from error
        log.warning("disk is full", folder=str(data_dir))


def ports(settings: Settings) -> str:
    """Whether they are free. One in use may be so by the bot that runs. Raises `SettingsError`."""
    wanted = {"HTTP_PORT": settings.http_port} if settings.http_port else {}
    if settings.webhook_url:
        wanted["WEBHOOK_PORT"] = settings.webhook_port
    if len(set(wanted.values())) < len(wanted):
        raise SettingsError("WEBHOOK_PORT is wrong: HTTP_PORT is the same")
    return "; ".join(f"{name} {port} {_state(name, port)}" for name, port in wanted.items()) or "none is needed"


def _state(name: str, port: int) -> str:
    with socket.socket(socket.AF_INET) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("", port))
            one.listen()
        except OSError as error:
            if error.errno == EADDRINUSE:
                return "is in use, by the bot if it runs"
            raise SettingsError(f"{name} is wrong: port {port} can't be used ({error.strerror})") from error
    return "is free"


def megabytes(size: int) -> str:
    return f"{size // (1024 * 1024)} MB"


def _shown(data_dir: Path) -> Path:
    with suppress(ValueError):
        return data_dir.relative_to(Path.cwd())
    return data_dir
