"""Statistics, what the operator earns, and the ledger as a file: for admins only."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import TelegramObject

from bot.shop.admin.statistics import DAY_HOURS, ShopStatistics
from bot.shop.wallet.earnings import EarningsView
from bot.telegram.access import Admin
from bot.telegram.admin_callbacks import OpenEarnings, OpenEarningsPicture, OpenPicture, OpenStatistics, SendLedger
from bot.telegram.chart import ChartPainter
from bot.telegram.export import CsvFile, LedgerPart
from bot.telegram.handlers.wallet import InUse
from bot.telegram.screens import earnings as screens
from bot.telegram.screens.earnings import SPANS
from bot.telegram.screens.statistics import caption, chart, in_words, rank
from bot.telegram.screens.statistics import statistics as overview_page
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui


async def open_statistics(_: TelegramObject, statistics: ShopStatistics, ui: Ui) -> None:
    await ui.show(overview_page(ui.texts, await statistics.read(), ui.currency, sells=ui.wallets.is_on))


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


async def open_earnings(_: TelegramObject, callback_data: OpenEarnings, earnings: EarningsView, ui: Ui) -> None:
    found = await earnings.of(callback_data.days)
    await ui.show(screens.earnings_page(ui.texts, found, callback_data.days, ui.currency))


async def open_earnings_picture(
    _: TelegramObject, callback_data: OpenEarningsPicture, earnings: EarningsView, chart_painter: ChartPainter, ui: Ui
) -> None:
    days, sales = callback_data.days, await earnings.by_time(callback_data.days)
    sold = screens.any_sold(sales)
    png = await chart_painter.paint(screens.chart(ui.texts, sales, days, ui.currency)) if sold else None
    if png is None:
        await ui.show(screens.in_words(ui.texts, sales, days, ui.currency))
    else:
        await ui.window.show_picture(png, screens.caption(ui.texts, days))


async def send_ledger(_: TelegramObject, earnings: EarningsView, ui: Ui) -> None:
    """In several files where one would be too large for Telegram."""
    after: str | None = ""
    while after is not None:
        part = LedgerPart(earnings.entries, after)
        await ui.window.send_file(CsvFile("ledger.csv", part), screens.ledger_caption(ui.texts))
        after = part.next


def register(router: Router) -> None:
    router.message.register(open_statistics, Command("admin"), Admin())
    router.callback_query.register(open_statistics, Tapped(OpenStatistics), Admin())
    router.callback_query.register(open_picture, Tapped(OpenPicture), Admin())
    a_span = F.days.in_(tuple(SPANS))
    router.callback_query.register(open_earnings, Tapped(OpenEarnings, a_span), Admin(), InUse())
    router.callback_query.register(open_earnings_picture, Tapped(OpenEarningsPicture, a_span), Admin(), InUse())
    router.callback_query.register(send_ledger, Tapped(SendLedger), Admin(), InUse())
