"""Finding what to buy: lists of services and countries, and a search for whatever is typed."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import Message, TelegramObject

from bot.domain.errors import NotForSale
from bot.domain.models import Country, Service
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.callbacks import OpenCountries, OpenServices, Tapped
from bot.telegram.screens.catalogue import Labels, countries, search_results, services
from bot.telegram.ui import Ui

MAX_FOUND = 6
"""Services, and as many countries and pairs: more would push the first ones off a phone's screen."""


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


async def search(message: Message, catalogue: Catalogue, ui: Ui) -> None:
    await catalogue.ready()
    query = message.text or ""
    found = catalogue.search(query, limit=MAX_FOUND)
    await ui.show(search_results(Labels(ui.texts, ui.currency), query, found))


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
    router.message.register(open_shop, Command("buy"))
    router.callback_query.register(open_services, Tapped(OpenServices))
    router.callback_query.register(open_countries, Tapped(OpenCountries))
    router.message.register(search, F.text, ~F.text.startswith("/"))
