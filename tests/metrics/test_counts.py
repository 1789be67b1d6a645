"""The figures that an operator sees, of a shop that buys, waits, delivers and gives back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import isnan

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached, Undelivered
from bot.domain.users import NO_LIMITS, Limits
from bot.health import Readings
from bot.shop.activations.queue_repair import QueueRepair
from bot.shop.admin.alerts import Alerts
from bot.storage.activations import ActivationStore
from bot.storage.connection import open_redis
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from sandbox.smsman import SmsMan as Sandbox
from tests.assortment import shortened
from tests.clock import Clock
from tests.metrics.reading import Counted
from tests.world import TOKEN, USER, Messages, Shop, open_shop


@dataclass
class Watched:
    """A shop, and whoever watches over it."""

    shop: Shop
    messages: Messages
    readings: Readings
    clock: Clock
    counted: Counted

    async def read(self, name: str, **labels: str) -> float:
        return self.counted.value(name, await self.page(), **labels)

    async def page(self) -> bytes:
        await self.clock.advance(10)  # what was read before stands no longer
        return await self.readings.text()


@asynccontextmanager
async def watched(redis: Redis, clock: Clock, limits: Limits = NO_LIMITS) -> AsyncIterator[Watched]:
    sandbox, messages, counted = shortened(Sandbox(token=TOKEN, now=clock)), Messages(), Counted()
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0)
    async with open_shop(redis, clock, sandbox, messages, limits=limits) as shop:
        leases = Leases(redis, Keys())
        queue_repair = QueueRepair(shop.store, leases, Alerts(messages, leases))
        readings = Readings(shop.store, shop.breaker, queue_repair, lambda: True, now=clock)
        yield Watched(shop, messages, readings, clock, counted)


async def test_a_code_is_counted_with_the_time_it_took_to_its_user(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        await seen.shop.buy()
        assert await seen.read("activations", state="waiting") == 1
        await seen.shop.pass_time(30)
        assert await seen.read("purchases_total", outcome="bought") == 1
        assert await seen.read("codes_total") == 1
        assert await seen.read("delivery_seconds_count", kind="code") == 1
        assert await seen.read("delivery_seconds_sum", kind="code") < 5
        assert await seen.read("activations", state="waiting") == 0


async def test_a_refund_is_counted_by_its_reason(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        activation = await seen.shop.buy()
        await seen.shop.purchases.cancel(USER, activation.id)
        await seen.shop.settle()
        assert await seen.read("refunds_total", reason="user") == 1
        assert await seen.read("refunds_total", reason="expired") == 0


async def test_a_purchase_that_fails_is_counted_by_its_reason(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        await seen.shop.tap_buy()
        seen.shop.provider.faults.add("account_empty", call="get-number")
        await seen.shop.settle()
        assert await seen.read("purchases_total", outcome="account_empty") == 1
        assert await seen.read("provider_errors_total", call="buy", error="AccountEmpty") == 1


async def test_a_wish_that_was_too_old_to_be_sent_is_counted(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        activation = await seen.shop.tap_buy()
        await clock.advance(3600)
        assert not await seen.shop.store.sending(activation, owner="me", timeout_s=75)
        assert not await seen.shop.store.sending(activation, owner="me", timeout_s=75)
        assert await seen.read("purchases_total", outcome="stale") == 1


async def test_an_unknown_is_open_until_the_operator_has_settled_it(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        seen.shop.provider.faults.add("http_500_after", call="get-number")
        activation = await seen.shop.buy()
        assert await seen.read("unknown_open") == 1
        await seen.shop.purchases.resolve(activation.id, charged=True, admin_id=1)
        await seen.shop.purchases.resolve(activation.id, charged=True, admin_id=1)
        assert await seen.read("unknown_open") == 0
        assert await seen.read("purchases_total", outcome="unknown") == 1
        assert await seen.read("purchases_total", outcome="lost") == 1


async def test_a_cap_that_refuses_is_counted_by_its_name(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock, Limits(active=1)) as seen:
        await seen.shop.buy()
        with pytest.raises(LimitReached):
            await seen.shop.tap_buy()
        assert await seen.read("caps_hit_total", cap="active") == 1
        assert await seen.read("caps_hit_total", cap="all_active") == 0


async def test_what_telegram_does_not_take_grows_old_in_the_outbox(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        seen.messages.failing[:] = [Undelivered("TelegramNetworkError")] * 100
        await seen.shop.buy()
        await seen.shop.pass_time(15)
        assert await seen.read("outbox_messages") == 1
        assert 20 < await seen.read("outbox_oldest_seconds") < 60
        seen.messages.failing.clear()
        await seen.shop.pass_time(60)
        assert await seen.read("outbox_messages") == 0
        assert await seen.read("outbox_oldest_seconds") == 0


async def test_a_look_that_comes_late_is_seen_and_one_in_time_is_not(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        await seen.shop.buy()
        await seen.shop.pass_time(4, step=0.1)
        assert await seen.read("step_lateness_seconds_sum", state="reserved") < 1
        on_time = await seen.read("step_lateness_seconds_sum", state="waiting")
        assert on_time < 1
        await seen.shop.settle()  # `read` lets ten seconds pass
        assert await seen.read("step_lateness_seconds_sum", state="waiting") > 5


async def test_a_database_that_is_away_leaves_nothing_to_believe(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        await seen.shop.buy()
        assert await seen.read("activations", state="waiting") == 1
        lost = open_redis("redis://127.0.0.1:1")
        seen.readings._store = ActivationStore(lost, Keys())
        assert isnan(await seen.read("activations", state="waiting"))
        assert isnan(await seen.read("unknown_open"))
        assert await seen.read("database_errors_total") > 0
        await lost.aclose()


async def test_every_figure_says_whose_it_is(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        page = (await seen.page()).decode()
    helps = [line for line in page.splitlines() if line.startswith("# HELP smsbot_") and "_process_" not in line]
    assert len(helps) > 20
    assert not [line for line in helps if not line.endswith(("sum() over replicas.", "max() over them."))]


async def test_reminders_are_counted_as_they_are_set_and_told(redis: Redis, clock: Clock) -> None:
    async with watched(redis, clock) as seen:
        offer = await seen.shop.some_offer()
        pair, stock = (offer.country_id, offer.service_id), seen.shop.provider.orders.stock
        for _ in range(2):
            await seen.shop.built.reminders.set(USER, *pair, 50, "en")
        assert await seen.read("reminders_total", what="set") == 1
        stock.reprice(*pair, offer.price / 2)
        for _ in range(3):
            await clock.advance(120)
            await seen.shop.built.reminders.read_prices()
        await seen.shop.settle()
        assert await seen.read("reminders_total", what="told") == 1
        assert await seen.read("delivery_seconds_count", kind="reminder") == 1
