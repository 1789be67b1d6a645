"""The page's stream of events: everything at first, then what changes in both worlds.

A browser opens six connections to a server at most, so one stream serves all people and the panel.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from aiohttp import web

from sandbox.page.people import People
from sandbox.smsman import SmsMan
from sandbox.telegram import Telegram
from sandbox.telegram.events import EventStream
from sandbox.telegram.views import BOT_NAME, BOT_USERNAME

Stream = asyncio.Queue[bytes | None]

BACKLOG = 1000
"""Events that a page may lag behind. Then its stream is ended: it comes back by itself and gets everything afresh."""


class Hub:
    def __init__(self) -> None:
        self._streams: set[Stream] = set()
        self._closed = False

    @property
    def is_watched(self) -> bool:
        return bool(self._streams)

    @contextmanager
    def listen(self) -> Iterator[Stream]:
        """A queue of encoded events; `None` ends it."""
        stream: Stream = asyncio.Queue()
        if self._closed:
            stream.put_nowait(None)
        self._streams.add(stream)
        try:
            yield stream
        finally:
            self._streams.discard(stream)

    def send(self, kind: str, data: Mapping[str, Any]) -> None:
        if not self._streams:
            return
        event = encode(kind, data)
        for stream in list(self._streams):
            if stream.qsize() < BACKLOG:
                stream.put_nowait(event)
            else:
                self._streams.discard(stream)
                stream.put_nowait(None)

    def close(self) -> None:
        """Ends all streams, so that the server can stop."""
        self._closed = True
        for stream in self._streams:
            stream.put_nowait(None)


def encode(kind: str, data: Mapping[str, Any]) -> bytes:
    """One server-sent event. JSON holds no raw line break, so one `data` line carries it."""
    return f"event: {kind}\ndata: {json.dumps(data, ensure_ascii=False, separators=(',', ':'))}\n\n".encode()


GATHER_SECONDS = 0.1
"""Changes within this time are shown together."""

TICK_SECONDS = 1.0
"""The SMS-Man lets time pass only when somebody asks, so an open page asks this often."""


class Changes:
    def __init__(self, hub: Hub, telegram: Telegram, smsman: SmsMan, people: People) -> None:
        self._hub, self._telegram, self._smsman, self._people = hub, telegram, smsman, people
        self._chats: dict[int, asyncio.Task[None]] = {}
        self._changed = asyncio.Event()

    def everything(self) -> dict[str, Any]:
        """The whole state; whatever changes from now on is sent."""
        self._follow_newcomers()
        bot = {"name": BOT_NAME, "username": BOT_USERNAME}
        return {"bot": bot, "people": self._people.everything(), "panel": self._panel()}

    async def run(self, app: web.Application) -> AsyncIterator[None]:
        """A cleanup context of the server."""
        worlds = (self._telegram, self._smsman)
        for world in worlds:
            world.on_change.append(self._changed.set)
        following = asyncio.create_task(self._follow_worlds())
        yield
        for world in worlds:
            world.on_change.remove(self._changed.set)
        tasks = [following, *self._chats.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow_worlds(self) -> None:
        people, panel = self._telegram.users(), self._panel()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK_SECONDS):
                    await self._changed.wait()
            self._changed.clear()
            if not self._hub.is_watched:
                continue  # a page that is opened gets everything
            if people != (people := self._telegram.users()):
                self._follow_newcomers()
                self._hub.send("people", {"people": self._people.everything()})
            if panel != (panel := self._panel()):
                self._hub.send("panel", panel)
            await asyncio.sleep(GATHER_SECONDS)

    def _follow_newcomers(self) -> None:
        for person in self._telegram.users():
            if person["id"] not in self._chats:
                events = self._telegram.events(person["id"])
                self._chats[person["id"]] = asyncio.create_task(self._follow_chat(person["id"], events))

    async def _follow_chat(self, person: int, events: EventStream) -> None:
        async for event in events:
            self._hub.send("chat", {"person": person, "event": event})

    def _panel(self) -> dict[str, Any]:
        """Without the log of calls: it grows with every poll of the bot, and the panel does not show it."""
        smsman = {name: value for name, value in self._smsman.snapshot().items() if name != "calls"}
        return {**smsman, "telegram": self._people.troubles()}


PING_SECONDS = 15.0
"""A comment this often, so that both sides notice a dead connection."""


class Events:
    def __init__(self, hub: Hub, changes: Changes) -> None:
        self._hub = hub
        self._changes = changes

    async def handle(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
        with suppress(ConnectionError):  # the page was closed
            await response.prepare(request)
            with self._hub.listen() as events:
                # Listening comes first, and nothing is awaited until the state is taken: no event falls in between.
                everything = encode("sync", self._changes.everything())
                await response.write(b"retry: 1000\n\n" + everything)
                while (event := await _next(events)) is not None:
                    await response.write(event)
        return response

    async def close(self, app: web.Application) -> None:
        """For `on_shutdown`: the server waits for its streams to end."""
        self._hub.close()


async def _next(events: Stream) -> bytes | None:
    try:
        async with asyncio.timeout(PING_SECONDS):
            return await events.get()
    except TimeoutError:
        return b": still here\n\n"
