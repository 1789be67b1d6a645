"""The bot's connection to Telegram."""

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode

from bot.telegram.patience import Patience
from bot.telegram.session import ConnectingSession

__all__ = ["Bot", "build_bot"]

CONNECTIONS = 64
TIMEOUT = 20.0
"""Seconds for one call; long polling adds its own."""


def build_bot(token: str, api_url: str) -> Bot:
    """`api_url` is the address of the Bot API without the token. Raises `TokenValidationError` for what is no token."""
    session = ConnectingSession(limit=CONNECTIONS, timeout=TIMEOUT, api=TelegramAPIServer.from_base(api_url))
    session.middleware(Patience())
    properties = DefaultBotProperties(parse_mode=ParseMode.HTML, link_preview_is_disabled=True)
    return Bot(token, session=session, default=properties)
