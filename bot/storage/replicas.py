"""Waits until a write stands on a replica too, where the database has any: a failover then does not forget it.

Replication keeps the order of writes. So a small write of our own, followed by `WAIT` on the same connection, covers
what any connection has written before it; scripts can't wait themselves. In a Cluster nothing is waited for: redis-py
has no way to send both commands over one connection there.
"""

import time
from collections.abc import Callable
from typing import Any, Final

import structlog
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from bot.domain.errors import StorageError
from bot.domain.models import Activation
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys

log = structlog.get_logger(__name__)

WAIT_TIMEOUT_S: Final = 0.5
"""Seconds; a healthy replica takes a millisecond or two."""

COUNT_INTERVAL_S: Final = 5.0
"""Seconds for which it is remembered whether there are replicas."""


class Replicas:
    def __init__(self, redis: Database, keys: Keys, *, now: Callable[[], float] = time.monotonic) -> None:
        self._redis = redis
        self._keys = keys
        self._now = now
        self._any = False
        self._counted = -COUNT_INTERVAL_S
        self._has_wait = True

    async def hold(self, activation: Activation, field: str, value: str) -> bool:
        """Whether a replica knows that this field of the activation has this value; `True` where there is no replica.

        `False` also when a new master, since it has taken over, knows nothing of it. Where `WAIT` is forbidden or
        unknown (proxies, hosted databases), what the master says is enough. Raises `StorageError`.
        """
        if not isinstance(self._redis, Redis) or not await self._are_there(self._redis):
            return True
        base = self._keys.base
        async with self._redis.pipeline(transaction=False) as pipeline:
            pipeline.hget(f"{base}:a:{activation.id}", field)
            if self._has_wait:
                pipeline.set(self._keys.lease("replicated"), 1, px=1000)
                pipeline.execute_command("WAIT", 1, round(WAIT_TIMEOUT_S * 1000))
            async with guarded():
                known, *waited = await pipeline.execute(raise_on_error=False)
                for answer in (known, *waited[:1]):
                    if isinstance(answer, Exception):
                        raise answer
        if not waited or isinstance(waited[1], Exception):  # the write before it was taken, so it is `WAIT` itself
            self._miss_wait()
            return bool(known == value)
        if not waited[1]:
            self._counted = -COUNT_INTERVAL_S  # a new master may have none yet: the next one asks
        return bool(known == value and waited[1])

    def _miss_wait(self) -> None:
        if self._has_wait:
            log.warning("database has no WAIT: a failover may forget a purchase")
        self._has_wait = False

    async def _are_there(self, redis: Redis) -> bool:
        if self._now() - self._counted >= COUNT_INTERVAL_S:
            try:
                async with guarded():
                    found: dict[str, Any] = await redis.info("replication")
            except StorageError as error:
                if not isinstance(error.__cause__, ResponseError):
                    raise
                found = {}  # it would not say
            self._any, self._counted = bool(found.get("connected_slaves")), self._now()
        return self._any


async def lacks_wait(redis: Database) -> bool:
    """Whether the database has replicas, and knows no `WAIT` or forbids it."""
    if not isinstance(redis, Redis):
        return False
    try:
        async with guarded():
            if not (await redis.info("replication")).get("connected_slaves"):
                return False
            await redis.execute_command("WAIT", 0, 1)  # type: ignore[no-untyped-call]  # redis-py's own
    except StorageError as error:
        if not isinstance(error.__cause__, ResponseError):
            raise
        return True
    return False
