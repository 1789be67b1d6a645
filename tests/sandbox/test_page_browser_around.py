"""Around the chat: people side by side, the panel, themes, small screens, and a server that goes and comes back."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.sandbox.browser_world import PHONE, ChatPage, chat_page
from tests.sandbox.page_world import ALICE, MINH, OLGA, sandbox_on_a_port

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NO_OVERFLOW = """() => [document.documentElement, ...document.querySelectorAll(".scroller, .body, .phone, .panel")]
    .filter((element) => element.scrollWidth > element.clientWidth + 1).map((element) => element.className)"""


@pytest_asyncio.fixture(loop_scope="session")
async def chat(chromium: Browser) -> AsyncIterator[ChatPage]:
    async with chat_page(chromium) as chat:
        yield chat


async def test_two_people_stand_side_by_side_and_a_third_counts_what_is_unread(chat: ChatPage) -> None:
    await expect(chat.phone(ALICE)).to_be_visible()
    await expect(chat.phone(MINH)).to_be_visible()
    await expect(chat.phone(OLGA)).to_be_hidden()
    chat.world.sandbox.telegram.send_text(OLGA, "hello")
    await chat.world.say("hello, Olga", to=OLGA)
    olga = chat.page.get_by_role("button", name="Olga")
    await expect(olga.locator(".unread")).to_have_text("1")
    await olga.click()
    await expect(chat.phone(OLGA)).to_be_visible()
    await expect(olga.locator(".unread")).to_have_count(0)


async def test_a_person_is_added_and_gets_a_phone(chat: ChatPage) -> None:
    await chat.page.get_by_role("button", name="Add a person").click()
    dialog = chat.page.get_by_role("dialog")
    await dialog.get_by_label("First name").fill("Ngọc")
    await dialog.get_by_label("Language").select_option("vi")
    await dialog.get_by_role("button", name="Add").click()
    await expect(chat.page.get_by_role("button", name="Ngọc")).to_have_attribute("aria-pressed", "true")
    await expect(chat.phone(1004).get_by_role("button", name="Bắt đầu")).to_be_visible()


async def test_the_panel_delivers_an_sms_with_a_code_of_ones_own(chat: ChatPage) -> None:
    request = await chat.world.buy()
    card = chat.page.locator(".request")
    await expect(card).to_contain_text(f"#{request}")
    await expect(chat.page.locator('[data-show="held"]')).not_to_have_text("0.00")
    await card.get_by_label(f"Code for request {request}").fill("1234")
    await card.get_by_role("button", name="Deliver SMS now").click()
    await expect(card).to_contain_text("received: 1234")
    await expect(card.get_by_role("button", name="Deliver SMS now")).to_be_hidden()


async def test_faults_are_added_removed_and_cleared(chat: ChatPage) -> None:
    panel = chat.page.get_by_role("complementary", name="SMS-Man")
    for kind, call in (("http_500", "get-sms"), ("latency", "*"), ("html", "get-number")):
        await panel.get_by_label("What happens").select_option(kind)
        await panel.get_by_label("To which call").select_option(call)
        await panel.get_by_label("How often").fill("" if kind == "latency" else "3")
        await panel.get_by_role("button", name="Add fault").click()
        await expect(panel.locator(".faults li", has_text=kind.replace("_", " "))).to_be_visible()
    await expect(panel.locator(".faults li").nth(1)).to_contain_text("any call · always")
    await panel.get_by_role("button", name="Remove http 500").click()
    await expect(panel.locator(".faults li")).to_have_count(2)
    await panel.get_by_role("button", name="Clear all").click()
    await expect(panel.locator(".faults li")).to_have_count(0)
    assert chat.world.sandbox.smsman.faults.active() == []


async def test_what_the_provider_refuses_is_said_in_the_panel(chat: ChatPage) -> None:
    panel = chat.page.get_by_role("complementary", name="SMS-Man")
    await panel.get_by_label("What happens").select_option("out_of_stock")
    await panel.get_by_label("To which call").select_option("get-sms")
    await panel.get_by_role("button", name="Add fault").click()
    await expect(panel.get_by_role("alert")).to_contain_text("get-number only")


async def test_dialect_and_early_cancel_are_switched(chat: ChatPage) -> None:
    panel = chat.page.get_by_role("complementary", name="SMS-Man")
    async with chat.page.expect_response("**/settings"):
        await panel.get_by_label("Dialect").select_option("newer")
    await panel.get_by_label("Cancel refused for").fill("90")
    async with chat.page.expect_response("**/settings"):
        await panel.get_by_label("Cancel refused for").press("Tab")
    smsman = chat.world.sandbox.smsman
    assert (smsman.dialect, smsman.early_cancel) == ("newer", 90.0)


async def test_the_theme_follows_the_system_until_it_is_switched(chat: ChatPage) -> None:
    page = chat.page
    root = page.locator("html")
    await expect(root).to_have_attribute("data-theme", "light")
    await page.emulate_media(color_scheme="dark")
    await expect(root).to_have_attribute("data-theme", "dark")
    await page.get_by_role("button", name="Light or dark").click()
    await expect(root).to_have_attribute("data-theme", "light")
    await page.reload()
    await expect(root).to_have_attribute("data-theme", "light")


async def test_a_phones_screen_shows_one_chat_whole_and_the_panel_behind_a_button(chromium: Browser) -> None:
    async with chat_page(chromium, viewport=PHONE) as chat:
        keys = [[{"text": "A very long label of a button " * 3, "callback_data": "1"}]] * 2
        await chat.world.say("long" * 200 + "<pre>" + "x" * 300 + "</pre><code>" + "9" * 100 + "</code>", *keys)
        last = await chat.world.say("<blockquote expandable>" + "word " * 200 + "</blockquote>", *keys)
        await expect(chat.message(last)).to_be_in_viewport()
        box = await chat.phone().bounding_box()
        assert box
        assert (box["x"], box["width"], box["y"] + box["height"]) == (0, PHONE["width"], PHONE["height"])
        assert await chat.page.evaluate(NO_OVERFLOW) == []
        panel = chat.page.get_by_role("complementary", name="SMS-Man")
        await expect(panel).to_be_hidden()
        await chat.page.get_by_role("button", name="SMS-Man panel").click()
        await expect(panel).to_be_visible()
        assert await chat.page.evaluate(NO_OVERFLOW) == []
        await chat.page.keyboard.press("Escape")
        await expect(panel).to_be_hidden()
        await chat.page.get_by_role("button", name="Minh").click()
        await expect(chat.phone(MINH)).to_be_visible()
        await expect(chat.phone(ALICE)).to_be_hidden()


async def test_a_phone_on_its_side_is_one_chat_too(chromium: Browser) -> None:
    async with chat_page(chromium, viewport={"width": 844, "height": 390}) as chat:
        box = await chat.phone().bounding_box()
        assert box
        assert (box["width"], box["y"] + box["height"]) == (844, 390)
        await expect(chat.phone(MINH)).to_be_hidden()


async def test_who_wants_no_motion_gets_none(chromium: Browser) -> None:
    async with chat_page(chromium, reduced_motion="reduce") as chat:
        number = await chat.world.say("hello")
        column = chat.message(number).locator(".column")
        assert float(await column.evaluate("e => parseFloat(getComputedStyle(e).animationDuration)")) < 0.001


async def test_a_page_outlives_its_server_and_shows_what_it_missed(chromium: Browser, tmp_path: Path) -> None:
    page = await chromium.new_page()
    async with sandbox_on_a_port(tmp_path) as world:
        world.sandbox.telegram.send_text(ALICE, "before")
        port = int(world.address.rpartition(":")[2])
        await page.goto(world.address)
        phone = page.locator(f'.phone[data-person="{ALICE}"]')
        await expect(phone.locator(".message")).to_have_count(1)
    await expect(phone.locator(".status")).to_have_text("connecting…")
    async with sandbox_on_a_port(tmp_path, port) as world:
        world.sandbox.telegram.send_text(ALICE, "meanwhile")
        await expect(phone.locator(".status")).to_have_text("bot", timeout=20_000)
        await expect(phone.locator(".message .body")).to_contain_text(["before", "meanwhile"])
        await expect(phone.locator(".message")).to_have_count(2)
        await page.close()
