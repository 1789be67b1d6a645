"""A user who wants to be forgotten: nothing of theirs stays but what the docs name, or nothing goes at all."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.users import Forgotten, KnownUser, LimitKind, Limits
from bot.storage.activations import ActivationStore
from bot.storage.audit_log import read_audit
from bot.storage.history import HistoryStore
from bot.storage.keys import Keys
from bot.storage.reminders import ReminderStore
from bot.storage.users import UserStore
from tests.clock import LUA_CLOCK, START, Clock
from tests.storage.buying import USER, Buyer

BASE = Keys().base
DAY = 86_400.0


@pytest.fixture
def users(redis: Redis, clock: Clock) -> UserStore:
    return UserStore(redis, Keys(), clock=LUA_CLOCK)


@pytest.fixture
def reminders(redis: Redis, clock: Clock) -> ReminderStore:
    return ReminderStore(redis, Keys(), clock=LUA_CLOCK)


async def everything(redis: Redis) -> dict[str, str]:
    """All keys and what is in them, as text."""
    found = {}
    async for key in redis.scan_iter("{sb}:*"):
        match await redis.type(key):
            case "string":
                found[key] = str(await redis.get(key))
            case "hash":
                found[key] = str(await redis.hgetall(key))
            case "zset":
                found[key] = str(await redis.zrange(key, 0, -1))
            case "set":
                found[key] = str(await redis.smembers(key))
            case "list":
                found[key] = str(await redis.lrange(key, 0, -1))
            case "stream":
                found[key] = str(await redis.xrange(key))
    return found


async def a_life(store: ActivationStore, users: UserStore, reminders: ReminderStore) -> None:
    """All that the bot writes down of a user who has nothing open."""
    buyer = Buyer(store)
    await users.record_visit(USER, day=20_000, name="ann_99", shown_name="Ann Example")
    await users.set_language(USER, "vi")
    await users.accept(USER, "0123456789abcdef")
    used = await buyer.use()
    await store.closed(await store.finish(USER, used.id))
    await buyer.leave()
    await buyer.quote()
    await reminders.set(USER, (10, 3), Decimal(5), is_news=True, language="en")
    await users._redis.lpush(f"{BASE}:invoices:{USER}", "an-invoice")
    await users._redis.hset(f"{BASE}:invoice:an-invoice", "user", USER)
    await users._redis.hset(f"{BASE}:wallet:allowances", str(USER), "5 9")


async def test_nothing_stays_but_the_log_and_what_counts_for_two_days(
    store: ActivationStore, users: UserStore, reminders: ReminderStore, redis: Redis, clock: Clock
) -> None:
    await a_life(store, users, reminders)
    for _ in range(2):  # the reply was lost
        assert await users.forget(USER) is Forgotten.OK
    left = await everything(redis)
    of_them = {key for key, text in left.items() if str(USER) in f"{key} {text}".replace(f"{USER}-", "")}
    assert of_them == {f"{BASE}:audit", f"{BASE}:lately:{USER}"}
    assert not [key for key, text in left.items() if "84912345678" in text or "1234" in text.replace("12345", "")]
    assert not [key for key, text in left.items() if "Ann" in text or "ann_99" in text]
    forgotten = [event for event in await read_audit(redis, Keys()) if event["event"] == "forgotten"]
    assert [event["user"] for event in forgotten] == [str(USER)]
    assert await users.known(USER) == KnownUser()
    assert await users.count() == 0
    await clock.advance(2 * DAY)
    for key in [key async for key in redis.scan_iter(f"{BASE}:a:*")]:
        assert 0 < await redis.pttl(key) <= 2 * DAY * 1000
    assert 0 < await redis.ttl(f"{BASE}:lately:{USER}") <= 2 * DAY


async def test_the_limits_do_not_begin_anew(store: ActivationStore, users: UserStore) -> None:
    buyer = Buyer(store, Limits(hour=2, spending=Decimal(1000), unused=2))
    await buyer.leave("400")
    used = await buyer.use("300")
    await store.closed(await store.finish(USER, used.id))
    before = await store.usage(USER, unused_wait=3600)
    for _ in range(2):  # the reply was lost, or they want it once more
        assert await users.forget(USER) is Forgotten.OK
        assert await store.usage(USER, unused_wait=3600) == before
    assert (await buyer.refused()).kind is LimitKind.HOUR


async def test_while_a_number_has_not_ended_nothing_goes(
    store: ActivationStore, users: UserStore, reminders: ReminderStore, redis: Redis
) -> None:
    await a_life(store, users, reminders)
    buyer = Buyer(store)
    buyer._count = 9
    waiting = await buyer.buy()
    before = await everything(redis)
    assert await users.forget(USER) is Forgotten.LIVE
    assert await everything(redis) == before
    await store.code(waiting, "9999")
    assert await users.forget(USER) is Forgotten.LIVE, "it is not closed at the provider"
    await store.closed(await store.finish(USER, waiting.id))
    assert await users.forget(USER) is Forgotten.OK


async def test_an_unknown_purchase_is_kept_until_it_is_settled(store: ActivationStore, users: UserStore) -> None:
    activation = await Buyer(store).begin()
    await store.sending(activation, owner="me", timeout_s=75)
    await store.unknown(activation, owner="me")
    assert await users.forget(USER) is Forgotten.LIVE
    await store.resolve(activation.id, charged=True, admin_id=9)
    assert await users.forget(USER) is Forgotten.OK


@pytest.mark.parametrize("account", ["user", "held"])
async def test_money_in_the_wallet_keeps_everything(users: UserStore, redis: Redis, account: str) -> None:
    await users.record_visit(USER, day=20_000, name="", shown_name="Ann")
    await redis.hset(f"{BASE}:wallet:balances", f"{account}:{USER}", "-5")
    assert await users.forget(USER) is Forgotten.MONEY
    assert (await users.known(USER)).shown_name == "Ann"
    await redis.hdel(f"{BASE}:wallet:balances", f"{account}:{USER}")
    assert await users.forget(USER) is Forgotten.OK


async def test_who_was_shut_out_stays_so(users: UserStore) -> None:
    await users.record_visit(USER, day=20_000, name="ann", shown_name="Ann")
    await users.admit(USER, False, admin_id=9)
    assert await users.forget(USER) is Forgotten.OK
    assert await users.known(USER) == KnownUser(admitted=False)


async def test_nothing_of_anybody_else_goes(
    store: ActivationStore, users: UserStore, reminders: ReminderStore, redis: Redis
) -> None:
    other = USER + 1
    await users.record_visit(other, day=20_000, name="", shown_name="Bob")
    number = await Buyer(store, user=other).use()
    await reminders.set(other, (10, 3), None, is_news=True, language="en")
    await a_life(store, users, reminders)
    await users.forget(USER)
    assert (await users.known(other)).shown_name == "Bob"
    assert (await store.find(other, number.id)).code == "1234"
    assert len(await reminders.of_user(other)) == 1
    costs = await HistoryStore(redis, Keys(), store.broken).costs(int(START // DAY), int(START // DAY))
    assert set(costs) == {other}


async def test_a_record_that_cannot_be_read_is_in_nobodys_way(
    store: ActivationStore, users: UserStore, reminders: ReminderStore, redis: Redis
) -> None:
    await a_life(store, users, reminders)
    await redis.hset(f"{BASE}:a:{USER}-1", "created", "once")
    await redis.delete(f"{BASE}:a:{USER}-2")
    await redis.set(f"{BASE}:a:{USER}-2", "no hash", px=1000)
    assert await users.forget(USER) is Forgotten.OK
    assert await users.known(USER) == KnownUser()


async def test_what_was_not_told_yet_is_no_poison_for_the_outbox(
    store: ActivationStore, users: UserStore, redis: Redis
) -> None:
    await Buyer(store).leave()
    assert await redis.zcard(f"{BASE}:outbox") > 0
    assert await users.forget(USER) is Forgotten.OK
    claims, _ = await store.outbox.claim(limit=10, lease=30)
    assert claims == []
    assert store.broken.count == 0
