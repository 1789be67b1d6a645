"""Broadcasts: written, previewed, sent, stopped. For admins only."""

import re

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, MessageEntity, TelegramObject, User
from aiogram.utils.text_decorations import html_decoration

from bot.domain.models import Progress
from bot.shop.admin.broadcast import Broadcaster
from bot.telegram.access import Admin
from bot.telegram.callbacks import DropBroadcast, OpenBroadcast, RunBroadcast, StartBroadcast, Tapped
from bot.telegram.messages import Window
from bot.telegram.screens import broadcast as screens
from bot.texts import Html, Texts


async def write(message: Message, broadcaster: Broadcaster, texts: Texts, window: Window) -> None:
    """First as users will see it: what Telegram refuses is refused here."""
    html = written(message)
    if not html:
        await open_broadcast(message, broadcaster, texts, window)
        return
    await window.show(screens.broadcast(texts, Html(html)))
    broadcast_id, total = await broadcaster.draft(html)
    await window.show(screens.question(texts, broadcast_id, total))


async def open_broadcast(_: TelegramObject, broadcaster: Broadcaster, texts: Texts, window: Window) -> None:
    last = await broadcaster.last()
    under_way = last and last.progress is not Progress.DONE
    await window.show(screens.progress(texts, last) if last and under_way else screens.how_to(texts))


async def start(
    _: TelegramObject, callback_data: StartBroadcast, user: User, broadcaster: Broadcaster, texts: Texts, window: Window
) -> None:
    outcome, one = await broadcaster.begin(
        callback_data.nonce, admin_id=user.id, chat_id=window.chat_id, card_id=window.message_id
    )
    await window.show(screens.progress(texts, one, busy=outcome == "busy") if one else screens.too_old(texts))


async def drop(
    _: TelegramObject, callback_data: DropBroadcast, broadcaster: Broadcaster, texts: Texts, window: Window
) -> None:
    await broadcaster.drop(callback_data.nonce)
    await window.show(screens.dropped(texts))


async def run_broadcast(
    _: TelegramObject, callback_data: RunBroadcast, user: User, broadcaster: Broadcaster, texts: Texts, window: Window
) -> None:
    one = await broadcaster.set_running(callback_data.nonce, on=callback_data.on, admin_id=user.id)
    await window.show(screens.progress(texts, one) if one else screens.too_old(texts))


def register(router: Router) -> None:
    router.message.register(write, Command("notice"), Admin())
    router.callback_query.register(open_broadcast, Tapped(OpenBroadcast), Admin())
    router.callback_query.register(start, Tapped(StartBroadcast), Admin())
    router.callback_query.register(drop, Tapped(DropBroadcast), Admin())
    router.callback_query.register(run_broadcast, Tapped(RunBroadcast), Admin())


COMMAND = re.compile(r"/\S+\s*")


def written(message: Message) -> str:
    """With its bold, its links and the like; empty where there is no text."""
    text = message.text or ""
    command = COMMAND.match(text)
    body = text[command.end() :] if command else text
    if body.strip():
        return _html(body, message.entities or [], _units(text) - _units(body))
    answered = message.reply_to_message
    own = answered and answered.from_user and message.from_user and answered.from_user.id == message.from_user.id
    return _html(answered.text, answered.entities or [], 0) if answered and own and answered.text else ""


def _html(text: str, entities: list[MessageEntity], skipped: int) -> str:
    """`skipped`: UTF-16 units that stood before the text."""
    return html_decoration.unparse(text, list(_shifted(entities, skipped)))


def _shifted(entities: list[MessageEntity], skipped: int) -> list[MessageEntity]:
    shifted = []
    for entity in entities:
        start, end = max(0, entity.offset - skipped), entity.offset + entity.length - skipped
        if end > start:
            shifted.append(entity.model_copy(update={"offset": start, "length": end - start}))
    return shifted


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
