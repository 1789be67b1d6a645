"""What nobody can read in the database is set aside and told once; the numbers of all others get their codes."""

from collections.abc import Awaitable, Callable

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.models import Activation, State
from bot.shop.activations.poll_schedule import CodeHistory
from bot.shop.activations.queue_repair import QueueRepair
from bot.shop.admin.alerts import Alerts
from bot.storage.job_queue import ASIDE_S
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.users import UserStore
from tests.storage.listed import listed
from tests.world import USER, Messages, Shop

BASE = Keys().base
Spoil = Callable[[Redis, str], Awaitable[object]]


async def unknown_state(redis: Redis, id_: str) -> None:
    await redis.hset(f"{BASE}:a:{id_}", "state", "a_state_of_tomorrow")


async def unknown_reason(redis: Redis, id_: str) -> None:
    await redis.hset(f"{BASE}:a:{id_}", "reason", "because")


async def no_number(redis: Redis, id_: str) -> None:
    await redis.hset(f"{BASE}:a:{id_}", mapping={"price": "dear", "country": "84-912-345-678"})


async def cut_list(redis: Redis, id_: str) -> None:
    await redis.hset(f"{BASE}:a:{id_}", "earlier", '["11')


async def half_restored(redis: Redis, id_: str) -> None:
    await redis.delete(f"{BASE}:a:{id_}")
    await redis.hset(f"{BASE}:a:{id_}", "state", "waiting")


async def another_type(redis: Redis, id_: str) -> None:
    await redis.set(f"{BASE}:a:{id_}", "text")


SPOILT = [unknown_state, unknown_reason, no_number, cut_list, half_restored, another_type]


@pytest.mark.parametrize("spoil", SPOILT)
async def test_one_record_that_can_not_be_read_costs_the_others_nothing(
    shop: Shop, redis: Redis, messages: Messages, capsys: pytest.CaptureFixture[str], spoil: Spoil
) -> None:
    bad, good = await shop.buy(), await shop.buy()
    await spoil(redis, bad.id)
    leases = Leases(redis, Keys())
    queue_repair = QueueRepair(shop.store, leases, Alerts(messages, leases))
    for _ in range(3):
        await shop.pass_time(ASIDE_S)
        await leases.drop("auditor")
        await queue_repair.round()
    assert [sent.id for sent in messages.codes] == [good.id]
    assert messages.notices == [ShopAlert.UNREADABLE]
    assert shop.store.broken.count <= 2, "its next step, and its card"
    assert await redis.zscore(f"{BASE}:due", bad.id), "it waits for somebody who can read it"
    said = capsys.readouterr().out
    assert said.count("set aside") == shop.store.broken.count
    for content in ("84-912", "tomorrow", "dear"):
        assert content not in said

    assert good.id in {one.id for one in (await listed(shop.store, USER, 0, 10))[0]}
    assert (await shop.now(good)).state is State.DONE
    await shop.store.count_states()
    await shop.store.backlog()


async def test_a_record_that_was_mended_goes_on(shop: Shop, redis: Redis, messages: Messages) -> None:
    activation = await shop.buy()
    await unknown_state(redis, activation.id)
    await shop.pass_time(60)
    await redis.hset(f"{BASE}:a:{activation.id}", "state", "waiting")
    await shop.pass_time(ASIDE_S + 1)
    assert [sent.id for sent in messages.codes] == [activation.id]


@pytest.mark.parametrize("member", ["", "|card", "nobody|card|x", "\x00"])
async def test_a_member_of_a_queue_that_means_nothing_is_dropped(
    shop: Shop, redis: Redis, messages: Messages, member: str
) -> None:
    activation = await shop.buy()
    for queue in ("due", "outbox"):
        await redis.zadd(f"{BASE}:{queue}", {member: 1})
    await shop.store.backlog()
    await shop.pass_time(60)
    assert [sent.id for sent in messages.codes] == [activation.id]
    assert await redis.zscore(f"{BASE}:due", member) is None


async def test_figures_that_can_not_be_read_are_left_out(shop: Shop, redis: Redis) -> None:
    activation: Activation = await shop.buy()
    await shop.pass_time(60)
    hour = next(iter([name async for name in redis.scan_iter(f"{BASE}:tally:*")]))
    await redis.hset(hour, mapping={"many:bought": "1", "3:lost": "some"})
    await redis.zadd(f"{BASE}:popular", {"everything": 5})
    await redis.hset(f"{BASE}:waits", mapping={"10:3": "a while", "everywhere": "1 2", "11:3": ""})
    assert (await shop.store.statistics(8))[activation.service_id, "bought"] == 1
    assert list(await shop.store.popularity()) == [(activation.country_id, activation.service_id)]
    await CodeHistory(shop.store).refresh()
    assert shop.store.broken.count > 0


async def test_one_user_that_can_not_be_read_keeps_nobody_from_being_listed(redis: Redis) -> None:
    users, ids = UserStore(redis, Keys()), range(16, 16 * 7, 16)
    for user in ids:
        await users.record_visit(user, day=20_000, name="somebody")
    base = Keys().base
    await redis.zadd(f"{base}:users", {"everybody": 24, "20": 21})
    await redis.hset(f"{base}:user:everybody", "name", "x")
    await redis.hset(f"{base}:user:20", "name", "x")
    await redis.delete(Keys().user(32))
    await redis.set(Keys().user(32), "text")
    listed, after = [], 0
    while after >= 0:
        after, page = await users.page(after, limit=1)
        listed += page
    assert [one.id for one in listed] == [user for user in ids if user != 32]

    await redis.hset(Keys().user(16), mapping={"since": "long ago", "seen": "x", "cap:active": "many"})
    known = await users.known(16)
    assert (known.since, known.seen, known.limits, known.name) == (None, 0, {}, "somebody")


async def test_a_count_that_can_not_be_read_keeps_nobody_from_buying(shop: Shop, redis: Redis) -> None:
    await redis.zadd(f"{BASE}:spent", {"somebody": 1, "1|much": 2})
    assert (await shop.buy()).state is State.WAITING
