"""The shop at a glance: for admins, and to all others as if it did not exist."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import TelegramObject

from bot.shop.catalogue import Catalogue
from bot.shop.overview import DAY, Overview
from bot.telegram.admin import Admin
from bot.telegram.callbacks import OpenOverview, OpenPicture, Tapped
from bot.telegram.painter import Painter
from bot.telegram.render import Window
from bot.telegram.screens.overview import overview as overview_page
from bot.telegram.screens.ranking import caption, chart, in_words, rank
from bot.texts import Texts


async def open_overview(_: TelegramObject, overview: Overview, texts: Texts, currency: str, window: Window) -> None:
    await window.show(overview_page(texts, await overview.look(), currency))


async def open_picture(
    _: TelegramObject,
    callback_data: OpenPicture,
    overview: Overview,
    catalogue: Catalogue,
    painter: Painter,
    texts: Texts,
    window: Window,
) -> None:
    days = callback_data.days
    groups = rank(await overview.services(days * DAY), catalogue)
    png = await painter.paint(chart(texts, groups, days)) if groups else None
    if png is None:
        await window.show(in_words(texts, groups, days))
    else:
        await window.show_picture(png, caption(texts, days))


def register(router: Router) -> None:
    router.message.register(open_overview, Command("admin"), Admin())
    router.callback_query.register(open_overview, Tapped(OpenOverview), Admin())
    router.callback_query.register(open_picture, Tapped(OpenPicture), Admin())
