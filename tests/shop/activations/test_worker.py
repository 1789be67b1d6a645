"""One loop over a queue: what is done at once, and when there is room again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import pytest

from bot.domain.errors import StorageError
from bot.shop.activations.worker import CLAIM_INTERVAL_S, IDLE_INTERVAL_S, Worker
from bot.storage.job_queue import Claim, JobQueue
from tests.world import Shop


class Work:
    """Ends at once, and notes who had a turn. Nothing of it is due again within the test."""

    def __init__(self) -> None:
        self.done: list[int] = []

    async def __call__(self, claim: Claim) -> float | None:
        self.done.append(claim.activation.user_id)
        return 3600.0


@asynccontextmanager
async def running(scheduler: Worker) -> AsyncIterator[None]:
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


@pytest.mark.parametrize("concurrency", [2, 32])
async def test_one_after_the_other_is_begun_as_soon_as_there_is_room(shop: Shop, concurrency: int) -> None:
    """Polls at a provider that is known to be away end without waiting for anything, in one round of the event loop."""
    users = list(range(1001, 1008))
    for user in users:
        await shop.tap_buy(user)
    work = Work()
    async with running(Worker(shop.store.due, work, concurrency=concurrency)):
        await until(lambda: len(work.done) == len(users), within=IDLE_INTERVAL_S / 2)
    assert sorted(work.done) == users


async def test_what_is_due_first_is_begun_first(shop: Shop) -> None:
    users = list(range(1001, 1008))
    for user in users:
        await shop.tap_buy(user)
        await shop.clock.advance(1)
    work = Work()
    scheduler = Worker(shop.store.due, work, concurrency=4)
    while len(work.done) < len(users):
        await scheduler.run_once()
        await scheduler.tasks.drain()
    assert sorted(work.done) == users


async def test_a_claim_that_fails_loses_no_work_that_was_done(shop: Shop) -> None:
    await shop.tap_buy(1001)
    away = False

    async def call(*arguments: Any) -> Sequence[Any]:
        if away:
            raise StorageError("away")
        return await shop.store.due._call(*arguments)

    work = Work()
    scheduler = Worker(JobQueue("due", call), work)
    await scheduler.run_once()
    await scheduler.tasks.drain()
    away = True
    with pytest.raises(StorageError):
        await scheduler.run_once()
    away = False
    await scheduler.run_once()
    assert work.done == [1001], "it was put back for an hour later, when the database was there again"


async def test_a_queue_that_nobody_rings_is_claimed_at_a_pace() -> None:
    """Something is due all the time: claims carry many pieces instead of one each."""
    asked: list[float] = []
    loop = asyncio.get_running_loop()

    async def call(*arguments: Any) -> Sequence[Any]:
        asked.append(loop.time())
        return ["1000", "1001", [], 0]

    async with running(Worker(JobQueue("due", call), Work())):
        await until(lambda: len(asked) > 10, within=10.0)
    assert all(later - earlier >= CLAIM_INTERVAL_S * 0.9 for earlier, later in pairwise(asked[1:10]))
