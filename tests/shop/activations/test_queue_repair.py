"""Somebody's hand, or a mistake of ours, takes a queue's entry away: who notices, and who does not lose a code."""

from collections.abc import Awaitable, Callable

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.errors import ChatGone, Undelivered
from bot.domain.models import Activation, State
from bot.shop.activations.queue_repair import QueueRepair
from bot.shop.admin.alerts import Alerts
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from tests.world import USER, Messages, Shop

BASE = Keys().base
Reach = Callable[[Shop], Awaitable[Activation]]
DUE, OUTBOX, LIVE = f"{BASE}:due", f"{BASE}:outbox", f"{BASE}:live"


@pytest.fixture
def leases(redis: Redis) -> Leases:
    return Leases(redis, Keys())


@pytest.fixture
def queue_repair(shop: Shop, leases: Leases, messages: Messages) -> QueueRepair:
    return QueueRepair(shop.store, leases, Alerts(messages, leases))


async def look_round(queue_repair: QueueRepair, leases: Leases) -> None:
    """A round, though the last one was just now."""
    await leases.drop("auditor")
    await queue_repair.round()


async def test_a_waiting_number_that_no_queue_holds_still_gets_its_code(
    shop: Shop, redis: Redis, queue_repair: QueueRepair, leases: Leases, messages: Messages
) -> None:
    activation = await shop.buy()
    await redis.delete(DUE)
    await shop.pass_time(60)
    assert (await shop.now(activation)).state is State.WAITING, "nobody looks at it"
    await look_round(queue_repair, leases)
    await shop.pass_time(10)
    assert [sent.id for sent in messages.codes] == [activation.id]
    assert messages.notices == [ShopAlert.QUEUE_REPAIR]
    assert queue_repair.repaired == 1


async def test_what_no_admin_could_be_told_is_told_in_the_next_round(
    shop: Shop, redis: Redis, queue_repair: QueueRepair, leases: Leases, messages: Messages
) -> None:
    await shop.buy()
    await redis.delete(DUE)
    await redis.hset(f"{BASE}:clock", "step", -300_000)
    await shop.store.due.claim(limit=1, lease=30)
    messages.failing = [Undelivered("ServerError")] * 2
    await look_round(queue_repair, leases)
    assert messages.notices == []
    await look_round(queue_repair, leases)
    assert messages.notices == [ShopAlert.CLOCK_STEP, ShopAlert.QUEUE_REPAIR]
    assert messages.values == [{"seconds": -300}, {"count": 1}]
    await look_round(queue_repair, leases)
    assert len(messages.notices) == 2


async def test_a_lost_telling_is_told(
    shop: Shop, redis: Redis, queue_repair: QueueRepair, leases: Leases, messages: Messages
) -> None:
    activation = await shop.buy()
    await shop.store.code(activation, "4321")
    await redis.delete(OUTBOX)
    await shop.settle()
    assert messages.codes == []
    await look_round(queue_repair, leases)
    await shop.settle()
    assert [sent.code for sent in messages.codes] == ["4321"]
    assert messages.cards[-1].state is State.CODE
    assert queue_repair.repaired == 2


async def test_an_activation_whose_record_is_gone_is_an_alarm_once(
    shop: Shop, redis: Redis, queue_repair: QueueRepair, leases: Leases, messages: Messages
) -> None:
    activation = await shop.buy()
    await redis.delete(f"{BASE}:a:{activation.id}")
    await look_round(queue_repair, leases)
    await look_round(queue_repair, leases)
    assert queue_repair.repaired == 1
    assert messages.notices == [ShopAlert.QUEUE_REPAIR]


async def _reserved(shop: Shop) -> Activation:
    return await shop.tap_buy()


async def _waiting(shop: Shop) -> Activation:
    return await shop.buy()


async def _code(shop: Shop) -> Activation:
    activation = await shop.buy()
    await shop.pass_time(30)
    return await shop.now(activation)


async def _done(shop: Shop) -> Activation:
    activation = await _code(shop)
    return await shop.purchases.finish(USER, activation.id)


async def _unknown(shop: Shop) -> Activation:
    await shop.some_offer()
    shop.provider.faults.add("http_500_after", call="get-number")
    return await shop.buy()


async def _failed(shop: Shop) -> Activation:
    await shop.some_offer()
    shop.provider.faults.add("account_empty", call="get-number")
    return await shop.buy()


async def _cancelled(shop: Shop) -> Activation:
    activation = await shop.buy()
    await shop.purchases.cancel(USER, activation.id)
    await shop.settle()
    return await shop.now(activation)


@pytest.mark.parametrize("reach", [_reserved, _waiting, _code, _done, _unknown, _failed, _cancelled])
async def test_where_nothing_is_missing_nothing_is_touched(
    shop: Shop, redis: Redis, queue_repair: QueueRepair, leases: Leases, messages: Messages, reach: Reach
) -> None:
    await reach(shop)
    before = [await redis.zrange(queue, 0, -1, withscores=True) for queue in (DUE, OUTBOX)]
    await look_round(queue_repair, leases)
    assert [await redis.zrange(queue, 0, -1, withscores=True) for queue in (DUE, OUTBOX)] == before
    assert (queue_repair.repaired, messages.notices) == (0, [])


@pytest.mark.parametrize("reach", [_unknown, _failed, _cancelled])
async def test_what_is_settled_and_told_is_not_looked_at_again(
    shop: Shop, redis: Redis, queue_repair: QueueRepair, leases: Leases, reach: Reach
) -> None:
    await reach(shop)
    await shop.settle()
    await look_round(queue_repair, leases)
    assert await redis.scard(LIVE) == 0


async def test_a_thousand_are_looked_at_in_slices(
    shop: Shop, redis: Redis, queue_repair: QueueRepair, leases: Leases
) -> None:
    for number in range(1000):
        await redis.sadd(LIVE, f"gone-{number}")
    await look_round(queue_repair, leases)
    assert queue_repair.repaired == 1000


async def test_only_one_of_two_replicas_makes_the_round(shop: Shop, redis: Redis, messages: Messages) -> None:
    leases = Leases(redis, Keys())
    both = [QueueRepair(shop.store, leases, Alerts(messages, leases)) for _ in range(2)]
    await shop.buy()
    await redis.delete(DUE)
    for queue_repair in both:
        await queue_repair.round()
    assert [queue_repair.repaired for queue_repair in both] == [1, 0]


async def test_an_alarm_that_did_not_reach_the_operator_is_told_the_next_time(
    shop: Shop, redis: Redis, queue_repair: QueueRepair, leases: Leases, messages: Messages
) -> None:
    await shop.buy()
    for _ in range(3):
        messages.failing = [Undelivered("ServerError")] if not messages.notices and queue_repair.repaired == 0 else []
        await redis.delete(DUE)
        await look_round(queue_repair, leases)
    assert queue_repair.repaired == 3
    assert messages.notices == [ShopAlert.QUEUE_REPAIR], "once in an hour"


async def test_what_waits_for_a_user_who_left_is_not_missing(
    shop: Shop, queue_repair: QueueRepair, leases: Leases, messages: Messages
) -> None:
    activation = await shop.buy()
    messages.failing = [ChatGone("forbidden")] * 9
    await shop.store.code(activation, "4321")
    await shop.settle()
    await look_round(queue_repair, leases)
    await shop.settle()
    assert queue_repair.repaired == 0
    messages.failing.clear()
    await shop.purchases.welcome_back(USER)
    await shop.settle()
    assert [sent.code for sent in messages.codes] == ["4321"]


async def test_a_telling_that_got_lost_after_the_user_was_back_is_told(
    shop: Shop, redis: Redis, queue_repair: QueueRepair, leases: Leases, messages: Messages
) -> None:
    activation = await shop.buy()
    messages.failing = [ChatGone("forbidden")] * 9
    await shop.store.code(activation, "4321")
    await shop.settle()
    messages.failing.clear()
    await shop.purchases.welcome_back(USER)
    await redis.delete(OUTBOX)
    await look_round(queue_repair, leases)
    await shop.settle()
    assert [sent.code for sent in messages.codes] == ["4321"]
