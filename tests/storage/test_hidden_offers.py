"""What admins hide: for a month, on all replicas, and told by the audit log once."""

import pytest
from redis.asyncio import Redis

from bot.storage.audit_log import read_audit
from bot.storage.hidden_offers import HIDDEN_FOR_S, HiddenOffers
from bot.storage.keys import Keys
from tests.clock import LUA_CLOCK, Clock

ADMIN = 9001


@pytest.fixture
def hidden(redis: Redis) -> HiddenOffers:
    return HiddenOffers(redis, Keys(), clock=LUA_CLOCK)


async def test_an_offer_and_a_country_are_hidden_until_they_are_offered_again(
    hidden: HiddenOffers, redis: Redis, clock: Clock
) -> None:
    await hidden.put((10, 3), on=False, admin_id=ADMIN)
    assert await hidden.put((0, None), on=False, admin_id=ADMIN) == {(10, 3), (0, None)}
    another = HiddenOffers(redis, Keys(), clock=LUA_CLOCK)
    assert await another.put((10, 3), on=True, admin_id=ADMIN) == {(0, None)}
    assert await hidden.read() == {(0, None)}


async def test_it_ends_after_a_month_and_leaves_no_key(hidden: HiddenOffers, redis: Redis, clock: Clock) -> None:
    await hidden.put((10, 3), on=False, admin_id=ADMIN)
    assert 0 < await redis.pttl("{sb}:hidden") <= HIDDEN_FOR_S * 1000
    await clock.advance(HIDDEN_FOR_S - 1)
    assert await hidden.read() == {(10, 3)}
    await clock.advance(1)
    assert await hidden.read() == frozenset()
    assert not await redis.exists("{sb}:hidden")


async def test_the_audit_log_tells_each_word_once(hidden: HiddenOffers, redis: Redis, clock: Clock) -> None:
    for on in (False, False, True, True):
        await hidden.put((10, 3), on=on, admin_id=ADMIN)
    events = await read_audit(redis, Keys())
    assert [(event["event"], event["offer"], event["user"]) for event in events] == [
        ("offer_hidden", "10:3", "9001"),
        ("offer_shown", "10:3", "9001"),
    ]


async def test_what_can_not_be_read_hides_nothing(hidden: HiddenOffers, redis: Redis, clock: Clock) -> None:
    await hidden.put((10, 3), on=False, admin_id=ADMIN)
    await redis.zadd("{sb}:hidden", {"everything": (clock() + 60) * 1000})
    assert await hidden.read() == {(10, 3)}
