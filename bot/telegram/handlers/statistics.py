"""Statistics: for admins only."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import TelegramObject

from bot.shop.admin.statistics import DAY_HOURS, ShopStatistics
from bot.telegram.access import Admin
from bot.telegram.callbacks import OpenPicture, OpenStatistics
from bot.telegram.chart import ChartPainter
from bot.telegram.screens.statistics import caption, chart, in_words, rank
from bot.telegram.screens.statistics import statistics as overview_page
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui


async def open_statistics(_: TelegramObject, statistics: ShopStatistics, ui: Ui) -> None:
    await ui.show(overview_page(ui.texts, await statistics.read(), ui.currency))


async def open_picture(
    _: TelegramObject, callback_data: OpenPicture, statistics: ShopStatistics, chart_painter: ChartPainter, ui: Ui
) -> None:
    days = callback_data.days
    groups = rank(await statistics.services(days * DAY_HOURS), ui.catalogue)
    png = await chart_painter.paint(chart(ui.texts, groups, days)) if groups else None
    if png is None:
        await ui.show(in_words(ui.texts, groups, days))
    else:
        await ui.window.show_picture(png, caption(ui.texts, days))


def register(router: Router) -> None:
    router.message.register(open_statistics, Command("admin"), Admin())
    router.callback_query.register(open_statistics, Tapped(OpenStatistics), Admin())
    router.callback_query.register(open_picture, Tapped(OpenPicture), Admin())
