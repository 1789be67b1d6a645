"""The menu, help and the languages."""

from collections.abc import Mapping

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.types import TelegramObject, User

from bot.telegram.access import Access, UserMemory
from bot.telegram.callbacks import OpenHelp, OpenLanguages, OpenMenu, PickLanguage, Stay, Tapped
from bot.telegram.messages import Window
from bot.telegram.screens.menu import help_page, languages, menu
from bot.texts import LANGUAGES, Texts


async def open_menu(_: TelegramObject, user: User, access: Access, texts: Texts, window: Window) -> None:
    await window.show(menu(texts, admin=user.id in access.admins))


async def open_help(_: TelegramObject, texts: Texts, window: Window) -> None:
    await window.show(help_page(texts))


async def open_languages(_: TelegramObject, texts: Texts, all_texts: Mapping[str, Texts], window: Window) -> None:
    await window.show(languages(texts, all_texts))


async def pick_language(
    _: TelegramObject,
    callback_data: PickLanguage,
    user: User,
    users: UserMemory,
    access: Access,
    all_texts: Mapping[str, Texts],
    window: Window,
) -> None:
    await users.set_language(user.id, callback_data.language)
    await window.show(menu(all_texts[callback_data.language], admin=user.id in access.admins))


async def stay(_: TelegramObject) -> None:
    """The tap is answered already, and that is all."""


def register(router: Router) -> None:
    router.message.register(open_menu, CommandStart())
    router.callback_query.register(open_menu, Tapped(OpenMenu))
    router.message.register(open_help, Command("help"))
    router.callback_query.register(open_help, Tapped(OpenHelp))
    router.message.register(open_languages, Command("language"))
    router.callback_query.register(open_languages, Tapped(OpenLanguages))
    router.callback_query.register(pick_language, Tapped(PickLanguage, F.language.in_(LANGUAGES)))
    router.callback_query.register(stay, Tapped(Stay))
