"""Live events for whoever watches a private chat."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any
from weakref import WeakSet

UNREAD = 1000
"""How many events a slow watcher may leave unread before the oldest is dropped."""


class Watch(AsyncIterator[dict[str, Any]]):
    """An endless iterator over the events of one user since it was made; forgotten when nobody holds it."""

    def __init__(self, user_id: int) -> None:
        self.user_id = user_id
        self._events: deque[dict[str, Any]] = deque(maxlen=UNREAD)
        self._news = asyncio.Event()

    def put(self, event: dict[str, Any]) -> None:
        self._events.append(event)
        self._news.set()

    async def __anext__(self) -> dict[str, Any]:
        while not self._events:
            self._news.clear()
            await self._news.wait()
        return self._events.popleft()


class Feed:
    def __init__(self) -> None:
        self.on_change: list[Callable[[], None]] = []
        self._watches: WeakSet[Watch] = WeakSet()

    def watch(self, user_id: int) -> Watch:
        watch = Watch(user_id)
        self._watches.add(watch)
        return watch

    def emit(self, user_id: int, event: dict[str, Any]) -> None:
        for watch in list(self._watches):
            if watch.user_id == user_id:
                watch.put(event)
        self.changed()

    def changed(self) -> None:
        for listener in self.on_change:
            listener()
