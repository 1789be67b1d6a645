"""Moves the data of earlier versions, which stood in sixteen shards, under the one hash tag of today.

Each key is written to its new place before the old one goes, so a process may die anywhere and the next start goes on.
No bot of an earlier version may run meanwhile: it would write to the old places.
"""

import re
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any, Final

import structlog

from bot.storage.activations import ActivationStore
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys
from bot.storage.ownership import MOVED

log = structlog.get_logger(__name__)

OLD_SETS: Final = ("live",)
OLD_QUEUES: Final = ("due", "outbox", "unknown", "users")
"""Sorted sets whose members are each in one shard alone."""
OLD_SUMS: Final = ("ledger", "tally")
"""Hashes of numbers that are added up over the shards."""
LEFT_BEHIND: Final = ("clock", "checkpoints", "moving", "active", "spent", "total")
"""What means nothing in the new place, or is made anew there."""
PIECE: Final = 500


async def move_earlier(redis: Database, keys: Keys, store: ActivationStore) -> int:
    """Move all there is; gives the number of keys. Does nothing where there are none."""
    if not (names := [name async for name in _names(redis, keys)]):
        return 0
    log.warning("data of an earlier version is moved", keys=len(names))
    by_kind: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_kind[_rest(keys, name).partition(":")[0]].append(name)
    mover = _Mover(redis, keys, store)
    for kind, olds in by_kind.items():
        async with guarded():
            await mover.move(kind, olds)
    async with guarded():
        await redis.set(keys.earlier_bot, MOVED)
    return len(names)


class _Mover:
    def __init__(self, redis: Database, keys: Keys, store: ActivationStore) -> None:
        self._redis: Any = redis
        self._keys = keys
        self._store = store

    async def move(self, kind: str, olds: list[str]) -> None:
        together: dict[str, Callable[[list[str]], Awaitable[None]]] = {
            **dict.fromkeys(OLD_SETS, self._sets),
            **dict.fromkeys(OLD_QUEUES, self._queues),
            **dict.fromkeys(OLD_SUMS, self._sums),
            **dict.fromkeys(("popular", "waits"), partial(self._pairs, kind)),
            "audit": self._audit,
        }
        if kind in together:
            await together[kind](olds)
        for old in olds:
            if kind not in together and kind not in LEFT_BEHIND:
                await self._one(kind, old)
            await self._redis.delete(old)

    async def _one(self, kind: str, old: str) -> None:
        """A key that stands in one shard alone."""
        new = self._new(old)
        if (content := await self._redis.execute_command("DUMP", old, NEVER_DECODE=True)) is not None:
            left = max(0, await self._redis.pttl(old))
            if not await self._redis.exists(new):
                await self._redis.restore(new, left, content)
            if kind == "announcement":  # its users were told in another order, so it can't go on
                await self._redis.hset(new, "state", "done")
            if kind == "a":
                await self._store.adopt(new.rpartition(":")[2])

    async def _sets(self, olds: list[str]) -> None:
        for old in olds:
            if members := await self._redis.smembers(old):
                await self._redis.sadd(self._new(old), *members)

    async def _queues(self, olds: list[str]) -> None:
        for old in olds:
            scores = await self._redis.zrange(old, 0, -1, withscores=True)
            for start in range(0, len(scores), PIECE):
                await self._redis.zadd(self._new(old), dict(scores[start : start + PIECE]), nx=True)

    async def _sums(self, olds: list[str]) -> None:
        totals: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for old in olds:
            for field, value in (await self._redis.hgetall(old)).items():
                totals[self._new(old)][field] += int(value)
        for new, fields in totals.items():
            if not await self._redis.exists(new):  # else a move that was cut had written it whole
                await self._redis.hset(new, mapping=dict(fields))
                if ":tally:" in new:
                    await self._redis.pexpire(new, 8 * 86_400_000)

    async def _pairs(self, kind: str, olds: list[str]) -> None:
        """Of countries and services: what was bought is added up, the waits of the shard that knows most are kept."""
        found: dict[str, str | float] = {}
        for old in olds:
            if kind == "popular":
                for member, score in await self._redis.zrange(old, 0, -1, withscores=True):
                    found[member] = float(found.get(member, 0.0)) + score
            else:
                for pair, text in (await self._redis.hgetall(old)).items():
                    found[pair] = max(text, str(found.get(pair, "")), key=_weight)
        if found and not await self._redis.exists(new := self._new(olds[0])):
            if kind == "popular":
                await self._redis.zadd(new, found)
            else:
                await self._redis.hset(new, mapping=found)

    async def _audit(self, olds: list[str]) -> None:
        if await self._redis.exists(self._keys.audit):
            return
        events = [event for old in olds for _, event in await self._redis.xrange(old)]
        for event in sorted(events, key=lambda event: int(event["at"])):
            await self._redis.xadd(self._keys.audit, event)

    def _new(self, old: str) -> str:
        return f"{self._keys.base}:{_rest(self._keys, old)}"


def _weight(text: str) -> float:
    return sum(float(one) for one in text.split()[1:])


def _rest(keys: Keys, name: str) -> str:
    """`due` of `sb:{u3}:due`, and `bot` of `sb:bot`."""
    return re.sub(rf"^{re.escape(keys.prefix)}:(\{{[^}}]*\}}:)?", "", name)


async def _names(redis: Database, keys: Keys) -> AsyncIterator[str]:
    """All keys of the earlier layout; leases and budgets, which are over within minutes, are left to run out."""
    literal = re.sub(r"([\\*?\[\]^])", r"\\\1", keys.prefix)
    scan = redis.scan_iter(match=f"{literal}:*", count=1000)
    while True:
        async with guarded():
            name = await anext(scan, None)
        if name is None:
            return
        if name != keys.earlier_bot and not _rest(keys, name).startswith(("lease:", "budget")):
            yield name
