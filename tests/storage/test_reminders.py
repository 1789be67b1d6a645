"""Reminders: set once, fired once two readings agree, the oldest first and no more than there is stock."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.models import Offer
from bot.domain.reminders import MAX_REMINDERS, Added, Reminder
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.reminders import ReminderStore
from bot.storage.users import UserStore
from tests.clock import LUA_CLOCK, START, Clock

ANN, BOB, CAT = 1, 2, 3
PAIR = 10, 3
WEEK = 7 * 86_400.0


@pytest.fixture
def reminders(redis: Redis, clock: Clock) -> ReminderStore:
    return ReminderStore(redis, Keys(), clock=LUA_CLOCK)


@pytest.fixture
def users(redis: Redis, clock: Clock) -> UserStore:
    return UserStore(redis, Keys(), clock=LUA_CLOCK)


def there(price: str = "22", stock: int = 5) -> Offer:
    return Offer(*PAIR, Decimal(price), stock)


async def wants(
    reminders: ReminderStore, user: int, limit: str | None = None, *, is_news: bool = True, pair: tuple[int, int] = PAIR
) -> Added:
    most = None if limit is None else Decimal(limit)
    return await reminders.set(user, pair, most, is_news=is_news, language="en")


async def told(redis: Redis) -> list[int]:
    """The users for whom a message lies in the outbox, in its order."""
    members = await redis.zrange(f"{Keys().base}:outbox", 0, -1)
    return [int(str(member).split("-")[1]) for member in members]


async def test_one_reading_tells_nobody_and_a_second_one_does(reminders: ReminderStore, redis: Redis) -> None:
    await wants(reminders, ANN)
    assert await reminders.observe("r1", PAIR, there()) == 0
    assert await reminders.observe("r1", PAIR, there()) == 0, "the same reading once more proves nothing"
    assert await reminders.observe("r2", PAIR, there()) == 1
    assert await told(redis) == [ANN]
    assert await reminders.observe("r3", PAIR, there()) == 0, "once"
    assert await reminders.of_user(ANN) == []
    assert await reminders.claim("r4") == []


async def test_readings_that_disagree_begin_anew(reminders: ReminderStore) -> None:
    await wants(reminders, ANN)
    for reading, offer, fired in (("1", there(), 0), ("2", None, 0), ("3", there(), 0), ("4", there(), 1)):
        assert await reminders.observe(reading, PAIR, offer) == fired, reading


async def test_the_oldest_are_told_first_and_no_more_than_there_is_stock(
    reminders: ReminderStore, redis: Redis, clock: Clock
) -> None:
    for user in (CAT, ANN, BOB):
        await wants(reminders, user)
        await clock.advance(1)
    await reminders.observe("1", PAIR, there(stock=2))
    assert await reminders.observe("2", PAIR, there(stock=2)) == 2
    assert set(await told(redis)) == {CAT, ANN}
    assert await reminders.observe("2", PAIR, there(stock=2)) == 0, "a reply that was lost"
    assert await reminders.observe("3", PAIR, there(stock=2)) == 0, "they may still buy both"
    assert await reminders.observe("4", PAIR, there(stock=3)) == 1


async def test_what_the_first_left_is_told_to_the_next_a_quarter_of_an_hour_later(
    reminders: ReminderStore, clock: Clock
) -> None:
    await wants(reminders, ANN)
    await wants(reminders, BOB)
    await reminders.observe("1", PAIR, there(stock=1))
    assert await reminders.observe("2", PAIR, there(stock=1)) == 1
    await clock.advance(901)
    assert await reminders.observe("3", PAIR, there(stock=1)) == 1


async def test_a_limit_counts_to_the_last_kopeck(reminders: ReminderStore) -> None:
    await wants(reminders, ANN, "21.99")
    for reading, price, fired in (("1", "22", 0), ("2", "22", 0), ("3", "21.99", 0), ("4", "21.99", 1)):
        assert await reminders.observe(reading, PAIR, there(price)) == fired, reading


async def test_what_was_there_as_they_asked_is_no_news_until_it_was_otherwise(reminders: ReminderStore) -> None:
    await wants(reminders, ANN, "22", is_news=False)
    for reading, price, fired in (("1", "22", 0), ("2", "22", 0), ("3", "30", 0), ("4", "22", 0), ("5", "20", 1)):
        assert await reminders.observe(reading, PAIR, there(price)) == fired, reading


async def test_asking_again_changes_nothing_and_another_limit_keeps_the_place(
    reminders: ReminderStore, redis: Redis, clock: Clock
) -> None:
    assert await wants(reminders, ANN) is Added.OK
    assert await wants(reminders, ANN) is Added.AGAIN
    await clock.advance(1)
    await wants(reminders, BOB)
    await clock.advance(1)
    assert await wants(reminders, ANN, "30") is Added.OK
    [one] = await reminders.of_user(ANN)
    assert one == Reminder(*PAIR, Decimal(30), START + 2 + WEEK)
    await reminders.observe("1", PAIR, there(stock=1))
    await reminders.observe("2", PAIR, there(stock=1))
    assert await told(redis) == [ANN]


async def test_a_user_has_ten_at_the_most_and_room_again_when_one_is_gone(reminders: ReminderStore) -> None:
    for service in range(MAX_REMINDERS):
        assert await wants(reminders, ANN, pair=(10, service)) is Added.OK
    assert await wants(reminders, ANN, pair=(10, 99)) is Added.FULL
    assert await wants(reminders, ANN, "5", pair=(10, 0)) is Added.OK, "a new limit takes no new place"
    await reminders.remove(ANN, (10, 3))
    assert await wants(reminders, ANN, pair=(10, 99)) is Added.OK
    assert await wants(reminders, BOB, pair=(10, 99)) is Added.OK


async def test_after_a_week_it_is_over(reminders: ReminderStore, redis: Redis, clock: Clock) -> None:
    await wants(reminders, ANN)
    await clock.advance(WEEK)
    assert await reminders.of_user(ANN) == []
    assert await reminders.claim("1") == [PAIR]
    assert await reminders.observe("1", PAIR, there()) == 0
    assert await reminders.claim("1") == []
    assert not await redis.exists(f"{Keys().base}:reminders:{ANN}")


async def test_of_readings_within_a_minute_one_counts(reminders: ReminderStore, clock: Clock) -> None:
    await wants(reminders, ANN)
    assert await reminders.claim("a") == [PAIR]
    assert await reminders.claim("b") == [], "another replica's"
    assert await reminders.claim("a") == [PAIR], "a reply that was lost"
    await clock.advance(50)
    assert await reminders.claim("b") == [PAIR]


async def test_a_clock_that_was_set_back_holds_up_no_reading(reminders: ReminderStore, clock: Clock) -> None:
    await wants(reminders, ANN)
    await clock.advance(300)
    assert await reminders.claim("a") == [PAIR]
    await clock.advance(-300)
    assert await reminders.claim("b") == [PAIR]
    assert await reminders.claim("c") == []


@pytest.mark.parametrize("left", ["shut out", "gone"])
async def test_who_may_not_or_cannot_be_told_takes_nobodys_place(
    reminders: ReminderStore, users: UserStore, redis: Redis, left: str
) -> None:
    for user in (ANN, BOB):
        await users.record_visit(user, day=20_000, name="")
        await wants(reminders, user)
    if left == "gone":
        await users.mark_gone(ANN)
    else:
        await users.admit(ANN, False, admin_id=9)
    await reminders.observe("1", PAIR, there(stock=1))
    await reminders.observe("2", PAIR, there(stock=1))
    assert await told(redis) == [BOB]


async def test_more_than_a_page_of_users_are_all_seen(
    reminders: ReminderStore, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.reminders.PAGE", 3)
    for user in range(1, 9):
        await wants(reminders, user)
    await reminders.observe("1", PAIR, there(stock=7))
    assert await reminders.observe("2", PAIR, there(stock=7)) == 7
    assert len([user for user in range(1, 9) if await reminders.of_user(user)]) == 1


async def test_the_outbox_carries_it_until_it_was_sent(
    reminders: ReminderStore, store: ActivationStore, redis: Redis
) -> None:
    await wants(reminders, ANN)
    for reading in ("1", "2"):
        await reminders.observe(reading, PAIR, there("19.5"))
    [claim], _ = await store.outbox.claim(limit=10, lease=30)
    assert (claim.kind, claim.activation.user_id, claim.activation.chat_id) == ("reminder", ANN, ANN)
    assert claim.activation.price == Decimal("19.5")
    assert (claim.activation.country_id, claim.activation.service_id) == PAIR
    await store.sent(claim.activation, claim.kind, lease=claim.lease, rev=claim.rev)
    assert await redis.zcard(f"{Keys().base}:outbox") == 0
    assert 0 < await redis.ttl(f"{Keys().base}:a:{claim.activation.id}") <= 25 * 3600


async def test_what_a_hand_has_spoilt_stands_in_nobodys_way(reminders: ReminderStore, redis: Redis) -> None:
    base = Keys().base
    for user in (ANN, BOB, CAT):
        await wants(reminders, user)
    await redis.sadd(f"{base}:wanted", "x", "1:2:3")
    await redis.hset(f"{base}:reminders:{ANN}", "10:3", "rubbish")
    await redis.hset(f"{base}:reminders:{BOB}", "y", "1|2")
    await redis.delete(f"{base}:reminders:{CAT}")
    await redis.set(f"{base}:reminders:{CAT}", "no hash")
    assert await reminders.claim("1") == [PAIR]
    await reminders.observe("1", PAIR, there())
    assert await reminders.observe("2", PAIR, there()) == 1
    assert await told(redis) == [BOB]
    assert await reminders.claim("1") == []
