"""A look that somebody asks for: at once, never sooner than it may be, and never at the price of a later one."""

import pytest
from redis.asyncio import Redis

from bot.domain.models import Activation, Reason
from bot.storage.activations import ActivationStore
from bot.storage.job_queue import Claim, Return
from bot.storage.keys import Keys
from tests.clock import Clock
from tests.storage.buying import USER, Buyer

GAP = 3.0
OTHER = USER + 16
DUE = f"{Keys().base}:due"


async def claim(store: ActivationStore) -> list[Claim]:
    return (await store.due.claim(limit=10, lease=30))[0]


async def check(store: ActivationStore, activation: Activation) -> str:
    return (await store.check(USER, activation.id, gap=GAP)).outcome


@pytest.fixture
async def looked_at(store: ActivationStore, clock: Clock) -> Activation:
    """A number that was looked at a moment ago, and is due again in 20 s."""
    activation = await Buyer(store).buy()
    await clock.advance(3)
    [look] = await claim(store)
    await store.due.claim(limit=0, lease=30, returns=[Return(look, 20.0)])
    return activation


async def test_it_is_looked_at_before_all_others(store: ActivationStore, clock: Clock, looked_at: Activation) -> None:
    overdue = await Buyer(store, user=OTHER).buy()
    await clock.advance(10)
    assert await check(store, looked_at) == "ok"
    assert [one.member for one in await claim(store)] == [looked_at.id, overdue.id]


async def test_it_is_not_looked_at_sooner_than_it_may_be(
    store: ActivationStore, clock: Clock, looked_at: Activation
) -> None:
    await clock.advance(1)
    for _ in range(5):
        assert await check(store, looked_at) == "soon"
    assert await claim(store) == []
    await clock.advance(GAP - 1)
    [look] = await claim(store)
    assert look.activation.is_asked_for
    assert not (await store.find(USER, looked_at.id)).is_asked_for, "it was polled for them"


async def test_a_look_that_is_due_sooner_stays(store: ActivationStore, redis: Redis) -> None:
    activation = await Buyer(store).buy()
    await redis.zadd(DUE, {activation.id: 1})
    assert await check(store, activation) == "ok"
    assert await redis.zscore(DUE, activation.id) == 1


async def test_a_look_under_way_is_followed_by_one_more_and_not_doubled(
    store: ActivationStore, clock: Clock, looked_at: Activation
) -> None:
    await clock.advance(20)
    [under_way] = await claim(store)
    assert await check(store, looked_at) == "soon"
    assert await claim(store) == []
    await store.due.claim(limit=0, lease=30, returns=[Return(under_way, 20.0)])
    await clock.advance(GAP)
    assert [one.member for one in await claim(store)] == [looked_at.id]


async def test_nobody_elses_number_is_looked_at(store: ActivationStore, redis: Redis, looked_at: Activation) -> None:
    before = await redis.zscore(DUE, looked_at.id)
    assert (await store.check(OTHER, looked_at.id, gap=GAP)).outcome == "gone"
    assert await redis.zscore(DUE, looked_at.id) == before


async def test_what_is_not_waited_for_is_not_looked_at(
    store: ActivationStore, redis: Redis, looked_at: Activation
) -> None:
    await store.code(looked_at, "1234")
    due = await redis.zscore(DUE, looked_at.id)
    assert await check(store, looked_at) == "no"
    cancelled = await Buyer(store, user=USER).begin()
    await store.fail(cancelled, Reason.OUT_OF_STOCK, owner="me")
    assert await redis.zscore(DUE, looked_at.id) == due
