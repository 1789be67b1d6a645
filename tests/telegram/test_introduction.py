"""The first word with Telegram."""

from aiogram import Bot

from bot.telegram.introduction import introduce
from tests.sandbox.telegram_world import TelegramWorld


async def test_telegram_is_asked_for_the_bots_name_only_once(world: TelegramWorld, bot: Bot) -> None:
    """aiogram asks by `bot.me()` just before it polls: a Telegram that fails then would end the bot."""
    name = await introduce(bot)
    world.telegram.fail("getMe", status=500, description="Internal Server Error")
    assert (await bot.me()).username == name
