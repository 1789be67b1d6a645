"""A sandbox Telegram on a real port, and the bot's own connection to it."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from bot.telegram.bot import build_bot
from tests.sandbox.telegram_world import TOKEN, TelegramWorld, hang_up, telegram_world


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


@pytest.fixture
async def bot(world: TelegramWorld) -> AsyncIterator[Bot]:
    bot = build_bot(TOKEN, world.url)
    yield bot
    await hang_up(bot)
