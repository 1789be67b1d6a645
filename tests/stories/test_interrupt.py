"""Ctrl-C in the first seconds, while the bot is still being imported: it is gone at once, and says nothing."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.stories.chat import BOT_TOKEN
from tests.world import TOKEN

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
EARLY = ["argparse", "structlog", "pydantic_core", "bot.settings", "aiogram.types.message", "aiohttp", "redis"]
"""Modules, in the order in which they are loaded: the signal comes as soon as Python says that it has loaded one."""


@pytest.mark.parametrize("module", EARLY)
def test_an_early_interrupt_ends_it_without_a_traceback(module: str, tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": BOT_TOKEN,
        "SMSMAN_TOKEN": TOKEN,
        "TELEGRAM_API_URL": "http://127.0.0.1:9",
        "SMSMAN_URL": "http://127.0.0.1:9",
    }
    command = [sys.executable, "-X", "importtime", "-m", "bot"]
    # the pipe is small, and a full one holds the bot up: so it can't get far before the signal
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, bufsize=0, pipesize=4096
    ) as process:
        assert process.stderr
        loaded = b""
        while loaded != module.encode():
            line = process.stderr.readline()
            assert line, "it ended by itself"
            loaded = line.rpartition(b"|")[2].strip()
        process.send_signal(signal.SIGINT)
        said = process.stderr.read()
    assert b"Traceback" not in said
    assert process.returncode == -signal.SIGINT
