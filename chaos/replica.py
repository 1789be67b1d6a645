"""The bot's processes: born, killed, stopped, brought back; and when each of them was alive."""

import asyncio
import json
import os
import random
import re
import signal
import socket
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Literal

ROOT = Path(__file__).parents[1]
LASTING = range(20_000, 32_000)
"""Ports that no connection to the outside is given, so that one is still free when a process comes back."""

_DIGITS: Final = re.compile(r"\d{7,20}")
_UNFORESEEN: Final = ("Traceback (most recent call last)", '"event": "step failed"', '"event": "handler failed"')

End = Literal["killed", "terminated", "by itself"]


class Replica:
    """One place for a bot's process; a `life` is one process in it, counted from 1."""

    def __init__(self, index: int) -> None:
        self.index = index
        self.port = free_port()
        """Where it listens for updates, in every life."""
        self.life = 0
        self.pid: int | None = None
        self.stopped = False
        self._stopped_at = 0.0
        self.intended: End = "by itself"
        self.asked_at = 0.0
        self.ends: dict[int, float] = {}
        self.terminated: set[int] = set()
        """Lives that ended as they were asked to: such a one has finished what was on its way."""
        self.frozen: list[tuple[int, float, float]] = []
        """Which life, from when to when."""

    def signal(self, number: signal.Signals) -> bool:
        if self.pid is None:
            return False
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)
        return True

    def kill(self) -> None:
        """No process lives on after this line, as far as it can be seen from outside."""
        if self.signal(signal.SIGKILL):
            self.intended = "killed"
            self.ends.setdefault(self.life, time.time())

    def terminate(self) -> None:
        if self.intended == "by itself" and self.signal(signal.SIGTERM):
            self.intended, self.asked_at = "terminated", time.time()

    def pause(self) -> float | None:
        """Stop it where it is, as a machine under pressure does; gives when, `None` where it can't be stopped."""
        if self.stopped or not self.signal(signal.SIGSTOP):
            return None
        self.stopped, self._stopped_at = True, time.time()
        return self._stopped_at

    def wake(self) -> None:
        if self.stopped:
            self.stopped = False
            self.signal(signal.SIGCONT)
            self.frozen.append((self.life, self._stopped_at, time.time()))

    async def go_on(self, began: float | None, seconds: float) -> None:
        """Wake it after so many seconds: the process knows nothing of them."""
        if began is None:
            return
        life = self.life
        try:
            await asyncio.sleep(seconds)
        finally:
            if self.life == life:
                self.wake()
            else:
                self.frozen.append((life, began, time.time()))

    def frozen_since(self, began: float) -> float:
        """Seconds for which the process of now stood still since then."""
        return sum(
            max(0.0, end - max(start, began)) for life, start, end in self.frozen if life == self.life and end > began
        )

    def lived_through(self, life: int, began: float, ended: float) -> bool:
        """Whether that process ran all the time between the two, or ended in good order."""
        ended_early = life not in self.terminated and self.ends.get(life, ended + 1) <= ended
        if ended_early or (self.stopped and life == self.life):
            return False
        return not any(whose == life and start <= ended and began <= end for whose, start, end in self.frozen)


def free_port() -> int:
    for port in random.sample(LASTING, len(LASTING)):
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("there is no free port")


class ForkServer:
    """The process that all bots of one revision are forked from; see `fork_server.py`."""

    def __init__(self, died: Callable[[Replica, End, int], None], root: Path = ROOT) -> None:
        """`root`: the folder of the revision."""
        self._died = died
        self._root = root
        self._process: Process | None = None
        self._ready = asyncio.Event()
        self._births: dict[str, asyncio.Future[int]] = {}
        self._living: dict[int, Replica] = {}

    async def open(self) -> None:
        """Returns once it has loaded everything."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", _fork_module(self._root), cwd=self._root, stdin=PIPE, stdout=PIPE
        )
        self._reading = asyncio.create_task(self._read(self._process))
        await self._ready.wait()
        if self._reading.done():
            raise RuntimeError("the bot's own modules can't be loaded: see above")

    async def bear(
        self,
        replica: Replica,
        environment: Mapping[str, str],
        folder: Path,
        *,
        mutant: str,
        short_timings: bool,
        watchful: bool = False,
    ) -> None:
        """Returns once the process is there; it has not done anything yet. `watchful`: it minds its account closely."""
        name = f"{replica.index}.{replica.life + 1}"
        birth = {
            "name": name,
            "environment": dict(environment),
            "folder": str(folder),
            "log": str(folder / f"bot-{replica.index}.log"),
            "mutant": mutant,
            "hurry": short_timings,
            "watchful": watchful,
            "ask": 10.0,  # earlier revisions read it
        }
        born = self._births[name] = asyncio.get_running_loop().create_future()
        self._writer().write(json.dumps(birth).encode() + b"\n")
        pid = await born
        replica.life, replica.pid, replica.stopped, replica.intended = replica.life + 1, pid, False, "by itself"
        self._living[pid] = replica

    def _writer(self) -> asyncio.StreamWriter:
        if self._process is None or self._process.stdin is None:
            raise RuntimeError("the fork_server is not open")
        return self._process.stdin

    async def close(self) -> None:
        for replica in self._living.values():
            replica.kill()
        if self._process is not None:
            self._writer().close()
            await self._process.wait()
            self._reading.cancel()

    async def _read(self, process: Process) -> None:
        output = process.stdout
        while output is not None and (line := await output.readline()):
            said: dict[str, Any] = json.loads(line)
            if "ready" in said:
                self._ready.set()
            elif "born" in said:
                self._births.pop(said["born"]).set_result(said["pid"])
            else:
                # a child may die before whoever waits for its birth has gone on
                asyncio.get_running_loop().call_soon(self._bury, said["died"], said["status"])
        self._ready.set()

    def _bury(self, pid: int, status: int) -> None:
        replica = self._living.pop(pid, None)
        if replica is None or replica.pid != pid:
            return
        replica.pid, replica.stopped = None, False
        replica.ends.setdefault(replica.life, time.time())
        self._died(replica, replica.intended, status)


def _fork_module(root: Path) -> str:
    """As it is called in that revision."""
    return next(f"chaos.{name}" for name in ("fork_server", "nursery") if (root / "chaos" / f"{name}.py").exists())


def wrong_lines(folder: Path, secrets: Iterable[str], numbers: Iterable[str]) -> Iterator[str]:
    """A sentence for each; the line itself only where it holds no secret."""
    hidden, known = tuple(secrets), set(numbers)
    for file in sorted(folder.glob("bot-*.log")):
        with file.open(encoding="utf-8", errors="replace") as lines:
            for count, line in enumerate(lines, 1):
                if any(secret in line for secret in hidden) or not known.isdisjoint(_DIGITS.findall(line)):
                    yield f"{file.name}:{count} holds a secret"
                elif any(mark in line for mark in _UNFORESEEN):
                    yield f"{file.name}:{count} {line[:300].strip()}"
