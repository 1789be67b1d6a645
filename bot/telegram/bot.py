"""The bot's connection to Telegram."""

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import AiogramError, TelegramNotFound, TelegramUnauthorizedError
from aiogram.types import WebhookInfo

from bot.domain.errors import Undelivered, WrongBotToken
from bot.telegram.api_calls import RetryAfter
from bot.telegram.session import ConnectingSession

__all__ = ["Bot", "build_bot"]

CONNECTIONS = 64
CALL_TIMEOUT_S = 20.0
"""Seconds for one call; long polling adds its own."""


def build_bot(token: str, api_url: str) -> Bot:
    """`api_url` is the address of the Bot API without the token. Raises `TokenValidationError` for what is no token."""
    session = ConnectingSession(limit=CONNECTIONS, timeout=CALL_TIMEOUT_S, api=TelegramAPIServer.from_base(api_url))
    session.middleware(RetryAfter())
    properties = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    return Bot(token, session=session, default=properties)


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
