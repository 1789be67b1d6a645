"""What the operator does not offer, whoever has it in stock."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import structlog

from bot.domain.models import Country, Service
from bot.shop.geography import territory

log = structlog.get_logger(__name__)

T = TypeVar("T")


class Hidden:
    """Services and countries by id, code or title, in any case. A country's code is that of ISO 3166, such as VN."""

    def __init__(self, services: Iterable[str] = (), countries: Iterable[str] = ()) -> None:
        self._services = {name.casefold() for name in services}
        self._countries = {name.casefold() for name in countries}

    def countries(self, countries: Iterable[Country]) -> list[Country]:
        """Those that are offered."""
        return _shown(countries, lambda one: _names(one.id, territory(one.title), one.title), self._countries)

    def services(self, services: Iterable[Service]) -> list[Service]:
        """Those that are offered."""
        return _shown(services, lambda one: _names(one.id, one.code, one.title), self._services)


def _shown(things: Iterable[T], names_of: Callable[[T], set[str]], hidden: set[str]) -> list[T]:
    shown, unmet = [], set(hidden)
    for thing in things:
        names = names_of(thing)
        unmet -= names
        if not names & hidden:
            shown.append(thing)
    if unmet:
        log.warning("what is to be hidden is not there", names=sorted(unmet))
    return shown


def _names(*names: int | str | None) -> set[str]:
    return {str(name).strip().casefold() for name in names if name not in (None, "")}


NOTHING_HIDDEN = Hidden()
