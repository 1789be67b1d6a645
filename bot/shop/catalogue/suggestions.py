"""Offers for a few typed words where there is no list to tap through: each is a pair, in stock."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from bot.domain.pairs import Pair
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.price_table import CountryEntry, PairEntry, ServiceEntry

MAX_SUGGESTED: Final = 20
MAX_OF_ONE: Final = 5
"""Countries of one service, or services of one country."""
MAX_NAMED: Final = 4
"""Services or countries that somebody may have meant."""


def suggest(catalogue: Catalogue, text: str, mine: Sequence[Pair]) -> list[PairEntry]:
    """The best first. Of no words at all: what the user bought or pinned, then what most people buy."""
    found = catalogue.search(text, limit=MAX_SUGGESTED)
    by_service = _of_services(catalogue, found.services[:MAX_NAMED], MAX_OF_ONE)
    by_country = _of_countries(catalogue, found.countries[:MAX_NAMED])
    if not text.strip():
        some = [*_mine(catalogue, mine), *_of_services(catalogue, catalogue.services()[:MAX_SUGGESTED], 1)]
    elif found.pairs:
        some = found.pairs
    else:
        some = [*by_country, *by_service] if found.countries_first else [*by_service, *by_country]
    return list(islice(_each_once(some), MAX_SUGGESTED))


def _each_once(some: Iterable[PairEntry]) -> Iterator[PairEntry]:
    seen = set[Pair]()
    for one in some:
        pair = Pair(one.country.country.id, one.service.id)
        if pair not in seen:
            seen.add(pair)
            yield one


def _mine(catalogue: Catalogue, mine: Sequence[Pair]) -> Iterator[PairEntry]:
    for pair in mine:
        glance = catalogue.glance(pair)
        if glance and glance.offer:
            yield PairEntry(glance.service, CountryEntry(glance.country, glance.offer.price, glance.offer.stock))


def _of_services(catalogue: Catalogue, named: Sequence[ServiceEntry], most: int) -> Iterator[PairEntry]:
    for one in named:
        yield from (PairEntry(one.service, country) for country in catalogue.countries(one.service.id)[:most])


def _of_countries(catalogue: Catalogue, named: Sequence[CountryEntry]) -> Iterator[PairEntry]:
    for one in named:
        for service in catalogue.services(one.country.id)[:MAX_OF_ONE]:
            yield PairEntry(service.service, CountryEntry(one.country, service.price_from, service.stock))
