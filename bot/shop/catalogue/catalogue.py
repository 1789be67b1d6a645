"""What is for sale: the provider's offers, sorted and searchable, each read again before it is sold."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

import structlog

from bot.domain.errors import NotForSale, ProviderError, StorageError
from bot.domain.models import Country, Names, Offer, Service
from bot.domain.pairs import NOWHERE, Pair, Place
from bot.domain.protocols import Provider
from bot.domain.wallet import Markup
from bot.shop.background import slices
from bot.shop.catalogue.countries import prepare, settle, territory
from bot.shop.catalogue.hidden import NOTHING_HIDDEN, Hidden, without
from bot.shop.catalogue.price_table import (
    CodeChances,
    CountryEntry,
    PairEntry,
    PriceTable,
    ServiceEntry,
    Weights,
    no_chances,
)
from bot.shop.catalogue.results import Glance, SearchResult, in_place, only_pair
from bot.shop.catalogue.search import Finder
from bot.storage.hidden_offers import HiddenOffers, HiddenPair

log = structlog.get_logger(__name__)


class SingleFlight:
    """Holds no task: the caller at the front makes the call, and where they are cancelled the next one makes it."""

    def __init__(self, call: Callable[[], Awaitable[None]]) -> None:
        self._call = call
        self._lock = asyncio.Lock()
        self._landed = 0
        self._error: ProviderError | None = None

    async def __call__(self) -> None:
        """Returns when a call that ended after this one began has succeeded; raises that call's `ProviderError`."""
        landed = self._landed
        async with self._lock:
            if self._landed == landed:
                try:
                    await self._call()
                    self._error = None
                except ProviderError as error:
                    self._error = error
                self._landed += 1
            if self._error is not None:
                raise self._error.with_traceback(None)


MAX_PAIRS = 20
MAX_NEAREST = 3
BARE_MAX_AGE_S = 10.0
EMPTY_CONFIRM_S = 10.0
"""Seconds between two empty answers about one country that together are believed: a glitch is shorter."""

T = TypeVar("T")


class Catalogue:
    """Empty until `ready` or `refresh`; the app calls `refresh` again every minute or so."""

    def __init__(
        self,
        provider: Provider,
        popularity: Callable[[], Awaitable[Weights]],
        *,
        now: Callable[[], float],
        hidden: Hidden = NOTHING_HIDDEN,
        languages: tuple[str, ...] = ("en",),
        code_chance: CodeChances = no_chances,
        jitter: Callable[[], float] = lambda: random.uniform(0.7, 1.0),  # noqa: S311 -- spreads looks, no secret
    ) -> None:
        """`popularity` says what was bought here lately, by country and service; `code_chance`, how its numbers fared.

        `now` gives the seconds of a monotonic clock: where the host's time is set back, prices must still grow old.
        `jitter` gives the share of its greatest age for which a look at a country stands: those
        that began together must not end together, for then many would be read at once, again and again.
        """
        self._provider = provider
        self._popularity = popularity
        self._now = now
        self._hidden = hidden
        self.hidden_offers: HiddenOffers | None = None
        """What admins hide while the bot runs."""
        self._hidden_now: frozenset[HiddenPair] = frozenset()
        self._languages = languages
        self._code_chance = code_chance
        self._jitter = jitter
        self.markup: Markup | None = None
        """What is put on the provider's prices; set before the first list is read."""
        self._listed: dict[int, float] = {}
        prepare(languages)
        self._weights: Weights = {}
        self._loaded = False
        self._loaded_at = 0.0
        self._loading = SingleFlight(self._load)
        self._reading: dict[int, SingleFlight] = {}
        self._read_at: set[int] = set()
        self._empty_since: dict[int, float] = {}
        self._names: tuple[list[Country], list[Service]] = [], []
        self._settled: list[Country] = []
        self._offered = self._names
        self.names = Names()
        """As they were read last."""
        self.kept_names = Names()
        """As an earlier process read them: for cards alone, while there are none of today's."""
        self._finder = Finder()
        self._price_table = PriceTable([], [], 0.0, code_chance)

    async def refresh(self) -> None:
        """Read everything again. Raises `ProviderError`, and then keeps what there was."""
        await self._loading()

    async def ready(self) -> None:
        """Return at once when there is a catalogue; else load it, once for all who wait. Raises `ProviderError`.

        One with nothing in stock is loaded anew after `BARE_MAX_AGE_S`.
        """
        bare = self._price_table.is_bare and not 0 <= self._now() - self._loaded_at <= BARE_MAX_AGE_S
        if not self._loaded or bare:
            await self._loading()

    def country(self, country_id: int) -> Country | None:
        """What it is called; also one that is not offered (any more), for the cards that name it."""
        return (self.names.countries or self.kept_names.countries).get(country_id)

    def service(self, service_id: int) -> Service | None:
        return (self.names.services or self.kept_names.services).get(service_id)

    def services(self, country_id: int | None = None) -> Sequence[ServiceEntry]:
        """What is in stock there, or anywhere: first what was bought here lately, then by stock."""
        return self._price_table.list_services(country_id)

    def countries(self, service_id: int | None = None) -> Sequence[CountryEntry]:
        """Where that, or anything, is in stock: first what was bought here lately, then by stock.

        But where numbers of that service are known to get their codes comes first, and where they do not last.
        """
        return self._price_table.list_countries(service_id)

    def is_offered(self, country_id: int, service_id: int) -> bool:
        """Whether it is in stock and neither settings nor admins hide it."""
        return self._price_table.offer(country_id, service_id) is not None

    async def read_hidden(self) -> None:
        """Take up what admins hid and offered again on other replicas. Raises `StorageError` and `ProviderError`."""
        found = await self.hidden_offers.read() if self.hidden_offers else self._hidden_now
        if found != self._hidden_now:
            self._hidden_now = found
            await self.refresh()

    async def set_offered(self, country_id: int, service_id: int | None, *, on: bool, admin_id: int) -> None:
        """An admin's word on one offer, or (`None`) on all of a country: here at once, elsewhere with `read_hidden`.

        Raises `StorageError`.
        """
        if self.hidden_offers is None:
            return
        self._hidden_now = await self.hidden_offers.put((country_id, service_id), on=on, admin_id=admin_id)
        offers, seen = self._price_table.offers(country_id), self._price_table.seen(country_id)
        self._price_table.restock(country_id, without(self._hidden_now, offers), seen)
        self._read_at.add(country_id)
        if on:
            with suppress(ProviderError):  # the next reading of the list has it
                await self._read_country(country_id)

    async def offer(self, country_id: int, service_id: int, *, max_age: float = 0.0) -> Offer:
        """Today's price and stock, from prices at most `max_age` seconds old; the lists learn what they say.

        Raises `NotForSale` and `ProviderError`.
        """
        await self.ready()
        if not self.is_listed(country_id, service_id):
            raise NotForSale("not in the catalogue")
        age = self._now() - self._price_table.seen(country_id)
        allowed = max_age * self._listed.get(country_id, 1.0)
        if max_age <= 0 or not 0 <= age <= allowed or country_id in self._empty_since:
            await self._read_country(country_id)
            if country_id in self._empty_since:
                raise NotForSale("nothing in this country")
        offer = self._price_table.offer(country_id, service_id)
        if offer is None:
            raise NotForSale("no stock")
        return offer.changed(code_chance=self._code_chance(country_id, service_id))

    @property
    def read_at(self) -> float | None:
        """When the whole price list was read last, by the monotonic clock; `None` before the first time."""
        return self._loaded_at if self._loaded else None

    def age(self) -> float:
        """Seconds since then."""
        return self._now() - self._loaded_at

    def is_listed(self, country_id: int, service_id: int) -> bool:
        """Whether both are offered, in stock or not."""
        return country_id in self._price_table.countries and service_id in self._price_table.services

    def in_stock(self, country_id: int, service_id: int) -> Offer | None:
        """As the lists have it."""
        return self._price_table.offer(country_id, service_id)

    def glance(self, pair: Pair) -> Glance | None:
        """The pair without asking the provider; `None` where nobody knows what it is called."""
        country, service = self.names.countries.get(pair.country_id), self.names.services.get(pair.service_id)
        if country is None or service is None:
            return None
        return Glance(service, country, self.is_listed(*pair), self.in_stock(*pair))

    def nearest(self, pair: Pair) -> list[PairEntry]:
        """What is in stock instead: the service in the first other countries; else the country's first services."""
        elsewhere = [
            entry for entry in self.countries(pair.service_id)[: MAX_NEAREST + 1] if entry.country.id != pair[0]
        ]
        if elsewhere:
            return [PairEntry(self.names.services[pair.service_id], entry) for entry in elsewhere[:MAX_NEAREST]]
        return [
            PairEntry(one.service, CountryEntry(self.names.countries[pair.country_id], one.price_from, one.stock))
            for one in self.services(pair.country_id)[:MAX_NEAREST]
        ]

    def search(self, text: str, *, limit: int = 20, place: Place = NOWHERE) -> SearchResult:
        """Services and countries for what somebody typed, whatever that is; at most `limit` of each.

        `place`: the list that they chose from last. Who names one half of a pair there means it with the other half.
        """
        ranks = self._price_table.service_ranks(), self._price_table.country_ranks()
        services, countries = self.services(), self.countries()
        found = self._finder.find(text, *ranks)
        pairs = found.nearest if found.is_pair else in_place(found, self._still_offered(place))
        return SearchResult(
            [services[ranks[0][service_id]] for service_id in found.services[:limit]],
            [countries[ranks[1][country_id]] for country_id in found.countries[:limit]],
            self._pairs(*pairs)[:limit] if pairs else [],
            found.countries_first,
            None if found.is_pair or pairs is None else only_pair(*pairs),
        )

    def _still_offered(self, place: Place) -> Place:
        known = place.service_id in self._price_table.services or place.country_id in self._price_table.countries
        return place if known else NOWHERE

    def _pairs(self, services: Mapping[int, float], countries: Mapping[int, float]) -> list[PairEntry]:
        """In stock, the best first."""
        pairs: list[PairEntry] = []
        ranks = self._price_table.service_ranks()
        for service_id in sorted(services, key=lambda one: (-services[one], ranks.get(one, 0))):
            service = self.names.services[service_id]
            found = self._price_table.list_countries(service_id, among=countries)
            entries = sorted(found, key=lambda entry: -countries[entry.country.id])
            pairs += [PairEntry(service, entry) for entry in entries]
            if len(pairs) >= MAX_PAIRS:
                break
        return pairs

    async def _load(self) -> None:
        self._read_at.clear()
        asked = self._now()
        names = (
            await self._provider.countries() or _kept("countries", self._names[0]),
            await self._provider.services() or _kept("services", self._names[1]),
        )
        offers = await self._provider.offers()
        if not offers and not self._price_table.is_bare:
            log.warning("an empty list is not believed", list="offers")
            return
        offers = without(self._hidden_now, offers)
        settled, offered = self._settled, self._offered
        if names != self._names:
            settled = await self._settle(names[0])
            offered = self._hidden.countries(settled), self._hidden.services(names[1])
            if unmatched := self._hidden.unmatched(settled, names[1]):
                log.warning("what is to be hidden is not there", names=unmatched)
        price_table = PriceTable(*offered, asked, self._code_chance, self.markup)
        await price_table.fill(offers, await self._bought_lately())
        finder = self._finder
        if names != self._names:
            finder = Finder()
            await finder.learn(
                list(price_table.countries.values()), list(price_table.services.values()), self._languages
            )
        for country_id in self._read_at:  # looked at while this was under way, so newer than what it brought
            price_table.restock(country_id, self._price_table.offers(country_id), self._price_table.seen(country_id))
        if names != self._names:
            self.names = Names.of(settled, names[1])
        self._names, self._settled, self._offered = names, settled, offered
        self._finder, self._price_table = finder, price_table
        self._empty_since.clear()
        self._loaded, self._loaded_at = True, asked

    async def _settle(self, countries: list[Country]) -> list[Country]:
        """Read each title once, some 0.3 ms, in slices; it is remembered from then on."""
        async for some in slices(countries, 20):
            for country in some:
                territory(country.title, country.code)
        return settle(countries)

    async def _bought_lately(self) -> Weights:
        """A list in last minute's order is better than no list."""
        try:
            self._weights = await self._popularity()
        except StorageError:
            log.warning("popularity unknown")
        return self._weights

    async def _read_country(self, country_id: int) -> None:
        """Ask for one country's offers, once for all who want to know just now.

        An empty answer where there was stock is asked for again at once. If it is empty again, nothing is sold, but
        the lists believe it only from an answer `EMPTY_CONFIRM_S` later: until then each caller asks anew.
        """

        async def read_country() -> None:
            asked = self._now()
            offers = await self._provider.offers(country_id)
            if not offers and self._price_table.list_services(country_id):
                asked = self._now()
                offers = await self._provider.offers(country_id)
                if not offers and 0 <= asked - self._empty_since.setdefault(country_id, asked) < EMPTY_CONFIRM_S:
                    log.warning("an empty list is not believed yet", list="offers", country=country_id)
                    return
            self._empty_since.pop(country_id, None)
            self._price_table.restock(country_id, without(self._hidden_now, offers), asked)
            self._read_at.add(country_id)
            self._listed[country_id] = self._jitter()

        await self._reading.setdefault(country_id, SingleFlight(read_country))()


def _kept(what: str, before: list[T]) -> list[T]:
    """Keep the list from `before`: one that is empty all at once is a glitch of the provider."""
    if before:
        log.warning("an empty list is not believed", list=what)
    return before
