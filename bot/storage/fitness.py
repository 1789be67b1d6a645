"""Asks whether a database can carry a bot, and says in plain words why one does not."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from redis.asyncio import Redis
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
from bot.storage.connection import SERVER_TIMEOUT_S, Database, guarded, write_once

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
