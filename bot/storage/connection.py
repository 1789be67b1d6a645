"""Opens Redis or Valkey the way the rest relies on, and turns its failures into `StorageError`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff
from redis.exceptions import RedisError

from bot.domain.errors import StorageError

PATIENCE = 5.0
"""Seconds for one exchange with the database."""


def open_redis(url: str, *, connections: int = 64) -> Redis:
    """A client for `redis://`, `rediss://` or `unix://`.

    `socket_timeout=None` with a timeout of our own: redis-py 8.1 on Python 3.11 swallows task cancellation otherwise.
    A lost connection is tried again twice; every script is safe to repeat, so a lost reply does no harm.
    """
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=connections,
        timeout=PATIENCE,
        socket_timeout=None,
        socket_connect_timeout=PATIENCE,
        decode_responses=True,
        retry=Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.5), retries=2),
    )
    return Redis.from_pool(pool)


@asynccontextmanager
async def guarded() -> AsyncIterator[None]:
    """One exchange: bounded in time, and failing only with `StorageError`."""
    try:
        async with asyncio.timeout(PATIENCE):
            yield
    except (RedisError, OSError) as error:  # a TimeoutError is an OSError
        raise StorageError(f"the database does not answer as it should ({type(error).__name__})") from error


@dataclass(frozen=True, slots=True)
class Durability:
    """What a server says of itself; `None` where it would not say (a hosted one may forbid the question)."""

    version: str
    append_only: bool | None
    evicts: bool | None


async def durability(redis: Redis) -> Durability:
    async with guarded():
        server = await redis.info("server")
        persistence = await redis.info("persistence")
        memory = await redis.info("memory")
    policy = memory.get("maxmemory_policy")
    return Durability(
        version=str(server.get("valkey_version") or server.get("redis_version") or "of an unknown version"),
        append_only=bool(persistence["aof_enabled"]) if "aof_enabled" in persistence else None,
        evicts=None if policy is None else policy != "noeviction",
    )
