"""What a user pinned and bought lately, what is popular by it, and the list that they chose from last."""

import pytest
from redis.asyncio import Redis

from bot.domain.models import Bought
from bot.domain.pairs import NOWHERE, Pair, Place, UserPairs
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.users import PLACE_MAX_AGE_S, PLACE_WRITE_AGE_S, UserStore
from tests.clock import LUA_CLOCK, Clock
from tests.storage.buying import USER, Buyer

WEEK_S = 7 * 86_400
A, B, C, D = Pair(10, 3), Pair(10, 4), Pair(187, 3), Pair(0, 1)


@pytest.fixture
async def users(redis: Redis, clock: Clock) -> UserStore:
    """With one who came in."""
    users = UserStore(redis, Keys(), clock=LUA_CLOCK, wall_clock=clock)
    await users.record_visit(USER, day=1, name="")
    return users


async def test_the_newest_pin_comes_first_and_the_oldest_makes_room(users: UserStore) -> None:
    for pair in (A, B, C, B, D):
        await users.pin(USER, pair, on=True)
    assert (await users.known(USER)).pairs.pinned == (D, B, C)
    await users.pin(USER, B, on=False)
    await users.pin(USER, A, on=False)
    assert (await users.known(USER)).pairs == UserPairs(pinned=(D, C))


async def test_a_pin_keeps_its_user_no_longer_than_a_visit(users: UserStore, redis: Redis) -> None:
    await users.pin(USER + 1, A, on=True)
    assert 0 < await redis.pttl(Keys().user(USER + 1)) <= 400 * 86_400_000


async def test_what_was_bought_last_comes_first_and_six_are_kept(
    users: UserStore, store: ActivationStore, redis: Redis
) -> None:
    buyer = Buyer(store)
    for buyer.service in (1, 2, 3, 1, 4, 5, 6, 7, 8):
        await buyer.use()
    recent = (await users.known(USER)).pairs.recent
    assert [pair.service_id for pair in recent] == [8, 7, 6, 5, 4, 1]
    assert await redis.pttl(Keys().user(USER)) > 0


async def test_of_somebody_forgotten_nothing_is_written_down(store: ActivationStore, redis: Redis) -> None:
    await Buyer(store, user=USER + 1).use()
    assert not await redis.exists(Keys().user(USER + 1))


async def test_spoilt_records_of_what_is_liked_cost_no_number_that_was_bought(
    store: ActivationStore, redis: Redis, clock: Clock
) -> None:
    activation = await Buyer(store).begin()
    await store.sending(activation, owner="me", timeout_s=75)
    for name in (Keys().user(USER), "{sb}:popular", f"{{sb}}:buyers:{int(clock() // WEEK_S)}"):
        await redis.set(name, "spoilt")
    bought = await store.bought(activation, Bought("1", "84912345678"), owner="me", lifetime=1180, first_poll=3)
    assert bought.outcome == "ok"
    assert (await store.find(USER, activation.id)).number == "84912345678"


@pytest.mark.parametrize("spoilt", ["10:x 3", "10:3:4", ":", "99999999999:1"])
async def test_what_is_no_pair_is_left_out(users: UserStore, redis: Redis, spoilt: str) -> None:
    await redis.hset(Keys().user(USER), "pinned", f"{spoilt} 187:3")
    assert (await users.known(USER)).pairs.pinned == (C,)


async def test_one_who_buys_on_and_on_counts_once_a_week_for_a_pair(
    users: UserStore, store: ActivationStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.activations.time.time", clock)
    buyer = Buyer(store)
    for _ in range(5):
        await buyer.use()
    for other in (Buyer(store, user=7), Buyer(store, user=8)):
        other.service = 4
        await other.use()
    weights = await store.popularity()
    assert (round(weights[10, 3], 2), round(weights[10, 4], 2)) == (1, 2)
    await clock.advance(WEEK_S)
    await buyer.use()
    assert round((await store.popularity())[10, 3], 2) == 1.5


async def test_who_counted_is_forgotten_with_the_week(store: ActivationStore, redis: Redis) -> None:
    await Buyer(store).use()
    [name] = [name async for name in redis.scan_iter("{sb}:buyers:*")]
    assert 0 < await redis.pttl(name) <= WEEK_S * 1000


async def test_the_list_that_they_chose_from_is_known_for_a_while(users: UserStore, clock: Clock) -> None:
    for place in (Place(service_id=3), Place(country_id=10)):
        assert (await users.choosing(USER, place)).place == place
        await clock.advance(PLACE_MAX_AGE_S - 1)
        assert (await users.known(USER)).place == place
        await clock.advance(2)
        assert (await users.known(USER)).place == NOWHERE


async def test_a_list_that_is_looked_at_on_and_on_does_not_grow_old(users: UserStore, clock: Clock) -> None:
    for _ in range(5):
        await users.choosing(USER, Place(service_id=3))
        await clock.advance(PLACE_WRITE_AGE_S - 1)
    await users.choosing(USER, Place(service_id=3))
    await clock.advance(PLACE_MAX_AGE_S - PLACE_WRITE_AGE_S)
    assert (await users.known(USER)).place == Place(service_id=3)


async def test_who_left_the_lists_is_nowhere(users: UserStore) -> None:
    await users.choosing(USER, Place(service_id=3))
    assert (await users.choosing(USER, NOWHERE)).place == NOWHERE


async def test_choosing_tells_all_else_that_is_known(users: UserStore) -> None:
    await users.set_language(USER, "vi")
    await users.pin(USER, A, on=True)
    known = await users.choosing(USER, Place(service_id=3))
    assert (known.language, known.seen, known.pairs.pinned) == ("vi", 1, (A,))


async def test_of_a_stranger_no_list_is_written_down(users: UserStore, redis: Redis) -> None:
    await users.choosing(USER + 1, Place(service_id=3))
    assert not await redis.exists(Keys().user(USER + 1))


async def test_a_database_that_takes_no_writes_still_tells_what_is_known(users: UserStore, redis: Redis) -> None:
    await users.set_language(USER, "vi")
    await redis.config_set("maxmemory", "1")
    try:
        known = await users.choosing(USER, Place(service_id=3))
    finally:
        await redis.config_set("maxmemory", "0")
    assert known.language == "vi"
