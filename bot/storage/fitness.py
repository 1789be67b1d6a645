"""Asks whether a database can carry a bot, and says in plain words why one does not."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from redis.asyncio import Redis, RedisCluster
from redis.exceptions import (
    AuthenticationError,
    ClusterDownError,
    InvalidResponse,
    MaxConnectionsError,
    MovedError,
    NoPermissionError,
    OutOfMemoryError,
    ReadOnlyError,
    RedisError,
    ResponseError,
)

from bot.domain.errors import StorageError, network_reason
from bot.storage.connection import SERVER_TIMEOUT_S, Database, guarded

TRIED_MS: Final = 60_000
"""For which what was written to try it stays."""

OTHERS: Final = 4
"""Connections beside a process's own: a backup, a check, another replica's first one."""

WORDS: Final = (
    ("noauth", "it wants a password, and REDIS_URL has none"),
    ("authentication required", "it wants a password, and REDIS_URL has none"),
    ("hello must be called", "it wants a password, and REDIS_URL has none"),
    ("wrongpass", "the password or the user in REDIS_URL is wrong"),
    ("invalid password", "the password in REDIS_URL is wrong"),
    ("invalid username-password", "the password or the user in REDIS_URL is wrong"),
    ("without any password configured", "REDIS_URL has a password, and the server knows none"),
    ("max number of clients", "it has as many clients as it takes; raise its maxclients"),
    ("db index is out of range", "it has no database of the number in REDIS_URL"),
    ("misconf", "it refuses writes, since it can't save to its disk (MISCONF)"),
    ("noreplicas", "it refuses writes, since too few replicas follow it (NOREPLICAS)"),
    ("loading", "it is still reading its data"),
    ("masterdown", "it is a replica whose master is away (MASTERDOWN)"),
    ("protected mode", "it is in protected mode: it takes nobody from another machine without a password"),
    ("is busy running a script", "a script keeps it busy (BUSY)"),
    ("unknown command", "it lacks a command that the bot needs"),
    ("closed by server", "it closes the connection at once; does it want TLS (rediss://)?"),
)


KINDS: Final[tuple[tuple[type[RedisError], str], ...]] = (
    (MovedError, "it is a node of a Cluster: REDIS_URL has to begin with redis+cluster://"),
    (ClusterDownError, "it is a node of a Cluster that is not whole (CLUSTERDOWN)"),
    (InvalidResponse, "what answers there is neither Redis nor Valkey"),
    (NoPermissionError, "the user in REDIS_URL may not do this (NOPERM)"),
    (MaxConnectionsError, "all connections of this process are taken"),
    (AuthenticationError, "the password or the user in REDIS_URL is wrong"),
)


def database_reason(error: BaseException) -> str:
    """The error of an exchange in plain words, without any address or secret."""
    cause = error.__cause__ or error
    if isinstance(cause, ReadOnlyError):
        return "it is a replica, or read-only: REDIS_URL has to lead to the master"
    if isinstance(cause, OutOfMemoryError):
        return "its memory is full (OOM)"
    said = str(cause).lower()
    if isinstance(cause, RedisError) and (found := next((why for words, why in WORDS if words in said), None)):
        return found
    if found := next((why for kind, why in KINDS if isinstance(cause, kind)), None):
        return found
    return network_reason(error) or type(cause).__name__


@dataclass(frozen=True, slots=True)
class Fitness:
    """What speaks against one server; `None` where it does not say."""

    is_replica: bool
    max_clients: int | None
    syncs: str | None
    """Its `appendfsync`."""


async def fitness(redis: Database) -> Fitness:
    """Ask a single server, or the master that Sentinels name. Raises `StorageError`."""
    if not isinstance(redis, Redis):
        return Fitness(is_replica=False, max_clients=None, syncs=None)
    async with guarded():
        role = (await redis.info("replication")).get("role")
        clients = (await redis.info("clients")).get("maxclients")
    return Fitness(role == "slave", int(clients) if clients else None, await _configured(redis, "appendfsync"))


async def _configured(redis: Redis, name: str) -> str | None:
    try:
        async with guarded():
            found: Mapping[Any, Any] = await redis.config_get(name)
    except StorageError:
        return None  # hosted ones forbid it
    return found.get(name)


async def write_once(redis: Database, key: str) -> None:
    """Raises `StorageError` where the database takes no writes."""
    async with guarded():
        await redis.set(key, "1", px=TRIED_MS)


async def run_script(redis: Database, key: str) -> None:
    """Raises `StorageError` where the database runs no scripts that write: a user's rights may lack them."""
    async with guarded():
        await redis.eval("return redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])", 1, key, str(TRIED_MS))


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


async def problem(redis: Database, key: str) -> str | None:
    """Why nothing can be written within `SERVER_TIMEOUT_S`, tried on this key; `None` if something can."""
    try:
        async with asyncio.timeout(SERVER_TIMEOUT_S):
            await write_once(redis, key)
    except TimeoutError:
        return "does not answer (nothing answers there in time)"
    except StorageError as error:
        what = "takes no writes" if isinstance(error.__cause__, ResponseError) else "does not answer"
        return f"{what} ({database_reason(error)})"
    return None
