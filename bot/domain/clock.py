"""Time that never steps, and for how long the work in hand may still have an effect.

A process can stand still at any line for any time: its machine sleeps, or its container is paused. Another one then
claims its work and goes on with it. A lease alone does not hold the sleeper back when it wakes, so it looks at the
clock once more just before it sends.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from types import TracebackType
from typing import Final

SENT_WITHIN: Final = 1 / 3
"""The share of a lease within which a call that it allows has to begin.

What is left is for the call itself: of 30 s twenty, and a call to Telegram takes no longer.
"""


def boot_time() -> float:
    """Seconds since this machine's start, those in which it slept among them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


_ends: Final[ContextVar[float]] = ContextVar("ends", default=inf)


@contextmanager
def only_before(moment: float) -> Iterator[None]:
    """Inside, no call begins at this time of `boot_time` or later.

    What a sleeper still sends would come after what another has sent meanwhile: an old card over a newer one, or a code
    for the second time. Tasks that are started inside are held to it as well.
    """
    token = _ends.set(moment)
    try:
        yield
    finally:
        _ends.reset(token)


def is_too_late() -> bool:
    """Asked as late as can be, before the first byte of a call."""
    return boot_time() >= _ends.get()


STOOD_STILL_S: Final = 0.25
"""A timer that ends so much too late has not been waiting: its process stood still."""

READING_S: Final = 1.0


class AnswerTimeout:
    """`asyncio.timeout` that never drops an answer which came while the process stood still.

    When a process goes on, its timers are due before anybody has read what came over its connections: a number that was
    bought, or that Telegram has a code. They are read for `READING_S` more then. No generator, since it is on the way
    of every call.
    """

    __slots__ = ("_limit", "_seconds", "_timer")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def __aenter__(self) -> None:
        self._limit = asyncio.timeout(None)
        await self._limit.__aenter__()
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._expire)

    def _expire(self) -> None:
        now = asyncio.get_running_loop().time()
        stood_still = now > self._timer.when() + STOOD_STILL_S
        self._limit.reschedule(now + READING_S if stood_still else now)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Raises `TimeoutError`."""
        self._timer.cancel()
        await self._limit.__aexit__(kind, error, traceback)
