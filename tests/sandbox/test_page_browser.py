"""What a person sees and does in one chat of the page."""

import base64
from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.sandbox.browser_world import ChatPage, chat_page
from tests.sandbox.page_world import BOT_TOKEN

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def chat(chromium: Browser) -> AsyncIterator[ChatPage]:
    async with chat_page(chromium, clock=True, permissions=["clipboard-read", "clipboard-write"]) as chat:
        yield chat


def callback(label: str, data: str = "data", **more: str) -> dict[str, str]:
    return {"text": label, "callback_data": data, **more}


async def test_a_message_has_its_formatting_its_time_and_its_coloured_buttons(chat: ChatPage) -> None:
    text = "<b>bold</b> <i>italic</i> <u>under</u> <s>gone</s> <code>1</code><pre>2</pre><blockquote>3</blockquote>"
    keys = [callback("Buy", "1", style="success"), callback("Cancel", "2", style="danger")]
    number = await chat.world.say(text, keys, [callback("Menu", "3", style="primary"), callback("Plain", "4")])
    message = chat.message(number)
    for tag in ("b", "i", "u", "s", "code", "pre", "blockquote"):
        await expect(message.locator(f".body {tag}")).to_be_visible()
    for label, colour in {"Buy": "success", "Cancel": "danger", "Menu": "primary"}.items():
        await expect(chat.key(label)).to_have_class(f"key {colour}")
    await expect(message.locator(".meta")).to_contain_text(":")
    await expect(chat.phone().locator(".day")).to_have_text("Today")


async def test_an_edit_happens_in_place_and_is_marked(chat: ChatPage) -> None:
    number = await chat.world.say("first", [callback("Old")])
    bubble = await chat.message(number).element_handle()
    await chat.world.edit(number, "second", [callback("New")])
    await expect(chat.message(number).locator(".body")).to_contain_text("second")
    await expect(chat.message(number).locator(".meta")).to_contain_text("edited")
    await expect(chat.key("Old")).to_have_count(0)
    await expect(chat.key("New")).to_be_visible()
    await expect(chat.phone().locator(".message")).to_have_count(2)
    assert await chat.message(number).evaluate("(now, before) => now === before", bubble)


async def test_an_edit_without_buttons_takes_them_away(chat: ChatPage) -> None:
    number = await chat.world.say("menu", [callback("Buy")])
    await expect(chat.key("Buy")).to_be_visible()
    await chat.world.edit(number, "bought")
    await expect(chat.message(number).locator(".keyboard")).to_have_count(0)


async def test_a_tapped_button_spins_until_the_bot_answers_with_a_toast(chat: ChatPage) -> None:
    await chat.world.say("menu", [callback("Balance", "balance")])
    await chat.key("Balance").click()
    await expect(chat.key("Balance")).to_have_attribute("aria-busy", "true")
    query = await chat.world.next_tap()
    assert query["data"] == "balance"
    await chat.world.bot("answerCallbackQuery", callback_query_id=query["id"], text="<b>100</b>")
    await expect(chat.phone().locator(".toast")).to_have_text("<b>100</b>")
    await expect(chat.key("Balance")).not_to_have_attribute("aria-busy", "true")
    await chat.page.clock.run_for(4000)
    await expect(chat.phone().locator(".toast")).to_have_count(0)


async def test_a_spinning_button_goes_on_spinning_through_an_edit_and_is_not_tapped_twice(chat: ChatPage) -> None:
    number = await chat.world.say("menu", [callback("Buy", "buy")])
    await chat.key("Buy").click()
    await chat.world.edit(number, "menu, later", [callback("Buy", "buy")])
    await expect(chat.message(number).locator(".body")).to_contain_text("later")
    await expect(chat.key("Buy")).to_have_attribute("aria-busy", "true")
    await chat.key("Buy").click()
    await chat.world.next_tap()
    assert [name for update in chat.world.sandbox.telegram.updates() for name in update] == []


async def test_a_bot_that_never_answers_is_told_and_the_button_is_free_again(chat: ChatPage) -> None:
    await chat.world.say("menu", [callback("Buy")])
    await chat.key("Buy").click()
    await chat.world.next_tap()
    await chat.page.clock.run_for(21_000)
    await expect(chat.phone().locator(".toast")).to_have_text("The bot did not answer.")
    await expect(chat.key("Buy")).not_to_have_class("waiting")


async def test_an_alert_stands_until_it_is_read(chat: ChatPage) -> None:
    await chat.world.say("menu", [callback("Help")])
    await chat.key("Help").click()
    query = await chat.world.next_tap()
    await chat.world.bot("answerCallbackQuery", callback_query_id=query["id"], text="Read this", show_alert=True)
    alert = chat.phone().get_by_role("alertdialog")
    await expect(alert).to_contain_text("Read this")
    await expect(alert.get_by_role("button", name="OK")).to_be_focused()
    await chat.page.keyboard.press("Enter")
    await expect(alert).to_have_count(0)


async def test_code_and_copy_buttons_are_copied_by_a_tap(chat: ChatPage) -> None:
    number = await chat.world.say("<code>+84 912</code>", [{"text": "Copy it", "copy_text": {"text": "4821"}}])
    for tap, copied in ((chat.message(number).locator("code"), "+84 912"), (chat.key("Copy it"), "4821")):
        await tap.click()
        await expect(chat.phone().locator(".toast")).to_have_text("Copied to clipboard.")
        assert await chat.page.evaluate("navigator.clipboard.readText()") == copied


async def test_a_photo_is_shown_with_its_caption(chat: ChatPage) -> None:
    form = aiohttp.FormData({"chat_id": "1001", "caption": "a photo"})
    form.add_field("photo", base64.b64decode(PIXEL), filename="photo.png", content_type="image/png")
    await chat.world.http.post(f"{chat.world.address}/bot{BOT_TOKEN}/sendPhoto", data=form)
    message = chat.phone().locator(".message.from-bot")
    await expect(message.locator(".body")).to_contain_text("a photo")
    assert await message.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


async def test_a_file_is_shown_with_its_name_and_can_be_saved(chat: ChatPage) -> None:
    form = aiohttp.FormData({"chat_id": "1001", "caption": "a file"})
    form.add_field("document", b"a,b", filename="numbers.csv", content_type="text/csv")
    await chat.world.http.post(f"{chat.world.address}/bot{BOT_TOKEN}/sendDocument", data=form)
    link = chat.phone().locator(".message.from-bot .file")
    await expect(link).to_have_text("📄 numbers.csv · 1 KB")
    async with chat.page.expect_download() as saving:
        await link.click()
    saved = await saving.value
    assert saved.suggested_filename == "numbers.csv"
    assert (await saved.path()).read_bytes() == b"a,b"


async def test_a_reply_quotes_its_message_and_leads_to_it(chat: ChatPage) -> None:
    first = await chat.world.say("the card")
    for _ in range(30):
        await chat.world.say("more\nlines")
    number = await chat.world.say("the code", reply_parameters={"message_id": first})
    quote = chat.message(number).locator(".reply")
    await expect(quote).to_contain_text("the card")
    await expect(chat.message(first)).not_to_be_in_viewport()
    await quote.click()
    await expect(chat.message(first)).to_be_in_viewport()


async def test_a_spoiler_shows_when_pressed(chat: ChatPage) -> None:
    number = await chat.world.say("<tg-spoiler>secret</tg-spoiler>")
    spoiler = chat.message(number).locator(".tg-spoiler")
    await expect(spoiler).to_have_role("button")
    await spoiler.focus()
    await chat.page.keyboard.press("Enter")
    await expect(spoiler).to_have_class("tg-spoiler shown")


async def test_a_long_quote_folds_out_and_a_short_one_is_whole(chat: ChatPage) -> None:
    long = await chat.world.say("<blockquote expandable>" + "one line\n" * 9 + "the end</blockquote>")
    short = await chat.world.say("<blockquote expandable>one line</blockquote>")
    quote = chat.message(long).locator("blockquote")
    await expect(quote).to_have_attribute("aria-expanded", "false")
    folded = await quote.evaluate("quote => quote.clientHeight")
    await quote.click()
    await expect(quote).to_have_attribute("aria-expanded", "true")
    assert await quote.evaluate("quote => quote.clientHeight") > 2 * folded
    await expect(chat.message(short).locator("blockquote")).not_to_have_attribute("aria-expanded", "false")


async def test_the_bots_typing_shows_and_goes(chat: ChatPage) -> None:
    await chat.world.bot("sendChatAction", chat_id=1001, action="typing")
    await expect(chat.phone().locator(".status")).to_have_text("typing")
    await chat.world.say("here")
    await expect(chat.phone().locator(".status")).to_have_text("bot")
