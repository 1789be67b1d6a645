"""What the operator does not offer, though the provider has it in stock."""

from collections.abc import Collection, Iterable

from bot.domain.models import Country, Offer, Service
from bot.shop.catalogue.countries import by_code, from_flag, territory
from bot.shop.catalogue.normalize import fold
from bot.storage.hidden_offers import HiddenPair


class Hidden:
    """Services and countries by id, code or title. A country's name in any spelling hides all its entries."""

    def __init__(self, services: Iterable[str] = (), countries: Iterable[str] = ()) -> None:
        self._services = {name: _names(name) for name in services if name.strip()}
        self._countries = {name: _names(name) | _lands(name) for name in countries if name.strip()}

    def countries(self, countries: Iterable[Country]) -> list[Country]:
        """Those that are offered."""
        hidden = _all(self._countries)
        return [country for country in countries if not hidden & _of_country(country)]

    def services(self, services: Iterable[Service]) -> list[Service]:
        """Those that are offered."""
        hidden = _all(self._services)
        return [service for service in services if not hidden & _of_service(service)]

    def unmatched(self, countries: Iterable[Country], services: Iterable[Service]) -> list[str]:
        """The entries of the settings that hide nothing, as they were written."""
        lands = set[str]().union(*map(_of_country, countries))
        things = set[str]().union(*map(_of_service, services))
        return [
            *(name for name, keys in self._services.items() if not keys & things),
            *(name for name, keys in self._countries.items() if not keys & lands),
        ]


def _all(entries: dict[str, set[str]]) -> set[str]:
    return set[str]().union(*entries.values())


def _names(*names: int | str | None) -> set[str]:
    """Each name as it is and in plain letters."""
    spelled = [str(name).strip() for name in names if name not in (None, "")]
    return {name.casefold() for name in spelled} | {folded for name in spelled if (folded := fold(name))}


def _lands(*spellings: str) -> set[str]:
    """A territory is hidden by its code, whether a title or a code says so."""
    return {f"territory {found}" for name in spellings for found in _meant(name) if found}


def _meant(name: str) -> set[str | None]:
    return {territory(name), by_code(name), from_flag(name)}


def _of_country(country: Country) -> set[str]:
    meant = {territory(country.title), territory(country.title, country.code)}
    return _names(country.id, country.code, country.title) | {f"territory {found}" for found in meant if found}


def _of_service(service: Service) -> set[str]:
    return _names(service.id, service.code, service.title)


NOTHING_HIDDEN = Hidden()


def without(pairs: Collection[HiddenPair], offers: list[Offer]) -> list[Offer]:
    """Those that no admin has hidden."""
    if not pairs:
        return offers
    return [
        one for one in offers if (one.country_id, one.service_id) not in pairs and (one.country_id, None) not in pairs
    ]
