"""What is written down of users: once, for as long as it should be, and what admins decide on them."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached
from bot.domain.limits import Cap, Limits
from bot.domain.people import Known, Usage
from bot.storage.audit import read_audit
from bot.storage.keys import Keys
from bot.storage.machine import Machine
from bot.storage.users import Users
from tests.clock import LUA_CLOCK, Clock
from tests.storage.buying import USER, Buyer

ADMIN, TODAY = 7, 20_000


@pytest.fixture
def users(redis: Redis, clock: Clock) -> Users:
    return Users(redis, Keys(), clock=LUA_CLOCK)


async def test_a_visit_is_written_down_with_the_first_and_the_last_day(users: Users) -> None:
    assert await users.known(USER) == Known()
    for day in (TODAY, TODAY + 5, TODAY + 4):  # a replica's clock may be behind
        await users.note(USER, day=day, name="ann")
    assert await users.known(USER) == Known(since=TODAY, seen=TODAY + 5, name="ann")


async def test_who_gave_his_name_away_has_none(users: Users) -> None:
    await users.note(USER, day=TODAY, name="ann")
    await users.note(USER, day=TODAY, name="")
    assert (await users.known(USER)).name == ""


async def test_who_is_gone_is_back_once_he_is_seen(users: Users) -> None:
    await users.note(USER, day=TODAY, name="")
    await users.mark_gone(USER)
    assert (await users.known(USER)).gone
    await users.note(USER, day=TODAY, name="")
    assert not (await users.known(USER)).gone


async def test_of_somebody_unknown_nothing_is_written_down_when_he_is_gone(users: Users, redis: Redis) -> None:
    await users.mark_gone(USER)
    assert not await redis.exists(Keys().user(USER))


async def test_what_he_chose_is_known_with_the_rest(users: Users) -> None:
    await users.set_language(USER, "vi")
    await users.admit(USER, True, admin_id=ADMIN)
    await users.set_cap(USER, Cap.SPENDING, Decimal("12.5"), admin_id=ADMIN)
    await users.set_cap(USER, Cap.ACTIVE, Decimal(0), admin_id=ADMIN)
    caps = {Cap.ACTIVE: Decimal(0), Cap.SPENDING: Decimal("12.5")}
    assert await users.known(USER) == Known(language="vi", admitted=True, caps=caps)


async def test_an_update_costs_one_command(users: Users, redis: Redis) -> None:
    await redis.config_resetstat()
    await users.known(USER)
    stats = await redis.info("commandstats")
    assert {name: one["calls"] for name, one in stats.items() if "config" not in name} == {"cmdstat_hmget": 1}


async def test_who_stays_away_is_forgotten_unless_an_admin_decided_on_him(users: Users, redis: Redis) -> None:
    key = Keys().user(USER)
    await users.note(USER, day=TODAY, name="")
    assert 399 * 86_400 < await redis.ttl(key) <= 400 * 86_400
    await users.admit(USER, False, admin_id=ADMIN)
    await users.note(USER, day=TODAY, name="")
    assert await redis.ttl(key) == -1
    await users.admit(USER, None, admin_id=ADMIN)
    assert await redis.ttl(key) > 0


async def test_everybody_is_listed_once_however_short_the_pages(users: Users) -> None:
    crowd = list(range(1, 100))
    for user in reversed(crowd):
        await users.note(user, day=TODAY, name=f"user_{user}")
    assert [one.id async for one in users.everybody()] == crowd
    after, met = 0, list[int]()
    while after >= 0:
        after, listed = await users.page(after, limit=3)
        met += [one.id for one in listed]
    assert met == crowd
    assert await users.count() == len(crowd)


async def test_who_is_forgotten_leaves_the_list(users: Users, redis: Redis) -> None:
    await users.note(USER, day=TODAY, name="")
    await redis.delete(Keys().user(USER))
    assert [one async for one in users.everybody()] == []
    assert await users.count() == 0


async def test_a_decision_stands_in_the_audit_log_once_with_whose_it_is(users: Users, redis: Redis) -> None:
    for _ in range(2):
        await users.admit(USER, False, admin_id=ADMIN)
        await users.set_cap(USER, Cap.HOUR, Decimal(40), admin_id=ADMIN)
    told = [(e["event"], e["user"], e["field"], e["from"], e["to"], e["by"]) for e in await read_audit(redis, Keys())]
    assert told == [
        ("decided", str(USER), "door", "", "out", str(ADMIN)),
        ("decided", str(USER), "cap:hour", "", "40", str(ADMIN)),
    ]


async def refused(buyer: Buyer) -> tuple[Cap, Decimal]:
    with pytest.raises(LimitReached) as caught:
        await buyer.begin()
    return caught.value.cap, caught.value.limit


async def test_a_cap_of_his_own_counts_in_the_step_that_begins_a_purchase(users: Users, machine: Machine) -> None:
    buyer = Buyer(machine, Limits(active=1))
    await buyer.buy()
    assert await refused(buyer) == (Cap.ACTIVE, Decimal(1))
    await users.set_cap(USER, Cap.ACTIVE, Decimal(2), admin_id=ADMIN)
    await buyer.buy()
    assert await refused(buyer) == (Cap.ACTIVE, Decimal(2)), "he is told his own cap"
    await users.set_cap(USER, Cap.ACTIVE, Decimal(0), admin_id=ADMIN)
    await buyer.buy()
    await users.set_cap(USER, Cap.ACTIVE, None, admin_id=ADMIN)
    assert await refused(buyer) == (Cap.ACTIVE, Decimal(1))


@pytest.mark.parametrize(
    ("cap", "limits"), [(Cap.HOUR, Limits()), (Cap.DAY, Limits(day=1)), (Cap.SPENDING, Limits(spending=Decimal(10)))]
)
async def test_each_cap_may_be_his_own(users: Users, machine: Machine, cap: Cap, limits: Limits) -> None:
    most = Decimal(20) if cap is Cap.SPENDING else Decimal(2)
    await users.set_cap(USER, cap, most, admin_id=ADMIN)
    buyer = Buyer(machine, limits)
    await buyer.use()
    await buyer.use()
    assert await refused(buyer) == (cap, most)


async def test_numbers_left_unused_are_forgiven_by_a_higher_cap(users: Users, machine: Machine) -> None:
    buyer = Buyer(machine, Limits(unused=1))
    await buyer.leave()
    assert await refused(buyer) == (Cap.UNUSED, Decimal(1))
    await users.set_cap(USER, Cap.UNUSED, Decimal(2), admin_id=ADMIN)
    await buyer.leave()
    assert await refused(buyer) == (Cap.UNUSED, Decimal(2))


async def test_one_users_own_cap_is_not_anothers(users: Users, machine: Machine) -> None:
    await users.set_cap(USER, Cap.ACTIVE, Decimal(9), admin_id=ADMIN)
    other = Buyer(machine, Limits(active=1), USER + 1)
    await other.buy()
    assert await refused(other) == (Cap.ACTIVE, Decimal(1))


async def test_what_counts_against_his_caps_is_told(machine: Machine) -> None:
    buyer = Buyer(machine)
    await buyer.buy("0.1")
    await buyer.use("0.2")
    await buyer.leave("0.3")
    found = await machine.usage(USER, unused_pause=3600)
    assert found == Usage(active=1, hour=3, day=3, spending=Decimal("0.3"), unused=0)
