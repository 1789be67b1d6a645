"""Whole lives of activations, against the sandbox's SMS-Man over HTTP: what the user gets, and what the money does."""

import asyncio
from decimal import Decimal

import pytest

from bot.domain.errors import ChatGone, Undelivered
from bot.domain.models import Reason, State
from tests.world import USER, Messages, Shop


async def test_a_code_reaches_its_user_without_a_tap(shop: Shop, messages: Messages) -> None:
    activation = await shop.buy()
    assert activation.state is State.WAITING
    await shop.pass_time(30)
    held = await shop.now(activation)
    assert held.state is State.DONE
    assert [sent.code for sent in messages.codes] == [held.code]
    assert held.code
    assert messages.cards[-1].state is State.CODE
    assert shop.charged() == {"charge": 1}


async def test_the_card_follows_the_purchase(shop: Shop, messages: Messages) -> None:
    await shop.buy()
    assert messages.cards[-1].state is State.WAITING
    assert messages.cards[-1].number


async def test_two_taps_and_fifty_more_buy_one_number(shop: Shop) -> None:
    offer = await shop.some_offer()
    quote, _ = await shop.purchases.quote(USER, offer.country_id, offer.service_id)
    taps = (
        shop.purchases.begin(quote.nonce, user_id=USER, chat_id=USER, card_id=n, language="en") for n in range(1, 53)
    )
    activations = await asyncio.gather(*taps)
    await shop.settle()
    assert {activation.id for activation in activations} == {quote.nonce}
    assert shop.calls("get-number") == 1
    assert shop.charged() == {"charge": 1}


async def test_the_same_tap_tomorrow_buys_nothing(shop: Shop) -> None:
    activation = await shop.buy()
    await shop.pass_time(60)
    await shop.clock.advance(86_400)
    again = await shop.purchases.begin(activation.id, user_id=USER, chat_id=USER, card_id=9, language="en")
    await shop.settle()
    assert again.state is State.DONE
    assert shop.calls("get-number") == 1


async def test_a_cancel_is_a_refund_once_the_provider_says_so(shop: Shop, messages: Messages) -> None:
    activation = await shop.buy()
    assert (await shop.purchases.cancel(USER, activation.id)).state is State.CANCELLING
    assert shop.charged() == {"charge": 1}
    await shop.settle()
    ended = await shop.now(activation)
    assert (ended.state, ended.reason) == (State.CANCELLED, Reason.USER)
    assert shop.charged() == {"charge": 1, "refund": 1}
    assert messages.cards[-1].state is State.CANCELLED


async def test_a_cancel_refused_for_being_early_is_tried_until_it_is_taken(shop: Shop, messages: Messages) -> None:
    shop.provider.switch(early_cancel=120.0, never_share=1.0)
    activation = await shop.buy()
    await shop.purchases.cancel(USER, activation.id)
    await shop.settle()
    assert (await shop.now(activation)).state is State.CANCELLING
    assert messages.cards[-1].state is State.CANCELLING, "the user sees that it is under way"
    await shop.pass_time(160)
    assert (await shop.now(activation)).state is State.CANCELLED
    assert shop.charged() == {"charge": 1, "refund": 1}


async def test_a_code_that_comes_while_a_cancel_is_refused_wins(shop: Shop, messages: Messages) -> None:
    shop.provider.switch(early_cancel=120.0)
    activation = await shop.buy()
    await shop.purchases.cancel(USER, activation.id)
    await shop.pass_time(60)
    assert (await shop.now(activation)).state is State.DONE
    assert len(messages.codes) == 1
    assert shop.charged() == {"charge": 1}


@pytest.mark.parametrize("fault", ["drop_after", "http_500_after", "html_after", "empty_after"])
async def test_a_reject_whose_answer_was_lost_is_still_one_refund(shop: Shop, fault: str) -> None:
    activation = await shop.buy()
    shop.provider.faults.add(fault, call="set-status")
    await shop.purchases.cancel(USER, activation.id)
    await shop.settle()
    assert (await shop.now(activation)).state is State.CANCELLING
    await shop.pass_time(20)
    assert (await shop.now(activation)).state is State.CANCELLING, "one answer proves nothing"
    await shop.pass_time(130)
    assert (await shop.now(activation)).state is State.CANCELLED
    assert shop.charged() == {"charge": 1, "refund": 1}
    assert shop.calls("set-status") == 1


async def test_a_number_that_gets_no_sms_is_given_back_before_the_provider_ends_it(
    shop: Shop, messages: Messages
) -> None:
    shop.provider.switch(never_share=1.0)
    activation = await shop.buy()
    await shop.pass_time(1200, step=10)
    ended = await shop.now(activation)
    assert (ended.state, ended.reason) == (State.CANCELLED, Reason.EXPIRED)
    assert messages.cards[-1].reason is Reason.EXPIRED
    assert messages.alerts == []
    assert shop.charged() == {"charge": 1, "refund": 1}


async def test_a_cancel_refused_for_good_is_the_operators_to_look_at(shop: Shop, messages: Messages) -> None:
    shop.provider.switch(never_share=1.0, lifetime=86_400.0)
    activation = await shop.buy()
    shop.provider.faults.add("early_cancel_refused", times=None)
    await shop.purchases.cancel(USER, activation.id)
    await shop.pass_time(1230, step=20)
    assert (await shop.now(activation)).state is State.CANCELLING, "it may still be taken, and a code may still come"
    await shop.pass_time(180, step=20)
    assert (await shop.now(activation)).state is State.CANCEL_UNCONFIRMED
    assert messages.alerts == []
    await shop.pass_time(600, step=20)
    assert [alert.id for alert in messages.alerts] == [activation.id]
    assert messages.cards[-1].state is State.CANCEL_UNCONFIRMED


async def test_a_number_the_provider_forgot_is_never_called_a_refund(shop: Shop, messages: Messages) -> None:
    shop.provider.switch(never_share=1.0)
    activation = await shop.buy()
    await shop.clock.advance(1300)  # the bot was off meanwhile, and the provider's own lifetime is over
    await shop.pass_time(300)
    assert (await shop.now(activation)).state is State.CANCEL_UNCONFIRMED
    await shop.pass_time(600)
    assert len(messages.alerts) == 1
    assert State.CANCELLED not in {card.state for card in messages.cards}


@pytest.mark.parametrize("fault", ["drop_after", "http_500_after", "html_after", "hang", "empty_after"])
async def test_a_purchase_whose_answer_was_lost_is_never_sent_again(shop: Shop, messages: Messages, fault: str) -> None:
    await shop.some_offer()
    shop.provider.faults.add(fault, call="get-number")
    activation = await shop.buy()
    assert activation.state is State.UNKNOWN
    await shop.pass_time(300, step=30)
    assert shop.calls("get-number") == 1
    assert messages.cards[-1].state is State.UNKNOWN
    assert [alert.id for alert in messages.alerts] == [activation.id]


async def test_a_number_found_in_a_broken_answer_is_kept(shop: Shop) -> None:
    await shop.some_offer()
    shop.provider.faults.add("cut_json", call="get-number")
    activation = await shop.buy()
    if activation.number:
        assert activation.state is State.WAITING
    else:  # its request alone was in what came, so it was given back
        await shop.buyer.tasks.drain(5)
        assert (await shop.now(activation)).reason is Reason.GIVEN_BACK
        assert shop.charged() == {"charge": 1, "refund": 1}
    assert shop.calls("get-number") == 1


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("out_of_stock", Reason.OUT_OF_STOCK),
        ("throttle_mask", Reason.OUT_OF_STOCK),
        ("account_empty", Reason.ACCOUNT_EMPTY),
        ("throttled_429", Reason.THROTTLED),
        ("wrong_token", Reason.REFUSED),
    ],
)
async def test_a_clear_no_charges_nothing_and_says_why(
    shop: Shop, messages: Messages, fault: str, reason: Reason
) -> None:
    await shop.some_offer()
    shop.provider.faults.add(fault, call="get-number")
    activation = await shop.buy()
    assert (activation.state, activation.reason) == (State.FAILED, reason)
    assert messages.cards[-1].reason is reason
    assert shop.calls("get-number") == 1
    assert shop.charged() == {}


async def test_a_changed_price_is_shown_and_not_charged(shop: Shop) -> None:
    offer = await shop.some_offer()
    quote, _ = await shop.purchases.quote(USER, offer.country_id, offer.service_id)
    shop.provider.orders.stock.reprice(offer.country_id, offer.service_id, offer.price + Decimal("1.50"))
    await shop.clock.advance(10)
    activation = await shop.purchases.begin(quote.nonce, user_id=USER, chat_id=USER, card_id=5, language="en")
    await shop.settle()
    failed = await shop.now(activation)
    assert (failed.reason, failed.new_price) == (Reason.PRICE_CHANGED, offer.price + Decimal("1.50"))
    assert shop.calls("get-number") == 0


async def test_a_request_is_closed_as_soon_as_its_code_is_told(shop: Shop, messages: Messages) -> None:
    activation = await shop.buy()
    await shop.pass_time(30)
    assert (await shop.now(activation)).state is State.DONE
    assert statuses(shop) == ["close"]
    assert len(messages.codes) == 1
    await shop.purchases.finish(USER, activation.id)
    await shop.settle()
    assert statuses(shop) == ["close"], "an old Done button closes nothing twice"


async def test_a_request_stays_open_until_telegram_has_taken_the_code(shop: Shop, messages: Messages) -> None:
    shop.provider.switch(never_share=1.0)
    activation = await shop.buy()
    shop.provider.deliver(int(activation.request_id), "4321")
    messages.failing = [Undelivered("HTTP 502")] * 1000
    await shop.pass_time(600, step=5)
    assert (await shop.now(activation)).state is State.CODE
    assert statuses(shop) == []
    messages.failing = []
    await shop.pass_time(11, step=1)
    assert [code.code for code in messages.codes] == ["4321"]
    await shop.pass_time(60)
    assert (await shop.now(activation)).state is State.DONE
    assert statuses(shop) == ["close"]


async def test_a_close_that_fails_is_tried_again_and_the_code_is_told_once(shop: Shop, messages: Messages) -> None:
    shop.provider.faults.add("http_500", call="set-status", times=2)
    await shop.buy()
    await shop.pass_time(60)
    assert statuses(shop) == ["close"] * 3
    assert len(messages.codes) == 1


async def test_a_code_that_its_user_never_took_is_closed_when_its_time_is_over(shop: Shop, messages: Messages) -> None:
    activation = await shop.buy()
    messages.failing = [ChatGone("blocked")] * 1000
    await shop.pass_time(30)
    assert (await shop.now(activation)).state is State.CODE
    await shop.pass_time(1200, step=60)
    assert (await shop.now(activation)).state is State.DONE
    assert statuses(shop) == ["close"]


def statuses(shop: Shop) -> list[str]:
    return [call.params["status"] for call in shop.provider.calls if call.call == "set-status"]


async def test_polls_thin_out_with_age(shop: Shop) -> None:
    shop.provider.switch(never_share=1.0)
    await shop.buy()
    await shop.pass_time(60, step=1)
    young = shop.calls("get-sms")
    await shop.pass_time(240, step=1)
    before = shop.calls("get-sms")
    await shop.pass_time(120, step=1)
    old = shop.calls("get-sms") - before
    assert 13 <= young <= 16
    assert 5 <= old <= 8


async def test_a_provider_that_fails_is_asked_once_in_ten_seconds_however_many_wait(shop: Shop) -> None:
    shop.provider.switch(never_share=1.0)
    for user in range(2001, 2021):
        await shop.buy(user)
    await shop.pass_time(60, step=1)
    shop.provider.faults.add("http_500", call="get-sms", times=None)
    await shop.pass_time(20, step=1)  # until that is known
    before = shop.calls("get-sms")
    await shop.pass_time(120, step=1)
    assert 9 <= shop.calls("get-sms") - before <= 12


async def test_a_number_ended_on_the_providers_page_is_no_refund_by_us(shop: Shop, messages: Messages) -> None:
    shop.provider.switch(never_share=1.0)
    activation = await shop.buy()
    shop.provider.orders.reject(int(activation.request_id))
    await shop.pass_time(60)
    assert (await shop.now(activation)).state is State.WAITING
    await shop.pass_time(90)
    ended = await shop.now(activation)
    assert (ended.state, ended.reason) == (State.CANCEL_UNCONFIRMED, Reason.PROVIDER)
    assert messages.cards[-1].state is State.CANCEL_UNCONFIRMED
    await shop.pass_time(1800, step=20)
    assert [alert.id for alert in messages.alerts] == [activation.id]
    settled = await shop.purchases.resolve(activation.id, charged=False, admin_id=1)
    assert (settled.state, settled.reason) == (State.CANCELLED, Reason.OPERATOR)
