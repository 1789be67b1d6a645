"""A provider that is dead: it is left alone, users hear it at once, the operator hears it once, and no code is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import (
    AccountEmpty,
    NumberUnreadable,
    OutcomeUnknown,
    OutOfStock,
    ProviderDown,
    ProviderError,
    Throttled,
    TooLate,
    Unreadable,
)
from bot.domain.models import Bought, Notice, Reason, State
from bot.shop.alarms import Alarms
from bot.shop.breaker import Breaker
from bot.shop.budget import Budget
from bot.shop.tasks import Tasks
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from tests.shop.market import Market
from tests.smsman.provider import always
from tests.world import USER, Messages, Shop


class Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def market() -> Market:
    return Market()


@pytest.fixture
def breaker(market: Market, time: Time) -> Breaker:
    return Breaker(market, Budget(None), now=time)


async def ask(breaker: Breaker, market: Market, error: ProviderError | None = None) -> None:
    """One call that the provider, if it is asked, answers so."""
    market.error = error
    try:
        await breaker.countries()
    except ProviderError:
        assert error is not None or not market.asked


async def open_breaker(breaker: Breaker, market: Market, time: Time) -> None:
    for _ in range(5):
        time.now += 1
        await ask(breaker, market, ProviderDown("HTTP 500"))
    market.asked.clear()


async def test_a_dead_provider_is_not_asked_again_for_a_while(breaker: Breaker, market: Market, time: Time) -> None:
    await open_breaker(breaker, market, time)
    for _ in range(100):
        with pytest.raises(ProviderDown):
            await breaker.offers()
    assert market.asked == []


async def test_one_call_at_a_time_tries_whether_it_is_back(breaker: Breaker, market: Market, time: Time) -> None:
    await open_breaker(breaker, market, time)
    for turn in (1, 2, 3):
        time.now += 10
        answers = await asyncio.gather(*(breaker.offers() for _ in range(20)), return_exceptions=True)
        assert {type(answer) for answer in answers} == {ProviderDown}
        assert len(market.asked) == turn


async def test_a_try_that_hangs_is_followed_by_another(breaker: Breaker, market: Market, time: Time) -> None:
    await open_breaker(breaker, market, time)
    time.now += 10
    held, tasks = market.hold("services"), Tasks()
    tasks.start(breaker.services(), name="hangs", watched=True)
    await held.reached.wait()
    time.now += 10
    market.error = None
    await breaker.countries()
    assert await breaker.offers() == []
    held.released.set()
    assert await tasks.drain(5)


async def test_it_closes_with_the_first_answer(breaker: Breaker, market: Market, time: Time) -> None:
    await open_breaker(breaker, market, time)
    time.now += 10
    for _ in range(3):
        await ask(breaker, market)
    assert len(market.asked) == 3


async def test_a_purchase_is_never_the_call_that_tries(breaker: Breaker, market: Market, time: Time) -> None:
    await open_breaker(breaker, market, time)
    time.now += 60
    with pytest.raises(ProviderDown):
        await breaker.buy(10, 3, most=Decimal(10), may_send=always)


async def test_a_provider_that_answers_now_and_then_is_asked_on(breaker: Breaker, market: Market, time: Time) -> None:
    for _ in range(20):
        for error in (*[ProviderDown("HTTP 502")] * 4, None):
            time.now += 1
            await ask(breaker, market, error)
    assert len(market.asked) == 100


async def test_a_burst_of_failures_within_a_moment_is_no_outage(breaker: Breaker, market: Market, time: Time) -> None:
    await ask(breaker, market)
    time.now += 3600  # nobody wanted anything
    for _ in range(20):
        await ask(breaker, market, ProviderDown("HTTP 502"))
    assert len(market.asked) == 21


@pytest.mark.parametrize("error", [AccountEmpty("balance"), OutOfStock("no_numbers")])
async def test_a_no_is_an_answer(breaker: Breaker, market: Market, time: Time, error: ProviderError) -> None:
    for _ in range(20):
        time.now += 5
        await ask(breaker, market, error)
    assert len(market.asked) == 20


async def test_purchases_without_an_answer_open_it_as_well(breaker: Breaker, market: Market, time: Time) -> None:
    for _ in range(6):
        time.now += 5
        await ask(breaker, market, OutcomeUnknown("timeout"))
    assert len(market.asked) == 5


@pytest.fixture
async def reported(breaker: Breaker, redis: Redis) -> AsyncIterator[Messages]:
    messages, tasks = Messages(), Tasks()
    tasks.start(breaker.report(Alarms(messages, Leases(redis, Keys()))), name="report")
    yield messages
    await tasks.cancel()


async def heard(messages: Messages, count: int) -> list[Notice]:
    async with asyncio.timeout(10):
        while len(messages.notices) < count:
            await asyncio.sleep(0.005)
    return messages.notices


async def test_the_operator_hears_once_that_it_is_down_and_once_that_it_is_back(
    breaker: Breaker, market: Market, time: Time, reported: Messages
) -> None:
    await open_breaker(breaker, market, time)
    assert await heard(reported, 1) == [Notice.PROVIDER_DOWN]
    for _ in range(5):
        time.now += 10
        await ask(breaker, market, ProviderDown("HTTP 500"))
    time.now += 10
    await ask(breaker, market)
    assert await heard(reported, 2) == [Notice.PROVIDER_DOWN, Notice.PROVIDER_UP]


async def test_a_process_that_starts_after_the_outage_says_that_it_is_over(
    breaker: Breaker, market: Market, redis: Redis, reported: Messages
) -> None:
    await Alarms(Messages(), Leases(redis, Keys())).tell(Notice.PROVIDER_DOWN)
    await ask(breaker, market)
    assert await heard(reported, 1) == [Notice.PROVIDER_UP]


async def test_two_replicas_say_it_once(redis: Redis) -> None:
    messages = Messages()
    both = [Alarms(messages, Leases(redis, Keys())) for _ in range(2)]
    await Alarms(messages, Leases(redis, Keys())).over(Notice.PROVIDER_DOWN, Notice.PROVIDER_UP)
    assert messages.notices == [], "nothing was told, so nothing is over"
    await asyncio.gather(*(alarms.tell(Notice.PROVIDER_DOWN) for alarms in both))
    await asyncio.gather(*(alarms.over(Notice.PROVIDER_DOWN, Notice.PROVIDER_UP) for alarms in both))
    assert messages.notices == [Notice.PROVIDER_DOWN, Notice.PROVIDER_UP]


async def look_in_vain(shop: Shop) -> None:
    shop.provider.faults.add("http_500", call="get-sms", times=None)
    while not shop.breaker._open:
        await shop.pass_time(3, step=3)


async def test_a_purchase_is_refused_at_once_and_clearly(shop: Shop, messages: Messages) -> None:
    await shop.buy()
    offer = await shop.some_offer()
    quote, _ = await shop.purchases.quote(USER, offer.country_id, offer.service_id)
    await look_in_vain(shop)
    bought = shop.calls("get-number")
    activation = await shop.purchases.begin(quote.nonce, user_id=USER, chat_id=USER, card_id=5, language="en")
    await shop.settle()
    refused = await shop.now(activation)
    assert (refused.state, refused.reason) == (State.FAILED, Reason.PROVIDER_DOWN)
    assert messages.cards[-1].reason is Reason.PROVIDER_DOWN
    assert shop.calls("get-number") == bought


async def test_a_code_comes_soon_after_the_provider_is_back(shop: Shop, messages: Messages) -> None:
    await shop.buy()
    await look_in_vain(shop)
    before = shop.calls("get-sms")
    await shop.pass_time(60, step=3)
    assert 1 <= shop.calls("get-sms") - before <= 8, "looks go on, slowly"
    shop.provider.faults.clear()
    await shop.pass_time(45, step=3)
    assert len(messages.codes) == 1


class Refusing(Market):
    """Answers reads; what changes something ends in `change`, if there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.change: ProviderError | None = None
        self.changes = 0

    async def reject(self, request_id: str) -> None:
        self.changes += 1
        if self.change:
            raise self.change

    async def buy(
        self, country_id: int, service_id: int, *, most: Decimal, may_send: Callable[[], Awaitable[bool]]
    ) -> Bought:
        await self.reject("")
        return Bought("1", "79002415539")


async def try_to(call: Awaitable[object]) -> type[Exception] | None:
    try:
        await call
    except ProviderError as error:
        return type(error)
    return None


async def test_changes_that_are_not_answered_hold_back_changes_and_no_reads(time: Time) -> None:
    seller = Refusing()
    breaker = Breaker(seller, Budget(None), now=time)
    await breaker.countries()
    seller.change = OutcomeUnknown("timeout")
    for _ in range(5):
        time.now += 1
        await breaker.countries()
        assert await try_to(breaker.reject("1")) is OutcomeUnknown
    assert await breaker.trouble() == "answers, but takes no purchase and no cancel"
    assert breaker.answers is False
    await breaker.countries()
    assert await try_to(breaker.reject("1")) is ProviderDown, "it was not asked"
    assert await try_to(breaker.buy(10, 3, most=Decimal(10), may_send=always)) is ProviderDown
    assert seller.changes == 5
    time.now += 11
    seller.change = None
    await breaker.reject("1")
    assert await breaker.trouble() is None
    assert await try_to(breaker.buy(10, 3, most=Decimal(10), may_send=always)) is None


async def test_a_purchase_tries_whether_changes_work_where_nothing_else_has_to_be_changed(time: Time) -> None:
    seller = Refusing()
    seller.change = OutcomeUnknown("timeout")
    breaker = Breaker(seller, Budget(None), now=time)
    for _ in range(5):
        time.now += 1
        await try_to(breaker.buy(10, 3, most=Decimal(10), may_send=always))
    time.now += 30
    assert await try_to(breaker.buy(10, 3, most=Decimal(10), may_send=always)) is ProviderDown
    assert seller.changes == 5
    time.now += 40
    seller.change = None
    assert await try_to(breaker.buy(10, 3, most=Decimal(10), may_send=always)) is None


@pytest.mark.parametrize("error", [TooLate("late"), NumberUnreadable("odd", "77"), Unreadable("odd")])
async def test_what_says_nothing_of_the_provider_opens_nothing(time: Time, error: ProviderError) -> None:
    seller = Refusing()
    breaker = Breaker(seller, Budget(None), now=time)
    await breaker.countries()
    seller.change = error
    for _ in range(20):
        time.now += 1
        seller.error = error
        assert await try_to(breaker.countries()) is type(error)
        assert await try_to(breaker.reject("1")) is type(error)
        assert await try_to(breaker.buy(10, 3, most=Decimal(10), may_send=always)) is type(error)
    assert await breaker.trouble() is None


async def test_throttling_makes_looks_rarer(market: Market, time: Time) -> None:
    budget = Budget(None)
    await ask(Breaker(market, budget, now=time), market, Throttled("slow down"))
    assert budget.crowding > 1
