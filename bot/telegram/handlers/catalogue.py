"""Finding what to buy: lists of services and countries, and a search for what is typed, here or inline in any chat."""

import re
from typing import Final

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import InlineQuery, Message, TelegramObject

from bot.domain.errors import NotForSale
from bot.domain.models import Country, Service
from bot.domain.pairs import NOWHERE
from bot.shop.activations.purchases import Purchases
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.suggestions import suggest
from bot.telegram.access import Terms
from bot.telegram.callbacks import OpenCountries, OpenServices
from bot.telegram.handlers.purchase import open_named
from bot.telegram.screens.catalogue import Labels, countries, search_results, services
from bot.telegram.screens.inline import results, to_the_chat
from bot.telegram.taps import Tapped, Words
from bot.telegram.ui import Ui, answer_inline

MAX_FOUND = 6
"""Services, and as many countries and pairs: more would push the first ones off a phone's screen."""

BUY: Final = re.compile(r"/buy(@\w+)?\s+")


async def open_shop(_: Message, catalogue: Catalogue, ui: Ui) -> None:
    await catalogue.ready()
    await ui.show(services(Labels(ui.texts, ui.currency), catalogue.services(), None, OpenServices()))


async def open_services(_: TelegramObject, callback_data: OpenServices, catalogue: Catalogue, ui: Ui) -> None:
    await catalogue.ready()
    country = _country(catalogue, callback_data.country_id)
    entries = catalogue.services(callback_data.country_id)
    await ui.show(services(Labels(ui.texts, ui.currency), entries, country, callback_data))


async def open_countries(_: TelegramObject, callback_data: OpenCountries, catalogue: Catalogue, ui: Ui) -> None:
    await catalogue.ready()
    service = _service(catalogue, callback_data.service_id)
    entries = catalogue.countries(callback_data.service_id)
    await ui.show(countries(Labels(ui.texts, ui.currency), entries, service, callback_data))


async def search(message: Message, catalogue: Catalogue, terms: Terms, purchases: Purchases, ui: Ui) -> None:
    """Words in a list belong to it: a country that is named while choosing one for a service opens the offer."""
    await catalogue.ready()
    query, words_alone = BUY.subn("", message.text or "", count=1)
    found = catalogue.search(query, limit=MAX_FOUND, place=NOWHERE if words_alone else ui.known.place)
    if found.meant is None:
        await ui.show(search_results(Labels(ui.texts, ui.currency), query, found))
    else:
        await open_named(message, found.meant, terms, purchases, ui)


async def find_inline(query: InlineQuery, catalogue: Catalogue, ui: Ui) -> None:
    """Buying is for the private chat, where the links lead; whom the bot does not let in does not come here."""
    await catalogue.ready()
    found = suggest(catalogue, query.query, ui.known.pairs.for_menu())
    shown = results(Labels(ui.texts, ui.currency), found, ui.link)
    await answer_inline(query, shown, to_the_chat(ui.texts, found=bool(found)))


def _country(catalogue: Catalogue, country_id: int | None) -> Country | None:
    """`None` for all countries. Raises `NotForSale` for one that is not in the catalogue."""
    country = None if country_id is None else catalogue.country(country_id)
    if country is None and country_id is not None:
        raise NotForSale("no such country")
    return country


def _service(catalogue: Catalogue, service_id: int | None) -> Service | None:
    """`None` for all services. Raises `NotForSale` for one that is not in the catalogue."""
    service = None if service_id is None else catalogue.service(service_id)
    if service is None and service_id is not None:
        raise NotForSale("no such service")
    return service


def register(router: Router) -> None:
    router.message.register(search, Command("buy", magic=F.args))
    router.message.register(open_shop, Command("buy"))
    router.callback_query.register(open_services, Tapped(OpenServices))
    router.callback_query.register(open_countries, Tapped(OpenCountries))
    router.inline_query.register(find_inline)
    router.message.register(search, Words())
