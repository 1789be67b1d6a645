"""What is typed or sent, and what is not meant for the bot at all."""

from typing import Any

import pytest

from bot.telegram.callbacks import PickLanguage
from bot.telegram.screens.menu import hint, private_only
from bot.telegram.ui import put
from tests.sandbox.telegram_world import ANN, TelegramWorld
from tests.telegram.wiring import dispatcher
from tests.texts import EN

PERSON = {"id": ANN, "is_bot": False, "first_name": "Ann", "language_code": "en"}
CHAT = {"id": ANN, "type": "private", "first_name": "Ann"}
FILE = {"file_id": "f", "file_unique_id": "u"}
SIZED = {**FILE, "width": 1, "height": 1}
STICKER = {**SIZED, "type": "regular", "is_animated": False, "is_video": False}


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 900, "date": 1_780_000_000, "chat": CHAT, "from": PERSON, **content}


async def feed(world: TelegramWorld, **update: Any) -> list[str]:
    """Gives what the bot said to it."""
    before = len(world.telegram.messages(ANN))
    await dispatcher().feed_raw_update(world.bot, {"update_id": 1, **update})
    return [one["text"] for one in world.telegram.messages(ANN)[before:]]


@pytest.mark.parametrize("text", ["/start", "/start buy_10_3", "/start " + "x" * 64])
async def test_start_opens_the_menu_whatever_link_led_to_it(world: TelegramWorld, text: str) -> None:
    [said] = await feed(world, message=message(text=text))
    assert said.startswith("A phone number for one SMS")


@pytest.mark.parametrize(
    "content",
    [
        {"text": "/nonsense"},
        {"text": "/balance"},
        {"photo": [SIZED]},
        {"photo": [SIZED], "caption": "Telegram"},
        {"sticker": STICKER},
        {"voice": {**FILE, "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 1.0}},
        {"contact": {"phone_number": "1", "first_name": "A"}},
    ],
)
async def test_what_is_no_text_and_no_command_of_ours_gets_a_hint(
    world: TelegramWorld, content: dict[str, Any]
) -> None:
    [said] = await feed(world, message=message(**content))
    assert said.startswith("I understand buttons and names")


@pytest.mark.parametrize(
    "update",
    [
        {"edited_message": message(text="/start", edit_date=1_780_000_001)},
        {"message": message(pinned_message=message(text="pinned"))},
        {"message": message(message_auto_delete_timer_changed={"message_auto_delete_time": 86400})},
        {"channel_post": {**message(text="/start"), "chat": {"id": -5, "type": "channel", "title": "News"}}},
        {"message": {key: value for key, value in message(text="/start").items() if key != "from"}},
    ],
)
async def test_what_is_not_meant_for_the_bot_is_left_alone(world: TelegramWorld, update: dict[str, Any]) -> None:
    assert await feed(world, **update) == []


async def test_being_added_to_a_group_is_answered_with_one_line(world: TelegramWorld) -> None:
    world.telegram.add_group(-5, "Friends")
    added = [{"id": world.bot.id, "is_bot": True, "first_name": "Bot"}]
    group = {"id": -5, "type": "supergroup", "title": "Friends"}
    await feed(world, message={**message(new_chat_members=added), "chat": group})
    assert [one["text"] for one in world.telegram.messages(ANN, -5)] == [private_only(EN).text]


async def test_a_language_that_does_not_exist_is_an_old_button(world: TelegramWorld) -> None:
    page = await world.bot.send_message(ANN, "page")
    world.telegram.tap(ANN, page.message_id, data=PickLanguage(language="tlh").pack())
    [update] = await world.bot.get_updates(timeout=0)
    await dispatcher().feed_update(world.bot, update)
    assert [one.text for one in world.telegram.answers] == ["This button is from another time. Here is the menu."]


@pytest.mark.parametrize("description", ["message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID"])
async def test_a_page_that_cannot_be_edited_any_more_comes_anew(world: TelegramWorld, description: str) -> None:
    page = await world.bot.send_message(ANN, "page")
    world.telegram.fail("editMessageText", status=400, description=f"Bad Request: {description}")
    shown = await put(world.bot, ANN, page.message_id, hint(EN))
    assert shown == world.telegram.messages(ANN)[-1]["id"] != page.message_id


async def test_a_page_that_is_shown_twice_stays_where_it_is(world: TelegramWorld) -> None:
    page = await put(world.bot, ANN, 0, hint(EN))
    assert await put(world.bot, ANN, page, hint(EN)) == page
    assert world.telegram.messages(ANN)[-1]["id"] == page
