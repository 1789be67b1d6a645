"""The first word with Telegram: does it know the bot's token, and by which name?"""

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import WebhookInfo

from bot.domain.errors import Undelivered, WrongBotToken


async def introduce(bot: Bot) -> str:
    """The bot's username. Raises `WrongBotToken`, or `Undelivered` when Telegram does not answer."""
    try:
        me = await bot.me()  # remembered: aiogram asks once more before it polls, and would end over a failure
    except (TelegramUnauthorizedError, TelegramNotFound):  # 404 is what a token of another shape gets
        raise WrongBotToken("Telegram does not know this token") from None
    except AiogramError as error:
        raise Undelivered(f"Telegram does not answer ({type(error).__name__})") from None
    return me.username or str(me.id)


async def webhook_info(bot: Bot) -> WebhookInfo:
    """What Telegram says of the bot's webhook, and of the updates that wait. Raises `Undelivered`."""
    try:
        return await bot.get_webhook_info()
    except AiogramError as error:
        raise Undelivered(f"Telegram does not answer ({type(error).__name__})") from None


async def take_over(bot: Bot) -> None:
    """Take away a webhook that the token had before: with one, long polling gets nothing but 409."""
    try:
        await bot.delete_webhook()
    except AiogramError as error:
        raise Undelivered(f"Telegram does not answer ({type(error).__name__})") from None
