"""What is written down of users: once, for as long as it should be, and what admins decide on them."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached
from bot.domain.users import KnownUser, LimitKind, Limits, Usage
from bot.storage.activations import ActivationStore
from bot.storage.audit_log import read_audit
from bot.storage.keys import Keys
from bot.storage.users import UserStore
from tests.clock import LUA_CLOCK, Clock
from tests.storage.buying import USER, Buyer

ADMIN, TODAY = 7, 20_000


@pytest.fixture
def users(redis: Redis, clock: Clock) -> UserStore:
    return UserStore(redis, Keys(), clock=LUA_CLOCK)


async def test_a_visit_is_written_down_with_the_first_and_the_last_day(users: UserStore) -> None:
    assert await users.known(USER) == KnownUser()
    for day in (TODAY, TODAY + 5, TODAY + 4):  # a replica's clock may be behind
        await users.record_visit(USER, day=day, name="ann")
    assert await users.known(USER) == KnownUser(since=TODAY, seen=TODAY + 5, name="ann")


async def test_who_gave_his_name_away_has_none(users: UserStore) -> None:
    await users.record_visit(USER, day=TODAY, name="ann")
    await users.record_visit(USER, day=TODAY, name="")
    assert (await users.known(USER)).name == ""


async def test_who_is_gone_is_back_once_he_is_seen(users: UserStore) -> None:
    await users.record_visit(USER, day=TODAY, name="")
    await users.mark_gone(USER)
    assert (await users.known(USER)).gone
    await users.record_visit(USER, day=TODAY, name="")
    assert not (await users.known(USER)).gone


async def test_of_somebody_unknown_nothing_is_written_down_when_he_is_gone(users: UserStore, redis: Redis) -> None:
    await users.mark_gone(USER)
    assert not await redis.exists(Keys().user(USER))


async def test_what_he_chose_is_known_with_the_rest(users: UserStore) -> None:
    await users.set_language(USER, "vi")
    await users.admit(USER, True, admin_id=ADMIN)
    await users.set_limit(USER, LimitKind.SPENDING, Decimal("12.5"), admin_id=ADMIN)
    await users.set_limit(USER, LimitKind.ACTIVE, Decimal(0), admin_id=ADMIN)
    caps = {LimitKind.ACTIVE: Decimal(0), LimitKind.SPENDING: Decimal("12.5")}
    assert await users.known(USER) == KnownUser(language="vi", admitted=True, limits=caps)


async def test_an_update_costs_one_command(users: UserStore, redis: Redis) -> None:
    await redis.config_resetstat()
    await users.known(USER)
    stats = await redis.info("commandstats")
    assert {name: one["calls"] for name, one in stats.items() if "config" not in name} == {"cmdstat_hmget": 1}


async def test_who_stays_away_is_forgotten_unless_an_admin_decided_on_him(users: UserStore, redis: Redis) -> None:
    key = Keys().user(USER)
    await users.record_visit(USER, day=TODAY, name="")
    assert 399 * 86_400 < await redis.ttl(key) <= 400 * 86_400
    await users.admit(USER, False, admin_id=ADMIN)
    await users.record_visit(USER, day=TODAY, name="")
    assert await redis.ttl(key) == -1
    await users.admit(USER, None, admin_id=ADMIN)
    assert await redis.ttl(key) > 0


async def test_everybody_is_listed_once_however_short_the_pages(users: UserStore) -> None:
    crowd = list(range(1, 100))
    for user in reversed(crowd):
        await users.record_visit(user, day=TODAY, name=f"user_{user}")
    assert [one.id async for one in users.everybody()] == crowd
    after, met = 0, list[int]()
    while after >= 0:
        after, listed = await users.page(after, limit=3)
        met += [one.id for one in listed]
    assert met == crowd
    assert await users.count() == len(crowd)


async def test_who_is_forgotten_leaves_the_list(users: UserStore, redis: Redis) -> None:
    await users.record_visit(USER, day=TODAY, name="")
    await redis.delete(Keys().user(USER))
    assert [one async for one in users.everybody()] == []
    assert await users.count() == 0


async def test_a_decision_stands_in_the_audit_log_once_with_whose_it_is(users: UserStore, redis: Redis) -> None:
    for _ in range(2):
        await users.admit(USER, False, admin_id=ADMIN)
        await users.set_limit(USER, LimitKind.HOUR, Decimal(40), admin_id=ADMIN)
    told = [(e["event"], e["user"], e["field"], e["from"], e["to"], e["by"]) for e in await read_audit(redis, Keys())]
    assert told == [
        ("decided", str(USER), "door", "", "out", str(ADMIN)),
        ("decided", str(USER), "cap:hour", "", "40", str(ADMIN)),
    ]


async def refused(buyer: Buyer) -> tuple[LimitKind, Decimal]:
    with pytest.raises(LimitReached) as caught:
        await buyer.begin()
    return caught.value.kind, caught.value.limit


async def test_a_cap_of_his_own_counts_in_the_step_that_begins_a_purchase(
    users: UserStore, store: ActivationStore
) -> None:
    buyer = Buyer(store, Limits(active=1))
    await buyer.buy()
    assert await refused(buyer) == (LimitKind.ACTIVE, Decimal(1))
    await users.set_limit(USER, LimitKind.ACTIVE, Decimal(2), admin_id=ADMIN)
    await buyer.buy()
    assert await refused(buyer) == (LimitKind.ACTIVE, Decimal(2)), "the refusal names their own limit"
    await users.set_limit(USER, LimitKind.ACTIVE, Decimal(0), admin_id=ADMIN)
    await buyer.buy()
    await users.set_limit(USER, LimitKind.ACTIVE, None, admin_id=ADMIN)
    assert await refused(buyer) == (LimitKind.ACTIVE, Decimal(1))


@pytest.mark.parametrize(
    ("cap", "limits"),
    [(LimitKind.HOUR, Limits()), (LimitKind.DAY, Limits(day=1)), (LimitKind.SPENDING, Limits(spending=Decimal(10)))],
)
async def test_each_cap_may_be_his_own(
    users: UserStore, store: ActivationStore, cap: LimitKind, limits: Limits
) -> None:
    most = Decimal(20) if cap is LimitKind.SPENDING else Decimal(2)
    await users.set_limit(USER, cap, most, admin_id=ADMIN)
    buyer = Buyer(store, limits)
    await buyer.use()
    await buyer.use()
    assert await refused(buyer) == (cap, most)


async def test_numbers_left_unused_are_forgiven_by_a_higher_cap(users: UserStore, store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(unused=1))
    await buyer.leave()
    assert await refused(buyer) == (LimitKind.UNUSED, Decimal(1))
    await users.set_limit(USER, LimitKind.UNUSED, Decimal(2), admin_id=ADMIN)
    await buyer.leave()
    assert await refused(buyer) == (LimitKind.UNUSED, Decimal(2))


async def test_one_users_own_cap_is_not_anothers(users: UserStore, store: ActivationStore) -> None:
    await users.set_limit(USER, LimitKind.ACTIVE, Decimal(9), admin_id=ADMIN)
    other = Buyer(store, Limits(active=1), USER + 1)
    await other.buy()
    assert await refused(other) == (LimitKind.ACTIVE, Decimal(1))


async def test_what_counts_against_his_caps_is_told(store: ActivationStore) -> None:
    buyer = Buyer(store)
    await buyer.buy("0.1")
    await buyer.use("0.2")
    await buyer.leave("0.3")
    found = await store.usage(USER, unused_wait=3600)
    assert found == Usage(active=1, hour=3, day=3, spending=Decimal("0.3"), unused=0)
