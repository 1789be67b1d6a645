"""What the account should have paid by the bot's own books, and the balance at moments when both could be compared.

All amounts are whole millionths, so that they add up exactly.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any, Final, NamedTuple

from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys

KEPT: Final = 60
"""Checkpoints, of which the newest few are looked at."""


class Doubt(NamedTuple):
    """A purchase of which nobody knows whether it was charged."""

    id: str
    user_id: int
    since: float
    price: int
    paid: bool
    """The balance has shown that it was charged, so it stands in the ledger."""


@dataclass(frozen=True, slots=True)
class Sums:
    """Each only grows."""

    charged: int = 0
    refunded: int = 0
    coded: int = 0
    """The prices of numbers whose code came."""
    unsure: int = 0
    """How often the money of a cancel may have come back or not."""

    @property
    def spent(self) -> int:
        return self.charged - self.refunded


@dataclass(frozen=True, slots=True)
class Survey:
    """One reading of all shards, one after the other."""

    now: float
    """By Redis's clock."""
    moving: int
    """Calls on their way to the provider that may change the balance."""
    sums: Sums
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The balance at a moment when nothing was on its way, and the ledger at the same moment."""

    at: float
    balance: int
    hold: int | None
    sums: Sums
    judged: bool = False
    """It was used to judge unknowns, so that it agrees with the ledger by its making and proves nothing."""


def to_survey(shards: Iterable[Sequence[Any]]) -> Survey:
    """Of what the script `survey` gave for each shard."""
    now, moving, totals, doubts = 0, 0, [0, 0, 0, 0], []
    for at, on_their_way, sums, open_ones in shards:
        now, moving = int(at), moving + int(on_their_way)
        totals = [total + int(one or 0) for total, one in zip(totals, sums, strict=True)]
        doubts += [
            Doubt(id, int(user), int(since) / 1000, int(price), bool(int(paid)))
            for id, user, since, price, paid in open_ones
        ]
    return Survey(now / 1000, moving, Sums(*totals), tuple(doubts))


class Checkpoints:
    """The last ones, oldest first. One that is written late, or twice, finds its place by its time."""

    def __init__(self, redis: Database, keys: Keys) -> None:
        self._redis = redis
        self._key = keys.checkpoints

    async def read(self) -> list[Checkpoint]:
        async with guarded():
            found = await self._redis.zrange(self._key, -KEPT, -1)
        return [_read(str(text)) for text in found]

    async def write(self, checkpoint: Checkpoint) -> None:
        async with guarded():
            await self._redis.zadd(self._key, {json.dumps(astuple(checkpoint)): round(checkpoint.at * 1000)})
            await self._redis.zremrangebyrank(self._key, 0, -KEPT - 1)


def _read(text: str) -> Checkpoint:
    at, balance, hold, sums, judged = json.loads(text)
    return Checkpoint(at, balance, hold, Sums(*sums), judged)
