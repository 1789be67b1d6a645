"""Opens Redis or Valkey the way the rest relies on, and turns its failures into `StorageError`."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from redis.asyncio import ConnectionPool, Redis, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.connection import AbstractConnection, Connection, SSLConnection
from redis.asyncio.retry import Retry
from redis.asyncio.sentinel import Sentinel, SentinelConnectionPool
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import ClusterDownError, RedisClusterException, RedisError, SlotNotCoveredError
from redis.exceptions import ConnectionError as LostConnection
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.domain.errors import StorageError
from bot.storage.address import Address, read_address

PATIENCE = 5.0
"""Seconds for one exchange with the database."""

HOP = 1.5
"""Seconds for one server among several; another may know better by then."""

Database: TypeAlias = Redis | RedisCluster
"""One server, the master that Sentinels name, or a Cluster: what `Machine` and `Users` work on."""


def open_redis(url: str, *, connections: int = 64) -> Database:
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
async def connected(url: str) -> AsyncIterator[Database]:
    """`open_redis`, and closed at the end, though a server that hangs may let none of its connections be closed."""
    redis = open_redis(url)
    try:
        yield redis
    finally:
        with suppress(RedisError):
            await redis.aclose()


def _open(url: str, connections: int) -> Database:
    address = read_address(url)
    common: dict[str, Any] = {
        "socket_timeout": None,
        "socket_connect_timeout": HOP if address else PATIENCE,
        "decode_responses": True,
        "retry": Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), retries=2),
    }
    if address is None:
        return Redis.from_pool(_PatientPool.from_url(url, max_connections=connections, **common))
    return (_open_sentinel if address.kind == "sentinel" else _open_cluster)(address, common, connections)


def _open_sentinel(address: Address, common: Mapping[str, Any], connections: int) -> Redis:
    options = dict(address.options)
    login = {name: options.pop(f"sentinel_{name}", None) for name in ("username", "password")}
    tls = {"ssl": address.tls} | {name: value for name, value in options.items() if name.startswith("ssl_")}
    # A timeout for each Sentinel after all: one that hangs must not keep us from asking the next.
    asking = {**login, **tls, "retry": common["retry"], "socket_timeout": HOP, "socket_connect_timeout": HOP}
    sentinel = Sentinel(address.hosts, sentinel_kwargs=asking)  # type: ignore[no-untyped-call]  # redis-py's own
    master: Redis = sentinel.master_for(
        address.service,
        connection_pool_class=_MasterPool,
        **{**common, **options, "ssl": address.tls, "max_connections": connections},
    )
    return master


class _PatientPool(ConnectionPool):
    """Whoever finds all connections taken waits for his turn.

    redis-py's `BlockingConnectionPool` does so too, but with a condition and a timeout for each command, which tell in
    every tap and look; here each is `guarded` already.
    """

    def __init__(self, max_connections: int, **options: Any) -> None:
        super().__init__(max_connections=2 * max_connections, **options)  # one that is closing is not taken
        self._turns = asyncio.Semaphore(max_connections)

    async def get_connection(self, command_name: object = None, *_: object, **__: object) -> AbstractConnection:
        await self._turns.acquire()
        try:
            connection: AbstractConnection = self.get_available_connection()  # type: ignore[no-untyped-call]  # redis-py's
        except BaseException:
            self._turns.release()
            raise
        try:
            await self.ensure_connection(connection)
        except BaseException:
            await self.release(connection)
            raise
        return connection

    async def release(self, connection: AbstractConnection) -> None:
        try:
            await super().release(connection)
        finally:
            self._turns.release()


class _MasterPool(SentinelConnectionPool, _PatientPool):
    """Connections to the master of the day."""

    async def disconnect(self, inuse_connections: bool = True) -> None:
        await super().disconnect(inuse_connections)
        if inuse_connections:  # as when the client closes, which would leave the Sentinels' own connections open
            await self.sentinel_manager.aclose()


def _open_cluster(address: Address, common: Mapping[str, Any], connections: int) -> RedisCluster:
    nodes = [ClusterNode(host, port) for host, port in address.hosts]
    return _PatientCluster(connections, **{**common, **address.options, "startup_nodes": nodes, "ssl": address.tls})


class _PatientCluster(RedisCluster):
    """Waits for its turn instead of failing when a node's connections are all taken, and takes a node that hangs for
    one that is gone, after `HOP` seconds: redis-py then asks the others who serves what.

    A command that begins before that is known goes to any node at all, and each fifth that is sent on closes the
    connections of all nodes, after which nobody knows who serves what: with many commands at once this need not end.
    So each begins with knowing (`initialize`), and those sent on close nothing (`reinitialize_steps`).
    """

    # One that hangs is not asked again for the same command: three times `HOP` is nearly all the patience there is.
    ERRORS_ALLOW_RETRY = (LostConnection, ClusterDownError, SlotNotCoveredError)  # type: ignore[assignment]  # typed as four

    def __init__(self, connections: int, **options: Any) -> None:
        super().__init__(max_connections=2 * connections, reinitialize_steps=0, **options)
        self._turns = asyncio.Semaphore(connections)
        kind = _NodeTlsConnection if options["ssl"] else _NodeConnection
        self.connection_kwargs["connection_class"] = kind  # of the nodes that it will hear of
        for node in self.startup_nodes:
            node.connection_class = kind

    async def execute_command(self, *args: Any, **kwargs: Any) -> Any:
        async with self._turns:
            await self.initialize()
            return await super().execute_command(*args, **kwargs)


class _NodeConnection(Connection):
    """What one command waits for is bounded here, and not around the whole of it: redis-py, cut short while it asks
    who serves what, closes the connections of all nodes, whoever is using them."""

    async def read_response(self, *args: Any, **kwargs: Any) -> Any:
        try:
            async with asyncio.timeout(HOP):
                return await super().read_response(*args, **kwargs)
        except TimeoutError:
            raise RedisTimeoutError("a node of the Cluster hangs") from None


class _NodeTlsConnection(_NodeConnection, SSLConnection):
    async def disconnect(self, nowait: bool = False, *args: Any, **options: Any) -> None:
        """Without waiting for the other end's farewell: a node that hangs says none, and until it does others would
        take the connection for an open one (a TLS transport that was closed twice raises `AttributeError` at them)."""
        await super().disconnect(True, *args, **options)


@asynccontextmanager
async def guarded() -> AsyncIterator[None]:
    """One exchange: bounded in time, and failing only with `StorageError`."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except (RedisError, RedisClusterException, OSError) as error:  # a TimeoutError is an OSError
        raise StorageError(f"the database does not answer as it should ({type(error).__name__})") from error


async def trouble(redis: Database, key: str) -> str | None:
    """Why the database does not answer within `HOP` seconds, asked for any key; `None` if it does."""
    try:
        async with asyncio.timeout(HOP), guarded():
            await redis.exists(key)
    except (StorageError, TimeoutError) as error:
        return f"does not answer ({type(error.__cause__ or error).__name__})"
    return None


@dataclass(frozen=True, slots=True)
class Durability:
    """What a server says of itself; `None` where it would not say (a hosted one may forbid the question)."""

    version: str
    append_only: bool | None
    evicts: bool | None


async def durability(redis: Database) -> Durability:
    """Of several masters, what the worst of them says."""
    masters = [_durability(*sections) for sections in await _info(redis, "server", "persistence", "memory")]
    return Durability(
        version=min(master.version for master in masters),
        append_only=_worst([master.append_only for master in masters], bad=False),
        evicts=_worst([master.evicts for master in masters], bad=True),
    )


async def _info(redis: Database, *sections: str) -> Iterable[tuple[Mapping[str, Any], ...]]:
    """The sections of each master."""
    async with guarded():
        if isinstance(redis, Redis):
            return [tuple([await redis.info(section) for section in sections])]
        answers = [await redis.info(section, target_nodes=RedisCluster.PRIMARIES) for section in sections]
    # One master's answer comes bare, several come by the names of their nodes.
    return zip(*([answer] if "redis_version" in answers[0] else answer.values() for answer in answers), strict=True)


def _durability(server: Mapping[str, Any], persistence: Mapping[str, Any], memory: Mapping[str, Any]) -> Durability:
    policy = memory.get("maxmemory_policy")
    return Durability(
        version=str(server.get("valkey_version") or server.get("redis_version") or "of an unknown version"),
        append_only=bool(persistence["aof_enabled"]) if "aof_enabled" in persistence else None,
        evicts=None if policy is None else policy != "noeviction",
    )


def _worst(said: list[bool | None], *, bad: bool) -> bool | None:
    return bad if bad in said else None if None in said else not bad
