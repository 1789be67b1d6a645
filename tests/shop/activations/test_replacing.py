"""Another number in place of one: bought once the cancel of the first is confirmed, and only then, and only once."""

from dataclasses import replace
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached, NotFound, QuoteGone, SalesStopped
from bot.domain.models import Activation, Reason, State
from bot.domain.users import LimitKind, Limits
from bot.domain.waiting import Replace
from tests.clock import Clock
from tests.storage.model import successor_of
from tests.world import USER, Messages, Shop, open_shop

HELD = {"sms_delay": (3600.0, 3600.0)}
"""No SMS comes by itself."""


@pytest.fixture
async def first(shop: Shop) -> Activation:
    """A number that waits, and whose service refuses it."""
    shop.provider.switch(**HELD)
    return await shop.buy()


async def next_of(shop: Shop, first: Activation) -> Activation:
    return await shop.purchases.find(USER, successor_of(first.id))


async def has_no_next(shop: Shop, first: Activation) -> bool:
    with pytest.raises(NotFound):
        await next_of(shop, first)
    return True


async def test_the_same_is_bought_again_once_the_cancel_is_confirmed(shop: Shop, first: Activation) -> None:
    assert await shop.purchases.replace(USER, first.id) is None
    assert (await shop.now(first)).state is State.CANCELLING
    assert shop.charged() == {"charge": 1}, "nothing is bought yet"
    await shop.settle()
    old, new = await shop.now(first), await next_of(shop, first)
    assert (old.state, old.wait.replace) == (State.CANCELLED, Replace.BEGUN)
    assert (new.state, new.wait.replaces) == (State.WAITING, first.id)
    assert (new.country_id, new.service_id, new.price) == (first.country_id, first.service_id, first.price)
    assert new.number != first.number
    assert [entry.kind for entry in shop.provider.ledger] == ["charge", "refund", "charge"]


async def test_the_next_number_has_a_card_of_its_own(shop: Shop, messages: Messages, first: Activation) -> None:
    await shop.purchases.replace(USER, first.id)
    messages.card_id = 99
    await shop.settle()
    assert (await next_of(shop, first)).card_id == 99
    assert messages.cards[-1].id == successor_of(first.id)


async def test_a_double_tap_buys_one_number(shop: Shop, first: Activation) -> None:
    for _ in range(2):
        await shop.purchases.replace(USER, first.id)
    await shop.settle()
    await shop.purchases.replace(USER, first.id)
    await shop.settle()
    assert shop.charged() == {"charge": 2, "refund": 1}


async def test_an_sms_that_comes_meanwhile_is_delivered_and_nothing_is_bought(
    shop: Shop, messages: Messages, first: Activation
) -> None:
    await shop.purchases.replace(USER, first.id)
    shop.provider.deliver(int(first.request_id), "4321")
    await shop.settle()
    assert [sent.code for sent in messages.codes] == ["4321"]
    assert (await shop.now(first)).wait.replace is Replace.CODE
    assert await has_no_next(shop, first)
    assert shop.charged() == {"charge": 1}


async def test_an_unconfirmed_cancel_buys_nothing(shop: Shop, first: Activation) -> None:
    shop.provider.faults.add("early_cancel_refused", times=None)
    await shop.purchases.replace(USER, first.id)
    await shop.pass_time(1500)
    unconfirmed = await shop.now(first)
    assert (unconfirmed.state, unconfirmed.wait.replace) == (State.CANCEL_UNCONFIRMED, Replace.UNCONFIRMED)
    shop.provider.faults.clear()
    await shop.pass_time(600)
    assert await has_no_next(shop, first)
    assert shop.charged()["charge"] == 1


async def test_an_operator_who_finds_the_money_back_buys_nothing(shop: Shop, first: Activation) -> None:
    shop.provider.faults.add("early_cancel_refused", times=None)
    await shop.purchases.replace(USER, first.id)
    await shop.pass_time(2400)
    await shop.purchases.resolve(first.id, charged=False, admin_id=9001)
    await shop.settle()
    assert (await shop.now(first)).state is State.CANCELLED
    assert await has_no_next(shop, first)


async def test_while_the_cancel_is_refused_the_card_says_so_once_and_then_goes_on(
    shop: Shop, messages: Messages, first: Activation
) -> None:
    shop.provider.switch(early_cancel=120.0)
    await shop.purchases.replace(USER, first.id)
    await shop.pass_time(100)
    shown = [card for card in messages.cards if card.state is State.CANCELLING]
    assert [card.wait.is_cancel_refused for card in shown] == [True]
    assert shop.calls("set-status") > 3
    assert shop.charged() == {"charge": 1}
    await shop.pass_time(60)
    assert (await next_of(shop, first)).state is State.WAITING
    assert shop.charged() == {"charge": 2, "refund": 1}


async def test_a_cancel_that_is_confirmed_when_nobody_waits_for_it_buys_nothing(shop: Shop, first: Activation) -> None:
    shop.provider.switch(early_cancel=700.0)
    await shop.purchases.replace(USER, first.id)
    await shop.pass_time(900)
    old = await shop.now(first)
    assert (old.state, old.wait.replace) == (State.CANCELLED, Replace.LATE)
    assert await has_no_next(shop, first)


async def test_who_wants_no_other_number_any_more_gets_none(shop: Shop, first: Activation) -> None:
    shop.provider.switch(early_cancel=60.0)
    await shop.purchases.replace(USER, first.id)
    await shop.settle()
    await shop.purchases.cancel(USER, first.id)
    await shop.pass_time(120)
    assert (await shop.now(first)).wait.replace is Replace.DROPPED
    assert await has_no_next(shop, first)


async def test_who_cancels_may_still_want_another_while_it_is_refused(shop: Shop, first: Activation) -> None:
    shop.provider.switch(early_cancel=60.0)
    await shop.purchases.cancel(USER, first.id)
    await shop.settle()
    await shop.purchases.replace(USER, first.id)
    await shop.pass_time(120)
    assert (await next_of(shop, first)).state is State.WAITING


async def test_a_process_that_ends_between_the_steps_loses_and_doubles_nothing(
    redis: Redis, clock: Clock, shop: Shop, messages: Messages, first: Activation
) -> None:
    """Each step is another process's, as after a kill: the wish is in the database alone."""
    await shop.purchases.replace(USER, first.id)
    async with open_shop(redis, clock, shop.provider, messages) as second:
        await second.activation_worker.run_once()
        await second.activation_worker.tasks.drain()
    assert (await next_of(shop, first)).state is State.RESERVED
    async with open_shop(redis, clock, shop.provider, messages) as third:
        await third.settle()
    assert (await next_of(shop, first)).state is State.WAITING
    assert shop.charged() == {"charge": 2, "refund": 1}


async def test_a_database_that_restarts_between_the_steps_buys_nothing(
    redis: Redis, shop: Shop, first: Activation
) -> None:
    """What it did last may be forgotten, a purchase of the next number as well."""
    await shop.purchases.replace(USER, first.id)
    await redis.hset(f"{{sb}}:a:{first.id}", "replace:epoch", "of a server that is gone")
    await shop.settle()
    old = await shop.now(first)
    assert (old.state, old.wait.replace) == (State.CANCELLED, Replace.RESTART)
    assert await has_no_next(shop, first)
    assert shop.charged() == {"charge": 1, "refund": 1}


async def test_a_higher_price_is_asked_about_before_anything_is_cancelled(shop: Shop, first: Activation) -> None:
    dearer = first.price + Decimal("1.50")
    shop.provider.orders.stock.reprice(first.country_id, first.service_id, dearer)
    await shop.clock.advance(60)
    question = await shop.purchases.replace(USER, first.id)
    assert question is not None
    assert question.dearer is not None
    assert question.dearer.price == dearer
    assert (await shop.now(first)).state is State.WAITING
    assert await shop.purchases.replace(USER, first.id, question.dearer.nonce) is None
    await shop.settle()
    assert (await next_of(shop, first)).price == dearer
    assert shop.provider.ledger[-1].amount == dearer


async def test_a_price_that_goes_up_after_the_tap_buys_nothing_and_asks(
    shop: Shop, messages: Messages, first: Activation
) -> None:
    await shop.purchases.replace(USER, first.id)
    dearer = first.price + Decimal("1.50")
    shop.provider.orders.stock.reprice(first.country_id, first.service_id, dearer)
    await shop.clock.advance(60)
    await shop.settle()
    new = await next_of(shop, first)
    assert (new.state, new.reason, new.new_price) == (State.FAILED, Reason.PRICE_CHANGED, dearer)
    assert shop.charged() == {"charge": 1, "refund": 1}


async def test_a_price_that_goes_down_is_what_is_paid_and_counted(shop: Shop, first: Activation) -> None:
    cheaper = first.price - Decimal("0.50")
    shop.provider.orders.stock.reprice(first.country_id, first.service_id, cheaper)
    await shop.clock.advance(60)
    await shop.purchases.replace(USER, first.id)
    await shop.settle()
    assert (await next_of(shop, first)).price == cheaper
    assert shop.provider.ledger[-1].amount == cheaper
    assert (await shop.store.usage(USER, unused_wait=3600)).spending == cheaper
    assert (await shop.store.books()).spent == cheaper


async def test_what_is_sold_out_is_asked_about_before_anything_is_cancelled(shop: Shop, first: Activation) -> None:
    offer = shop.provider.orders.stock.offer(first.country_id, first.service_id)
    assert offer is not None
    shop.provider.orders.stock.move(offer, -offer.stock)
    await shop.clock.advance(60)
    question = await shop.purchases.replace(USER, first.id)
    assert question is not None
    assert question.dearer is None
    assert (await shop.now(first)).state is State.WAITING


async def test_what_sells_out_after_the_tap_is_told_on_the_next_card(shop: Shop, first: Activation) -> None:
    await shop.purchases.replace(USER, first.id)
    shop.provider.faults.add("out_of_stock", call="get-number")
    await shop.settle()
    new = await next_of(shop, first)
    assert (new.state, new.reason) == (State.FAILED, Reason.OUT_OF_STOCK)
    assert shop.charged() == {"charge": 1, "refund": 1}


async def test_stopped_purchases_leave_the_number_as_it_is(shop: Shop, first: Activation) -> None:
    await shop.purchases.set_sales(9001, on=False)
    with pytest.raises(SalesStopped):
        await shop.purchases.replace(USER, first.id)
    assert (await shop.now(first)).state is State.WAITING


async def test_purchases_that_are_stopped_meanwhile_buy_nothing(shop: Shop, first: Activation) -> None:
    await shop.purchases.replace(USER, first.id)
    await shop.purchases.set_sales(9001, on=False)
    await shop.settle()
    old = await shop.now(first)
    assert (old.state, old.wait.replace) == (State.CANCELLED, Replace.PAUSED)
    assert await has_no_next(shop, first)


async def test_an_old_question_buys_nothing(shop: Shop, first: Activation) -> None:
    with pytest.raises(QuoteGone):
        await shop.purchases.replace(USER, first.id, "a-quote-of-before")
    assert (await shop.now(first)).state is State.WAITING


async def test_a_stranger_replaces_nothing(shop: Shop, first: Activation) -> None:
    with pytest.raises(NotFound):
        await shop.purchases.replace(USER + 1, first.id)
    assert (await shop.now(first)).state is State.WAITING


class TestLimits:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(active=1, day=2)

    async def test_the_number_in_its_place_needs_no_place_of_its_own(self, shop: Shop, first: Activation) -> None:
        await shop.purchases.replace(USER, first.id)
        await shop.settle()
        assert (await next_of(shop, first)).state is State.WAITING

    async def test_a_limit_that_is_reached_leaves_the_number_as_it_is(self, shop: Shop, first: Activation) -> None:
        await shop.purchases.replace(USER, first.id)
        await shop.settle()
        second = await next_of(shop, first)
        with pytest.raises(LimitReached) as refused:
            await shop.purchases.replace(USER, second.id)
        assert (refused.value.kind, refused.value.limit) == (LimitKind.DAY, Decimal(2))
        assert (await shop.now(second)).state is State.WAITING
        assert shop.charged() == {"charge": 2, "refund": 1}

    async def test_a_limit_that_is_reached_meanwhile_is_told_and_nothing_is_bought(
        self, shop: Shop, first: Activation
    ) -> None:
        shop.provider.switch(early_cancel=60.0)
        await shop.purchases.replace(USER, first.id)
        await shop.settle()
        shop.purchase_limits._limits = replace(shop.purchase_limits.limits, active=0)
        await shop.tap_buy()
        await shop.pass_time(90)
        old = await shop.now(first)
        assert (old.state, old.wait.replace) == (State.CANCELLED, Replace.LIMIT)
        assert old.wait.refusal is not None
        assert (old.wait.refusal.kind, old.wait.refusal.limit) == (LimitKind.ACTIVE, Decimal(1))
        assert await has_no_next(shop, first)

    @pytest.mark.parametrize("limits", [Limits(unused=1), Limits(unused=2)])
    async def test_a_number_that_is_replaced_counts_as_unused(
        self, shop: Shop, first: Activation, limits: Limits
    ) -> None:
        if limits.unused == 1:
            with pytest.raises(LimitReached):
                await shop.purchases.replace(USER, first.id)
        else:
            await shop.purchases.replace(USER, first.id)
            await shop.settle()
            assert (await next_of(shop, first)).state is State.WAITING
