"""A request that knows whether it went out and asks whether it still may; and the connections on which it goes."""

import asyncio
import ssl
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, Self

import aiohttp
import structlog
from aiohttp.abc import AbstractResolver, AbstractStreamWriter

from bot.domain.clock import boot_time
from bot.domain.errors import TooLate

log = structlog.get_logger(__name__)

MaySend = Callable[[], Awaitable[bool]]
"""Asked once the connection stands, before the first byte of a request goes out."""


FORM: Final = "application/x-www-form-urlencoded"


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
    allowed_at: float = 0.0
    """When that said yes, by a clock that runs while the machine sleeps."""
    too_late: bool = False
    """The process stood still after that, so nothing was sent."""


FRESH_S: Final = 1.0
"""Seconds for which the yes counts. aiohttp writes in a later turn of the event loop, which a sleep may come before."""


class Form(aiohttp.BytesPayload):
    """A body that is written while the yes is fresh. aiohttp keeps the head of the request until it writes the body."""

    def __init__(self, form: bytes, reply: Reply) -> None:
        super().__init__(form, content_type=FORM)
        self._reply = reply

    async def write_with_length(self, writer: AbstractStreamWriter, content_length: int | None) -> None:
        reply = self._reply
        if reply.may_send and boot_time() - reply.allowed_at > FRESH_S:
            reply.sent, reply.too_late = False, True
            raise Dropped("not sent, since the process stood still before it")
        await super().write_with_length(writer, content_length)


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
                self.reply.allowed_at = boot_time()
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


Made = tuple[asyncio.Transport, aiohttp.client_proto.ResponseHandler]
"""What aiohttp calls a connection."""


STAGGER_S: Final = 0.3
"""Seconds after which the next address is tried beside one that has not answered, its TLS included."""

GRUDGE_S: Final = 300.0
"""Seconds for which an address that failed, or was overtaken, comes last."""

DNS_S: Final = 60
"""Seconds for which the addresses of a name are remembered."""


class Addresses:
    """Which addresses have lately been no good, for all connections of this process."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._bad_until: dict[str, float] = {}

    def best_first(self, infos: list[Any]) -> list[Any]:
        """Those of both families in turns, as they came; the bad ones last."""
        families = [[info for info in infos if info[0] == family] for family in dict.fromkeys(i[0] for i in infos)]
        longest = max(map(len, families), default=0)
        turns = [family[place] for place in range(longest) for family in families if place < len(family)]
        return sorted(turns, key=lambda info: self._bad_until.get(info[4][0], 0.0) > self._now())

    def blame(self, address: str) -> None:
        if self._bad_until.get(address, 0.0) <= self._now():
            log.warning("an address of the provider's is no good", address=address)
        self._bad_until[address] = self._now() + GRUDGE_S

    def praise(self, address: str) -> None:
        self._bad_until.pop(address, None)


class Connector(aiohttp.TCPConnector):
    """Races whole connections, TLS included: aiohttp races TCP alone, which a censor or a broken tunnel lets through.

    Nothing was sent before a connection stands, so any number of them may be begun.
    """

    def __init__(self, addresses: Addresses, **more: Any) -> None:
        super().__init__(ttl_dns_cache=DNS_S, **more)
        self._addresses = addresses

    async def _wrap_create_connection(self, *args: Any, addr_infos: list[Any], **kwargs: Any) -> Made:
        connect = partial(super()._wrap_create_connection, *args, **kwargs)
        infos = self._addresses.best_first(addr_infos)
        addr_infos.clear()  # all are tried here, so aiohttp has none to go on with
        race = Race(connect, infos)
        made = await race.run()
        winner, *overtaken = race.order
        self._addresses.praise(winner)
        for address in overtaken:
            self._addresses.blame(address)
        return made


class Race:
    """One connection out of several addresses, each tried when the one before it has failed or takes long."""

    def __init__(self, connect: Callable[..., Awaitable[Made]], infos: list[Any]) -> None:
        self._connect = connect
        self._infos = infos
        self._turns = [asyncio.Event() for _ in infos]
        self._failed: list[Exception] = []
        self._won: asyncio.Future[Made] = asyncio.get_running_loop().create_future()
        self.order: list[str] = []
        """The winner's address, and those that came to nothing before it."""

    async def run(self) -> Made:
        """Raises what the first address met, where none works."""
        self._turns[0].set()
        race = asyncio.gather(*map(self._try, range(len(self._infos))))
        try:
            ends: tuple[asyncio.Future[Any], ...] = race, self._won
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            if self._won.done():
                self._won.result()[0].abort()
            raise
        finally:
            race.cancel()
            await asyncio.wait({race})
            if not race.cancelled():
                race.exception()  # seen by this, or asyncio reports it as an error that nobody has looked at
        if not self._won.done():
            raise self._failed[0]
        return self._won.result()

    async def _try(self, place: int) -> None:
        await self._turns[place].wait()
        following = self._turns[place + 1] if place + 1 < len(self._turns) else asyncio.Event()
        timer = asyncio.get_running_loop().call_later(STAGGER_S, following.set)
        try:
            made = await self._connect(addr_infos=[self._infos[place]])
        except Exception as error:
            self._failed.append(error)
            following.set()
        else:
            if self._won.done():
                made[0].abort()
            else:
                self.order = [info[4][0] for info in (self._infos[place], *self._infos[:place])]
                self._won.set_result(made)
        finally:
            timer.cancel()


class Connections:
    """Two sessions. Neither takes a proxy from the environment, keeps cookies, or decompresses: a few kilobytes of gzip
    can be gigabytes. Both know the same bad addresses."""

    def __init__(
        self, *, connections: int, tls: ssl.SSLContext | None = None, resolver: AbstractResolver | None = None
    ) -> None:
        """`connections`: at most so many at once for each. `tls`: whom to trust, if not whom the system trusts."""
        addresses = Addresses()
        more = {"limit": connections, "ssl": tls or True, "resolver": resolver}
        self.reads = _session(Connector(addresses, **more))
        self.changes = _session(Connector(addresses, force_close=True, **more))
        """No connection is used twice: a kept-alive one may be closed by the provider at the very moment it is used
        again, and that looks like an unknown outcome."""

    @property
    def closed(self) -> bool:
        return self.reads.closed or self.changes.closed

    async def close(self) -> None:
        await self.reads.close()
        await self.changes.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


def _session(connector: aiohttp.BaseConnector) -> aiohttp.ClientSession:
    return aiohttp.ClientSession(
        connector=connector,
        request_class=Request,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept-Encoding": "identity"},
        auto_decompress=False,
        trust_env=False,
    )


def open_session(
    *, connections: int = 100, tls: ssl.SSLContext | None = None, resolver: AbstractResolver | None = None
) -> Connections:
    """The connections of a `SmsMan`. Close them when it is no longer needed."""
    return Connections(connections=connections, tls=tls, resolver=resolver)
