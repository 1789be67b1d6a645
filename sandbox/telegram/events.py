"""Live events of a private chat, for pages and tests that follow it."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Any
from weakref import WeakSet

UNREAD = 1000
"""How many events a slow reader may leave unread before the oldest is dropped."""


class EventStream(AsyncIterator[dict[str, Any]]):
    """An endless iterator over the events of one user since it was made; forgotten once it is dropped."""

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


class Events:
    def __init__(self) -> None:
        self.on_change: list[Callable[[], None]] = []
        self._streams: WeakSet[EventStream] = WeakSet()

    def follow(self, user_id: int) -> EventStream:
        stream = EventStream(user_id)
        self._streams.add(stream)
        return stream

    def emit(self, user_id: int, event: dict[str, Any]) -> None:
        for stream in list(self._streams):
            if stream.user_id == user_id:
                stream.put(event)
        self.changed()

    def changed(self) -> None:
        for listener in self.on_change:
            listener()
