"""What goes wrong at Telegram for longer than a call, as aiogram and a raw client meet it."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiogram.exceptions import ClientDecodeError, TelegramBadRequest, TelegramConflictError, TelegramForbiddenError
from aiogram.types import CopyTextButton, InlineKeyboardButton

from sandbox.telegram.faults import UNREADABLE
from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld, button, keyboard, telegram_world

TIME = 'until <tg-time unix="1700000000" format="r">soon</tg-time>'


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


@pytest.mark.parametrize("shape", UNREADABLE)
async def test_an_unreadable_update_spoils_the_whole_batch_for_aiogram(world: TelegramWorld, shape: str) -> None:
    world.telegram.send_unreadable(ANN, shape)
    world.telegram.send_text(ANN, "hello")
    for _ in range(2):
        with pytest.raises(ClientDecodeError):
            await world.bot.get_updates(timeout=0)


async def test_who_reads_one_by_one_gets_past_it(world: TelegramWorld) -> None:
    unreadable = world.telegram.send_unreadable(BOB, "broken")
    world.telegram.send_text(ANN, "hello")
    _, answer = await world.call("getUpdates", timeout=0)
    assert [update["update_id"] for update in answer["result"]] == [unreadable, unreadable + 1]
    [update] = await world.bot.get_updates(offset=unreadable + 1, timeout=0)
    assert update.message
    assert update.message.text == "hello"


async def test_the_chat_shows_that_something_unreadable_was_sent(world: TelegramWorld) -> None:
    world.telegram.send_unreadable(BOB, "story")
    [shown] = world.telegram.messages(BOB)
    assert (shown["from_bot"], shown["text"]) == (False, "⚠️ unreadable: story")
    assert await world.bot.send_message(BOB, "the chat is open")


async def test_another_poller_takes_the_updates_for_a_while(world: TelegramWorld) -> None:
    world.telegram.conflict(60)
    for _ in range(2):
        with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
            await world.bot.get_updates(timeout=0)
    assert await world.bot.send_message(ANN, "all else goes on")
    world.clock.advance(60)
    assert await world.bot.get_updates(timeout=0) == []


async def test_another_poller_ends_the_poll_under_way_and_can_be_called_off(world: TelegramWorld) -> None:
    polls = world.telegram.requests.__len__
    before = polls()
    waiting = asyncio.ensure_future(world.bot.get_updates(timeout=20))
    while polls() == before:
        await asyncio.sleep(0)
    world.telegram.conflict(60)
    with pytest.raises(TelegramConflictError):
        await waiting
    world.telegram.conflict(0)
    assert await world.bot.get_updates(timeout=0) == []


async def test_an_old_server_does_not_know_what_is_new(world: TelegramWorld) -> None:
    world.telegram.old_server.on = True
    with pytest.raises(TelegramBadRequest, match='Unsupported start tag "tg-time" at byte offset 6'):
        await world.bot.send_message(ANN, TIME)
    copies = InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="4711"))
    with pytest.raises(TelegramBadRequest, match="Text buttons are unallowed in the inline keyboard"):
        await world.bot.send_message(ANN, "x", reply_markup=keyboard([copies]))
    with pytest.raises(TelegramBadRequest, match="can't parse inline keyboard button"):
        await world.bot.send_message(ANN, "x", reply_markup=keyboard([button("Buy", "1", "success")]))
    assert [message for message in world.telegram.messages(ANN) if message["from_bot"]] == []
    sent = await world.bot.send_message(ANN, "plain", reply_markup=keyboard([button("Buy", "1")]))
    with pytest.raises(TelegramBadRequest, match="tg-time"):
        await world.bot.edit_message_text(TIME, chat_id=ANN, message_id=sent.message_id)
    assert await world.bot.send_message(ANN, "<tg-time>", parse_mode=None)
    world.telegram.old_server.on = False
    assert await world.bot.send_message(ANN, TIME, reply_markup=keyboard([copies]))


@pytest.mark.parametrize(("status", "error"), [(403, TelegramForbiddenError), (400, TelegramBadRequest)])
async def test_a_chat_refuses_every_message_and_others_do_not(
    world: TelegramWorld, status: int, error: type[Exception]
) -> None:
    world.telegram.send_text(BOB, "/start")
    sent = await world.bot.send_message(ANN, "before")
    world.telegram.refuse_chat(ANN, status)
    with pytest.raises(error):
        await world.bot.send_message(ANN, "x")
    with pytest.raises(error):
        await world.bot.edit_message_text("x", chat_id=ANN, message_id=sent.message_id)
    assert await world.bot.send_message(BOB, "x")
    world.telegram.refuse_chat(ANN, 0)
    assert await world.bot.send_message(ANN, "again")


async def test_a_refusal_is_remembered_and_an_unknown_one_is_none(world: TelegramWorld) -> None:
    world.telegram.refuse_chat(ANN, 403)
    state = json.loads(json.dumps(world.telegram.dump()))
    async with telegram_world(state) as again:
        with pytest.raises(TelegramForbiddenError):
            await again.bot.send_message(ANN, "x")
    with pytest.raises(ValueError, match="no refusal 418"):
        world.telegram.refuse_chat(ANN, 418)


async def test_the_bot_may_write_to_an_admin_who_has_not_written_yet(world: TelegramWorld) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await world.bot.send_message(BOB, "x")
    world.telegram.let_write(BOB)
    assert await world.bot.send_message(BOB, "x")


async def test_the_bots_description_comes_in_the_persons_language(world: TelegramWorld) -> None:
    events = world.telegram.events(BOB)
    await world.bot.set_my_description("Numbers for one SMS")
    assert await anext(events) == {"type": "about", "about": "Numbers for one SMS"}
    await world.bot.set_my_description("Số điện thoại", language_code="vi")
    assert (world.telegram.about(ANN), world.telegram.about(BOB)) == ("Numbers for one SMS", "Số điện thoại")
