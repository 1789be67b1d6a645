"""Paying with Stars: invoices and their refusals, ten seconds for a yes, refunds, transactions, and updates astray."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
from aiogram.types import LabeledPrice, Message, PreCheckoutQuery, TransactionPartnerUser, Update

from sandbox.telegram.errors import ApiError
from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld, acknowledge_all, telegram_world

LATE = "query is too old and response timeout expired or query ID is invalid"
INVOICE: dict[str, Any] = {
    "chat_id": ANN,
    "title": "Top up",
    "description": "Money for numbers",
    "payload": "p1",
    "provider_token": "",
    "currency": "XTR",
    "prices": [{"label": "Top up", "amount": 50}],
}


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


async def invoice(world: TelegramWorld, payload: str = "p1", stars: int = 50, **more: Any) -> Message:
    prices = [LabeledPrice(label="Top up", amount=stars)]
    return await world.bot.send_invoice(ANN, "Top up", "Money", payload, "XTR", prices, **more)


async def updates(world: TelegramWorld) -> list[Update]:
    found = await world.bot.get_updates(timeout=0)
    await acknowledge_all(world)
    return found


async def query(world: TelegramWorld) -> PreCheckoutQuery:
    [update] = await updates(world)
    assert update.pre_checkout_query is not None
    return update.pre_checkout_query


async def paid(world: TelegramWorld, message: Message, user: int = ANN) -> None:
    world.telegram.pay(user, message.message_id)
    assert await (await query(world)).answer(ok=True)


async def payment(world: TelegramWorld) -> Message:
    [update] = await updates(world)
    assert update.message is not None
    return update.message


def stars_of(world: TelegramWorld, user: int = ANN) -> int:
    return next(int(one["stars"]) for one in world.telegram.users() if one["id"] == user)


async def test_an_invoice_has_a_pay_button_of_its_own(world: TelegramWorld) -> None:
    message = await invoice(world, start_parameter="topup")
    assert message.invoice is not None
    shown = message.invoice
    assert (shown.title, shown.currency, shown.total_amount, shown.start_parameter) == ("Top up", "XTR", 50, "topup")
    assert message.reply_markup is not None
    [[button]] = message.reply_markup.inline_keyboard
    assert (button.text, button.pay) == ("Pay ⭐️50", True)
    assert "p1" not in message.model_dump_json()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": ""}, 'parameter "title" is required'),
        ({"payload": ""}, 'parameter "payload" is required'),
        ({"title": "x" * 33}, "INVOICE_TITLE_INVALID"),
        ({"description": "x" * 256}, "INVOICE_DESCRIPTION_INVALID"),
        ({"payload": "é" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"currency": "USD"}, "PAYMENT_PROVIDER_INVALID"),
        ({"provider_token": "284685063:TEST"}, "STARS_INVOICE_INVALID"),
        ({"prices": []}, "STARS_INVOICE_INVALID"),
        ({"prices": [{"label": "a", "amount": 1}, {"label": "b", "amount": 1}]}, "STARS_INVOICE_INVALID"),
        ({"prices": [{"label": "a", "amount": 0}]}, "total price must be positive"),
        ({"prices": [{"label": "a", "amount": 100_001}]}, "CURRENCY_TOTAL_AMOUNT_INVALID"),
        ({"reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}}, "REPLY_MARKUP_BUY_EMPTY"),
        ({"chat_id": BOB}, "chat not found"),
    ],
)
async def test_a_wrong_invoice_is_refused(world: TelegramWorld, change: dict[str, Any], reason: str) -> None:
    assert await world.refusal("sendInvoice", **{**INVOICE, **change}) == f"Bad Request: {reason}"


async def test_a_pay_button_belongs_to_an_invoice_only(world: TelegramWorld) -> None:
    markup = {"inline_keyboard": [[{"text": "Pay", "pay": True}]]}
    refusal = await world.refusal("sendMessage", chat_id=ANN, text="x", reply_markup=markup)
    assert refusal == "Bad Request: BUTTON_TYPE_INVALID"
    status, _ = await world.call("sendInvoice", **INVOICE, reply_markup=markup)
    assert status == 200


async def test_a_yes_moves_the_stars_and_tells_of_the_payment(world: TelegramWorld) -> None:
    world.telegram.set_stars(ANN, 60)
    world.telegram.pay(ANN, (await invoice(world)).message_id)
    asked = await query(world)
    assert (asked.from_user.id, asked.currency, asked.total_amount, asked.invoice_payload) == (ANN, "XTR", 50, "p1")
    assert stars_of(world) == 60
    assert await asked.answer(ok=True)
    assert stars_of(world) == 10
    message = await payment(world)
    assert message.from_user is not None
    assert message.successful_payment is not None
    told = message.successful_payment
    assert (message.from_user.id, told.total_amount, told.invoice_payload) == (ANN, 50, "p1")
    assert (await world.bot.get_my_star_balance()).amount == 50
    [shown] = (await world.bot.get_star_transactions()).transactions
    assert isinstance(shown.source, TransactionPartnerUser)
    assert (shown.id, shown.amount, shown.receiver) == (told.telegram_payment_charge_id, 50, None)
    assert (shown.source.user.id, shown.source.invoice_payload) == (ANN, "p1")


async def test_a_no_needs_a_reason_moves_nothing_and_is_told(world: TelegramWorld) -> None:
    events = world.telegram.events(ANN)
    message = await invoice(world)
    await anext(events)
    query_id = world.telegram.pay(ANN, message.message_id)
    asked = await query(world)
    with pytest.raises(TelegramBadRequest, match='parameter "error_message" is required'):
        await asked.answer(ok=False)
    assert await asked.answer(ok=False, error_message="Sales are paused")
    assert await anext(events) == {"type": "checkout", "query_id": query_id, "ok": False, "error": "Sales are paused"}
    assert (stars_of(world), await updates(world)) == (2500, [])
    with pytest.raises(TelegramBadRequest, match=LATE):
        await asked.answer(ok=True)


async def test_a_yes_after_ten_seconds_is_too_late(world: TelegramWorld) -> None:
    world.telegram.pay(ANN, (await invoice(world)).message_id)
    asked = await query(world)
    world.clock.advance(10.1)
    with pytest.raises(TelegramBadRequest, match=LATE):
        await asked.answer(ok=True)
    assert (stars_of(world), (await world.bot.get_my_star_balance()).amount) == (2500, 0)


async def test_too_few_stars_are_seen_before_the_bot_is_asked(world: TelegramWorld) -> None:
    world.telegram.set_stars(ANN, 49)
    with pytest.raises(ApiError, match="BALANCE_TOO_LOW"):
        world.telegram.pay(ANN, (await invoice(world)).message_id)
    assert await updates(world) == []


async def test_an_old_invoice_is_paid_again_under_a_charge_id_of_its_own(world: TelegramWorld) -> None:
    message = await invoice(world)
    charges = set()
    for _ in range(2):
        await paid(world, message)
        told = (await payment(world)).successful_payment
        assert told is not None
        charges.add((told.telegram_payment_charge_id, told.invoice_payload))
    assert len(charges) == 2
    assert {payload for _, payload in charges} == {"p1"}


async def test_another_person_pays_a_forwarded_copy_unless_it_has_a_start_parameter(world: TelegramWorld) -> None:
    message = await invoice(world)
    world.telegram.pay(BOB, message.message_id, chat_id=ANN)
    asked = await query(world)
    assert (asked.from_user.id, asked.invoice_payload) == (BOB, "p1")
    linked = await invoice(world, start_parameter="topup")
    with pytest.raises(LookupError):
        world.telegram.pay(BOB, linked.message_id, chat_id=ANN)


async def test_a_refund_gives_the_stars_back_once(world: TelegramWorld) -> None:
    await paid(world, await invoice(world))
    told = (await payment(world)).successful_payment
    assert told is not None
    charge = told.telegram_payment_charge_id
    for user, wrong, reason in (
        (ANN, "stx-unknown", "CHARGE_ID_INVALID"),
        (BOB, charge, "CHARGE_ID_INVALID"),
        (ANN, "", "CHARGE_ID_EMPTY"),
        (999, charge, "user not found"),
    ):
        with pytest.raises(TelegramBadRequest, match=reason):
            await world.bot.refund_star_payment(user, wrong)
    assert await world.bot.refund_star_payment(ANN, charge)
    refunded = (await payment(world)).refunded_payment
    assert refunded is not None
    assert (refunded.total_amount, refunded.telegram_payment_charge_id) == (50, charge)
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await world.bot.refund_star_payment(ANN, charge)
    assert (stars_of(world), (await world.bot.get_my_star_balance()).amount) == (2500, 0)
    _, back = (await world.bot.get_star_transactions()).transactions
    assert isinstance(back.receiver, TransactionPartnerUser)
    assert (back.id, back.amount, back.source, back.receiver.user.id) == (charge, 50, None, ANN)


async def test_what_was_withdrawn_cannot_be_refunded(world: TelegramWorld) -> None:
    await paid(world, await invoice(world))
    told = (await payment(world)).successful_payment
    assert told is not None
    world.telegram.withdraw(1)
    with pytest.raises(TelegramBadRequest, match="BALANCE_TOO_LOW"):
        await world.bot.refund_star_payment(ANN, told.telegram_payment_charge_id)


async def test_transactions_come_in_pages_in_either_order(world: TelegramWorld) -> None:
    for number in range(5):
        world.telegram.receive_elsewhere(ANN, number + 1, "elsewhere")
    page = await world.bot.get_star_transactions(offset=1, limit=3)
    assert [one.amount for one in page.transactions] == [2, 3, 4]
    world.telegram.stars.newest_first = True
    page = await world.bot.get_star_transactions(offset=1, limit=3)
    assert [one.amount for one in page.transactions] == [4, 3, 2]
    assert (await world.bot.get_star_transactions(offset=5)).transactions == []
    for wrong in ({"limit": 0}, {"limit": 101}, {"offset": -1}):
        assert "invalid" in await world.refusal("getStarTransactions", **wrong)


@pytest.mark.parametrize(("what", "told"), [("lost", 0), ("twice", 2), ("late", 0)])
async def test_the_update_of_a_payment_goes_astray(world: TelegramWorld, what: Any, told: int) -> None:
    message = await invoice(world)
    world.telegram.set_payment_updates(what)
    await paid(world, message)
    assert len(await updates(world)) == told
    assert (await world.bot.get_my_star_balance()).amount == 50
    world.telegram.set_payment_updates("delivered")
    assert len(await updates(world)) == (1 if what == "late" else 0)


async def test_a_refund_is_made_while_its_answer_is_lost(world: TelegramWorld) -> None:
    await paid(world, await invoice(world))
    told = (await payment(world)).successful_payment
    assert told is not None
    world.telegram.stars.lose_refund_answers = True
    with pytest.raises(TelegramNetworkError):
        await world.bot.refund_star_payment(ANN, told.telegram_payment_charge_id)
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await world.bot.refund_star_payment(ANN, told.telegram_payment_charge_id)
    assert stars_of(world) == 2500


async def test_a_refund_that_telegram_makes_is_told_too(world: TelegramWorld) -> None:
    charge = world.telegram.receive_elsewhere(ANN, 7, "p")
    world.telegram.refund_elsewhere(charge)
    refunded = (await payment(world)).refunded_payment
    assert refunded is not None
    assert (refunded.telegram_payment_charge_id, stars_of(world)) == (charge, 2507)


async def test_payments_under_way_and_made_survive_a_restart() -> None:
    async with telegram_world() as world:
        message = await invoice(world)
        await paid(world, message)
        query_id = world.telegram.pay(ANN, message.message_id)
        state = world.telegram.dump()
    async with telegram_world(state=json.loads(json.dumps(state))) as world:
        assert await world.bot.answer_pre_checkout_query(query_id, ok=True)
        assert (await world.bot.get_my_star_balance()).amount == 100
        assert stars_of(world) == 2400
