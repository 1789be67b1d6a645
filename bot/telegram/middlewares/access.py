"""The access check: private chats and admitted users only; and a user who writes can be reached again."""

import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

from bot.domain.errors import StorageError
from bot.domain.users import KnownUser
from bot.shop.activations.purchases import Purchases
from bot.telegram.access import Access, UserMemory
from bot.telegram.callbacks import keeps_message, parse
from bot.telegram.messages import Window, answer
from bot.telegram.screens.menu import private_only, refusal, shut_out
from bot.telegram.screens.screen import problem_screen
from bot.texts import Texts

log = structlog.get_logger(__name__)


DAY_S = 86_400
NAME = re.compile(r"[A-Za-z0-9_]{1,32}")


class AccessCheck(BaseMiddleware):
    """Provides `user`, `window` and `callback_data`. Who comes in is written down, once a day."""

    def __init__(self, access: Access, users: UserMemory, now: Callable[[], float] = time.time) -> None:
        """`now` gives Unix seconds."""
        self._access = access
        self._users = users
        self._now = now

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = data.get("event_from_user")
        chat: Chat | None = data.get("event_chat")
        bot: Bot = data["bot"]
        happened = (event.message or event.callback_query) if isinstance(event, Update) else None
        if user is None or chat is None or happened is None:
            return None
        tap = parse(happened.data) if isinstance(happened, CallbackQuery) else None
        window, texts = _window(bot, chat, happened, tap), data["texts"]
        if chat.type != ChatType.PRIVATE:
            return await _refuse_group(happened, window, texts, bot.id)
        known: KnownUser | None = data["known"]
        if not self._access.lets_in(user.id, known.admitted if known else None):
            return await _refuse(happened, window, texts, user.id, known)
        data |= {"user": user, "window": window, "callback_data": tap}
        try:
            return await handler(event, data)
        finally:
            await self._record_visit(user, known)

    async def _record_visit(self, user: User, known: KnownUser | None) -> None:
        """At most one write a day, unless their name changes or they come back."""
        today, found = int(self._now() // DAY_S), NAME.fullmatch(user.username or "")
        name = found[0] if found else ""
        if known is None or (known.seen >= today and known.name == name and not known.gone):
            return
        try:
            await self._users.record_visit(user.id, day=today, name=name)
        except StorageError:
            log.warning("a visit is not written down")  # the next one is


def _window(bot: Bot, chat: Chat, happened: Message | CallbackQuery, tap: CallbackData | None) -> Window:
    if isinstance(happened, Message) or happened.message is None:
        return Window(bot, chat.id)
    return Window(bot, chat.id, happened.message.message_id, keeps_message(tap))


async def _refuse_group(happened: Message | CallbackQuery, window: Window, texts: Texts, bot_id: int) -> None:
    """Only what is meant for the bot is answered: a tap, a command, being added. A group's talk is not."""
    if isinstance(happened, CallbackQuery):
        await answer(happened, texts.plain("toast-private-only"))
    elif (happened.text or "").startswith("/") or any(
        member.id == bot_id for member in happened.new_chat_members or ()
    ):
        await window.show(private_only(texts))


async def _refuse(
    happened: Message | CallbackQuery, window: Window, texts: Texts, user_id: int, known: KnownUser | None
) -> None:
    """With the database away nobody knows whether an admin let them in, and they are told just that."""
    if known is None:
        screen, toast = problem_screen(texts, texts("error-storage"), None), texts.plain("error-storage")
    elif known.admitted is False:
        screen, toast = shut_out(texts), texts.plain("toast-shut-out")
    else:
        screen, toast = refusal(texts, user_id), texts.plain("toast-stranger", id=str(user_id))
    if isinstance(happened, CallbackQuery):
        await answer(happened, toast)
    else:
        await window.show(screen)


class WelcomeBack(BaseMiddleware):
    """For messages: a user who unblocks the bot sends /start by that, or writes."""

    def __init__(self, purchases: Purchases) -> None:
        self._purchases = purchases

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        answer = await handler(event, data)
        user: User = data["user"]
        try:
            await self._purchases.welcome_back(user.id)
        except StorageError:
            log.warning("not asked what a user has missed")  # their next message asks again
        return answer
