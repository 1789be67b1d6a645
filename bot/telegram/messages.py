"""The one module that edits or sends messages."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, ReplyParameters

from bot.telegram.plain import plain_keyboard, plain_text, refused_ornament
from bot.telegram.screens.screen import Screen

log = structlog.get_logger(__name__)

NOT_MODIFIED = "message is not modified"
MESSAGE_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")
"""Pieces of Telegram's descriptions, in small letters, after which the message will never be edited again."""


@dataclass(frozen=True, slots=True)
class Window:
    """Where the answer to one update is shown."""

    bot: Bot
    chat_id: int
    message_id: int = 0
    """The message whose button was tapped; 0 where somebody typed."""
    keep: bool = False
    """That message is a record."""

    async def show(self, screen: Screen) -> None:
        """Show a page: in place of the one that was tapped, or below a record."""
        await put(self.bot, self.chat_id, 0 if self.keep else self.message_id, screen)

    async def show_picture(self, png: bytes, screen: Screen) -> None:
        """Show a picture with its caption as a new message: a page can't become one."""
        photo = BufferedInputFile(png, "picture.png")
        await self.bot.send_photo(self.chat_id, photo, caption=screen.text, reply_markup=screen.keyboard)

    async def redraw(self, screen: Screen) -> None:
        """Show a record anew in its own place."""
        await put(self.bot, self.chat_id, self.message_id, screen)

    async def retire(self, message_id: int, screen: Screen) -> None:
        """Put a last word into an older message, where it is still there; a failure takes nothing from the tap."""
        with suppress(AiogramError):
            await _edit(self.bot, self.chat_id, message_id, screen)


async def put(bot: Bot, chat_id: int, message_id: int, screen: Screen, *, reply_to: int = 0) -> int:
    """Edit the message, or send a new one where there is none (0) or it is gone; gives the id of the message.

    A new one answers the message `reply_to`, if that is still there. Raises aiogram's errors.
    """
    if message_id and await _edit(bot, chat_id, message_id, screen):
        return message_id
    reply = ReplyParameters(message_id=reply_to, allow_sending_without_reply=True) if reply_to else None
    try:
        sent = await bot.send_message(chat_id, screen.text, reply_markup=screen.keyboard, reply_parameters=reply)
    except TelegramBadRequest as error:
        text, buttons = _plainly(screen, error)
        sent = await bot.send_message(chat_id, text, parse_mode=None, reply_markup=buttons, reply_parameters=reply)
    return sent.message_id


def _plainly(screen: Screen, error: TelegramBadRequest) -> tuple[str, InlineKeyboardMarkup | None]:
    """The screen without ornaments, where one of them was refused; else raises the error."""
    words = refused_ornament(error)
    if words is None:
        raise error
    log.warning("Telegram refuses an ornament, so the message goes plain", refused=words)
    return plain_text(screen.text), plain_keyboard(screen.keyboard)


async def _edit(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Whether the message shows the screen now; `False` where it is gone."""
    place: dict[str, Any] = {"chat_id": chat_id, "message_id": message_id}

    async def edit() -> None:
        try:
            await bot.edit_message_text(screen.text, reply_markup=screen.keyboard, **place)
        except TelegramBadRequest as error:
            text, buttons = _plainly(screen, error)
            await bot.edit_message_text(text, parse_mode=None, reply_markup=buttons, **place)

    try:
        await edit()
    except TelegramBadRequest as error:
        description = error.message.lower()
        if any(piece in description for piece in MESSAGE_GONE):
            return False
        if NOT_MODIFIED not in description:
            raise
    return True


async def answer(query: CallbackQuery, toast: str | None = None) -> None:
    """Answer a tap. One that is too old, or a Telegram that fails just now, takes nothing from what the tap does."""
    with suppress(AiogramError):
        await query.answer(toast)
