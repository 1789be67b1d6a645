"""What a person writes in the chat page: text, commands, and what becomes of the chat."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.sandbox.browser_world import ChatPage, chat_page
from tests.sandbox.page_world import ALICE, OLGA

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

COMMANDS = [{"command": "start", "description": "Main menu"}, {"command": "balance", "description": "Balance"}]


@pytest_asyncio.fixture(loop_scope="session")
async def chat(chromium: Browser) -> AsyncIterator[ChatPage]:
    async with chat_page(chromium) as chat:
        yield chat


def texts(chat: ChatPage) -> list[str]:
    return [message["text"] for message in chat.world.sandbox.telegram.messages(ALICE)]


async def test_enter_sends_and_shift_enter_does_not(chat: ChatPage) -> None:
    field = chat.phone().get_by_role("textbox", name="Message")
    await field.fill("two")
    await field.press("Shift+Enter")
    await field.press_sequentially("lines")
    await field.press("Enter")
    await expect(chat.phone().locator(".message.from-me")).to_have_count(2)
    await expect(field).to_have_value("")
    assert texts(chat) == ["/start", "two\nlines"]


async def test_a_message_of_the_bot_is_answered_by_the_next_one_only(chat: ChatPage) -> None:
    number = await chat.world.say("What does the\nservice say?")
    await chat.message(number).hover()
    await chat.message(number).get_by_role("button", name="Reply").click()
    bar = chat.phone().locator(".answering")
    await expect(bar).to_contain_text("What does the service say?")
    field = chat.phone().get_by_role("textbox", name="Message")
    for text in ("used already", "by the way"):
        await field.fill(text)
        await field.press("Enter")
        await expect(chat.phone().locator(".message.from-me .body").last).to_contain_text(text)
    await expect(bar).to_be_hidden()
    sent = chat.world.sandbox.telegram.messages(ALICE)[-2:]
    assert [message["reply_to"] for message in sent] == [number, None]
    updates = await chat.world.bot("getUpdates", timeout=0)
    assert updates[-2]["message"]["reply_to_message"]["message_id"] == number
    await chat.message(number).get_by_role("button", name="Reply").click()
    await field.press("Escape")
    await expect(bar).to_be_hidden()


async def test_what_a_person_types_is_only_text(chat: ChatPage) -> None:
    evil = "<img src=x onerror=\"document.title='evil'\"><b>hello</b>"
    await chat.phone().get_by_role("textbox", name="Message").fill(evil)
    await chat.phone().get_by_role("button", name="Send").click()
    await expect(chat.phone().locator(".message.from-me .body").last).to_contain_text(evil)
    assert await chat.phone().locator(".body img, .body b").count() == 0
    assert "evil" not in await chat.page.title()


async def test_only_listed_tags_and_attributes_are_shown_whatever_the_server_gives(chat: ChatPage) -> None:
    given = (
        '<b onclick="x()" class="veil">b</b><script>x()</script><img src=x onerror=x()><iframe srcdoc="x"></iframe>'
        '<a href="javascript:x()">a</a><a href="https://example.org/" onclick="x()">link</a><form>form</form>'
        '<svg><a xlink:href="javascript:x()">svg</a></svg><span class="tg-spoiler veil" id="x">s</span>'
    )
    shown = await chat.page.evaluate(
        """async (given) => {
            const { safeFragment } = await import("/sandbox/static/js/html.js");
            const place = document.createElement("div");
            place.append(safeFragment(given));
            return place.innerHTML;
        }""",
        given,
    )
    assert shown == (
        "<b>b</b>x()<a>a</a>"
        '<a href="https://example.org/" target="_blank" rel="noopener noreferrer">link</a>form'
        'svg<span class="tg-spoiler">s</span>'
    )
    assert all("Content Security Policy" in problem for problem in chat.problems)  # the second wall stood too
    chat.problems.clear()


async def test_the_menu_button_lists_the_commands_and_sends_the_chosen(chat: ChatPage) -> None:
    await expect(chat.phone().get_by_role("button", name="Menu")).to_be_hidden()
    await chat.world.bot("setMyCommands", commands=COMMANDS)
    await chat.phone().get_by_role("button", name="Menu").click()
    await expect(chat.phone().get_by_role("option")).to_have_text(["Main menu/start", "Balance/balance"])
    await chat.phone().get_by_role("option", name="Balance").click()
    await expect(chat.phone().locator(".message.from-me")).to_have_count(2)
    await expect(chat.phone().get_by_role("option")).to_have_count(0)
    assert texts(chat)[-1] == "/balance"


async def test_a_slash_suggests_commands_and_the_keyboard_chooses(chat: ChatPage) -> None:
    await chat.world.bot("setMyCommands", commands=COMMANDS)
    await expect(chat.phone().get_by_role("button", name="Menu")).to_be_visible()
    field = chat.phone().get_by_role("textbox", name="Message")
    await field.press_sequentially("/")
    await expect(chat.phone().get_by_role("option")).to_have_count(2)
    await field.press("ArrowDown")
    await expect(chat.phone().get_by_role("option", name="Balance")).to_have_attribute("aria-selected", "true")
    await field.press("Enter")
    await expect(chat.phone().locator(".message.from-me")).to_have_count(2)
    await field.press_sequentially("/sta")
    await expect(chat.phone().get_by_role("option")).to_have_text(["Main menu/start"])
    await field.press("Escape")
    await expect(chat.phone().get_by_role("option")).to_have_count(0)
    assert texts(chat) == ["/start", "/balance"]


async def test_a_command_in_a_message_is_sent_by_a_tap(chat: ChatPage) -> None:
    number = await chat.world.say("Try /help now")
    await chat.message(number).locator(".tg-command").click()
    await expect(chat.phone().locator(".message.from-me")).to_have_count(2)
    assert texts(chat)[-1] == "/help"


async def test_reading_up_stays_put_and_the_button_goes_down(chat: ChatPage) -> None:
    for number in range(30):
        last = await chat.world.say(f"line {number}\nand more")
    await expect(chat.message(last)).to_be_in_viewport()
    scroller = chat.phone().locator(".scroller")
    down = chat.phone().get_by_role("button", name="Go to the last message")
    await expect(down).to_be_hidden()
    await scroller.hover()
    await chat.page.mouse.wheel(0, -700)
    await expect(down).to_be_visible()
    place = await scroller.evaluate("scroller => scroller.scrollTop")
    for number in range(2):
        last = await chat.world.say(f"meanwhile {number}")
    await expect(down).to_have_text("2")
    assert await scroller.evaluate("scroller => scroller.scrollTop") == place
    await down.click()
    await expect(chat.message(last)).to_be_in_viewport()
    await expect(down).to_be_hidden()
    last = await chat.world.say("at the end again")
    await expect(chat.message(last)).to_be_in_viewport()


async def test_a_view_that_the_browser_moved_while_messages_came_goes_back_to_the_end(chat: ChatPage) -> None:
    for number in range(30):
        last = await chat.world.say(f"line {number}\nand more")
    await expect(chat.message(last)).to_be_in_viewport()
    # What a busy browser does on its own: it moves the view and lays out a longer chat within one frame.
    scroller = chat.phone().locator(".scroller")
    await scroller.evaluate(
        "scroller => { scroller.scrollTop = 0; scroller.querySelector('.message').style.paddingTop = '400px'; }"
    )
    await expect(chat.message(last)).to_be_in_viewport()
    await expect(chat.phone().get_by_role("button", name="Go to the last message")).to_be_hidden()


async def test_the_bot_is_blocked_and_unblocked_from_the_chats_menu(chat: ChatPage) -> None:
    await chat.phone().get_by_role("button", name="More").click()
    await chat.phone().get_by_role("menuitem", name="Stop and block bot").click()
    await chat.phone().get_by_role("button", name="Block", exact=True).click()
    await expect(chat.phone().get_by_role("textbox")).to_have_count(0)
    assert chat.world.sandbox.telegram.users()[0]["blocked"] is True
    await chat.phone().get_by_role("button", name="Unblock bot").click()
    await expect(chat.phone().get_by_role("textbox", name="Message")).to_be_visible()
    assert chat.world.sandbox.telegram.users()[0]["blocked"] is False


async def test_cleared_history_leaves_the_start_button(chat: ChatPage) -> None:
    await chat.phone().get_by_role("button", name="More").click()
    await chat.phone().get_by_role("menuitem", name="Clear history").click()
    await chat.phone().get_by_role("button", name="Delete").click()
    await expect(chat.phone().locator(".message")).to_have_count(0)
    await chat.phone().get_by_role("button", name="Start").click()
    await expect(chat.phone().locator(".message")).to_have_count(1)
    assert texts(chat) == ["/start"]


async def test_each_phone_speaks_its_persons_language(chat: ChatPage) -> None:
    await chat.page.get_by_role("button", name="Olga").click()
    await chat.phone(OLGA).get_by_role("button", name="Начать").click()
    await expect(chat.phone(OLGA).get_by_role("textbox", name="Сообщение")).to_be_visible()
    await expect(chat.phone(OLGA).locator(".day")).to_have_text("Сегодня")
