"""A sandbox Telegram on a real port, and the bot's own connection to it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession

from bot.telegram.bot import build_bot
from tests.sandbox.telegram_world import TOKEN, TelegramWorld, telegram_world


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


@pytest.fixture
async def bot(world: TelegramWorld) -> AsyncIterator[Bot]:
    bot = build_bot(TOKEN, world.url)
    yield bot
    assert isinstance(bot.session, AiohttpSession)
    await (await bot.session.create_session()).close()  # the session's own close() waits a quarter of a second
