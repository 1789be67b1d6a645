"""The database under a story: one connection for all examples, and all that it holds in one look."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

from redis.asyncio import Redis

from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.records import pairs
from bot.storage.scripts import Script
from tests.clock import LUA_CLOCK, Clock

LOOK: Final = """
local read = { hash = 'HGETALL', set = 'SMEMBERS', stream = 'XLEN', string = 'GET' }
local found = {}
for _, key in ipairs(redis.call('KEYS', ARGV[1])) do
  local kind = redis.call('TYPE', key).ok
  local value = kind == 'zset' and redis.call('ZRANGE', key, 0, -1, 'WITHSCORES') or
    kind == 'list' and redis.call('LRANGE', key, 0, -1) or redis.call(read[kind], key)
  found[#found + 1] = { key, kind, redis.call('PTTL', key) >= 0 and 1 or 0, value }
end
return found
"""


class Scripted(Protocol):
    """A store of one script."""

    @property
    def _script(self) -> Script: ...


S = TypeVar("S", bound=Scripted)


@dataclass(frozen=True)
class Sums:
    """The ledger, in millionths."""

    charged: int = 0
    refunded: int = 0
    settled: int = 0

    @property
    def spent(self) -> int:
        return self.charged - self.refunded


@dataclass(frozen=True)
class Stored:
    """Two looks are equal when nothing has changed in between; a time to live counts by being there."""

    keys: Mapping[str, tuple[object, bool]]

    def record(self, base: str, id: str) -> dict[str, str]:
        value, _ = self.keys.get(f"{base}:a:{id}", ({}, False))
        return dict(value) if isinstance(value, dict) else {}

    def lives_on(self, base: str, id: str) -> bool:
        """It has no time to live."""
        return not self.keys[f"{base}:a:{id}"][1]

    def balances(self, base: str) -> dict[str, int]:
        """Of all accounts of the wallets, in millionths."""
        value, _ = self.keys.get(f"{base}:wallet:balances", ({}, False))
        return {account: int(amount) for account, amount in value.items()} if isinstance(value, dict) else {}

    def members(self, base: str, name: str) -> set[str]:
        value, _ = self.keys.get(f"{base}:{name}", ([], False))
        return set(value) if isinstance(value, list) else set()

    def spent_by_all(self, base: str) -> int:
        """In a day, as the limits count it; in millionths."""
        return int(str(self.keys.get(f"{base}:total", ("0", False))[0]))

    def sums(self, base: str) -> Sums:
        value, _ = self.keys.get(f"{base}:ledger", ({}, False))
        return Sums(**{name: int(sum) for name, sum in value.items()}) if isinstance(value, dict) else Sums()

    def queue(self, base: str, name: str) -> dict[str, int]:
        """Members and their scores."""
        value, _ = self.keys.get(f"{base}:{name}", ({}, False))
        return {member: int(score) for member, score in value.items()} if isinstance(value, dict) else {}


def stored(found: list[Any], now: float = 0.0) -> Stored:
    """What `LOOK` gave, less the numbers that are not held any more at `now`: any purchase may take those out."""
    keys: dict[str, tuple[object, bool]] = {}
    for key, kind, mortal, value in found:
        if key.endswith(":clock"):
            continue  # any script may note the time
        content: object = pairs(value) if kind in ("hash", "zset") else sorted(value) if kind == "set" else value
        if key.endswith(":open") and not (content := _held(pairs(value), now)):
            continue
        keys[key] = content, bool(mortal)
    return Stored(keys)


def _held(until: dict[str, str], now: float) -> dict[str, str]:
    return {id_: at for id_, at in until.items() if float(at) > now * 1000}


class World:
    """One connection and one loop for all examples."""

    def __init__(self, redis: Redis, runner: asyncio.Runner) -> None:
        self.redis = redis
        self.run = runner.get_loop().run_until_complete
        self.clock = Clock(redis)
        self._look = redis.register_script(LOOK)

    def store(self, old: str = "", new: str = "") -> ActivationStore:
        """The real one, or a mutant of it."""
        return self.changed(ActivationStore(self.redis, Keys(), clock=LUA_CLOCK), (old, new))

    def changed(self, store: S, *changes: tuple[str, str]) -> S:
        """The same with its script changed."""
        source = store._script.source
        for old, new in changes:
            assert old in source, "a mutant has to differ"
            source = source.replace(old, new) if old else source
        Script.__init__(store._script, self.redis, source)
        return store

    def poll(self) -> Stored:
        return stored(self.run(self._look(args=["{sb}:*"])), self.clock())
