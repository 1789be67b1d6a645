"""Bounds for a server that anybody may connect to: neither many connections nor half-sent heads take what others need.

aiohttp has a timeout for idle connections, and none for a head that does not end.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiohttp import web

Handler = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

HEAD_WITHIN_S: Final = 10.0
"""Seconds within which the first request of a connection has to have its whole head."""

IDLE_S: Final = 75.0
"""Seconds for which a connection is kept between two requests; proxies keep theirs for 60."""


class BoundedServer(web.Server):
    def __init__(
        self,
        handler: Handler,
        *,
        most: int,
        head_within: float = HEAD_WITHIN_S,
        **options: Any,
    ) -> None:
        """`most`: connections at once; further ones are closed."""
        super().__init__(self._handle, keepalive_timeout=IDLE_S, **options)
        self._handler = handler
        self._most = most
        self._head_within = head_within
        self._heard: set[web.RequestHandler] = set()

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        self._heard.add(request.protocol)
        return await self._handler(request)

    def connection_made(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        super().connection_made(handler, transport)
        if len(self.connections) > self._most:
            transport.abort()
        else:
            asyncio.get_running_loop().call_later(self._head_within, self._close_unheard, handler, transport)

    def connection_lost(self, handler: web.RequestHandler, exc: BaseException | None = None) -> None:
        super().connection_lost(handler, exc)
        self._heard.discard(handler)

    def _close_unheard(self, handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        if handler not in self._heard:
            transport.abort()
