"""Opens Redis or Valkey the way the rest relies on, and turns its failures into `StorageError`."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from types import TracebackType
from typing import Any, Final, TypeAlias

import structlog
from redis.asyncio import BlockingConnectionPool, Redis, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.connection import (
    AbstractConnection,
    Connection,
    SSLConnection,
    UnixDomainSocketConnection,
    parse_url,
)
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import (
    Sentinel,
    SentinelConnectionPool,
    SentinelManagedConnection,
    SentinelManagedSSLConnection,
)
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import (
    ClusterDownError,
    MasterDownError,
    ReadOnlyError,
    RedisClusterException,
    RedisError,
    ResponseError,
    SlotNotCoveredError,
)
from redis.exceptions import ConnectionError as LostConnection
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.domain.clock import AnswerTimeout
from bot.domain.errors import StorageError
from bot.storage.address import Address, read_address

log = structlog.get_logger(__name__)

TIMEOUT_S = 5.0
"""Seconds for one exchange with the database."""

SERVER_TIMEOUT_S = 1.5
"""Seconds for one server among several; another may know better by then."""

CONNECTIONS: Final = 16
"""One server answers more over so many than one process can ask, and a hosted one's small plan has room for them."""

PING_AFTER_S: Final = 1.0
PING_TIMEOUT_S: Final = 0.5
REDIAL_AFTER_S: Final = 30.0
"""An idle flow is forgotten after a minute by the most forgetful balancers that are in use."""

Database: TypeAlias = Redis | RedisCluster
"""One server, the master that Sentinels name, or a Cluster: what the stores work on."""


def open_redis(url: str, *, connections: int = CONNECTIONS) -> Database:
    """A client for `redis://`, `rediss://`, `unix://`, or for a Sentinel or Cluster as `read_address` takes them.

    `socket_timeout=None` with a timeout of our own: redis-py 8.1 on Python 3.11 swallows task cancellation otherwise.
    A lost connection is tried again twice; every script is safe to repeat, so a lost reply does no harm.
    Raises `StorageError` where an option of the URL is none.
    """
    try:
        redis = _open(url, connections)
        if isinstance(redis, Redis):
            # It connects to nothing yet, but says what it does not know.
            redis.connection_pool.make_connection()  # type: ignore[no-untyped-call]  # redis-py's own
    except TypeError:
        raise StorageError("REDIS_URL is wrong: it has an option that redis-py does not know") from None
    return redis


@asynccontextmanager
async def connected(url: str, *, connections: int = CONNECTIONS) -> AsyncIterator[Database]:
    """`open_redis`, and closed at the end, though a server that hangs may let none of its connections be closed."""
    redis = open_redis(url, connections=connections)
    try:
        yield redis
    finally:
        with suppress(RedisError):
            await redis.aclose()


def _open(url: str, connections: int) -> Database:
    address = read_address(url)
    common: dict[str, Any] = {
        "socket_timeout": None,
        "socket_connect_timeout": SERVER_TIMEOUT_S if address else TIMEOUT_S,
        "decode_responses": True,
        "retry": Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), retries=2),
    }
    if address is None:
        options = {"max_connections": connections, "timeout": None, **common, **parse_url(url)}
        options["connection_class"] = _CHECKED[options.get("connection_class", Connection)]
        return Redis.from_pool(BlockingConnectionPool(**options))
    return (_open_sentinel if address.kind == "sentinel" else _open_cluster)(address, common, connections)


class _Checked(AbstractConnection):
    """A connection that does not outlive what it was made for.

    After a pause it is asked whether the way to the server still stands, since a balancer or a NAT forgets an idle
    flow without a word; after a long one it is dialled anew without asking. An answer that only a server gives which
    is no longer the master makes it a lost one: redis-py then dials anew and sends the command again.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._answered_at = time.monotonic()

    async def check_health(self) -> None:
        """Before each command: ask, or dial anew, where the last answer was a while ago."""
        idle_s = time.monotonic() - self._answered_at
        if idle_s < PING_AFTER_S or (idle_s < REDIAL_AFTER_S and await self._is_open()):
            return
        await self.disconnect(nowait=True)
        await self.connect()  # type: ignore[no-untyped-call]  # redis-py's own

    async def _is_open(self) -> bool:
        try:
            async with asyncio.timeout(PING_TIMEOUT_S):
                await self.send_command("PING", check_health=False)
                await self.read_response()
        except (RedisError, OSError):  # a TimeoutError is an OSError
            return False
        return True

    async def connect_check_health(self, *args: Any, **kwargs: Any) -> None:
        if not self.is_connected:
            self._answered_at = time.monotonic()  # or its own greeting would be checked too
        await super().connect_check_health(*args, **kwargs)

    async def read_response(self, *args: Any, **kwargs: Any) -> Any:
        try:
            answer = await super().read_response(*args, **kwargs)
        except ResponseError as error:
            self._answered_at = time.monotonic()
            if not _is_of_a_former_master(error):
                raise
            log.warning("database is no longer the master: its address is dialled anew")
            await self.disconnect(nowait=True)
            raise LostConnection("not the master any more") from None
        self._answered_at = time.monotonic()
        return answer


def _is_of_a_former_master(error: ResponseError) -> bool:
    # Redis before 7 wraps what a script's command was refused for.
    return isinstance(error, ReadOnlyError | MasterDownError) or "-READONLY" in str(error)


class _Tcp(_Checked, Connection):
    pass


class _Tls(_Checked, SSLConnection):
    pass


class _Unix(_Checked, UnixDomainSocketConnection):
    pass


class _MasterTcp(_Checked, SentinelManagedConnection):
    pass


class _MasterTls(_Checked, SentinelManagedSSLConnection):
    pass


_CHECKED: Final = {Connection: _Tcp, SSLConnection: _Tls, UnixDomainSocketConnection: _Unix}


def _open_sentinel(address: Address, common: Mapping[str, Any], connections: int) -> Redis:
    options = dict(address.options)
    login = {name: options.pop(f"sentinel_{name}", None) for name in ("username", "password")}
    tls = {"ssl": address.tls} | {name: value for name, value in options.items() if name.startswith("ssl_")}
    # A timeout for each Sentinel after all: one that hangs must not keep us from asking the next.
    asking = {
        **login,
        **tls,
        "retry": common["retry"],
        "socket_timeout": SERVER_TIMEOUT_S,
        "socket_connect_timeout": SERVER_TIMEOUT_S,
    }
    sentinel = Sentinel(address.hosts, sentinel_kwargs=asking)  # type: ignore[no-untyped-call]  # redis-py's own
    master: Redis = sentinel.master_for(
        address.service,
        connection_pool_class=_MasterPool,
        connection_class=_MasterTls if address.tls else _MasterTcp,
        **{"max_connections": connections, "timeout": None, **common, **options},
    )
    return master


class _MasterPool(SentinelConnectionPool, BlockingConnectionPool):
    """Connections to the master of the day."""

    async def disconnect(self, inuse_connections: bool = True) -> None:
        await super().disconnect(inuse_connections)
        if inuse_connections:  # as when the client closes, which would leave the Sentinels' own connections open
            await self.sentinel_manager.aclose()


def _open_cluster(address: Address, common: Mapping[str, Any], connections: int) -> RedisCluster:
    nodes = [ClusterNode(host, port) for host, port in address.hosts]
    return _Cluster(connections, **{**common, **address.options, "startup_nodes": nodes, "ssl": address.tls})


class _Cluster(RedisCluster):
    """Waits for a connection instead of failing when a node's are all taken, and takes a node that hangs for one that
    is gone, after `HOP` seconds: redis-py then asks the others who serves what.

    A command that begins before that is known goes to any node at all, and each fifth that is sent on closes the
    connections of all nodes, after which nobody knows who serves what: with many commands at once this need not end.
    So each begins with knowing (`initialize`), and those sent on close nothing (`reinitialize_steps`).
    """

    # One that hangs is not asked again for the same command: three times `HOP` is nearly all the patience there is.
    ERRORS_ALLOW_RETRY = (LostConnection, ClusterDownError, SlotNotCoveredError)  # type: ignore[assignment]  # typed as four

    def __init__(self, connections: int, **options: Any) -> None:
        super().__init__(max_connections=2 * connections, reinitialize_steps=0, **options)
        self._places = asyncio.Semaphore(connections)
        kind = _NodeTls if options["ssl"] else _NodeTcp
        self.connection_kwargs["connection_class"] = kind  # of the nodes that it will hear of
        for node in self.startup_nodes:
            node.connection_class = kind

    async def execute_command(self, *args: Any, **kwargs: Any) -> Any:
        async with self._places:
            await self.initialize()
            return await super().execute_command(*args, **kwargs)


class _NodeTcp(_Tcp):
    """What one command waits for is bounded here, and not around the whole of it: redis-py, cut short while it asks
    who serves what, closes the connections of all nodes, in use or not."""

    async def read_response(self, *args: Any, **kwargs: Any) -> Any:
        try:
            async with asyncio.timeout(SERVER_TIMEOUT_S):
                return await super().read_response(*args, **kwargs)
        except TimeoutError:
            raise RedisTimeoutError("a node of the Cluster hangs") from None


class _NodeTls(_NodeTcp, SSLConnection):
    async def disconnect(self, nowait: bool = False, *args: Any, **options: Any) -> None:
        """Without waiting for the other end's farewell: a node that hangs says none, and until it does others would
        take the connection for an open one (a TLS transport that was closed twice raises `AttributeError` at them)."""
        await super().disconnect(True, *args, **options)


class guarded(AnswerTimeout):  # noqa: N801 -- as `suppress` and `timeout` are called
    """One exchange: bounded in time, and failing only with `StorageError`."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__(TIMEOUT_S)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        try:
            await super().__aexit__(kind, error, traceback)
        except TimeoutError as late:
            error = late
        if isinstance(error, (RedisError, RedisClusterException, OSError)):
            raise StorageError(f"the database does not answer as it should ({type(error).__name__})") from error
