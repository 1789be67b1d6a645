"""aiogram's own dispatcher works with it unchanged, over a poll and over a webhook."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Dispatcher
from aiogram.types import CallbackQuery, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.sandbox.telegram_world import ANN, TelegramWorld, button, keyboard, telegram_world

SECRET = "s3cret"


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


def shop() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def menu(message: Message) -> None:
        await message.answer("Menu", reply_markup=keyboard([button("Buy", "buy")]))

    @dispatcher.callback_query()
    async def buy(query: CallbackQuery) -> None:
        await query.answer("Bought")
        assert isinstance(query.message, Message)
        await query.message.edit_text("Yours")

    return dispatcher


async def buy_once(world: TelegramWorld) -> None:
    events = world.telegram.events(ANN)
    world.telegram.send_text(ANN, "/start")
    assert (await anext(events))["message"]["text"] == "/start"
    menu = (await anext(events))["message"]
    world.telegram.tap(ANN, menu["id"], label="Buy")
    assert (await anext(events))["text"] == "Bought"
    assert (await anext(events))["message"]["text"] == "Yours"


async def test_a_story_over_a_poll_and_a_tap_that_comes_twice(world: TelegramWorld) -> None:
    dispatcher = shop()
    polling = asyncio.create_task(dispatcher.start_polling(world.bot, handle_signals=False, close_bot_session=False))
    await buy_once(world)
    events = world.telegram.events(ANN)
    world.telegram.send_text(ANN, "again")
    world.telegram.redeliver(world.telegram.updates()[-1]["update_id"])
    told = [(await anext(events))["message"]["text"] for _ in range(3)]
    assert told == ["again", "Menu", "Menu"]
    await dispatcher.stop_polling()
    await polling


async def test_a_story_over_a_webhook(world: TelegramWorld) -> None:
    app = web.Application()
    SimpleRequestHandler(shop(), world.bot, secret_token=SECRET).register(app, path="/hook")
    async with TestServer(app) as server:
        await world.bot.set_webhook(str(server.make_url("/hook")), secret_token=SECRET)
        await buy_once(world)
