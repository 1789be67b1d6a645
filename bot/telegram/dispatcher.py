"""Puts middlewares, handlers and their dependencies together."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

from aiogram import Dispatcher

from bot.domain.protocols import Provider
from bot.shop.activations.purchases import Purchases
from bot.shop.admin.broadcast import Broadcaster
from bot.shop.admin.statistics import ShopStatistics
from bot.shop.admin.users import UserAdmin
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.reminders import Reminders
from bot.shop.wallet.earnings import EarningsView
from bot.shop.wallet.grants import Grants
from bot.shop.wallet.top_ups import TopUps
from bot.shop.wallet.vouchers import Vouchers
from bot.shop.wallet.wallets import Wallets
from bot.telegram.access import Access, Terms, UserMemory
from bot.telegram.chart import ChartPainter
from bot.telegram.handlers import activation, admin, broadcast, errors, fallback, menu, purchase, top_up, waiting
from bot.telegram.handlers import catalogue as catalogue_pages
from bot.telegram.handlers import grants as grant_pages
from bot.telegram.handlers import history as history_pages
from bot.telegram.handlers import reminders as reminder_pages
from bot.telegram.handlers import reports as report_pages
from bot.telegram.handlers import statistics as statistics_pages
from bot.telegram.handlers import users as user_pages
from bot.telegram.handlers import vouchers as voucher_pages
from bot.telegram.handlers import wallet as wallet_pages
from bot.telegram.middlewares import AccessCheck, Answering, Language, MakeUi, Throttle, WelcomeBack
from bot.telegram.taps import TapObserver
from bot.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependencies:
    """What a handler gets by naming it."""

    purchases: Purchases
    catalogue: Catalogue
    statistics: ShopStatistics
    user_admin: UserAdmin
    broadcaster: Broadcaster
    reminders: Reminders
    top_ups: TopUps
    wallets: Wallets
    grants: Grants
    vouchers: Vouchers
    earnings: EarningsView
    chart_painter: ChartPainter
    users: UserMemory
    provider: Provider
    access: Access
    terms: Terms


def build_dispatcher(
    parts: Dependencies,
    *,
    texts: Mapping[str, Texts],
    currency: str,
    default_language: str,
    now: Callable[[], float] = time.monotonic,
) -> Dispatcher:
    """Handlers get what they name: `parts`, and from the middlewares `ui` and the tapped button's `callback_data`.

    `texts` has every language; `currency` is the account's, by ISO 4217.
    `now` is the clock by which taps are throttled, in seconds.
    """
    dispatcher = Dispatcher(disable_fsm=True, **{one.name: getattr(parts, one.name) for one in fields(parts)})
    dispatcher.callback_query = dispatcher.observers["callback_query"] = TapObserver(dispatcher, "callback_query")
    dispatcher.update.outer_middleware(Throttle(texts, default_language, now))
    dispatcher.update.outer_middleware(Language(parts.users, texts, default_language))
    dispatcher.update.outer_middleware(AccessCheck(parts.access, parts.users, vouchers=parts.vouchers))
    dispatcher.update.outer_middleware(MakeUi(parts.catalogue, parts.wallets, parts.access, currency, texts))
    dispatcher.message.middleware(WelcomeBack(parts.purchases))
    dispatcher.callback_query.middleware(Answering())
    for_admins = (admin, statistics_pages, user_pages, grant_pages, broadcast, activation, history_pages)
    shop_pages = (
        purchase,
        report_pages,
        voucher_pages,
        catalogue_pages,
    )  # the search takes all words
    for_users = (*shop_pages, reminder_pages, wallet_pages, top_up, waiting, menu)
    pages = (*for_users, *for_admins, errors, fallback)
    for part in pages:  # all in one router: each further one would cost what comes behind it
        part.register(dispatcher)
    return dispatcher
