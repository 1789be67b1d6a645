"""The page's stream of events: everything at first, then whatever happens.

A browser opens six connections to a server at most, so one stream serves all people and the panel.
"""

import asyncio
from contextlib import suppress

from aiohttp import web

from sandbox.page.changes import Changes
from sandbox.page.hub import Hub, Stream, encode

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
