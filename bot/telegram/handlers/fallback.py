"""The last router: buttons of another age, forged ones, unknown commands, and everything that is not a text."""

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, TelegramObject

from bot.telegram.middlewares import ANSWERS
from bot.telegram.screens.menu import hint
from bot.telegram.ui import Ui, answer

SENT_BY_USERS = {
    ContentType.TEXT,
    ContentType.PHOTO,
    ContentType.STICKER,
    ContentType.ANIMATION,
    ContentType.VIDEO,
    ContentType.VIDEO_NOTE,
    ContentType.VOICE,
    ContentType.AUDIO,
    ContentType.DOCUMENT,
    ContentType.CONTACT,
    ContentType.LOCATION,
    ContentType.VENUE,
    ContentType.POLL,
    ContentType.DICE,
    ContentType.STORY,
}
"""And not what Telegram itself puts into a chat, such as a pinned message."""


async def old_button(query: CallbackQuery, ui: Ui) -> None:
    await answer(query, ui.texts.plain("toast-old-button"))
    await ui.show(await ui.menu())


async def other_message(_: TelegramObject, ui: Ui) -> None:
    await ui.show(hint(ui.texts))


def register(router: Router) -> None:
    router.callback_query.register(old_button, flags={ANSWERS: True})
    router.message.register(other_message, F.content_type.in_(SENT_BY_USERS))
