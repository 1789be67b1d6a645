"""A request that knows whether it went out, asks whether it still may, and is never sent twice by itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import aiohttp
import structlog

from bot.domain.errors import TooLate

log = structlog.get_logger(__name__)

MaySend = Callable[[], Awaitable[bool]]
"""Asked once the connection stands, before the first byte of a request goes out."""


class Dropped(aiohttp.ClientPayloadError):
    """The connection ended with no answer. Not an error that aiohttp answers by sending the request again."""


@dataclass(slots=True)
class Reply:
    """What has come of an answer so far. Filled as the bytes arrive, so a broken exchange leaves what there was."""

    status: int = 0
    """The HTTP status; 0 before the head of the answer is there."""
    body: bytearray = field(default_factory=bytearray, repr=False)
    sent: bool = False
    """A byte of the request may have left: set just before the first one does. Of reads nobody keeps it."""
    may_send: MaySend | None = None


class Request(aiohttp.ClientRequest):
    """What the sessions of this package send."""

    reply: Reply | None = None

    async def send(self, conn: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
        """Called with a connection that stands, TLS included."""
        if self.reply:
            if self.reply.may_send:
                stood = _stands(conn)
                if not await _allows(self.reply.may_send):
                    raise TooLate("not sent, since it was too late for it")
                if stood and not _stands(conn):
                    raise Dropped("closed while that was asked, before anything was sent")
            self.reply.sent = True
        return await super().send(conn)


def _stands(conn: aiohttp.connector.Connection) -> bool:
    return conn.transport is not None and not conn.transport.is_closing()


async def _allows(may_send: MaySend) -> bool:
    """What raises does not allow."""
    try:
        return await may_send()
    except Exception as error:
        log.warning("not sent, since it can't be told whether it may be", error=type(error).__name__)
        return False


@dataclass(frozen=True, slots=True)
class Once:
    """Lets a request go out once.

    aiohttp 3.14 sends a GET again, on a fresh connection too, when the first one drops before the answer: that would
    buy twice. It does so on two errors, so they are turned into one that it passes on.
    """

    reply: Reply

    async def __call__(self, request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
        if not isinstance(request, Request):
            raise TypeError("a session that `open_session` did not make")
        request.reply = self.reply
        try:
            return await send(request)
        except aiohttp.ClientConnectorError:
            raise
        except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):
            pass
        raise Dropped("connection lost")
