"""The menu, help and the languages."""

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.types import CallbackQuery, TelegramObject

from bot.shop.activations.purchases import Purchases
from bot.telegram.access import UserMemory
from bot.telegram.callbacks import OpenHelp, OpenLanguages, OpenMenu, PickLanguage, Stay
from bot.telegram.commands import follow_language
from bot.telegram.screens.menu import help_page, languages
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui
from bot.texts import LANGUAGES


async def open_menu(_: TelegramObject, ui: Ui) -> None:
    await ui.show(await ui.menu())


async def open_help(_: TelegramObject, ui: Ui) -> None:
    await ui.show(help_page(ui.texts))


async def open_languages(_: TelegramObject, ui: Ui) -> None:
    await ui.show(languages(ui.texts, ui.all_texts))


async def pick_language(
    query: CallbackQuery, callback_data: PickLanguage, users: UserMemory, purchases: Purchases, ui: Ui
) -> None:
    """The live cards and the menu of commands follow."""
    texts = ui.all_texts[callback_data.language]
    await users.set_language(ui.user_id, texts.language)
    await ui.show(await ui.menu(texts))
    await purchases.redraw_cards(ui.user_id)
    await follow_language(ui.window.bot, query.from_user, texts, is_admin=ui.is_admin)


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
