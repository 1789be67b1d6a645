"""The one place that starts background tasks: each has a name, a reference, and an end that is logged."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import structlog

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
