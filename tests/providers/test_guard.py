"""A provider that is dead: it is left alone, users hear it at once, the operator hears it once, and no code is lost."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.errors import (
    AccountEmpty,
    NumberUnreadable,
    OutcomeUnknown,
    OutOfStock,
    ProviderDown,
    ProviderError,
    Throttled,
    TooLate,
    Undelivered,
    Unreadable,
)
from bot.domain.models import Bought, Reason, State
from bot.providers.guard import Guard
from bot.providers.rate_limiter import RateLimiter
from bot.shop.admin.alerts import Alerts, ProviderAlerts
from bot.shop.background import Tasks
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from tests.metrics.reading import Counted
from tests.providers.smsman.provider import always
from tests.shop.market import Market
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
def guard(market: Market, time: Time) -> Guard:
    return Guard(market, RateLimiter(None), now=time)


async def ask(guard: Guard, market: Market, error: ProviderError | None = None) -> None:
    """One call that the provider, if it is asked, answers so."""
    market.error = error
    try:
        await guard.countries()
    except ProviderError:
        assert error is not None or not market.asked


async def open_breaker(guard: Guard, market: Market, time: Time) -> None:
    for _ in range(5):
        time.now += 1
        await ask(guard, market, ProviderDown("HTTP 500"))
    market.asked.clear()


async def test_a_dead_provider_is_not_asked_again_for_a_while(guard: Guard, market: Market, time: Time) -> None:
    await open_breaker(guard, market, time)
    for _ in range(100):
        with pytest.raises(ProviderDown):
            await guard.offers()
    assert market.asked == []


async def test_one_call_at_a_time_tries_whether_it_is_back(guard: Guard, market: Market, time: Time) -> None:
    await open_breaker(guard, market, time)
    for turn in (1, 2, 3):
        time.now += 10
        answers = await asyncio.gather(*(guard.offers() for _ in range(20)), return_exceptions=True)
        assert {type(answer) for answer in answers} == {ProviderDown}
        assert len(market.asked) == turn


async def test_a_try_that_hangs_is_followed_by_another(guard: Guard, market: Market, time: Time) -> None:
    await open_breaker(guard, market, time)
    time.now += 10
    held, tasks = market.hold("services"), Tasks()
    tasks.start(guard.services(), name="hangs", watched=True)
    await held.reached.wait()
    time.now += 10
    market.error = None
    await guard.countries()
    assert await guard.offers() == []
    held.released.set()
    assert await tasks.drain(5)


async def test_it_closes_with_the_first_answer(guard: Guard, market: Market, time: Time) -> None:
    await open_breaker(guard, market, time)
    time.now += 10
    for _ in range(3):
        await ask(guard, market)
    assert len(market.asked) == 3


async def test_a_purchase_is_never_the_call_that_tries(guard: Guard, market: Market, time: Time) -> None:
    await open_breaker(guard, market, time)
    time.now += 60
    with pytest.raises(ProviderDown):
        await guard.buy(10, 3, most=Decimal(10), may_send=always)


async def test_a_provider_that_answers_now_and_then_is_asked_on(guard: Guard, market: Market, time: Time) -> None:
    for _ in range(20):
        for error in (*[ProviderDown("HTTP 502")] * 4, None):
            time.now += 1
            await ask(guard, market, error)
    assert len(market.asked) == 100


async def test_a_burst_of_failures_within_a_moment_is_no_outage(guard: Guard, market: Market, time: Time) -> None:
    await ask(guard, market)
    time.now += 3600  # nobody wanted anything
    for _ in range(20):
        await ask(guard, market, ProviderDown("HTTP 502"))
    assert len(market.asked) == 21


@pytest.mark.parametrize("error", [AccountEmpty("balance"), OutOfStock("no_numbers")])
async def test_a_no_is_an_answer(guard: Guard, market: Market, time: Time, error: ProviderError) -> None:
    for _ in range(20):
        time.now += 5
        await ask(guard, market, error)
    assert len(market.asked) == 20


async def test_purchases_without_an_answer_open_it_as_well(guard: Guard, market: Market, time: Time) -> None:
    for _ in range(6):
        time.now += 5
        await ask(guard, market, OutcomeUnknown("timeout"))
    assert len(market.asked) == 5


@pytest.fixture
async def reported(guard: Guard, redis: Redis) -> AsyncIterator[Messages]:
    messages, tasks = Messages(), Tasks()
    alerts = ProviderAlerts(lambda: guard.answers, guard.changed, Alerts(messages, Leases(redis, Keys())))
    guard.listeners.append(alerts.hear)
    tasks.start(alerts.run(), name="report")
    yield messages
    await tasks.cancel()


async def heard(messages: Messages, count: int) -> list[ShopAlert]:
    async with asyncio.timeout(10):
        while len(messages.notices) < count:
            await asyncio.sleep(0.005)
    return messages.notices


async def test_the_operator_hears_once_that_it_is_down_and_once_that_it_is_back(
    guard: Guard, market: Market, time: Time, reported: Messages
) -> None:
    await open_breaker(guard, market, time)
    assert await heard(reported, 1) == [ShopAlert.PROVIDER_DOWN]
    for _ in range(5):
        time.now += 10
        await ask(guard, market, ProviderDown("HTTP 500"))
    time.now += 10
    await ask(guard, market)
    assert await heard(reported, 2) == [ShopAlert.PROVIDER_DOWN, ShopAlert.PROVIDER_UP]


async def test_a_process_that_starts_after_the_outage_says_that_it_is_over(
    guard: Guard, market: Market, redis: Redis, reported: Messages
) -> None:
    await Alerts(Messages(), Leases(redis, Keys())).tell(ShopAlert.PROVIDER_DOWN)
    await ask(guard, market)
    assert await heard(reported, 1) == [ShopAlert.PROVIDER_UP]


async def test_two_replicas_say_it_once(redis: Redis) -> None:
    messages = Messages()
    both = [Alerts(messages, Leases(redis, Keys())) for _ in range(2)]
    await Alerts(messages, Leases(redis, Keys())).over(ShopAlert.PROVIDER_DOWN, ShopAlert.PROVIDER_UP)
    assert messages.notices == [], "nothing was told, so nothing is over"
    await asyncio.gather(*(alerts.tell(ShopAlert.PROVIDER_DOWN) for alerts in both))
    await asyncio.gather(*(alerts.over(ShopAlert.PROVIDER_DOWN, ShopAlert.PROVIDER_UP) for alerts in both))
    assert messages.notices == [ShopAlert.PROVIDER_DOWN, ShopAlert.PROVIDER_UP]


async def look_in_vain(shop: Shop) -> None:
    shop.provider.faults.add("http_500", call="get-sms", times=None)
    while shop.breaker.answers:
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
    guard = Guard(seller, RateLimiter(None), now=time)
    await guard.countries()
    seller.change = OutcomeUnknown("timeout")
    for _ in range(5):
        time.now += 1
        await guard.countries()
        assert await try_to(guard.reject("1")) is OutcomeUnknown
    assert await guard.problem() == "answers, but takes no purchase and no cancel"
    assert guard.answers is False
    await guard.countries()
    assert await try_to(guard.reject("1")) is ProviderDown, "it was not asked"
    assert await try_to(guard.buy(10, 3, most=Decimal(10), may_send=always)) is ProviderDown
    assert seller.changes == 5
    time.now += 11
    seller.change = None
    await guard.reject("1")
    assert await guard.problem() is None
    assert await try_to(guard.buy(10, 3, most=Decimal(10), may_send=always)) is None


async def test_a_purchase_tries_whether_changes_work_where_nothing_else_has_to_be_changed(time: Time) -> None:
    seller = Refusing()
    seller.change = OutcomeUnknown("timeout")
    guard = Guard(seller, RateLimiter(None), now=time)
    for _ in range(5):
        time.now += 1
        await try_to(guard.buy(10, 3, most=Decimal(10), may_send=always))
    time.now += 30
    assert await try_to(guard.buy(10, 3, most=Decimal(10), may_send=always)) is ProviderDown
    assert seller.changes == 5
    time.now += 40
    seller.change = None
    assert await try_to(guard.buy(10, 3, most=Decimal(10), may_send=always)) is None


@pytest.mark.parametrize("error", [TooLate("late"), NumberUnreadable("odd", "77"), Unreadable("odd")])
async def test_what_says_nothing_of_the_provider_opens_nothing(time: Time, error: ProviderError) -> None:
    seller = Refusing()
    guard = Guard(seller, RateLimiter(None), now=time)
    await guard.countries()
    seller.change = error
    for _ in range(20):
        time.now += 1
        seller.error = error
        assert await try_to(guard.countries()) is type(error)
        assert await try_to(guard.reject("1")) is type(error)
        assert await try_to(guard.buy(10, 3, most=Decimal(10), may_send=always)) is type(error)
    assert await guard.problem() is None


async def test_throttling_makes_looks_rarer(market: Market, time: Time) -> None:
    limiter = RateLimiter(None)
    await ask(Guard(market, limiter, now=time), market, Throttled("slow down"))
    assert limiter.crowding > 1


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.shop.admin.alerts.RETRY_S", 0.05)
    monkeypatch.setattr("bot.shop.admin.alerts.PROVIDER_ROUND_S", 0.0)


@pytest.mark.usefixtures("soon")
async def test_an_alert_that_could_not_be_delivered_is_told_again_while_the_provider_is_down(
    guard: Guard, market: Market, time: Time, reported: Messages
) -> None:
    reported.failing += [Undelivered("TelegramNetworkError")] * 3
    await open_breaker(guard, market, time)
    assert await heard(reported, 1) == [ShopAlert.PROVIDER_DOWN]
    await asyncio.sleep(0.3)
    assert reported.notices == [ShopAlert.PROVIDER_DOWN], "once it has come it is not told again"


@pytest.mark.usefixtures("soon")
async def test_an_answer_that_nobody_can_read_is_told_once(guard: Guard, market: Market, reported: Messages) -> None:
    for _ in range(20):
        await ask(guard, market, Unreadable("get-balance: HTTP 200, 12 bytes, unexpected: {…}"))
        await asyncio.sleep(0)
    assert await heard(reported, 1) == [ShopAlert.UNREADABLE_ANSWER]
    await asyncio.sleep(0.2)
    assert reported.notices == [ShopAlert.UNREADABLE_ANSWER]
    assert reported.values == [{"call": "get-balance", "shape": "HTTP 200, 12 bytes, unexpected: {…}"}]


async def test_each_call_is_measured_once_and_only_if_it_was_sent(market: Market, time: Time) -> None:
    counted = Counted()
    guard = Guard(market, RateLimiter(None), now=time)
    await ask(guard, market)
    await open_breaker(guard, market, time)
    await ask(guard, market, ProviderDown("not asked"))
    assert counted.value("provider_seconds_count", call="countries") == 6
    assert counted.value("provider_errors_total", call="countries", error="ProviderDown") == 5


async def test_what_nobody_can_read_closes_nothing(guard: Guard, market: Market, time: Time) -> None:
    await open_breaker(guard, market, time)
    time.now += 10
    await ask(guard, market, Unreadable("odd"))
    assert guard.answers is False


async def test_reads_and_changes_are_told_apart(time: Time) -> None:
    seller = Refusing()
    guard = Guard(seller, RateLimiter(None), now=time)
    assert (await guard.reads_trouble(), await guard.changes_trouble()) == ("has not answered yet", None)
    await guard.countries()
    seller.change = OutcomeUnknown("timeout")
    for _ in range(5):
        time.now += 1
        await try_to(guard.reject("1"))
    assert (await guard.reads_trouble(), await guard.changes_trouble()) == (None, "takes no purchase and no cancel")
    seller.error = ProviderDown("HTTP 500")
    for _ in range(5):
        time.now += 1
        await try_to(guard.countries())
    assert await guard.reads_trouble() == "does not answer"


async def test_offers_refused_one_after_the_other_slow_purchases_down(time: Time) -> None:
    seller, limiter = Refusing(), RateLimiter(None)
    seller.change = OutOfStock("no_numbers")
    guard = Guard(seller, limiter, now=time)
    for service in range(3):
        assert await try_to(guard.buy(10, service, most=Decimal(10), may_send=always)) is OutOfStock
    assert limiter._purchase_backoff > 1
