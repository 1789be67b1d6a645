"""Puts middlewares, handlers and their dependencies together."""

import time
from collections.abc import Callable, Mapping

from aiogram import Dispatcher

from bot.domain.meter import SILENT, Meter
from bot.domain.protocols import Provider
from bot.shop.announcer import Announcer
from bot.shop.catalogue import Catalogue
from bot.shop.overview import Overview
from bot.shop.people import People
from bot.shop.purchase import Purchases
from bot.telegram.access import Access
from bot.telegram.handlers import (
    announcing,
    balance,
    browse,
    cards,
    errors,
    fallback,
    numbers,
    offers,
    pages,
    resolving,
    switch,
)
from bot.telegram.handlers import overview as overview_pages
from bot.telegram.handlers import people as people_pages
from bot.telegram.handlers import terms as terms_pages
from bot.telegram.middlewares.answering import Answering
from bot.telegram.middlewares.door import Door
from bot.telegram.middlewares.language import Language
from bot.telegram.middlewares.returning import Returning
from bot.telegram.middlewares.throttle import Throttle
from bot.telegram.painter import Painter
from bot.telegram.terms import Terms
from bot.telegram.users import Users
from bot.texts import Texts


def build_dispatcher(
    *,
    purchases: Purchases,
    catalogue: Catalogue,
    overview: Overview,
    people: People,
    announcer: Announcer,
    painter: Painter,
    users: Users,
    provider: Provider,
    texts: Mapping[str, Texts],
    access: Access,
    terms: Terms,
    currency: str,
    default_language: str,
    now: Callable[[], float] = time.monotonic,
    meter: Meter = SILENT,
) -> Dispatcher:
    """Handlers get what they name: these, and from the middlewares `user`, `window`, their own language's `texts` and
    the tapped button's `callback_data`.

    `texts` has every language, and goes to handlers as `all_texts`; `currency` is the account's, by ISO 4217.
    `now` is the clock by which taps are throttled, in seconds.
    """
    dispatcher = Dispatcher(
        disable_fsm=True,
        purchases=purchases,
        catalogue=catalogue,
        overview=overview,
        people=people,
        announcer=announcer,
        painter=painter,
        users=users,
        provider=provider,
        all_texts=texts,
        access=access,
        terms=terms,
        currency=currency,
    )
    dispatcher.update.outer_middleware(Throttle(texts, default_language, now, meter))
    dispatcher.update.outer_middleware(Language(users, texts, default_language))
    dispatcher.update.outer_middleware(Door(access, users))
    dispatcher.message.middleware(Returning(purchases))
    dispatcher.callback_query.middleware(Answering())
    for_admins = (balance, switch, overview_pages, people_pages, announcing, resolving)
    parts = (browse, offers, pages, cards, numbers, *for_admins, terms_pages, errors, fallback)
    for part in parts:  # all in one router: each further one would cost every tap behind it
        part.register(dispatcher)
    return dispatcher
