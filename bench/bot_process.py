"""The bot as it is run, `python -m bot`, with settings for the stand-ins and nothing of a real `.env`."""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from bench import smsman, telegram
from bench.measuring import ROOT, SUBJECT, pinned


@asynccontextmanager
async def bot(
    telegram_port: int,
    smsman_port: int,
    folder: Path,
    *,
    core: Collection[int] = SUBJECT,
    root: Path = ROOT,
    **more: str,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Its process, just begun, of the checkout `root`.

    `folder` is for its database and its journal; `more` are further settings.
    """
    log = folder.with_suffix(".log")
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            cwd="/",  # where no .env is
            env={**bare_environment(root), **_settings(telegram_port, smsman_port, folder), **more},
            stderr=output,
            preexec_fn=lambda: pinned(core),
        )
    try:
        yield process
        if process.returncode is not None:
            print(log.read_text("utf-8", "replace"))
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGTERM)
        await process.wait()


def webhook_settings() -> dict[str, str]:
    """For a bot that is sent its updates, on a port that was free just now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_PORT": str(port)}


def bare_environment(root: Path = ROOT) -> dict[str, str]:
    """What any Python of ours needs, and no setting."""
    return {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "PYTHONPATH": str(root)}


def _settings(telegram_port: int, smsman_port: int, folder: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": telegram.TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{telegram_port}",
        "SMSMAN_TOKEN": smsman.TOKEN,
        "SMSMAN_URL": f"http://127.0.0.1:{smsman_port}/control",
        "ACCESS": "public",
        "PROVIDER_RATE": "0",
        "DATA_DIR": str(folder),
    }
