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

    def __init__(self) -> None:
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
        self._streams: dict[int, WeakSet[EventStream]] = {}
        """By user: a change of the commands is an event of everybody's."""

    def follow(self, user_id: int) -> EventStream:
        stream = EventStream()
        self._streams.setdefault(user_id, WeakSet()).add(stream)
        return stream

    def emit(self, user_id: int, event: dict[str, Any]) -> None:
        for stream in list(self._streams.get(user_id, ())):
            stream.put(event)
        self.changed()

    def changed(self) -> None:
        for listener in self.on_change:
            listener()
