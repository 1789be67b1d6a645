"""Paged lists of services and countries, and what a search found. Each entry shows its lowest price and its stock."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from aiogram.types import InlineKeyboardButton

from bot.domain.models import Country, Service
from bot.shop.catalogue.price_table import CountryEntry, Mark, PairEntry, ServiceEntry
from bot.shop.catalogue.results import Glance, SearchResult
from bot.telegram.callbacks import OpenCountries, OpenOffer, OpenServices, Page, Stay
from bot.telegram.screens.names import country_label, harmless, own_label, pair_label, percent, service_label
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

PER_PAGE = 8
MAX_OWN_LABEL = 43
"""Characters that a phone shows on one button, roughly: what is longer goes without its stock."""

MAX_QUERY = 40
"""Characters of a query that are shown again."""

LEGEND_TEXTS = {Mark.CHEAPEST: "legend-cheapest", Mark.BEST: "legend-best"}
MARKS = {Mark.CHEAPEST: "💰", Mark.BEST: "🏆"}

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Labels:
    """How entries are labelled: in whose language, in which money."""

    texts: Texts
    currency: str

    def money(self, price: Decimal) -> str:
        """A price as the user sees it."""
        return self.texts.money(price, self.currency)

    def service(self, entry: ServiceEntry, tap: Page) -> Row:
        return [self._entry(service_label(entry.service, self.texts), entry, tap)]

    def country(self, entry: CountryEntry, tap: Page) -> Row:
        return [self._entry(country_label(entry.country, self.texts.language), entry, tap)]

    def pair(self, entry: PairEntry) -> Row:
        """One tap from the offer."""
        country, service = entry.country.country, entry.service
        name = pair_label(service, country, self.texts)
        label = self.texts.label("entry-pair", name=name, price=self.money(entry.country.price_from))
        return [button(label, OpenOffer(country_id=country.id, service_id=service.id))]

    def mine(self, glance: Glance, *, pinned: bool) -> Row:
        """One of the user's own pairs, one tap from its offer."""
        texts, offer = self.texts, glance.offer
        name = own_label(glance.service, glance.country, texts, pinned=pinned)
        if offer:
            price, stock = self.money(offer.price), texts.count(offer.stock)
            label = texts.label("entry", name=name, price=price, stock=stock)
            label = label if len(label) <= MAX_OWN_LABEL else texts.label("entry-pair", name=name, price=price)
        else:
            label = texts.label("entry-sold-out" if glance.is_offered else "entry-gone", name=name)
        return [button(label, OpenOffer(country_id=glance.country.id, service_id=glance.service.id))]

    def _entry(self, name: str, entry: ServiceEntry | CountryEntry, tap: Page) -> InlineKeyboardButton:
        price, stock = self.money(entry.price_from), self.texts.count(entry.stock)
        if isinstance(entry, CountryEntry) and entry.mark:
            price = f"{MARKS[entry.mark]} {price}"
        code_chance = entry.code_chance if isinstance(entry, CountryEntry) else None
        if code_chance is None:
            label = self.texts.label("entry-from" if entry.varies else "entry", name=name, price=price, stock=stock)
            return button(label, tap)
        known = self.texts.label("entry-known", name=name, price=price, stock=stock, share=percent(code_chance))
        return button(known, tap)


def services(labels: Labels, entries: Sequence[ServiceEntry], country: Country | None, at: OpenServices) -> Screen:
    """All services, or those of the country that was picked; each button remembers the way back."""
    texts, country_id = labels.texts, country.id if country else None

    def tap(entry: ServiceEntry) -> Page:
        service_id = entry.service.id
        return (
            OpenCountries(service_id=service_id, back=page)
            if country_id is None
            else OpenOffer(country_id=country_id, service_id=service_id, services=page, back=at.back)
        )

    page = min(at.page, _last(entries))
    shown, arrow_row = _leaf(
        entries, page, lambda number: OpenServices(country_id=country_id, page=number, back=at.back)
    )
    rows = [labels.service(entry, tap(entry)) for entry in shown]
    if country is None:
        head, other = texts("services"), button(texts.plain("button-countries-first"), OpenCountries())
    else:
        head = texts("services-of", country=country_label(country, texts.language))
        other = button(texts.plain("button-other-country"), OpenCountries(page=at.back or 0))
    return Screen(
        head if entries else texts("nothing-for-sale"), keyboard(*rows, arrow_row, [other, menu_button(texts)])
    )


def countries(labels: Labels, entries: Sequence[CountryEntry], service: Service | None, at: OpenCountries) -> Screen:
    """All countries, or those that sell the service that was picked; each button remembers the way back."""
    texts, service_id = labels.texts, service.id if service else None

    def tap(entry: CountryEntry) -> Page:
        country_id = entry.country.id
        return (
            OpenServices(country_id=country_id, back=page)
            if service_id is None
            else OpenOffer(country_id=country_id, service_id=service_id, countries=page, back=at.back)
        )

    page = min(at.page, _last(entries))
    shown, arrow_row = _leaf(
        entries, page, lambda number: OpenCountries(service_id=service_id, page=number, back=at.back)
    )
    rows = [labels.country(entry, tap(entry)) for entry in shown]
    if service is None:
        head, other = texts("countries"), button(texts.plain("button-services-first"), OpenServices())
    else:
        head = texts("countries-of", service=service_label(service, texts))
        legend = [texts(LEGEND_TEXTS[mark], mark=MARKS[mark]) for mark in MARKS if mark in {one.mark for one in shown}]
        head = Html("\n\n".join([head, "\n".join(legend)])) if legend else head
        other = button(texts.plain("button-other-service"), OpenServices(page=at.back or 0))
    return Screen(
        head if entries else texts("nothing-for-sale"), keyboard(*rows, arrow_row, [other, menu_button(texts)])
    )


def search_results(labels: Labels, query: str, found: SearchResult) -> Screen:
    """Pairs first, then what is nearer to the query: services or countries."""
    texts = labels.texts
    pairs = [labels.pair(entry) for entry in found.pairs]
    services = [labels.service(entry, OpenCountries(service_id=entry.service.id)) for entry in found.services]
    countries = [labels.country(entry, OpenServices(country_id=entry.country.id)) for entry in found.countries]
    rows = pairs + (countries + services if found.countries_first else services + countries)
    asked = harmless(query, MAX_QUERY)
    text = texts("found", query=asked) if rows else texts("nothing-found", query=asked)
    ways = [
        button(texts.plain("button-all-services"), OpenServices()),
        button(texts.plain("button-all-countries"), OpenCountries()),
    ]
    return Screen(text, keyboard(*rows, ways, [menu_button(texts)]))


def _last(entries: Sequence[Entry]) -> int:
    return max(0, (len(entries) - 1) // PER_PAGE)


def _leaf(entries: Sequence[Entry], page: int, open_page: Callable[[int], Page]) -> tuple[Sequence[Entry], Row]:
    """The entries of one page, and the arrows to its neighbours."""
    return entries[page * PER_PAGE : (page + 1) * PER_PAGE], arrows(page, _last(entries), open_page)


def arrows(page: int, last: int, open_page: Callable[[int], Page]) -> Row:
    """`‹ 2/19 ›`, round the ends, so that the arrows stay under the thumb; nothing where there is one page only."""
    if last == 0:
        return []
    return [
        button("‹", open_page(page - 1 if page else last)),
        button(f"{page + 1}/{last + 1}", Stay()),
        button("›", open_page(page + 1 if page < last else 0)),
    ]
