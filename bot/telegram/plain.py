"""A screen without ornaments, for a Bot API that refuses one of them: the number and the code come all the same."""

import re
from html import unescape
from typing import Final

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

ORNAMENTS: Final = (
    "can't parse entities",
    "unsupported start tag",
    "can't parse inline keyboard button",
    "can't parse reply keyboard markup",
    "can't parse",
    "text buttons are unallowed",
    "entity",
    "entities",
    "button_",
    "unknown field",
    "unsupported",
    "copy_text",
    "reply_markup",
    "style",
)
"""Pieces of Telegram's descriptions of a 400, in small letters: it does not take an entity or a button."""


def refused_ornament(error: TelegramBadRequest) -> str | None:
    """The known words in which an ornament was refused; never what follows them, which may quote the message."""
    description = error.message.partition('"')[0].lower()
    return next((words for words in ORNAMENTS if words in description), None)


def plain_text(html: str) -> str:
    """The text of a message, to be sent without a parse mode."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def plain_keyboard(keyboard: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """The buttons that every Bot API knows; what a copy button copies stands in the text as well."""
    given = keyboard.inline_keyboard if keyboard else []
    rows = [[_plain(one) for one in row if one.callback_data or one.url] for row in given]
    rows = [row for row in rows if row]
    return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


def _plain(button: InlineKeyboardButton) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=button.text, callback_data=button.callback_data, url=button.url)
