"""What a monitor is told of the loops and of the provider: not begun, standing still, stopping, silent."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.domain.errors import ProviderError
from bot.shop.activations.worker import STALLED_AFTER_S, Worker
from bot.storage.connection import open_redis
from bot.storage.fitness import problem
from bot.storage.job_queue import Claim
from tests.world import Shop


async def nothing(_: Claim) -> float | None:
    return None


async def test_a_loop_is_well_while_it_turns(shop: Shop) -> None:
    loop = Worker(shop.store.due, nothing)
    assert await loop.problem() == "due: not begun yet"
    running = asyncio.ensure_future(loop.run())
    async with asyncio.timeout(5):
        while await loop.problem():
            await asyncio.sleep(0.01)
    loop._last_run_at = asyncio.get_running_loop().time() - STALLED_AFTER_S - 1
    assert await loop.problem() == f"due: standing still for {STALLED_AFTER_S + 1:.0f} s"
    await loop.stop(1)
    assert await loop.problem() == "due: stopping"
    await running


async def test_the_provider_is_well_once_it_has_answered_and_not_while_it_is_silent(shop: Shop) -> None:
    assert await shop.breaker.problem() == "has not answered yet"
    await shop.breaker.balance()
    assert await shop.breaker.problem() is None
    shop.provider.faults.add("http_500", call="get-sms", times=None)
    for _ in range(8):
        with pytest.raises(ProviderError):
            await shop.breaker.poll("1")
        await shop.clock.advance(1)
    assert await shop.breaker.problem() == "does not answer"
    assert shop.calls("get-balance") == 1, "a monitor's question asked the provider"


async def test_a_database_is_well_if_it_answers(redis: Redis) -> None:
    assert await problem(redis, "{sb}:bot") is None
    lost = open_redis("redis://127.0.0.1:1")
    assert await problem(lost, "{sb}:bot") == "does not answer (the connection is refused: nothing listens there)"
    await lost.aclose()


@pytest.mark.parametrize(
    ("setting", "bad", "good", "why"),
    [
        ("min-replicas-to-write", "1", "0", "it refuses writes, since too few replicas follow it (NOREPLICAS)"),
        ("maxmemory", "100kb", "0", "its memory is full (OOM)"),
    ],
)
async def test_a_database_that_only_reads_is_not_well(
    redis: Redis, setting: str, bad: str, good: str, why: str
) -> None:
    await redis.config_set(setting, bad)
    try:
        assert await problem(redis, "{sb}:lease:tried") == f"takes no writes ({why})"
    finally:
        await redis.config_set(setting, good)
    assert await problem(redis, "{sb}:lease:tried") is None
    assert await redis.pttl("{sb}:lease:tried") > 0
