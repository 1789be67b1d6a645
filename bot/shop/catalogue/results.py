"""What the catalogue gives of a search and of one pair, and what somebody means who names one half of a pair."""

from dataclasses import dataclass, field

from bot.domain.models import Country, Offer, Service
from bot.domain.pairs import Pair, Place
from bot.shop.catalogue.price_table import CountryEntry, PairEntry, ServiceEntry
from bot.shop.catalogue.search import OWN_CODE, PREFIX, Answer, Scores


@dataclass(frozen=True, slots=True)
class SearchResult:
    """In stock only, best first."""

    services: list[ServiceEntry]
    countries: list[CountryEntry]
    pairs: list[PairEntry] = field(default_factory=list)
    """One of these services in one of these countries, where both were named."""
    countries_first: bool = False
    """A country is nearer to what was typed than any service."""
    meant: Pair | None = None
    """Exactly this, in stock or not, by one who chose for its other half."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A pair as it was last read."""

    service: Service
    country: Country
    is_offered: bool
    """The operator sells it, whether or not it is in stock."""
    offer: Offer | None = None
    """`None` while it is sold out."""


def in_place(found: Answer, place: Place) -> tuple[Scores, Scores] | None:
    """What is meant by one who chooses for a service and names a country, or the other way round."""
    services, countries = found.nearest
    by_service, by_country = (max(scores.values(), default=0.0) for scores in found.nearest)
    if place.service_id is not None and countries and by_country >= min(by_service, OWN_CODE):
        return {place.service_id: by_country}, countries
    if place.country_id is not None and services and by_service >= min(by_country, OWN_CODE):
        return services, {place.country_id: by_service}
    return None


def only_pair(services: Scores, countries: Scores) -> Pair | None:
    """The one pair that it can be; not where only a typo or a word within a name fits."""
    clear = min(max(services.values()), max(countries.values())) >= PREFIX
    return Pair(*countries, *services) if clear and len(services) == len(countries) == 1 else None
