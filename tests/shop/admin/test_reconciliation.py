"""The account is compared with the ledger: evidence for unknown purchases, and an alert where money is missing."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.errors import Undelivered
from bot.domain.models import State
from bot.storage.keys import Keys
from sandbox.smsman import SmsMan as Sandbox
from tests.assortment import shortened
from tests.clock import Clock
from tests.world import TOKEN, USER, Messages, Shop, open_shop

WAYS = [
    ("documented", "at once"),
    ("documented", "with the code"),
    ("newer", "at once"),
    ("newer", "with the code"),
]


@pytest.fixture(params=WAYS, ids=lambda way: " ".join(way))
def way(request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """The provider's dialect, and when it charges."""
    return request.param  # type: ignore[no-any-return]  # pytest's own


@pytest.fixture
async def shop(redis: Redis, clock: Clock, messages: Messages, way: tuple[Any, Any]) -> AsyncIterator[Shop]:
    dialect, takes = way
    sandbox = shortened(Sandbox(token=TOKEN, now=clock))
    sandbox.switch(dialect=dialect, never_share=1.0, takes=takes)
    async with open_shop(redis, clock, sandbox, messages) as shop:
        yield shop


async def read(shop: Shop, times: int = 1, apart: float = 180) -> None:
    for _ in range(times):
        await shop.reconciliation.balance()
        await shop.pass_time(apart, step=30)


def bank(shop: Shop, more: str) -> None:
    """Money that comes (or goes) without the bot."""
    account = shop.provider.orders.account
    account.set_balance(account.balance + Decimal(more))


async def test_a_life_of_all_kinds_is_nothing_to_be_told_of(shop: Shop, messages: Messages) -> None:
    await read(shop)
    kept, cancelled, coded, _ended = [await shop.buy() for _ in range(4)]
    await read(shop)
    shop.provider.deliver(int(coded.request_id), "4321")
    await shop.purchases.cancel(USER, cancelled.id)
    await read(shop, 3)
    shop.provider.deliver(int(kept.request_id), "1234")
    await read(shop, 10)
    assert messages.notices == []


async def test_a_lost_answer_and_a_lost_cancel_are_nothing_to_be_told_of(shop: Shop, messages: Messages) -> None:
    await read(shop)
    shop.provider.faults.add("drop_after", call="get-number")
    assert (await shop.buy()).state is State.UNKNOWN
    await read(shop, 3)
    activation = await shop.buy()
    shop.provider.faults.add("drop_after", call="set-status")
    await shop.purchases.cancel(USER, activation.id)
    await read(shop, 12)
    assert messages.notices == []


async def test_what_was_bought_by_hand_is_told_with_both_figures(shop: Shop, messages: Messages) -> None:
    await read(shop)
    before = shop.provider.orders.account.balance
    bank(shop, "-12.50")
    await read(shop)
    assert messages.notices == [], "one reading proves nothing"
    await read(shop)
    assert messages.notices == [ShopAlert.BALANCE_SHORT]
    assert messages.values == [{"balance": before - Decimal("12.50"), "expected": before}]
    await read(shop, 5)
    assert messages.notices == [ShopAlert.BALANCE_SHORT], "from then on it is compared with what is there"


async def test_what_nobody_could_be_told_is_told_with_the_next_reading(shop: Shop, messages: Messages) -> None:
    await read(shop)
    bank(shop, "-12.50")
    await read(shop)
    messages.failing = [Undelivered("ServerError")]
    await read(shop)
    assert messages.notices == []
    await read(shop)
    assert messages.notices == [ShopAlert.BALANCE_SHORT]


async def test_a_fall_that_is_made_good_is_none(shop: Shop, messages: Messages) -> None:
    await read(shop)
    bank(shop, "-12.50")
    await read(shop)
    bank(shop, "12.50")
    await read(shop, 3)
    assert messages.notices == []


async def test_two_readings_in_one_minute_are_one(shop: Shop, messages: Messages) -> None:
    await read(shop)
    bank(shop, "-12.50")
    await read(shop, 2, apart=20)
    assert messages.notices == []


async def test_a_top_up_begins_anew(shop: Shop, messages: Messages) -> None:
    await read(shop)
    bank(shop, "500")
    await read(shop)
    bank(shop, "-12.50")
    await read(shop, 2)
    assert messages.notices == [ShopAlert.BALANCE_SHORT]


@pytest.mark.parametrize("way", [("newer", "at once")])
async def test_numbers_that_cost_more_than_quoted_are_told_of(shop: Shop, messages: Messages) -> None:
    await read(shop)
    for _ in range(4):
        shop.provider.faults.add("charged_otherwise", call="get-number")
        activation = await shop.buy()
        shop.provider.deliver(int(activation.request_id), "4321")
        await read(shop)
    await read(shop, 2)
    assert messages.notices == [ShopAlert.BALANCE_SHORT]


async def test_nothing_is_compared_across_a_restore(shop: Shop, redis: Redis, messages: Messages) -> None:
    await read(shop)
    bank(shop, "-12.50")
    await redis.set(Keys().restored, round(shop.clock() * 1000))
    await read(shop, 3)
    assert messages.notices == []


async def test_an_unknown_purchase_is_told_with_the_evidence(
    shop: Shop, messages: Messages, way: tuple[Any, Any]
) -> None:
    first = await shop.buy()
    shop.provider.deliver(int(first.request_id), "4321")
    await shop.pass_time(60)
    await read(shop, apart=30)
    had = shop.provider.orders.account.balance
    second = await shop.buy()
    shop.provider.faults.add("drop_after", call="get-number")
    unknown = await shop.buy()
    assert unknown.state is State.UNKNOWN
    await shop.settle()
    [evidence] = messages.evidence
    assert evidence.before == had
    assert 29 <= evidence.age <= 40
    assert evidence.free == had - second.price
    assert evidence.charged == had - second.price - unknown.price
    assert evidence.now == (evidence.charged if way[1] == "at once" else had), "charged, or not before the code"


@pytest.mark.parametrize("way", [("newer", "at once")])
@pytest.mark.parametrize("why", ["no reading", "restored", "provider away"])
async def test_what_is_not_known_is_not_made_up(shop: Shop, redis: Redis, messages: Messages, why: str) -> None:
    if why != "no reading":
        await read(shop, apart=10)
    shop.provider.faults.add("drop_after", call="get-number")
    if why == "provider away":
        shop.provider.faults.add("http_500", call="get-balance", times=None)
    activation = await shop.tap_buy()
    if why == "restored":
        await redis.set(Keys().restored, round(shop.clock() * 1000))
    await shop.settle()
    assert (await shop.now(activation)).state is State.UNKNOWN
    [evidence] = messages.evidence
    assert (evidence.before is None) == (why != "provider away")
    assert (evidence.free is None) == (why != "provider away")
    assert (evidence.now is None) == (why == "provider away")
