"""Broadcasts: written, previewed, sent, stopped. For admins only."""

import re

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, MessageEntity, TelegramObject
from aiogram.utils.text_decorations import html_decoration

from bot.domain.broadcast import Progress
from bot.shop.admin.broadcast import Broadcaster
from bot.telegram.access import Admin
from bot.telegram.admin_callbacks import DropBroadcast, OpenBroadcast, RunBroadcast, StartBroadcast
from bot.telegram.screens import broadcast as screens
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui
from bot.texts import Html


async def write(message: Message, broadcaster: Broadcaster, ui: Ui) -> None:
    """First as users will see it: what Telegram refuses is refused here."""
    html = written(message)
    if not html:
        await open_broadcast(message, broadcaster, ui)
        return
    await ui.show(screens.broadcast(ui.texts, Html(html)))
    broadcast_id, total = await broadcaster.draft(html)
    await ui.show(screens.question(ui.texts, broadcast_id, total))


async def open_broadcast(_: TelegramObject, broadcaster: Broadcaster, ui: Ui) -> None:
    last = await broadcaster.last()
    under_way = last and last.progress is not Progress.DONE
    await ui.show(screens.progress(ui.texts, last) if last and under_way else screens.how_to(ui.texts))


async def start(_: TelegramObject, callback_data: StartBroadcast, broadcaster: Broadcaster, ui: Ui) -> None:
    outcome, one = await broadcaster.begin(
        callback_data.nonce, admin_id=ui.user_id, chat_id=ui.window.chat_id, card_id=ui.window.message_id
    )
    await ui.show(screens.progress(ui.texts, one, busy=outcome == "busy") if one else screens.too_old(ui.texts))


async def drop(_: TelegramObject, callback_data: DropBroadcast, broadcaster: Broadcaster, ui: Ui) -> None:
    await broadcaster.drop(callback_data.nonce)
    await ui.show(screens.dropped(ui.texts))


async def run_broadcast(_: TelegramObject, callback_data: RunBroadcast, broadcaster: Broadcaster, ui: Ui) -> None:
    one = await broadcaster.set_running(callback_data.nonce, on=callback_data.on, admin_id=ui.user_id)
    await ui.show(screens.progress(ui.texts, one) if one else screens.too_old(ui.texts))


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
