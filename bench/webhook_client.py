"""Brings updates to a bot's webhook as Telegram does: over connections that stay, a hundred at the most."""

import asyncio
from collections import deque
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

MAX_CONNECTIONS: Final = 100


class WebhookClient:
    """One webhook's sender."""

    def __init__(self, url: str, secret: str) -> None:
        parts = urlsplit(url)
        self._place = parts.hostname or "", parts.port or 80
        self._head = (
            f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()
        self._waiting: deque[bytes] = deque()
        self._idle: list[_Connection] = []
        self._open = 0

    def send(self, update: bytes) -> None:
        self._waiting.append(self._head + b"%d\r\n\r\n" % len(update) + update)
        if self._idle:
            self.next(self._idle.pop())
        elif self._open < MAX_CONNECTIONS:
            self._open += 1
            asyncio.get_running_loop().create_task(self._connect())

    def next(self, connection: "_Connection") -> None:
        """It has nothing on its way."""
        if self._waiting:
            connection.send(self._waiting.popleft())
        else:
            self._idle.append(connection)

    def lost(self, connection: "_Connection") -> None:
        self._open -= 1
        with suppress(ValueError):
            self._idle.remove(connection)

    async def _connect(self) -> None:
        _, connection = await asyncio.get_running_loop().create_connection(lambda: _Connection(self), *self._place)
        self.next(connection)


class _Connection(asyncio.Protocol):
    def __init__(self, hook: WebhookClient) -> None:
        self._hook = hook
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        self._hook.lost(self)

    def send(self, request: bytes) -> None:
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._read += data
        head, end, body = self._read.partition(b"\r\n\r\n")
        if not end:
            return
        at = head.lower().find(b"content-length:")
        if at < 0 or len(body) >= int(head[at + 15 :].split(b"\r\n", 1)[0]):
            assert head.split(b" ", 2)[1] == b"200", head
            self._read = b""
            self._hook.next(self)
