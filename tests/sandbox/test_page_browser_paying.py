"""Paying with Stars in a browser: the invoice, the pay sheet, what the chat says, and payments that go astray."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.sandbox.browser_world import ChatPage, chat_page
from tests.sandbox.page_world import ALICE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def chat(chromium: Browser) -> AsyncIterator[ChatPage]:
    async with chat_page(chromium, clock=True) as chat:
        yield chat


async def invoice(chat: ChatPage, stars: int = 50) -> None:
    prices = [{"label": "Top up", "amount": stars}]
    asked = {"title": "Top up", "description": "Money for <numbers>", "payload": "p", "currency": "XTR"}
    await chat.world.bot("sendInvoice", chat_id=ALICE, prices=prices, provider_token="", **asked)


async def next_checkout(chat: ChatPage) -> str:
    while True:
        for update in await chat.world.bot("getUpdates", timeout=20):
            await chat.world.bot("getUpdates", offset=update["update_id"] + 1, timeout=0)
            if "pre_checkout_query" in update:
                return str(update["pre_checkout_query"]["id"])


async def answer(chat: ChatPage, **said: Any) -> None:
    await chat.world.bot("answerPreCheckoutQuery", pre_checkout_query_id=await next_checkout(chat), **said)


def sheet(chat: ChatPage) -> Locator:
    return chat.phone().get_by_role("dialog")


async def test_an_invoice_is_paid_on_the_sheet_and_told_in_the_chat(chat: ChatPage) -> None:
    await invoice(chat)
    await expect(chat.phone().locator(".invoice")).to_have_text("Top upMoney for <numbers>⭐ 50 invoice")
    await chat.key("Pay ⭐️50").click()
    await expect(sheet(chat)).to_contain_text("Balance ⭐ 2,500")
    await expect(sheet(chat)).to_contain_text("Do you want to buy Top up in Numbers (sandbox) for ⭐ 50?")
    pay = sheet(chat).get_by_role("button", name="Confirm and Pay ⭐ 50")
    await pay.click()
    await expect(pay).to_have_attribute("aria-busy", "true")
    await answer(chat, ok=True)
    await expect(chat.phone().locator(".toast")).to_have_text("Purchase completed!")
    await expect(sheet(chat)).to_have_count(0)
    told = chat.phone().locator(".message.service")
    await expect(told).to_have_text("You paid ⭐ 50 to Numbers (sandbox) for Top up")
    await chat.key("Receipt").click()
    await expect(sheet(chat)).to_contain_text("Balance ⭐ 2,450")
    await expect(sheet(chat).get_by_role("button", name="Pay ⭐ 50 once more")).to_be_visible()
    await chat.page.keyboard.press("Escape")
    [payment] = chat.world.sandbox.telegram.stars.transactions
    await chat.world.bot("refundStarPayment", user_id=ALICE, telegram_payment_charge_id=payment.id)
    await expect(told.last).to_have_text("Numbers (sandbox) refunded ⭐ 50")


async def test_a_refusal_is_told_in_the_bots_words_and_nothing_is_paid(chat: ChatPage) -> None:
    await invoice(chat)
    await chat.key("Pay ⭐️50").click()
    await sheet(chat).get_by_role("button", name="Confirm and Pay").click()
    await answer(chat, ok=False, error_message="Sales are <paused>")
    await expect(chat.phone().locator(".toast")).to_have_text("Sales are <paused>")
    assert chat.world.sandbox.telegram.stars.transactions == []


async def test_a_silent_bot_is_given_up_after_ten_seconds(chat: ChatPage) -> None:
    await invoice(chat)
    await chat.key("Pay ⭐️50").click()
    await sheet(chat).get_by_role("button", name="Confirm and Pay").click()
    await next_checkout(chat)
    await chat.page.clock.run_for(10_500)
    await expect(chat.phone().locator(".toast")).to_contain_text("The bot did not respond in time.")
    await expect(sheet(chat)).to_have_count(0)


async def test_who_has_too_few_stars_gets_some_and_then_pays(chat: ChatPage) -> None:
    await invoice(chat, stars=2600)
    await chat.key("Pay ⭐️2600").click()
    await expect(sheet(chat)).to_contain_text("⭐ 100 Needed")
    await sheet(chat).get_by_role("button", name="Get ⭐ 100").click()
    await expect(sheet(chat)).to_have_count(0)
    await chat.page.clock.run_for(1000)
    await expect(chat.page.locator(".person-form [name=stars]")).to_have_value("2600")
    await chat.key("Pay ⭐️2600").click()
    await expect(sheet(chat)).to_contain_text("Confirm Your Purchase")


async def test_payments_go_astray_by_the_panel(chat: ChatPage) -> None:
    panel = chat.page.get_by_role("complementary", name="SMS-Man")
    async with chat.page.expect_response("**/sandbox/telegram"):
        await panel.get_by_label("Updates of payments are").select_option("late")
    async with chat.page.expect_response("**/sandbox/telegram"):
        await panel.get_by_label("Answers to refunds are lost").check()
    async with chat.page.expect_response("**/stars"):
        await panel.get_by_label("Their Stars").fill("7")
        await panel.get_by_label("Their Stars").press("Tab")
    telegram = chat.world.sandbox.telegram
    assert (telegram.stars.updates, telegram.stars.lose_refund_answers) == ("late", True)
    assert telegram.users()[0]["stars"] == 7
