"""Inline mode and deep links at the chat page: `@bot words` in the line to write in, with a test in the bot's place."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.sandbox.browser_world import ChatPage, chat_page
from tests.sandbox.page_world import ALICE

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LINK = "https://t.me/sandbox_numbers_bot?start=o_10_3"


@pytest_asyncio.fixture(loop_scope="session")
async def chat(chromium: Browser) -> AsyncIterator[ChatPage]:
    async with chat_page(chromium) as chat:
        yield chat


def texts(chat: ChatPage) -> list[str]:
    return [message["text"] for message in chat.world.sandbox.telegram.messages(ALICE)]


async def next_query(chat: ChatPage) -> dict[str, Any]:
    while True:
        for update in await chat.world.bot("getUpdates", timeout=20):
            await chat.world.bot("getUpdates", offset=update["update_id"] + 1, timeout=0)
            if "inline_query" in update:
                return dict(update["inline_query"])


async def answer(chat: ChatPage, query: dict[str, Any], title: str) -> None:
    markup = {"inline_keyboard": [[{"text": "Open", "url": LINK}]]}
    content = {"message_text": f"{title} in Vietnam"}
    result = {"type": "article", "id": "1", "title": title, "description": "10 ₽", "input_message_content": content}
    button = {"text": "Open the chat", "start_parameter": "inline"}
    results = [{**result, "reply_markup": markup}]
    await chat.world.bot("answerInlineQuery", inline_query_id=query["id"], results=results, button=button)


async def test_a_typed_inline_query_shows_results_and_a_chosen_one_leads_back_to_the_bot(chat: ChatPage) -> None:
    field = chat.phone().get_by_role("textbox", name="Message")
    await field.fill("@sandbox_numbers_bot tg")
    query = await next_query(chat)
    assert query["query"] == "tg"
    await answer(chat, query, "Telegram")
    results = chat.phone().locator(".results li")
    await expect(results).to_have_count(2)
    await field.press("Enter")
    assert texts(chat) == ["/start"], "what is typed there is no message"
    await results.filter(has_text="10 ₽").click()
    await expect(chat.phone().locator(".message.from-me .body").last).to_contain_text("Telegram in Vietnam")
    await expect(chat.phone().locator(".results")).to_be_hidden()
    await chat.phone().locator(".key").click()
    await expect(chat.phone().locator(".message.from-me")).to_have_count(3)
    assert texts(chat) == ["/start", "Telegram in Vietnam", "/start o_10_3"]


async def test_the_button_over_the_results_starts_the_bot_with_its_parameter(chat: ChatPage) -> None:
    await chat.phone().get_by_role("textbox", name="Message").fill("@sandbox_numbers_bot ")
    await answer(chat, await next_query(chat), "Telegram")
    await chat.phone().locator(".results li").filter(has_text="Open the chat").click()
    await expect(chat.phone().locator(".message.from-me")).to_have_count(2)
    assert texts(chat) == ["/start", "/start inline"]


async def test_a_late_answer_to_an_earlier_query_is_not_shown(chat: ChatPage) -> None:
    field = chat.phone().get_by_role("textbox", name="Message")
    await field.fill("@sandbox_numbers_bot t")
    first = await next_query(chat)
    await field.fill("@sandbox_numbers_bot vi")
    second = await next_query(chat)
    await answer(chat, second, "Viber")
    await answer(chat, first, "Telegram")
    await chat.world.say("below")
    await expect(chat.phone().locator(".message .body").last).to_contain_text("below")
    await expect(chat.phone().locator(".results li").last).to_contain_text("Viber")
