"""One budget of requests over all replicas: purchases pass, looks wait their turn, and none is lost."""

import time
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.domain.errors import Throttled
from bot.domain.models import State
from bot.shop.budget import Budget
from bot.storage.bucket import Bucket
from bot.storage.keys import Keys
from sandbox.smsman import SmsMan as Sandbox
from tests.clock import LUA_CLOCK, Clock
from tests.world import TOKEN, USER, Messages, Shop, open_shop

RATE = 20.0
MINUTE = 600
"""Tenths of a second."""


def budget_of(redis: Redis, clock: Clock, rate: float = RATE) -> Budget:
    return Budget(Bucket(redis, Keys(), rate=rate, clock=LUA_CLOCK), now=clock)


async def ask(budgets: list[Budget], clock: Clock, *, wanting: int, tenths: int) -> int:
    """Each replica wants so many looks each tenth of a second; gives how many they all got."""
    granted = 0
    for _ in range(tenths):
        await clock.advance(0.1)
        for budget in budgets:
            granted += sum([await budget.look() for _ in range(wanting)])
    return granted


async def scripts_run(redis: Redis) -> int:
    return int((await redis.info("commandstats"))["cmdstat_evalsha"]["calls"])


@pytest.mark.parametrize("replicas", [1, 2, 4])
async def test_all_replicas_together_keep_to_the_rate(redis: Redis, clock: Clock, replicas: int) -> None:
    budgets = [budget_of(redis, clock) for _ in range(replicas)]
    granted = await ask(budgets, clock, wanting=12, tenths=MINUTE)
    assert RATE * 60 * 0.85 <= granted <= RATE * 60 + RATE


@pytest.mark.parametrize("rate", [0.5, 1.0, 3.0])
async def test_a_small_rate_is_kept_and_used(redis: Redis, clock: Clock, rate: float) -> None:
    granted = await ask([budget_of(redis, clock, rate)], clock, wanting=3, tenths=MINUTE)
    assert rate * 60 * 0.8 <= granted <= rate * 60 + 3


async def test_most_looks_cost_the_database_nothing(redis: Redis, clock: Clock) -> None:
    budgets = [budget_of(redis, clock) for _ in range(2)]
    await ask(budgets, clock, wanting=5, tenths=100)
    before = await scripts_run(redis)
    granted = await ask(budgets, clock, wanting=5, tenths=100)
    assert (await scripts_run(redis) - before) / granted <= 0.2


async def test_a_quiet_replica_takes_nothing_away_from_a_busy_one(redis: Redis, clock: Clock) -> None:
    quiet, busy = budget_of(redis, clock), budget_of(redis, clock)
    granted = 0
    for _ in range(60):
        await quiet.look()
        granted += await ask([busy], clock, wanting=12, tenths=10)
    assert granted >= RATE * 60 * 0.85


async def test_purchases_pass_and_looks_come_later_for_them(redis: Redis, clock: Clock) -> None:
    budget, rush = budget_of(redis, clock), budget_of(redis, clock)
    await ask([budget], clock, wanting=12, tenths=100)
    for _ in range(100):  # five seconds' worth in a moment
        await rush.spend()
    assert await ask([budget], clock, wanting=12, tenths=40) <= 10, "what it held already"
    assert await ask([budget], clock, wanting=12, tenths=100) >= RATE * 5


async def test_a_long_rush_does_not_hold_looks_back_for_ever(redis: Redis, clock: Clock) -> None:
    budget = budget_of(redis, clock)
    for _ in range(2000):
        await budget.spend()
    await ask([budget], clock, wanting=12, tenths=110)
    assert await ask([budget], clock, wanting=12, tenths=100) >= RATE * 8


async def test_the_more_there_is_to_look_at_the_rarer_each_look(redis: Redis, clock: Clock) -> None:
    budget = budget_of(redis, clock)
    await ask([budget], clock, wanting=2, tenths=MINUTE)
    assert budget.crowding < 1.5
    await ask([budget], clock, wanting=20, tenths=100)
    assert budget.crowding > 3
    await ask([budget], clock, wanting=1, tenths=2 * MINUTE)
    assert budget.crowding < 1.5


async def test_without_a_limit_the_database_is_not_asked(redis: Redis) -> None:
    await redis.config_resetstat()
    budget = Budget(None)
    await budget.spend()
    assert all([await budget.look() for _ in range(1000)])
    assert "cmdstat_evalsha" not in await redis.info("commandstats")


@pytest.fixture
async def slow(redis: Redis, clock: Clock, messages: Messages) -> AsyncIterator[Shop]:
    """A shop that may send three requests a second."""
    sandbox = Sandbox(token=TOKEN, now=clock)
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0)
    async with open_shop(redis, clock, sandbox, messages, rate=3.0) as shop:
        yield shop


async def test_a_rush_of_buyers_is_served_at_once_and_every_code_comes(slow: Shop, messages: Messages) -> None:
    activations = [await slow.buy(USER + number) for number in range(15)]
    assert {activation.state for activation in activations} == {State.WAITING}
    await slow.pass_time(150, step=1)
    assert len(messages.codes) == 15


async def test_many_waiting_numbers_share_the_rate(slow: Shop) -> None:
    slow.provider.switch(never_share=1.0)
    for number in range(15):
        await slow.buy(USER + number)
    await slow.pass_time(60, step=1)
    before = slow.calls("get-sms")
    await slow.pass_time(60, step=1)
    assert 30 <= slow.calls("get-sms") - before <= 183


async def test_purchases_have_a_rate_of_their_own(redis: Redis) -> None:
    budget = Budget(Bucket(redis, Keys(), rate=RATE), Bucket(redis, Keys(), rate=20, buys=True))
    began = time.monotonic()
    for _ in range(20):
        await budget.buy()
    took = time.monotonic() - began
    assert 0.15 <= took < 3, "three quarters of a second's worth at once, the others as the bucket fills"
    assert all([await budget.look() for _ in range(5)]), "looks do not come later for them"


async def test_a_purchase_whose_turn_is_far_is_refused_unsent(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.shop.budget.LONGEST_WAIT_S", 0.1)
    budget = Budget(None, Bucket(redis, Keys(), rate=0.01, buys=True))
    await budget.buy()
    with pytest.raises(Throttled):
        await budget.buy()


async def test_without_a_rate_purchases_do_not_wait(redis: Redis) -> None:
    budget = Budget(Bucket(redis, Keys(), rate=1))
    began = time.monotonic()
    for _ in range(100):
        await budget.buy()
    assert time.monotonic() - began < 1


async def test_looks_become_rarer_when_the_provider_throttles_and_come_back(redis: Redis, clock: Clock) -> None:
    budget = budget_of(redis, clock)
    for _ in range(3):
        budget.back_off()
    assert budget.crowding > 3
    await ask([budget], clock, wanting=1, tenths=2 * MINUTE)
    assert budget.crowding < 1.5
