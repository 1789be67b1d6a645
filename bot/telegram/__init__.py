"""The only code that knows aiogram: buttons, screens, handlers, and the way a message reaches its user."""

from bot.telegram.loading import load_aiogram

load_aiogram()
