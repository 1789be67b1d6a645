"""The last router: buttons of another age, forged ones, unknown commands, and everything that is not a text."""

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, TelegramObject, User

from bot.telegram.access import Access
from bot.telegram.messages import Window, answer
from bot.telegram.middlewares.answering import ANSWERS
from bot.telegram.screens.menu import hint, menu
from bot.texts import Texts

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


async def old_button(query: CallbackQuery, user: User, access: Access, texts: Texts, window: Window) -> None:
    await answer(query, texts.plain("toast-old-button"))
    await window.show(menu(texts, admin=user.id in access.admins))


async def other_message(_: TelegramObject, texts: Texts, window: Window) -> None:
    await window.show(hint(texts))


def register(router: Router) -> None:
    router.callback_query.register(old_button, flags={ANSWERS: True})
    router.message.register(other_message, F.content_type.in_(SENT_BY_USERS))
