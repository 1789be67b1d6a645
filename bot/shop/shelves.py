"""What is on sale where, in little memory: numbers in arrays, sorted when a list is first asked for."""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import compress, count
from operator import add

from bot.domain.models import Country, Offer, Service
from bot.domain.waits import Figures
from bot.shop.listing import CountryEntry, Listing, ServiceEntry
from bot.shop.slices import slices

Weights = Mapping[tuple[int, int], float]
"""(country id, service id) -> how much of it was bought here lately."""

Known = Callable[[int, int], Figures | None]
"""How the numbers of a country id and a service id fared, where enough is known."""

GOOD = 0.7
BAD = 0.4
"""Shares of numbers that got a code; what is known least of stands with those between, which are neither."""

MOST = 2**31 - 1
"""A larger stock is cut to this, so that the sum over all countries fits an array."""


def nothing_known(country_id: int, service_id: int) -> Figures | None:
    return None


class Shelf:
    """One country's offers: price and stock by the place of the service. Not changed once it is on show."""

    __slots__ = ("price_from", "prices", "stocks", "total")

    def __init__(self, size: int) -> None:
        self.stocks = array("q", bytes(8 * size))
        self.prices = [Decimal(0)] * size
        self.total = 0
        self.price_from = Decimal(0)

    def put(self, place: int, price: Decimal, stock: int) -> None:
        self.stocks[place] = min(stock, MOST)
        self.prices[place] = price

    def price(self, place: int) -> Decimal | None:
        """`None` where there is no stock."""
        return self.prices[place] if self.stocks[place] else None

    def add_up(self) -> None:
        self.total = sum(self.stocks)
        self.price_from = min(compress(self.prices, self.stocks), default=Decimal(0))


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
        self._at = at
        self._figures = figures
        self._restocked: dict[int, float] = {}
        self._lowest: dict[int, Decimal] = {}  # by place of a service, as far as somebody has asked
        # by place, `None` standing for all of them
        self._wanted_here: dict[int | None, dict[int, float]] = {}  # country -> service -> weight
        self._wanted: dict[int | None, dict[int, float]] = {}  # service -> country -> weight
        self._service_orders: dict[int | None, array[int]] = {}
        self._country_orders: dict[int | None, array[int]] = {}
        self._service_ranks: dict[int, int] | None = None
        self._country_ranks: dict[int, int] | None = None

    @property
    def is_bare(self) -> bool:
        """Nothing is in stock anywhere."""
        return not any(shelf.total for shelf in self._shelves)

    async def fill(self, offers: Sequence[Offer], weights: Weights) -> None:
        """Put everything on the shelves, in slices of a few milliseconds."""
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
        self._lowest = {at: price for at, price in self._lowest.items() if before.price(at) == now.price(at)}
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
            self._service_orders[place] = _most_useful_first(totals, self._wanted_here.get(place, {}))

        lowest = self._lowest if place is None else {}

        def entry(at: int) -> ServiceEntry:
            price = lowest.get(at)
            if price is None:
                price = lowest[at] = min(shelf.prices[at] for shelf in shelves if shelf.stocks[at])
            return ServiceEntry(services[at], price, totals[at])

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
            order = _most_useful_first(stocks, self._wanted.get(place, {}))
            self._country_orders[place] = order if service_id is None else self._best_first(order, service_id)

        def entry(at: int) -> CountryEntry:
            shelf = shelves[at]
            if place is None:
                return CountryEntry(countries[at], shelf.price_from, shelf.total)
            known = self._figures(countries[at].id, self._services[place].id)
            return CountryEntry(countries[at], shelf.prices[place], shelf.stocks[place], known)

        return Listing(self._country_orders[place], entry)

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
            self._country_ranks = {self._countries[at].id: rank for rank, at in enumerate(self._country_orders[None])}
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

    def _best_first(self, order: Sequence[int], service_id: int) -> "array[int]":
        """Where most get a code, by tenths of them, then where nothing much is known, then where few do."""

        def standing(place: int) -> int:
            known = self._figures(self._countries[place].id, service_id)
            return 0 if known is None or BAD <= known.share < GOOD else round((GOOD - known.share) * 10) or -1

        return array("I", sorted(order, key=standing))

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


def _most_useful_first(stocks: Sequence[int], weights: Mapping[int, float]) -> "array[int]":
    """The places that have stock: by weight, then by stock, then as the provider lists them."""
    order = sorted(compress(count(), stocks), key=stocks.__getitem__, reverse=True)
    if weights:
        order.sort(key=lambda place: -weights.get(place, 0.0))
    return array("I", order)
