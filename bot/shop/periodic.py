"""Loops that outlive the failure of one round: it is said once for each kind, and tried again later."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from traceback import extract_tb
from typing import Final

import structlog

from bot.domain.errors import BotError

log = structlog.get_logger(__name__)

BACKOFF_S: Final = 1.0
BACKOFF_MAX_S: Final = 60.0


async def run_periodically(name: str, every_s: float, work: Callable[[], Awaitable[object]]) -> None:
    """Do the work for ever, with `every_s` after each round, and more after several that failed."""
    failures = _Failures(name)
    while True:
        try:
            await work()
        except Exception as error:
            failures.add(error)
        else:
            failures.over()
        await asyncio.sleep(max(every_s, failures.pause_s))


async def keep_running(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Begin a loop again whenever it fails; return when it ends by itself."""
    failures, loop = _Failures(name), asyncio.get_running_loop()
    while True:
        began = loop.time()
        try:
            return await work()
        except Exception as error:
            if loop.time() - began > BACKOFF_MAX_S:
                failures.over()
            failures.add(error)
        await asyncio.sleep(failures.pause_s)


class _Failures:
    """Those in a row."""

    def __init__(self, name: str) -> None:
        self.pause_s = 0.0
        self._name = name
        self._said: set[str] = set()

    def add(self, error: Exception) -> None:
        """Without the text of an error nobody foresaw: what could not be read may stand in it."""
        self.pause_s = min(BACKOFF_MAX_S, self.pause_s * 2 or BACKOFF_S)
        kind = type(error).__name__
        if kind in self._said:
            return
        self._said.add(kind)
        if isinstance(error, BotError):
            log.warning("round failed and is tried again", loop=self._name, error=str(error))
        else:
            log.error("round failed and is tried again", loop=self._name, error=kind, where=_where(error))

    def over(self) -> None:
        if self._said:
            log.info("rounds succeed again", loop=self._name)
        self._said.clear()
        self.pause_s = 0.0


def _where(error: Exception) -> str:
    frames = extract_tb(error.__traceback__)
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-3:]))
