"""The door: private chats only, and only those who may come in. Who stays outside is told so in one line."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

from bot.telegram.access import Access
from bot.telegram.callbacks import keeps_message, parse
from bot.telegram.render import Window, answer
from bot.telegram.screens.pages import private_only, refusal
from bot.texts import Texts


class Door(BaseMiddleware):
    """Provides `user` and `window`."""

    def __init__(self, access: Access) -> None:
        self._access = access

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
        window, texts = _window(bot, chat, happened), data["texts"]
        if chat.type != ChatType.PRIVATE:
            return await _turn_away_group(happened, window, texts, bot.id)
        if not self._access.lets_in(user.id):
            return await _turn_away_stranger(happened, window, texts, user.id)
        data |= {"user": user, "window": window}
        return await handler(event, data)


def _window(bot: Bot, chat: Chat, happened: Message | CallbackQuery) -> Window:
    if isinstance(happened, Message) or happened.message is None:
        return Window(bot, chat.id)
    return Window(bot, chat.id, happened.message.message_id, keeps_message(parse(happened.data)))


async def _turn_away_group(happened: Message | CallbackQuery, window: Window, texts: Texts, bot_id: int) -> None:
    """Only what is meant for the bot is answered: a tap, a command, being added. A group's talk is not."""
    if isinstance(happened, CallbackQuery):
        await answer(happened, texts.plain("toast-private-only"))
    elif (happened.text or "").startswith("/") or any(
        member.id == bot_id for member in happened.new_chat_members or ()
    ):
        await window.show(private_only(texts))


async def _turn_away_stranger(happened: Message | CallbackQuery, window: Window, texts: Texts, user_id: int) -> None:
    if isinstance(happened, CallbackQuery):
        await answer(happened, texts.plain("toast-stranger", id=str(user_id)))
    else:
        await window.show(refusal(texts, user_id))
