"""The panel in a browser: each number by hand, what the next ones get, and what goes wrong on both sides."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, expect

from tests.sandbox.browser_world import DESKTOP, PHONE, ChatPage, chat_page
from tests.sandbox.page_world import ALICE, MINH

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def chat(chromium: Browser) -> AsyncIterator[ChatPage]:
    async with chat_page(chromium) as chat:
        yield chat


def panel(chat: ChatPage) -> Locator:
    return chat.page.get_by_role("complementary", name="SMS-Man")


async def change(chat: ChatPage, label: str, value: str) -> None:
    async with chat.page.expect_response("**/settings"):
        await panel(chat).get_by_label(label, exact=True).fill(value)
        await panel(chat).get_by_label(label, exact=True).press("Tab")


async def test_what_the_next_numbers_get_is_set(chat: ChatPage) -> None:
    await change(chat, "SMS after (s), at least", "90")
    await change(chat, "Never an SMS (%)", "12.5")
    await change(chat, "Ended after (s)", "300")
    smsman = chat.world.sandbox.smsman
    assert (smsman.sms_delay, smsman.never_share, smsman.lifetime) == ((90.0, 90.0), 0.125, 300.0)
    await change(chat, "at most", "20")
    assert smsman.sms_delay == (20.0, 20.0)


async def test_balance_rating_and_the_highest_price_are_set(chat: ChatPage) -> None:
    await change(chat, "Balance", "100.5")
    await expect(panel(chat).locator("[data-show=balance]")).to_have_text("100.50")
    await change(chat, "Rating", "9.25")
    await expect(panel(chat).locator("[data-show=rating]")).to_have_text("9.25")
    async with chat.page.expect_response("**/settings"):
        await panel(chat).get_by_label("A price above maxPrice is").select_option("ignored")
    assert chat.world.sandbox.smsman.max_price == "ignored"


async def test_a_number_gets_its_sms_later_or_never_and_is_ended_by_the_provider(chat: ChatPage) -> None:
    chat.world.sandbox.smsman.switch(never_share=0.0, sms_delay=(600.0, 600.0))
    await chat.world.buy()
    card = panel(chat).locator(".request")
    await expect(card).to_contain_text("SMS in 10 min")
    await card.get_by_label("Seconds until the SMS").fill("90")
    await card.get_by_label("Seconds until the SMS").press("Enter")
    await expect(card).to_contain_text(re.compile(r"SMS in (90|8\d) s"))
    await card.get_by_role("button", name="Never").click()
    await expect(card).to_contain_text("no SMS, ends in 20 min")
    await expect(card.get_by_role("button", name="Never")).to_be_hidden()
    await card.get_by_role("button", name="End it now").click()
    await expect(card.locator(".state")).to_have_text("expired")
    await expect(panel(chat).locator("[data-show=rating]")).to_have_text("95.85")


async def test_a_fault_is_limited_to_one_number_and_some_seconds(chat: ChatPage) -> None:
    request = await chat.world.buy()
    await panel(chat).get_by_label("What happens").select_option("wrong_status")
    await panel(chat).get_by_label("Of which number").select_option(f"#{request}")
    await panel(chat).get_by_label("How often").fill("")
    await panel(chat).get_by_label("For how long").fill("600")
    await panel(chat).get_by_role("button", name="Add fault").click()
    shown = panel(chat).locator(".faults li")
    await expect(shown).to_contain_text(f"wrong status · any call · #{request} · always")
    await expect(shown).to_contain_text("s left")
    [fault] = chat.world.sandbox.smsman.faults.active()
    assert (fault.request_id, fault.times) == (request, None)


async def test_telegrams_troubles_are_switched(chat: ChatPage) -> None:
    telegram = chat.world.sandbox.telegram
    async with chat.page.expect_response("**/sandbox/telegram"):
        await panel(chat).get_by_label("Old Bot API server").check()
    assert telegram.old_server.on
    async with chat.page.expect_response("**/sandbox/telegram"):
        await panel(chat).get_by_label("Another process polls").fill("120")
        await panel(chat).get_by_label("Another process polls").press("Tab")
    assert telegram.second_poller.seconds_left > 100


async def test_a_person_sends_what_nobody_can_read_and_a_chat_refuses(chat: ChatPage) -> None:
    form = panel(chat).locator(".person-form")
    await form.get_by_label("Person").select_option("Minh")
    await form.get_by_label("They send").select_option("story")
    await form.get_by_role("button", name="Send unreadable").click()
    await expect(chat.phone(MINH).locator(".message").last).to_contain_text("unreadable: story")
    async with chat.page.expect_response("**/refusal"):
        await form.get_by_label("Messages to them are").select_option("403")
    with pytest.raises(AssertionError, match="Forbidden"):
        await chat.world.say("x", to=MINH)
    await form.get_by_label("Person").select_option("Alice")
    await expect(form.get_by_label("Messages to them are")).to_have_value("0")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
async def test_an_empty_chat_shows_what_the_bot_can_do(chromium: Browser, viewport: dict[str, int]) -> None:
    async with chat_page(chromium, viewport=viewport) as chat:
        chat.world.sandbox.telegram.clear(ALICE)
        welcome = chat.phone(ALICE).locator(".welcome")
        await expect(welcome).to_contain_text("No messages here yet")
        await chat.world.bot("setMyDescription", description="A number for <one> SMS")
        await expect(welcome).to_have_text("What can this bot do?A number for <one> SMS")
        await chat.page.reload()
        await expect(welcome).to_contain_text("A number for <one> SMS")
        await chat.world.say("hello")
        await expect(welcome).to_have_count(0)
