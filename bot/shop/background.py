"""Background tasks with a name and an end that is logged, loops that outlive a failed round, and work in slices."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final, ParamSpec, Protocol, Self, TypeVar

import stamina
import structlog

from bot.domain.errors import BotError, StorageError

log = structlog.get_logger(__name__)


class Tasks:
    """A set of running tasks that shutdown can wait for."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._running)

    def start(self, coroutine: Coroutine[Any, Any, Any], *, name: str, watched: bool = False) -> asyncio.Task[Any]:
        """`watched`: the caller waits for its end, and answers for how it ends."""
        task = asyncio.create_task(coroutine, name=name)
        self._running.add(task)
        task.add_done_callback(self._running.discard if watched else self._ended)
        return task

    async def drain(self, timeout: float | None = None) -> bool:  # noqa: ASYNC109 -- the wait ends, the tasks go on
        """Wait until nothing runs; `False` when something still does after `timeout` seconds."""
        loop = asyncio.get_running_loop()
        deadline = None if timeout is None else loop.time() + timeout
        while self._running:
            left = None if deadline is None else max(0.0, deadline - loop.time())
            _, running = await asyncio.wait(set(self._running), timeout=left)
            if running:
                return False
            await asyncio.sleep(0)  # lets the done callbacks run, which may start more
        return True

    async def cancel(self) -> None:
        """Cancel what still runs, and wait for its end."""
        for task in self._running:
            task.cancel()
        await self.drain()

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("background task failed", task=task.get_name(), exc_info=error)


P = ParamSpec("P")
T = TypeVar("T")


async def retry_until_stored(write: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
    """`await retry_until_stored(store.code, …)`. Transitions may be repeated: it does no harm. Only shutdown ends it.

    A retry context, not stamina's caller or decorator: those log their arguments, and a code may be among them.
    """
    async for attempt in stamina.retry_context(
        on=StorageError, attempts=None, timeout=None, wait_initial=0.1, wait_max=5.0
    ):
        with attempt:
            return await write(*arguments, **named)
    raise AssertionError("a retry without an end has ended")


BACKOFF_S: Final = 1.0
BACKOFF_MAX_S: Final = 60.0


async def run_periodically(
    name: str, every_s: float, work: Callable[P, Awaitable[object]], *arguments: P.args, **named: P.kwargs
) -> None:
    """Do the work for ever, with `every_s` after each round, and more after several that failed."""
    failures = _Failures(name)
    while True:
        try:
            await work(*arguments, **named)
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


class Sliced(Protocol):
    """A list, or whatever else has pieces of its own kind."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: slice, /) -> Self: ...


S = TypeVar("S", bound=Sliced)

REST_S: Final = 0.001
"""An answer from outside takes the event loop several rounds, and each would wait for one more piece."""


async def slices(items: S, size: int) -> AsyncIterator[S]:
    """The items, `size` at a time, with a rest after each piece in which others have their turns."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
        await asyncio.sleep(REST_S if start + size < len(items) else 0)
