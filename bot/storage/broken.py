"""Entries of the database that can't be read: each is set aside and said once, without its content."""

import time
from collections.abc import Callable
from typing import Final

import structlog

log = structlog.get_logger(__name__)

REMEMBERED: Final = 1000
LATELY_S: Final = 300.0
"""One that is still there is met again within this time."""


class Broken:
    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._met: dict[str, float] = {}
        self.count = 0
        """Different ones since the start."""

    def note(self, kind: str, name: str) -> None:
        """One was met. `name` tells the operator which, and is neither a number nor a code."""
        key = f"{kind} {name}"
        if key not in self._met:
            self.count += 1
            log.error("entry can't be read and is set aside", kind=kind, name=name)
            if len(self._met) >= REMEMBERED:
                del self._met[min(self._met, key=self._met.__getitem__)]
        self._met[key] = self._now()

    def lately(self) -> int:
        """How many were met a short while ago."""
        return sum(self._now() - met < LATELY_S for met in self._met.values())
