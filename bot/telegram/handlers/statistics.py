"""Statistics: for admins only."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import TelegramObject

from bot.shop.admin.statistics import DAY_HOURS, ShopStatistics
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.access import Admin
from bot.telegram.callbacks import OpenPicture, OpenStatistics, Tapped
from bot.telegram.chart import ChartPainter
from bot.telegram.messages import Window
from bot.telegram.screens.statistics import caption, chart, in_words, rank
from bot.telegram.screens.statistics import statistics as overview_page
from bot.texts import Texts


async def open_statistics(
    _: TelegramObject, statistics: ShopStatistics, texts: Texts, currency: str, window: Window
) -> None:
    await window.show(overview_page(texts, await statistics.read(), currency))


async def open_picture(
    _: TelegramObject,
    callback_data: OpenPicture,
    statistics: ShopStatistics,
    catalogue: Catalogue,
    chart_painter: ChartPainter,
    texts: Texts,
    window: Window,
) -> None:
    days = callback_data.days
    groups = rank(await statistics.services(days * DAY_HOURS), catalogue)
    png = await chart_painter.paint(chart(texts, groups, days)) if groups else None
    if png is None:
        await window.show(in_words(texts, groups, days))
    else:
        await window.show_picture(png, caption(texts, days))


def register(router: Router) -> None:
    router.message.register(open_statistics, Command("admin"), Admin())
    router.callback_query.register(open_statistics, Tapped(OpenStatistics), Admin())
    router.callback_query.register(open_picture, Tapped(OpenPicture), Admin())
