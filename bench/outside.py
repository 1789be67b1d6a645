"""Both outside worlds in one process and on one clock: codes come when they are planned, and messages are stamped.

What is planned and what was seen travel over the same port, under `/bench/`.
"""

import json
import re
import time
from collections.abc import AsyncIterator, Awaitable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bench.http import served
from bench.smsman import SmsMan, arrived, waiting
from bench.telegram import Telegram

CODE = re.compile(rb"<code>([0-9]{6,10})</code>|\bcode ([0-9]{6,10})\b")
"""In a message; a code is the id of its request."""


class Outside:
    """A `bench.http.Handler`."""

    def __init__(self) -> None:
        self._provider = SmsMan(10, 10, poll=self._poll)
        self._telegram = Telegram(heard=self._heard)
        self._reset(0.0)

    def _reset(self, apart: float) -> None:
        self._apart = apart
        self._codes: dict[str, float] = {}
        self._polled: dict[str, float] = {}
        self._polls = self._twice = 0
        self._found: dict[str, float] = {}
        self._told: dict[str, float] = {}
        self._messages = 0

    def __call__(self, path: str, body: bytes) -> bytes | Awaitable[bytes]:
        if path.startswith("/bench/"):
            return self._talk(path, json.loads(body or b"{}"))
        return (self._telegram if path.startswith("/bot") else self._provider)(path, body)

    def _talk(self, path: str, said: dict[str, Any]) -> bytes:
        if path == "/bench/plan":
            self._reset(said["apart"])
            now = time.monotonic()
            self._codes = {request: now + after for request, after in said["codes"].items()}
            return b"{}"
        told = {request: at for request, at in self._told.items() if request in self._codes}
        seen = {
            "polls": self._polls,
            "twice": self._twice,
            "waits": [at - self._codes[request] for request, at in told.items()],
            "sending": [at - self._found[request] for request, at in told.items()],
            "missed": len(self._codes) - len(told),
            "messages": self._messages,
        }
        return json.dumps(seen).encode()

    def _poll(self, request: str) -> bytes:
        now = time.monotonic()
        self._polls += 1
        self._twice += now - self._polled.get(request, 0.0) < self._apart
        self._polled[request] = now
        if self._codes.get(request, now + 1) <= now:
            self._found.setdefault(request, now)
            return arrived(request, request)
        return waiting(request)

    def _heard(self, method: str, body: bytes) -> None:
        if method != "sendmessage":
            return
        self._messages += 1
        if found := CODE.search(body):
            self._told.setdefault((found[1] or found[2]).decode(), time.monotonic())


@asynccontextmanager
async def outside() -> AsyncIterator[int]:
    """The port of both, for `serving`: a provider under `/control`, and a Telegram."""
    async with served(Outside()) as port:
        yield port


async def plan(port: int, codes: Mapping[str, float], *, apart: float = 0.0) -> None:
    """The code of each request comes so many seconds from now; all else starts from nothing.

    Two polls at one request within `apart` seconds count as one done twice.
    """
    await _say(port, "plan", {"codes": dict(codes), "apart": apart})


async def seen(port: int) -> dict[str, Any]:
    """`polls`, `twice`, `missed` codes, `messages`; and for each code that was told, in seconds, the `waits` from its
    coming to its message, and the `sending`, which is the part of it after the poll that found it."""
    return await _say(port, "seen", {})


async def _say(port: int, what: str, body: object) -> dict[str, Any]:
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{port}/bench/{what}"
        async with session.post(url, data=json.dumps(body)) as response:
            said: dict[str, Any] = json.loads(await response.read())
    return said
