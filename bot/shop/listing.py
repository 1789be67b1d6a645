"""Lists of what is for sale, as long as they are, made only where somebody looks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar, overload

from bot.domain.models import Country, Service
from bot.domain.waits import Figures

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
    figures: Figures | None = None
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
            return [self._make(place) for place in self._order[index]]
        return self._make(self._order[index])
