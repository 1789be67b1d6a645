"""My numbers."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import TelegramObject, User

from bot.shop.catalogue import Catalogue
from bot.shop.purchase import Purchases
from bot.telegram.callbacks import OpenNumbers, Tapped
from bot.telegram.render import Window
from bot.telegram.screens.lists import PER_PAGE
from bot.telegram.screens.names import pick
from bot.telegram.screens.numbers import numbers
from bot.texts import Texts


async def open_numbers(
    _: TelegramObject,
    user: User,
    purchases: Purchases,
    catalogue: Catalogue,
    texts: Texts,
    window: Window,
    callback_data: OpenNumbers | None = None,
) -> None:
    page = callback_data.page if callback_data else 0
    history = await purchases.history(user.id, page * PER_PAGE, PER_PAGE)
    await window.show(numbers(texts, history, lambda one: pick(catalogue, one.country_id, one.service_id)))


def register(router: Router) -> None:
    router.message.register(open_numbers, Command("numbers"))
    router.callback_query.register(open_numbers, Tapped(OpenNumbers))
