"""Counts what falls into a window of time, in the process that is measured, and who it talks to there."""

import asyncio
import gc
import random
import resource
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from typing import Any

from pydantic import SecretStr

from bench import smsman, telegram
from bot.providers.smsman import Connections, SmsMan
from bot.telegram.bot import Bot, build_bot  # in the bot's own way of loading aiogram

POLLS_AT_ONCE = 256
"""At once, as in app.py."""

FIRST_REQUEST = 1_000_000
"""Requests are numbered from here on: a code is its request's id, and has seven digits."""

USERS_FROM = 2_000_000


def phases(waiting: int, spread: float) -> list[float]:
    """When the first poll of each number is due, in seconds from the start: at random, and the same for all ways."""
    draws = random.Random(1)
    return [draws.uniform(0, spread) for _ in range(waiting)]


class Window:
    """`polls` and `cpu` (seconds) a second, and how `late` each poll was (seconds after its time)."""

    def __init__(self) -> None:
        self.polls = 0
        self.late: list[float] = []
        self.is_open = False

    def polled(self, late: float | None = None) -> None:
        if self.is_open:
            self.polls += 1
            if late is not None:
                self.late.append(late)

    async def last(
        self,
        warm: float,
        seconds: float,
        *,
        beside: Iterable[Coroutine[Any, Any, object]] = (),
        counts: Callable[[], Awaitable[Mapping[str, float]]] | None = None,
    ) -> dict[str, Any]:
        """`beside` runs meanwhile, and is cancelled at the end. `counts` are read at both ends of the window."""
        running = [asyncio.create_task(work) for work in beside]
        try:
            await asyncio.sleep(warm / 2)
            gc.collect()
            gc.freeze()  # as in app.py; what was late for it is caught up before the window opens
            await asyncio.sleep(warm / 2)
            before = await counts() if counts else {}
            self.is_open, began, cpu = True, time.monotonic(), _cpu()
            await asyncio.sleep(seconds)
            self.is_open, lasted, spent = False, time.monotonic() - began, _cpu() - cpu
            after = await counts() if counts else {}
            for task in running:
                if task.done():
                    task.result()  # it should go on for ever: say why it does not
        finally:
            for task in running:
                task.cancel()
            await asyncio.wait(running)
        counted = {name: (after[name] - before[name]) / lasted for name in before}
        return {"polls": self.polls / lasted, "cpu": spent / lasted, "late": _parts(self.late), **counted}


def _cpu() -> float:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    return spent.ru_utime + spent.ru_stime


def _parts(late: list[float]) -> dict[str, float]:
    """The median, the 99th of a hundred, and the worst, in seconds."""
    ordered = sorted(late) or [0.0]
    return {"p50": ordered[len(ordered) // 2], "p99": ordered[int(len(ordered) * 0.99)], "most": ordered[-1]}


def bot_at(port: int) -> Bot:
    return build_bot(telegram.TOKEN, f"http://127.0.0.1:{port}")


def provider_at(session: Connections, port: int) -> SmsMan:
    return SmsMan(session, url=f"http://127.0.0.1:{port}/control", token=SecretStr(smsman.TOKEN))
