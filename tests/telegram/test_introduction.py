"""The first word with Telegram."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError

from bot.telegram.bot import introduce, take_over
from tests.sandbox.telegram_world import TelegramWorld


async def test_telegram_is_asked_for_the_bots_name_only_once(world: TelegramWorld, bot: Bot) -> None:
    """aiogram asks by `bot.me()` just before it polls: a Telegram that fails then would end the bot."""
    name = await introduce(bot)
    world.telegram.fail("getMe", status=500, description="Internal Server Error")
    assert (await bot.me()).username == name


async def test_a_webhook_of_before_does_not_keep_updates_away(world: TelegramWorld, bot: Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/of-before")
    with pytest.raises(TelegramConflictError):
        await bot.get_updates(timeout=0)
    await take_over(bot)
    assert await bot.get_updates(timeout=0) == []
