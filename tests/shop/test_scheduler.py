"""One loop over a queue: what is done at once, and when there is room again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.domain.errors import StorageError
from bot.shop.scheduler import IDLE, SPACING, Scheduler
from bot.storage.keys import SHARDS, shard_of
from bot.storage.queue import Claim, Queue
from tests.world import Shop

NEIGHBOURS = [user for user in range(1001, 1201) if shard_of(user) == shard_of(1001)]
"""People whose numbers are on one shard."""


class Work:
    """Ends at once, and notes who had a turn. Nothing of it is due again within the test."""

    def __init__(self) -> None:
        self.done: list[int] = []

    async def __call__(self, claim: Claim) -> float | None:
        self.done.append(claim.activation.user_id)
        return 3600.0


@asynccontextmanager
async def running(scheduler: Scheduler) -> AsyncIterator[None]:
    task = asyncio.create_task(scheduler.run())
    try:
        yield
    finally:
        await scheduler.stop(1.0)
        await task


async def until(happened: Callable[[], bool], within: float) -> None:
    async with asyncio.timeout(within):
        while not happened():
            await asyncio.sleep(0.001)


@pytest.mark.parametrize("concurrency", [2, 2 * SHARDS], ids=["no room for all", "more than a shard's share"])
async def test_one_after_the_other_is_begun_as_soon_as_there_is_room(shop: Shop, concurrency: int) -> None:
    """Looks at a provider that is known to be away end without waiting for anything, in one round of the event loop."""
    users = NEIGHBOURS[:7]
    for user in users:
        await shop.tap_buy(user)
    work = Work()
    async with running(Scheduler(shop.machine.due, work, concurrency=concurrency)):
        await until(lambda: len(work.done) == len(users), within=IDLE / 2)
    assert sorted(work.done) == users


async def test_a_full_shard_does_not_keep_the_others_waiting(shop: Shop) -> None:
    crowd, alone = NEIGHBOURS[:6], NEIGHBOURS[0] + 1
    assert shard_of(alone) > shard_of(crowd[0])
    for user in (*crowd, alone):
        await shop.tap_buy(user)
    work = Work()
    scheduler = Scheduler(shop.machine.due, work, concurrency=4)
    while len(work.done) <= len(crowd):
        await scheduler.turn()
        await scheduler.tasks.drain()
    assert work.done.index(alone) < 4


async def test_a_shard_that_fails_takes_nothing_from_the_others(shop: Shop) -> None:
    users = [NEIGHBOURS[0], NEIGHBOURS[0] + 1]
    for user in users:
        await shop.tap_buy(user)
    broken = {shard_of(users[0])}
    assert shard_of(users[1]) not in broken

    async def call(shard: int, *rest: Any) -> Sequence[Any]:
        if shard in broken:
            raise StorageError("away")
        return await shop.machine.due._call(shard, *rest)

    work = Work()
    scheduler = Scheduler(Queue("due", call), work)
    with pytest.raises(StorageError):
        await scheduler.turn()
    await scheduler.tasks.drain()
    assert work.done == users[1:]
    broken.clear()
    await scheduler.turn()
    await scheduler.tasks.drain()
    assert work.done == [users[1], users[0]]


async def test_all_shards_are_asked_at_once_and_then_each_at_a_moment_of_its_own() -> None:
    """One after the other, a shard would wait for the answers to all before it; all together, work comes in bursts."""
    asked: dict[int, list[float]] = {shard: [] for shard in range(SHARDS)}
    loop, waiting, most = asyncio.get_running_loop(), 0, 0

    async def call(shard: int, *rest: Any) -> Sequence[Any]:
        nonlocal waiting, most
        asked[shard].append(loop.time())
        waiting += 1
        most = max(most, waiting)
        await asyncio.sleep(0.001)
        waiting -= 1
        return ["1000", "1000", [], 0]  # something is due by then, always

    def punctual() -> bool:
        """Most of the last ones: by chance a quarter would be, and a busy machine makes some of them late."""
        last = [(at - SPACING * shard / SHARDS) % SPACING < SPACING / 4 for shard in asked for at in asked[shard][-4:]]
        return all(len(times) > 4 for times in asked.values()) and sum(last) > len(last) / 2

    async with running(Scheduler(Queue("due", call), Work())):
        await until(punctual, within=10.0)
    assert most == SHARDS
