"""Time that never steps, and for how long the work in hand may still have an effect.

A process can stand still at any line for any time: its machine sleeps, or its container is paused. Another one then
claims its work and goes on with it. A lease alone does not hold the sleeper back when it wakes, so it looks at the
clock once more just before it sends.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf
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
