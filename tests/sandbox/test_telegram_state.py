"""What is kept over a restart."""

import json
from collections.abc import AsyncIterator

import pytest
from aiogram.types import BotCommand

from tests.sandbox.telegram_world import ANN, BOB, TOKEN, TelegramWorld, telegram_world


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


async def test_a_restart_forgets_nothing() -> None:
    async with telegram_world() as world:
        sent = await world.bot.send_message(ANN, "<b>Card</b>", reply_markup=None)
        await world.bot.set_my_description("Sells numbers", language_code="en")
        await world.bot.set_my_commands([BotCommand(command="start", description="Menu")])
        world.telegram.add_group(-1001, "Friends")
        world.telegram.send_text(BOB, "waiting")
        query_id = world.telegram.tap(ANN, sent.message_id, data="late")
        before = world.telegram.messages(ANN), world.telegram.users(), world.telegram.updates()
        state = world.telegram.dump()
    async with telegram_world(state=json.loads(json.dumps(state))) as world:
        assert (world.telegram.messages(ANN), world.telegram.users(), world.telegram.updates()) == before
        assert (await world.bot.get_my_description("en")).description == "Sells numbers"
        assert world.telegram.commands(ANN) == [{"command": "start", "description": "Menu"}]
        assert await world.bot.answer_callback_query(query_id)
        last_id = world.telegram.updates()[-1]["update_id"]
        assert world.telegram.send_text(ANN, "next") > sent.message_id
        assert world.telegram.updates()[-1]["update_id"] == last_id + 1
        assert world.telegram.dump()["world"]["chats"][-1] == {"id": -1001, "title": "Friends"}


async def test_a_state_of_another_format_is_left_aside(world: TelegramWorld) -> None:
    async with telegram_world(state={**world.telegram.dump(), "format": 0}) as empty:
        assert empty.telegram.users() == []


async def test_the_token_is_not_in_what_is_kept(world: TelegramWorld) -> None:
    await world.bot.get_me()
    assert TOKEN not in repr(world.telegram.dump()) + repr(world.telegram.requests)
