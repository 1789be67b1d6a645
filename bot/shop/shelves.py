"""What is on sale where, in little memory: numbers in arrays, sorted when a list is first asked for."""

import math
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import compress, count
from operator import add

from bot.domain.models import Country, Offer, Service
from bot.domain.waits import Figures
from bot.shop.listing import CountryEntry, Listing, Mark, ServiceEntry
from bot.shop.service_words import world_rank
from bot.shop.slices import slices

Weights = Mapping[tuple[int, int], float]
"""(country id, service id) -> how many of it were bought here lately."""

Known = Callable[[int, int], Figures | None]
"""How the numbers of a country id and a service id fared, where enough is known."""

USUAL = 0.7
"""The share of numbers that get a code where nothing is known yet."""
BAD = 0.4
"""A share below which a country comes last, whatever it costs."""
STEP = 1.1
"""Expected costs nearer to each other than this ratio are as good as equal: then use and stock decide."""

HEAD_START = 20.0
"""Purchases that what the world uses most is taken to have had here; the next ones half of it, a third, …"""
STOCK_START = 5.0
"""Purchases that a country is taken to have had if it has all the stock; others by their part of it."""

MOST = 2**31 - 1
"""A larger stock is cut to this, so that the sum over all countries fits an array."""


def nothing_known(country_id: int, service_id: int) -> Figures | None:
    return None


@dataclass(frozen=True, slots=True)
class CountryOrder:
    """The places of countries in their order, and which of them stand out."""

    places: "array[int]"
    cheapest: int | None = None
    best: int | None = None

    def mark(self, place: int) -> Mark:
        return Mark.BEST if place == self.best else Mark.CHEAPEST if place == self.cheapest else Mark.NONE


class Shelf:
    """One country's offers: price and stock by the place of the service. Not changed once it is on show."""

    __slots__ = ("price_from", "price_to", "prices", "stocks", "total")

    def __init__(self, size: int) -> None:
        self.stocks = array("q", bytes(8 * size))
        self.prices = [Decimal(0)] * size
        self.total = 0
        self.price_from = Decimal(0)
        self.price_to = Decimal(0)

    def put(self, place: int, price: Decimal, stock: int) -> None:
        self.stocks[place] = min(stock, MOST)
        self.prices[place] = price

    def price(self, place: int) -> Decimal | None:
        """`None` where there is no stock."""
        return self.prices[place] if self.stocks[place] else None

    def add_up(self) -> None:
        self.total = sum(self.stocks)
        self.price_from = min(compress(self.prices, self.stocks), default=Decimal(0))
        self.price_to = max(compress(self.prices, self.stocks), default=Decimal(0))


class Shelves:
    """Every country's shelf. Shows only what has stock, a listed country and a listed service."""

    def __init__(
        self, countries: Iterable[Country], services: Iterable[Service], at: float, figures: Known = nothing_known
    ) -> None:
        self.countries = {country.id: country for country in countries if country.title.strip()}
        self.services = {service.id: service for service in services if service.title.strip()}
        self._countries = list(self.countries.values())
        self._services = list(self.services.values())
        self._country_places = dict(zip(self.countries, count()))
        self._service_places = dict(zip(self.services, count()))
        self._shelves = [Shelf(len(self._services))] * len(self._countries)  # one empty shelf stands for all of them
        self._totals = array("q", bytes(8 * len(self._services)))
        self._head_starts = [0.0] * len(self._services)
        self._at = at
        self._figures = figures
        self._restocked: dict[int, float] = {}
        self._span: dict[int, tuple[Decimal, Decimal]] = {}  # by place of a service, as far as somebody has asked
        # by place, `None` standing for all of them
        self._wanted_here: dict[int | None, dict[int, float]] = {}  # country -> service -> weight
        self._wanted: dict[int | None, dict[int, float]] = {}  # service -> country -> weight
        self._service_orders: dict[int | None, array[int]] = {}
        self._country_orders: dict[int | None, CountryOrder] = {}
        self._service_ranks: dict[int, int] | None = None
        self._country_ranks: dict[int, int] | None = None

    @property
    def is_bare(self) -> bool:
        """Nothing is in stock anywhere."""
        return not any(shelf.total for shelf in self._shelves)

    async def fill(self, offers: Sequence[Offer], weights: Weights) -> None:
        """Put everything on the shelves, in slices of a few milliseconds."""
        async for services in slices(list(enumerate(self._services)), 200):
            for place, service in services:
                self._head_starts[place] = HEAD_START / (1 + rank) if (rank := world_rank(service)) is not None else 0.0
        shelves: dict[int, Shelf] = {}
        async for some in slices(offers, 1000):
            self._put(some, shelves)
        async for piece in slices(list(shelves.items()), 3):
            for place, shelf in piece:
                self._show(place, shelf)
        async for wanted in slices(list(weights.items()), 1000):
            for (country_id, service_id), weight in wanted:
                self._weigh(country_id, service_id, weight)

    def restock(self, country_id: int, offers: Sequence[Offer], at: float) -> None:
        """Replace one country's shelf by what its fresh `offers` say, as of `at`."""
        place = self._country_places.get(country_id)
        if place is None:
            return
        shelves = {place: Shelf(len(self._services))}
        self._put(offers, shelves)  # whatever they say of other countries is left unshown
        before, now = self._shelves[place], shelves[place]
        self._show(place, now)
        self._span = {at: prices for at, prices in self._span.items() if before.price(at) == now.price(at)}
        self._restocked[country_id] = at
        self._service_orders.pop(place, None)
        self._service_orders.pop(None, None)
        self._country_orders.clear()
        self._service_ranks = self._country_ranks = None

    def offers(self, country_id: int) -> list[Offer]:
        """All that one country has in stock."""
        return [found for service_id in self.services if (found := self.offer(country_id, service_id))]

    def offer(self, country_id: int, service_id: int) -> Offer | None:
        """`None` where there is no stock."""
        country, service = self._country_places.get(country_id), self._service_places.get(service_id)
        if country is None or service is None:
            return None
        shelf = self._shelves[country]
        stock = shelf.stocks[service]
        return Offer(country_id, service_id, shelf.prices[service], stock) if stock else None

    def seen(self, country_id: int) -> float:
        """When the figures of this country were asked for."""
        return self._restocked.get(country_id, self._at)

    def list_services(self, country_id: int | None) -> Sequence[ServiceEntry]:
        """In stock in that country, or in any; most useful first."""
        services, shelves, totals = self._services, self._shelves, self._totals
        place = None
        if country_id is not None:
            place = self._country_places.get(country_id)
            if place is None:
                return ()
            shelves, totals = [shelves[place]], shelves[place].stocks
        if place not in self._service_orders:
            bought = self._wanted_here.get(place, {})
            starts = self._head_starts
            self._service_orders[place] = _most_wanted_first(totals, lambda at: bought.get(at, 0.0) + starts[at])

        span = self._span if place is None else {}

        def entry(at: int) -> ServiceEntry:
            prices = span.get(at)
            if prices is None:
                all_prices = [shelf.prices[at] for shelf in shelves if shelf.stocks[at]]
                prices = span[at] = min(all_prices), max(all_prices)
            return ServiceEntry(services[at], prices[0], totals[at], varies=prices[0] != prices[1])

        return Listing(self._service_orders[place], entry)

    def list_countries(self, service_id: int | None) -> Sequence[CountryEntry]:
        """Where that service, or any, is in stock; most useful first."""
        countries, shelves = self._countries, self._shelves
        place = None
        if service_id is not None:
            place = self._service_places.get(service_id)
            if place is None:
                return ()
        if place not in self._country_orders:
            stocks = [shelf.total if place is None else shelf.stocks[place] for shelf in shelves]
            bought, part = self._wanted.get(place, {}), STOCK_START / (sum(stocks) or 1)
            places = _most_wanted_first(stocks, lambda at: bought.get(at, 0.0) + stocks[at] * part)
            self._country_orders[place] = CountryOrder(places) if place is None else self._cheapest_first(places, place)
        order = self._country_orders[place]

        def entry(at: int) -> CountryEntry:
            shelf = shelves[at]
            if place is None:
                varies = shelf.price_from != shelf.price_to
                return CountryEntry(countries[at], shelf.price_from, shelf.total, varies=varies)
            known = self._figures(countries[at].id, self._services[place].id)
            price, stock = shelf.prices[place], shelf.stocks[place]
            return CountryEntry(countries[at], price, stock, known, mark=order.mark(at))

        return Listing(order.places, entry)

    def service_ranks(self) -> Mapping[int, int]:
        """The id of each service in stock -> where it stands in `list_services(None)`."""
        if self._service_ranks is None:
            self.list_services(None)
            self._service_ranks = {self._services[at].id: rank for rank, at in enumerate(self._service_orders[None])}
        return self._service_ranks

    def country_ranks(self) -> Mapping[int, int]:
        """The id of each country with stock -> where it stands in `list_countries(None)`."""
        if self._country_ranks is None:
            self.list_countries(None)
            self._country_ranks = {
                self._countries[at].id: rank for rank, at in enumerate(self._country_orders[None].places)
            }
        return self._country_ranks

    def _put(self, offers: Sequence[Offer], shelves: dict[int, Shelf]) -> None:
        countries, services = self._country_places, self._service_places
        for offer in offers:
            country_id, service_id, price, stock = offer.country_id, offer.service_id, offer.price, offer.stock
            country, service = countries.get(country_id), services.get(service_id)
            if country is None or service is None or stock <= 0 or price <= 0:
                continue  # a price of nothing is no price: it would pass every limit
            shelf = shelves.get(country)
            if shelf is None:
                shelf = shelves[country] = Shelf(len(self._services))
            shelf.put(service, price, stock)

    def _show(self, place: int, shelf: Shelf) -> None:
        """New lists instead of changed ones: a `Listing` made before keeps the old ones."""
        shelf.add_up()
        gone = map(int.__neg__, self._shelves[place].stocks)
        self._totals = array("q", map(add, self._totals, map(add, shelf.stocks, gone)))
        self._shelves = self._shelves.copy()
        self._shelves[place] = shelf

    def _cheapest_first(self, order: "array[int]", service: int) -> "CountryOrder":
        """By expected cost once there is evidence: the price, divided by the share of numbers that get a code."""
        service_id = self._services[service].id
        price = {place: self._shelves[place].prices[service] for place in order}
        known = {place: self._figures(self._countries[place].id, service_id) for place in order}
        shares = {place: figures.share for place, figures in known.items() if figures is not None}

        def cost(place: int) -> float:
            return float(price[place]) / max(shares.get(place, USUAL), 0.01)

        def standing(place: int) -> tuple[bool, int]:
            return shares.get(place, USUAL) < BAD, round(math.log(cost(place), STEP))

        if shares:
            order = array("I", sorted(order, key=standing))
        worth = [place for place, share in shares.items() if share >= BAD]
        return CountryOrder(
            order,
            cheapest=min(order, key=price.__getitem__) if len(set(price.values())) > 1 else None,
            best=min(worth, key=cost, default=None) if len(order) > 1 else None,
        )

    def _weigh(self, country_id: int, service_id: int, weight: float) -> None:
        country, service = self._country_places.get(country_id), self._service_places.get(service_id)
        if country is None or service is None:
            return
        for wanted, outer, inner in (
            (self._wanted_here, country, service),
            (self._wanted_here, None, service),
            (self._wanted, service, country),
            (self._wanted, None, country),
        ):
            weights = wanted.setdefault(outer, {})
            weights[inner] = weights.get(inner, 0.0) + weight


def _most_wanted_first(stocks: Sequence[int], wanted: Callable[[int], float]) -> "array[int]":
    """The places that have stock: by how much they are wanted, then by stock, then as the provider lists them."""
    order = sorted(compress(count(), stocks), key=lambda place: (-wanted(place), -stocks[place]))
    return array("I", order)
