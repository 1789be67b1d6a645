"""A notice to all users: written, looked at, sent, stopped. For admins, and to all others as if it did not exist."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import Message, TelegramObject, User

from bot.domain.announcement import Progress
from bot.shop.announcer import Announcer
from bot.telegram.admin import Admin
from bot.telegram.announcement import written
from bot.telegram.callbacks import DropAnnouncement, OpenAnnouncement, StartAnnouncement, Tapped, TurnAnnouncement
from bot.telegram.render import Window
from bot.telegram.screens import announcement as screens
from bot.texts import Html, Texts


async def write(message: Message, announcer: Announcer, texts: Texts, window: Window) -> None:
    """First as users will see it: what Telegram refuses is refused here."""
    html = written(message)
    if not html:
        await open_announcement(message, announcer, texts, window)
        return
    await window.show(screens.announcement(texts, Html(html)))
    announcement_id, total = await announcer.draft(html)
    await window.show(screens.question(texts, announcement_id, total))


async def open_announcement(_: TelegramObject, announcer: Announcer, texts: Texts, window: Window) -> None:
    last = await announcer.look()
    under_way = last and last.progress is not Progress.DONE
    await window.show(screens.progress(texts, last) if last and under_way else screens.how_to(texts))


async def start(
    _: TelegramObject, callback_data: StartAnnouncement, user: User, announcer: Announcer, texts: Texts, window: Window
) -> None:
    outcome, one = await announcer.begin(
        callback_data.nonce, admin_id=user.id, chat_id=window.chat_id, card_id=window.message_id
    )
    await window.show(screens.progress(texts, one, busy=outcome == "busy") if one else screens.too_old(texts))


async def drop(
    _: TelegramObject, callback_data: DropAnnouncement, announcer: Announcer, texts: Texts, window: Window
) -> None:
    await announcer.drop(callback_data.nonce)
    await window.show(screens.dropped(texts))


async def turn(
    _: TelegramObject, callback_data: TurnAnnouncement, user: User, announcer: Announcer, texts: Texts, window: Window
) -> None:
    one = await announcer.turn(callback_data.nonce, on=callback_data.on, admin_id=user.id)
    await window.show(screens.progress(texts, one) if one else screens.too_old(texts))


def register(router: Router) -> None:
    router.message.register(write, Command("notice"), Admin())
    router.callback_query.register(open_announcement, Tapped(OpenAnnouncement), Admin())
    router.callback_query.register(start, Tapped(StartAnnouncement), Admin())
    router.callback_query.register(drop, Tapped(DropAnnouncement), Admin())
    router.callback_query.register(turn, Tapped(TurnAnnouncement), Admin())
