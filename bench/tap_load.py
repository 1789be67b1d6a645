"""Users who tap and write, all at once or at an even pace, and how long each waits for the answer."""

import asyncio
import json
import os
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from bench.telegram import Telegram, tap, text
from bench.webhook_client import WebhookClient

USERS: Final = 2_000
"""So many that each taps no faster than a user can, and so few that the bot soon knows them all."""

WINDOW: Final = 64
"""Taps on their way at once, when as many as possible are to be answered."""

CHAT = re.compile(rb'chat_id(?:=|"\s*:\s*"?)(\d+)')
QUERY = re.compile(rb'callback_query_id(?:=|"\s*:\s*")(\d+)')


@dataclass(frozen=True, slots=True)
class Throughput:
    rate: float
    """Taps answered a second."""
    cpu_ms: float
    """Milliseconds of the bot's CPU for each; 0 where that can't be known."""


Words = Callable[[int], str]
"""What the user of this number taps (`data`) or writes."""


class TapLoad(Telegram):
    """One bot's Telegram. A tap is over once every call has come by which the bot answers it."""

    def __init__(self) -> None:
        super().__init__(self._hear)
        self._numbers = count(1)
        self._users = cycle(range(100_001, 100_001 + USERS))
        self._began: dict[int, float] = {}
        self._left: dict[int, int] = {}
        """The calls that a user still waits for."""
        self._askers: dict[int, int] = {}
        """Who a query is from."""
        self._over: Callable[[], None] = lambda: None
        self._hook: WebhookClient | None = None
        self.waits: list[float] = []
        """Seconds, of those that are over."""
        self.pid = 0
        """The bot's process."""

    async def saturate(self, words: Words, calls: int, seconds: float, *, typed: bool = False) -> Throughput:
        """The next user taps when one has been answered. `calls` answer one tap."""

        def again() -> None:
            self._act(words, calls, typed)

        self._over = again
        for _ in range(WINDOW):
            again()
        await asyncio.sleep(max(0.5, seconds / 4))  # until it is under way
        before, began, cpu = len(self.waits), time.perf_counter(), cpu_of(self.pid)
        await asyncio.sleep(seconds)
        async with asyncio.timeout(30):
            while len(self.waits) == before:  # a machine that has other work
                await asyncio.sleep(0.05)
        answered, took, cpu = len(self.waits) - before, time.perf_counter() - began, cpu_of(self.pid) - cpu
        await self._finish()
        return Throughput(answered / took, cpu / max(1, answered) * 1000)

    async def pace(self, words: Words, calls: int, rate: float, seconds: float, *, typed: bool = False) -> list[float]:
        """The wait of each, in seconds, with so many taps a second at an even pace, however long the answers take."""
        self.waits = []
        loop = asyncio.get_running_loop()
        began = loop.time()
        for number in range(int(rate * seconds)):
            due = began + number / rate
            while (early := due - loop.time()) > 0:
                await asyncio.sleep(early)
            self._act(words, calls, typed)
        waits = self.waits
        await self._finish()
        return waits

    def send(self, update: bytes) -> None:
        """On its way to the bot, in the way that it has asked for."""
        if self._hook is None:
            self.put(update)
        else:
            self._hook.send(update)

    async def _finish(self) -> None:
        self._over = lambda: None
        async with asyncio.timeout(30):
            while self._left:
                await asyncio.sleep(0.01)
        self.waits = []

    def _act(self, words: Words, calls: int, typed: bool) -> None:
        user, number = next(self._users), next(self._numbers)
        self._left[user] = calls
        self._began[user] = time.perf_counter()
        if typed:
            self.send(text(number, user, words(number)))
        else:
            self._askers[number] = user
            self.send(tap(number, user, words(number)))

    def _hear(self, method: str, body: bytes) -> None:
        if method == "setwebhook":
            self.hook_url, secret = _hook_asked_for(body)
            self._hook = WebhookClient(self.hook_url, secret)
            self.polled.set()
            return
        if method == "answercallbackquery":
            found = QUERY.search(body)
            user = self._askers.pop(int(found[1]), 0) if found else 0
        else:
            found = CHAT.search(body)
            user = int(found[1]) if found else 0
        if user not in self._left:
            return
        self._left[user] -= 1
        if self._left[user]:
            return
        del self._left[user]
        self.waits.append(time.perf_counter() - self._began.pop(user))
        self._over()


def cpu_of(pid: int) -> float:
    """Seconds that a process has used; 0 where the system does not say."""
    place = Path(f"/proc/{pid}/stat")
    if not pid or not place.exists():
        return 0.0
    fields = place.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int, name: str) -> float:
    """In MB: `VmRSS` now, or `VmHWM` at its peak (Linux)."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def _hook_asked_for(body: bytes) -> tuple[str, str]:
    """The address and the secret, said in JSON or in a form."""
    if body.startswith(b"{"):
        said = json.loads(body)
        return said["url"], said["secret_token"]
    form = parse_qs(body.decode())
    return form["url"][0], form["secret_token"][0]


def percentile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
