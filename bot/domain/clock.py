"""Time that never steps, and for how long the work in hand may still have an effect."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
from typing import Final


def boot_time() -> float:
    """Seconds since this machine's start, those in which it slept among them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


_ends: Final[ContextVar[float]] = ContextVar("ends", default=inf)


@contextmanager
def only_before(moment: float) -> Iterator[None]:
    """Inside, no call begins at this time of `boot_time` or later: a process that slept for long has lost its work to
    another, and what it still sends would come after what the other has sent."""
    token = _ends.set(moment)
    try:
        yield
    finally:
        _ends.reset(token)


def is_too_late() -> bool:
    """Asked as late as can be, before the first byte of a call."""
    return boot_time() >= _ends.get()
