"""The price table: what is for sale where, and the sorted lists made of it."""

import math
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar, overload

from bot.domain.code_times import CodeChance
from bot.domain.models import Country, Offer, Service
from bot.domain.wallet import Markup
from bot.shop.background import slices
from bot.shop.catalogue.other_names import world_rank

T = TypeVar("T")


class Mark(StrEnum):
    """Why an entry stands out."""

    NONE = ""
    CHEAPEST = "cheapest"
    BEST = "best"
    """Of those about which enough is known: the lowest price for a code that comes."""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    service: Service
    price_from: Decimal
    stock: int
    varies: bool = False
    """Some cost more than `price_from`."""


@dataclass(frozen=True, slots=True)
class CountryEntry:
    country: Country
    price_from: Decimal
    stock: int
    code_chance: CodeChance | None = None
    """Of the service that was picked."""
    varies: bool = False
    """Some services cost more than `price_from`."""
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class PairEntry:
    """A service in a country, in stock."""

    service: Service
    country: CountryEntry


class Listing(Sequence[T], Generic[T]):
    """Entries in a settled order, made when they are looked at. It stays as it was, whatever is restocked later."""

    def __init__(self, order: Sequence[int], make: Callable[[int], T]) -> None:
        self._order = order
        self._make = make

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        if isinstance(index, slice):
            return [self._make(index) for index in self._order[index]]
        return self._make(self._order[index])


Weights = Mapping[tuple[int, int], float]
"""(country id, service id) -> how many of it were bought here lately."""

CodeChances = Callable[[int, int], CodeChance | None]
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

MAX_STOCK = 2**31 - 1
"""A larger stock is cut to this: no list has room for more digits."""


def no_chances(country_id: int, service_id: int) -> CodeChance | None:
    return None


@dataclass(frozen=True, slots=True)
class CountryOrder:
    """The ids of countries in their order, and which of them stand out."""

    ids: Sequence[int]
    cheapest: int | None = None
    best: int | None = None

    def mark(self, country_id: int) -> Mark:
        return Mark.BEST if country_id == self.best else Mark.CHEAPEST if country_id == self.cheapest else Mark.NONE


@dataclass(slots=True)
class CountryPrices:
    """One country's offers with stock, by service id. Not changed once it is on show."""

    rows: dict[int, Offer] = field(default_factory=dict)
    total: int = 0
    price_from: Decimal = Decimal(0)
    price_to: Decimal = Decimal(0)

    def add_up(self) -> None:
        prices = [row.price for row in self.rows.values()]
        self.total = sum(row.stock for row in self.rows.values())
        self.price_from, self.price_to = min(prices, default=Decimal(0)), max(prices, default=Decimal(0))

    def stock(self, service_id: int | None) -> int:
        """Of one service, or of all."""
        if service_id is None:
            return self.total
        row = self.rows.get(service_id)
        return row.stock if row else 0

    def price(self, service_id: int) -> Decimal | None:
        """`None` where there is no stock."""
        row = self.rows.get(service_id)
        return row.price if row else None


EMPTY = CountryPrices()


class PriceTable:
    """The prices of every country. Shows only what has stock, a listed country and a listed service."""

    def __init__(
        self,
        countries: Iterable[Country],
        services: Iterable[Service],
        at: float,
        code_chance: CodeChances = no_chances,
        markup: Markup | None = None,  # what users pay
    ) -> None:
        self.countries = {country.id: country for country in countries if country.title.strip()}
        self.services = {service.id: service for service in services if service.title.strip()}
        self._prices: dict[int, CountryPrices] = {}
        self._totals: dict[int, int] = dict.fromkeys(self.services, 0)
        self._head_starts: dict[int, float] = {}
        self._at = at
        self._code_chance = code_chance
        self._markup = markup
        self._restocked: dict[int, float] = {}
        self._span: dict[int, tuple[Decimal, Decimal]] = {}  # by service, as far as they were asked for
        # by id, `None` standing for all of them
        self._wanted_here: dict[int | None, dict[int, float]] = {}  # country -> service -> weight
        self._wanted: dict[int | None, dict[int, float]] = {}  # service -> country -> weight
        self._service_orders: dict[int | None, list[int]] = {}
        self._country_orders: dict[int | None, CountryOrder] = {}
        self._service_ranks: dict[int, int] | None = None
        self._country_ranks: dict[int, int] | None = None

    @property
    def is_bare(self) -> bool:
        """Nothing is in stock anywhere."""
        return not any(prices.rows for prices in self._prices.values())

    async def fill(self, offers: Sequence[Offer], weights: Weights) -> None:
        """Take up everything, in slices of a few milliseconds."""
        async for services in slices(list(self.services.values()), 200):
            for service in services:
                if (rank := world_rank(service)) is not None:
                    self._head_starts[service.id] = HEAD_START / (1 + rank)
        by_country: dict[int, CountryPrices] = {}
        async for some in slices(offers, 1000):
            self._put(some, by_country)
        async for piece in slices(list(by_country.items()), 3):
            for country_id, prices in piece:
                self._show(country_id, prices)
        async for wanted in slices(list(weights.items()), 1000):
            for (country_id, service_id), weight in wanted:
                self._weigh(country_id, service_id, weight)

    def restock(self, country_id: int, offers: Sequence[Offer], at: float) -> None:
        """Replace one country's prices by what its fresh `offers` say, as of `at`."""
        if country_id not in self.countries:
            return
        by_country = {country_id: CountryPrices()}
        self._put(offers, by_country)  # whatever they say of other countries is left unshown
        before, now = self._prices.get(country_id, EMPTY), by_country[country_id]
        self._show(country_id, now)
        self._span = {one: span for one, span in self._span.items() if before.price(one) == now.price(one)}
        self._restocked[country_id] = at
        self._service_orders.pop(country_id, None)
        self._service_orders.pop(None, None)
        self._country_orders.clear()
        self._service_ranks = self._country_ranks = None

    def offers(self, country_id: int) -> list[Offer]:
        """All that one country has in stock."""
        return list(self._prices.get(country_id, EMPTY).rows.values())

    def offer(self, country_id: int, service_id: int) -> Offer | None:
        """`None` where there is no stock."""
        return self._prices.get(country_id, EMPTY).rows.get(service_id)

    def seen(self, country_id: int) -> float:
        """When the prices of this country were asked for."""
        return self._restocked.get(country_id, self._at)

    def list_services(self, country_id: int | None) -> Sequence[ServiceEntry]:
        """In stock in that country, or in any; most useful first."""
        services, by_country, totals = self.services, self._prices, self._totals
        span = self._span
        if country_id is not None:
            if country_id not in self.countries:
                return ()
            prices = by_country.get(country_id, EMPTY)
            by_country, span = {country_id: prices}, {}
            totals = {row.service_id: row.stock for row in prices.rows.values()}
        if country_id not in self._service_orders:
            bought, starts = self._wanted_here.get(country_id, {}), self._head_starts
            self._service_orders[country_id] = _most_wanted_first(
                [one for one in services if totals.get(one)],
                totals,
                lambda one: bought.get(one, 0.0) + starts.get(one, 0.0),
            )

        def entry(service_id: int) -> ServiceEntry:
            prices = span.get(service_id)
            if prices is None:
                all_prices = [here.rows[service_id].price for here in by_country.values() if service_id in here.rows]
                prices = span[service_id] = min(all_prices), max(all_prices)
            return ServiceEntry(services[service_id], prices[0], totals[service_id], varies=prices[0] != prices[1])

        return Listing(self._service_orders[country_id], entry)

    def list_countries(self, service_id: int | None, among: Container[int] | None = None) -> Sequence[CountryEntry]:
        """Where that service, or any, is in stock; most useful first. `among`: of these countries only."""
        countries, by_country = self.countries, self._prices
        if service_id is not None and service_id not in self.services:
            return ()
        if service_id not in self._country_orders:
            self._country_orders[service_id] = self._order_of_countries(service_id)
        order = self._country_orders[service_id]

        def entry(country_id: int) -> CountryEntry:
            prices = by_country[country_id]
            if service_id is None:
                varies = prices.price_from != prices.price_to
                return CountryEntry(countries[country_id], prices.price_from, prices.total, varies=varies)
            row, chance = prices.rows[service_id], self._code_chance(country_id, service_id)
            return CountryEntry(countries[country_id], row.price, row.stock, chance, mark=order.mark(country_id))

        return Listing(order.ids if among is None else [one for one in order.ids if one in among], entry)

    def service_ranks(self) -> Mapping[int, int]:
        """The id of each service in stock -> its rank in `list_services(None)`."""
        if self._service_ranks is None:
            self.list_services(None)
            self._service_ranks = {service_id: rank for rank, service_id in enumerate(self._service_orders[None])}
        return self._service_ranks

    def country_ranks(self) -> Mapping[int, int]:
        """The id of each country with stock -> its rank in `list_countries(None)`."""
        if self._country_ranks is None:
            self.list_countries(None)
            self._country_ranks = {country_id: rank for rank, country_id in enumerate(self._country_orders[None].ids)}
        return self._country_ranks

    def _put(self, offers: Sequence[Offer], by_country: dict[int, CountryPrices]) -> None:
        countries, services = self.countries, self.services
        for offer in offers:
            if offer.country_id not in countries or offer.service_id not in services:
                continue
            if offer.stock <= 0 or offer.price <= 0:
                continue  # a price of nothing is no price: it would pass every limit
            prices = by_country.get(offer.country_id)
            if prices is None:
                prices = by_country[offer.country_id] = CountryPrices()
            if self._markup and offer.cost is None:  # else it comes from an earlier table
                offer = offer.changed(price=self._markup.price(offer.price), cost=offer.price)
            prices.rows[offer.service_id] = offer if offer.stock <= MAX_STOCK else offer.changed(stock=MAX_STOCK)

    def _show(self, country_id: int, prices: CountryPrices) -> None:
        """New maps instead of changed ones: a `Listing` made before keeps the old ones."""
        prices.add_up()
        totals = self._totals.copy()
        for row in self._prices.get(country_id, EMPTY).rows.values():
            totals[row.service_id] -= row.stock
        for row in prices.rows.values():
            totals[row.service_id] += row.stock
        self._totals = totals
        self._prices = self._prices | {country_id: prices}

    def _order_of_countries(self, service_id: int | None) -> CountryOrder:
        found = {one: self._prices[one].stock(service_id) for one in self.countries if one in self._prices}
        stocks = {one: stock for one, stock in found.items() if stock}
        bought, part = self._wanted.get(service_id, {}), STOCK_START / (sum(stocks.values()) or 1)
        ids = _most_wanted_first(stocks, stocks, lambda one: bought.get(one, 0.0) + stocks[one] * part)
        return CountryOrder(ids) if service_id is None else self._cheapest_first(ids, service_id)

    def _cheapest_first(self, order: Sequence[int], service_id: int) -> CountryOrder:
        """By expected cost once there is evidence: the price, divided by the share of numbers that get a code."""
        price = {one: self._prices[one].rows[service_id].price for one in order}
        known = {one: self._code_chance(one, service_id) for one in order}
        shares = {one: chance.share for one, chance in known.items() if chance is not None}

        def cost(country_id: int) -> float:
            return float(price[country_id]) / max(shares.get(country_id, USUAL), 0.01)

        def rank(country_id: int) -> tuple[bool, int]:
            return shares.get(country_id, USUAL) < BAD, round(math.log(cost(country_id), STEP))

        if shares:
            order = sorted(order, key=rank)
        worth = [one for one, share in shares.items() if share >= BAD]
        return CountryOrder(
            order,
            cheapest=min(order, key=price.__getitem__) if len(set(price.values())) > 1 else None,
            best=min(worth, key=cost, default=None) if len(order) > 1 else None,
        )

    def _weigh(self, country_id: int, service_id: int, weight: float) -> None:
        if country_id not in self.countries or service_id not in self.services:
            return
        for wanted, outer, inner in (
            (self._wanted_here, country_id, service_id),
            (self._wanted_here, None, service_id),
            (self._wanted, service_id, country_id),
            (self._wanted, None, country_id),
        ):
            weights = wanted.setdefault(outer, {})
            weights[inner] = weights.get(inner, 0.0) + weight


def _most_wanted_first(ids: Iterable[int], stocks: Mapping[int, int], wanted: Callable[[int], float]) -> list[int]:
    """By how much they are wanted, then by stock, then as the provider lists them."""
    return sorted(ids, key=lambda one: (-wanted(one), -stocks[one]))
