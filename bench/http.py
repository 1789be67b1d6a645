"""A server for stand-ins that costs next to nothing: HTTP/1.1 kept alive, bodies with a length, one answer a request.

A stand-in that took longer than what is measured would be what is measured.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

Handler = Callable[[str, bytes], "bytes | Awaitable[bytes]"]
"""Path and body of a request, and the JSON of its answer; one that has to wait is awaited."""


@asynccontextmanager
async def served(handler: Handler) -> AsyncIterator[int]:
    """The port of a server on this machine, for as long as the block lasts."""
    loop = asyncio.get_running_loop()
    connections: set[_Connection] = set()
    server = await loop.create_server(lambda: _Connection(handler, connections), "127.0.0.1", 0, backlog=1024)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for connection in list(connections):
            connection.drop()


class _Connection(asyncio.Protocol):
    def __init__(self, handler: Handler, connections: set["_Connection"]) -> None:
        self._handler = handler
        self._connections = connections
        self._read = bytearray()
        self._waiting: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._connections.discard(self)
        if self._waiting is not None:
            self._waiting.cancel()

    def drop(self) -> None:
        self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._read += data
        while self._waiting is None and self._take():
            pass

    def _take(self) -> bool:
        """Answer one request that has come whole; `False` where there is none."""
        end = self._read.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._read[:end])
        body = self._body(head, end + 4)
        if body is None:
            return False
        answer = self._handler(head.split(b" ", 2)[1].decode(), body)
        if isinstance(answer, bytes):
            self._answer(answer)
        else:
            self._waiting = asyncio.create_task(self._answer_later(answer))
        return True

    def _body(self, head: bytes, start: int) -> bytes | None:
        """Taken out of what was read, with the head before it."""
        low = head.lower()
        if b"transfer-encoding: chunked" in low:
            return self._chunks(start)
        at = low.find(b"content-length:")
        length = int(low[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        if len(self._read) < start + length:
            return None
        body = bytes(self._read[start : start + length])
        del self._read[: start + length]
        return body

    def _chunks(self, at: int) -> bytes | None:
        body = bytearray()
        while (line := self._read.find(b"\r\n", at)) >= 0:
            size = int(self._read[at:line], 16)
            if len(self._read) < line + 4 + size:
                return None
            body += self._read[line + 2 : line + 2 + size]
            at = line + 4 + size
            if not size:
                del self._read[:at]
                return bytes(body)
        return None

    async def _answer_later(self, answer: Awaitable[bytes]) -> None:
        self._answer(await answer)
        self._waiting = None
        while self._waiting is None and self._take():
            pass

    def _answer(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
        self._transport.write(head + body)
