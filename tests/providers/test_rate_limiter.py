"""One rate limit over all replicas: urgent requests go first within their share, polls come later, none is lost."""

import time
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.domain.errors import Throttled
from bot.domain.models import State
from bot.providers.rate_limiter import RateLimiter
from bot.storage.keys import Keys
from bot.storage.rate_limit import RateLimit
from sandbox.smsman import SmsMan as Sandbox
from tests.clock import LUA_CLOCK, Clock
from tests.world import TOKEN, USER, Messages, Shop, open_shop

RATE = 20.0
MINUTE = 600
"""Tenths of a second."""


def limiter_of(redis: Redis, clock: Clock, rate: float = RATE) -> RateLimiter:
    return RateLimiter(RateLimit(redis, Keys(), rate=rate, clock=LUA_CLOCK), now=clock)


async def ask(limiters: list[RateLimiter], clock: Clock, *, wanting: int, tenths: int) -> int:
    """Each replica wants so many looks each tenth of a second; gives how many they all got."""
    granted = 0
    for _ in range(tenths):
        await clock.advance(0.1)
        for limiter in limiters:
            granted += sum([await limiter.may_poll() for _ in range(wanting)])
    return granted


async def scripts_run(redis: Redis) -> int:
    return int((await redis.info("commandstats"))["cmdstat_evalsha"]["calls"])


@pytest.mark.parametrize("replicas", [1, 2, 4])
async def test_all_replicas_together_keep_to_the_rate(redis: Redis, clock: Clock, replicas: int) -> None:
    limiters = [limiter_of(redis, clock) for _ in range(replicas)]
    granted = await ask(limiters, clock, wanting=12, tenths=MINUTE)
    assert RATE * 60 * 0.85 <= granted <= RATE * 60 + RATE


@pytest.mark.parametrize("rate", [0.5, 1.0, 3.0])
async def test_a_small_rate_is_kept_and_used(redis: Redis, clock: Clock, rate: float) -> None:
    granted = await ask([limiter_of(redis, clock, rate)], clock, wanting=3, tenths=MINUTE)
    assert rate * 60 * 0.8 <= granted <= rate * 60 + 3


async def test_most_looks_cost_the_database_nothing(redis: Redis, clock: Clock) -> None:
    limiters = [limiter_of(redis, clock) for _ in range(2)]
    await ask(limiters, clock, wanting=5, tenths=100)
    before = await scripts_run(redis)
    granted = await ask(limiters, clock, wanting=5, tenths=100)
    assert (await scripts_run(redis) - before) / granted <= 0.2


async def test_a_quiet_replica_takes_nothing_away_from_a_busy_one(redis: Redis, clock: Clock) -> None:
    quiet, busy = limiter_of(redis, clock), limiter_of(redis, clock)
    granted = 0
    for _ in range(60):
        await quiet.may_poll()
        granted += await ask([busy], clock, wanting=12, tenths=10)
    assert granted >= RATE * 60 * 0.85


async def rush(limiter: RateLimiter, wanting: int) -> int:
    """How many of so many urgent requests in one instant may be sent."""
    return [await limiter.urgent_wait() for _ in range(wanting)].count(0.0)


async def test_a_thousand_taps_in_an_instant_do_not_stop_polls(redis: Redis, clock: Clock) -> None:
    limiter, tapped = limiter_of(redis, clock), limiter_of(redis, clock)
    await ask([limiter], clock, wanting=12, tenths=100)
    passed = [await tapped.may_check() for _ in range(1000)].count(True)
    assert 1 <= passed <= RATE, "and at most a second's worth passes"
    assert tapped.crowding == 1, "nor do they make polls rarer"
    assert await ask([limiter], clock, wanting=12, tenths=20) >= RATE / 2


async def test_taps_for_long_leave_polls_half_of_the_rate(redis: Redis, clock: Clock) -> None:
    limiter, tapped = limiter_of(redis, clock), limiter_of(redis, clock)
    polls = checks = 0
    for _ in range(60):
        checks += [await tapped.may_check() for _ in range(25)].count(True)
        polls += await ask([limiter], clock, wanting=12, tenths=10)
    assert polls >= RATE * 60 * 0.4
    assert checks >= RATE * 60 * 0.4
    assert polls + checks <= RATE * 62


async def test_cancels_pass_where_check_now_has_used_its_part(redis: Redis, clock: Clock) -> None:
    limiter = limiter_of(redis, clock)
    await ask([limiter], clock, wanting=30, tenths=20)
    assert [await limiter.may_check() for _ in range(100)][-1] is False
    assert await rush(limiter, 5) == 5
    assert await rush(limiter, 100) < RATE
    wait = await limiter.urgent_wait()
    assert 0 < wait < 1
    await clock.advance(wait)
    assert await limiter.urgent_wait() == 0


async def test_what_must_be_sent_is_sent_and_paid_later(redis: Redis, clock: Clock) -> None:
    limiter = limiter_of(redis, clock)
    for _ in range(2000):
        await limiter.admit("reject")
    assert await rush(limiter, 1) == 0
    await ask([limiter], clock, wanting=12, tenths=50)
    assert await ask([limiter], clock, wanting=12, tenths=100) >= RATE * 4
    assert await rush(limiter, 1) == 1


async def test_prices_that_many_tap_for_wait_and_are_refused_where_it_takes_long(redis: Redis, clock: Clock) -> None:
    began = clock()
    bucket = RateLimit(redis, Keys(), rate=RATE, clock=LUA_CLOCK)
    limiter = RateLimiter(bucket, now=clock, sleep=clock.advance)
    for _ in range(50):
        await limiter.admit("offers")
    assert 2.5 <= clock() - began <= 3.5, "twenty at once, and ten a second"

    async def no_time_passes(_: float) -> None:
        pass

    with pytest.raises(Throttled):
        await RateLimiter(bucket, now=clock, sleep=no_time_passes).admit("offers")


@pytest.mark.parametrize("call", ["look", "close"])
async def test_what_can_come_later_was_asked_for_before(redis: Redis, clock: Clock, call: str) -> None:
    limiter = limiter_of(redis, clock)
    await redis.config_resetstat()
    await limiter.admit(call)
    assert "cmdstat_evalsha" not in await redis.info("commandstats")


async def test_the_more_there_is_to_look_at_the_rarer_each_look(redis: Redis, clock: Clock) -> None:
    limiter = limiter_of(redis, clock)
    await ask([limiter], clock, wanting=2, tenths=MINUTE)
    assert limiter.crowding < 1.5
    await ask([limiter], clock, wanting=20, tenths=100)
    assert limiter.crowding > 3
    await ask([limiter], clock, wanting=1, tenths=2 * MINUTE)
    assert limiter.crowding < 1.5


async def test_without_a_limit_the_database_is_not_asked(redis: Redis) -> None:
    await redis.config_resetstat()
    limiter = RateLimiter(None)
    for call in ("offers", "buy", "reject"):
        await limiter.admit(call)
    assert await limiter.urgent_wait() == 0
    assert all([await limiter.may_poll() for _ in range(1000)])
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


async def test_an_outage_uses_up_no_rate_and_the_codes_come_after_it(slow: Shop, messages: Messages) -> None:
    """Sixty polls and closes at three a second. Where an outage counts as polls, some are not polled for minutes."""
    slow.provider.switch(sms_delay=(700.0, 700.0))
    for number in range(60):
        await slow.buy(USER + number)
    await slow.pass_time(500, step=5)
    slow.provider.faults.add("http_500", call="get-sms", times=None)
    await slow.pass_time(215, step=1)
    assert slow.breaker.rate_limiter.crowding < 1.2
    slow.provider.faults.clear()
    await slow.pass_time(150, step=1)
    assert len(messages.codes) == 60


async def test_users_who_check_all_the_time_do_not_keep_others_from_their_codes(slow: Shop, messages: Messages) -> None:
    slow.provider.switch(never_share=1.0)
    checked = [await slow.buy(USER + number) for number in range(10)]
    slow.provider.switch(never_share=0.0)
    await slow.buy(USER + 100)
    for _ in range(60):
        for activation in checked:
            await slow.purchases.check(activation.user_id, activation.id)
        await slow.pass_time(1, step=1)
    assert [code.user_id for code in messages.codes] == [USER + 100]
    assert slow.calls("get-sms") <= 3.0 * 62


async def test_a_rush_of_cancels_waits_its_turn_and_all_get_their_money_back(slow: Shop) -> None:
    slow.provider.switch(never_share=1.0)
    bought = [await slow.buy(USER + number) for number in range(12)]
    await slow.pass_time(150, step=5)  # as young as they are the provider refuses to cancel
    for activation in bought:
        await slow.purchases.cancel(activation.user_id, activation.id)
    await slow.settle()
    assert slow.calls("set-status") < len(bought), "not all in one instant"
    await slow.pass_time(60, step=1)
    assert slow.charged() == {"charge": 12, "refund": 12}


async def test_numbers_are_closed_when_there_is_room(slow: Shop, messages: Messages) -> None:
    bought = [await slow.buy(USER + number) for number in range(8)]
    await slow.pass_time(90, step=1)
    assert len(messages.codes) == len(bought)
    for activation in bought:
        await slow.purchases.finish(activation.user_id, activation.id)
    await slow.pass_time(90, step=1)
    assert slow.calls("set-status") >= len(bought)
    assert {(await slow.now(activation)).state for activation in bought} == {State.DONE}


async def test_purchases_have_a_rate_of_their_own(redis: Redis) -> None:
    limiter = RateLimiter(RateLimit(redis, Keys(), rate=RATE), RateLimit(redis, Keys(), rate=20, buys=True))
    began = time.monotonic()
    for _ in range(20):
        await limiter.admit("buy")
    took = time.monotonic() - began
    assert 0.15 <= took < 3, "three quarters of a second's worth at once, the others as the bucket fills"
    assert all([await limiter.may_poll() for _ in range(5)]), "looks do not come later for them"


async def test_a_purchase_whose_turn_is_far_is_refused_unsent(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.providers.rate_limiter.MAX_WAIT_S", 0.1)
    limiter = RateLimiter(None, RateLimit(redis, Keys(), rate=0.01, buys=True))
    await limiter.admit("buy")
    with pytest.raises(Throttled):
        await limiter.admit("buy")


async def test_without_a_rate_purchases_do_not_wait(redis: Redis) -> None:
    limiter = RateLimiter(RateLimit(redis, Keys(), rate=1))
    began = time.monotonic()
    for _ in range(100):
        await limiter.admit("buy")
    assert time.monotonic() - began < 1


async def test_looks_become_rarer_when_the_provider_throttles_and_come_back(redis: Redis, clock: Clock) -> None:
    limiter = limiter_of(redis, clock)
    for _ in range(3):
        limiter.throttled("look")
    assert limiter.crowding > 3
    await ask([limiter], clock, wanting=1, tenths=2 * MINUTE)
    assert limiter.crowding < 1.5


async def test_polls_come_back_by_themselves_where_there_is_no_limit() -> None:
    limiter = RateLimiter(None)
    limiter.throttled("look")
    assert limiter.crowding > 1
    assert all([await limiter.may_poll() for _ in range(100)])
    assert limiter.crowding == 1


async def test_polls_become_rarer_while_the_provider_is_slow_and_come_back() -> None:
    limiter = RateLimiter(None)

    async def poll(seconds: float, times: int) -> float:
        for _ in range(times):
            await limiter.may_poll()
            limiter.polled(seconds)
        return limiter.crowding

    assert await poll(0.2, 200) == 1
    assert await poll(0.5, 200) == 1, "far below a second nobody minds"
    assert 2 < await poll(3.0, 300) <= 4
    assert await poll(0.2, 300) == 1


async def test_a_provider_that_was_always_slow_is_no_reason(redis: Redis) -> None:
    limiter = RateLimiter(None)
    for _ in range(300):
        await limiter.may_poll()
        limiter.polled(4.0)
    assert limiter.crowding == 1


def purchases_of(redis: Redis, clock: Clock) -> RateLimiter:
    return RateLimiter(
        None, RateLimit(redis, Keys(), rate=RATE, buys=True, clock=LUA_CLOCK), now=clock, sleep=clock.advance
    )


async def seconds_of_buying(limiter: RateLimiter, clock: Clock, count: int = 40) -> float:
    began = clock()
    for _ in range(count):
        await limiter.admit("buy")
    return clock() - began


async def test_purchases_become_rarer_when_they_are_throttled_and_come_back(redis: Redis, clock: Clock) -> None:
    limiter = purchases_of(redis, clock)
    usual = await seconds_of_buying(limiter, clock)
    for _ in range(3):
        limiter.throttled("buy")
    assert await seconds_of_buying(limiter, clock) > 2 * usual
    assert limiter.crowding == 1, "polls are another matter"
    await clock.advance(300)
    assert await seconds_of_buying(limiter, clock) <= 1.1 * usual


async def test_no_numbers_for_one_offer_after_the_other_is_throttling(redis: Redis, clock: Clock) -> None:
    limiter = purchases_of(redis, clock)
    usual = await seconds_of_buying(limiter, clock)
    for _ in range(100):
        limiter.sold((10, 3), out=True)
    limiter.sold((10, 4), out=True)
    limiter.sold((10, 5), out=False)
    limiter.sold((10, 6), out=True)
    await clock.advance(10)
    assert await seconds_of_buying(limiter, clock) <= 1.1 * usual, "one offer may be gone, and others are sold"
    for service in range(12):
        limiter.sold((10, service), out=True)
    await clock.advance(2)
    assert await seconds_of_buying(limiter, clock) > 2 * usual
