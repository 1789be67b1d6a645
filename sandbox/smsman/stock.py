"""Prices and stock: drawn once from the seed, then moved by what is bought and given back."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from random import Random
from typing import Any

from sandbox.smsman.catalogue import countries, services

Key = tuple[int, int]
"""Country id, service id."""

# by weight 1 to 5
_OFFERED = (0.08, 0.16, 0.30, 0.55, 0.98)
_RARER = (2.2, 1.8, 1.4, 1.1, 1.0)
_BASE_PRICE = (4, 5, 7, 10, 16)
_SOLD_OUT = 0.08


@dataclass(frozen=True, slots=True)
class Offer:
    country_id: int
    service_id: int
    price: Decimal
    """In roubles."""
    stock: int

    @property
    def key(self) -> Key:
        return self.country_id, self.service_id


class Stock:
    def __init__(self, seed: int, state: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        state = state or {}
        self._stocked = _stocked(seed)
        self._moved: dict[Key, int] = {_key(name): delta for name, delta in state.get("moved", {}).items()}
        self._prices: dict[Key, Decimal] = {
            _key(name): Decimal(price) for name, price in state.get("prices", {}).items()
        }

    def dump(self) -> dict[str, dict[str, Any]]:
        return {
            "moved": {_name(key): delta for key, delta in self._moved.items()},
            "prices": {_name(key): str(price) for key, price in self._prices.items()},
        }

    def offer(self, country_id: int, service_id: int) -> Offer | None:
        offer = self._stocked.get((country_id, service_id))
        return offer and self._today(offer)

    def offers(self, country_id: int | None = None, service_id: int | None = None) -> Iterator[Offer]:
        """By country, then by service; what is sold out is among them, with a stock of 0."""
        for offer in self._stocked.values():
            if country_id in (None, offer.country_id) and service_id in (None, offer.service_id):
                yield self._today(offer)

    def move(self, offer: Offer, delta: int) -> None:
        self._moved[offer.key] = self._moved.get(offer.key, 0) + delta

    def keep_only(self, keys: Collection[Key]) -> None:
        """From now on nothing else is offered."""
        self._stocked = {key: offer for key, offer in self._stocked.items() if key in keys}

    def reprice(self, country_id: int, service_id: int, price: Decimal) -> None:
        """From now on it costs this. `KeyError` for what is not offered."""
        self._prices[self._stocked[country_id, service_id].key] = price

    def _today(self, offer: Offer) -> Offer:
        delta, price = self._moved.get(offer.key), self._prices.get(offer.key)
        return replace(offer, stock=offer.stock + (delta or 0), price=price or offer.price) if delta or price else offer


def _name(key: Key) -> str:
    return f"{key[0]}:{key[1]}"


def _key(name: str) -> Key:
    country_id, service_id = name.split(":")
    return int(country_id), int(service_id)


@lru_cache(maxsize=8)
def _stocked(seed: int) -> dict[Key, Offer]:
    # Some 22,000 offers; drawing them takes a tenth of a second, so that many sandboxes of one seed share them.
    random = Random(seed)
    popularity = {service.id: random.uniform(0.7, 1.5) for service in services().values()}
    stocked: dict[Key, Offer] = {}
    for country in sorted(countries().values(), key=lambda country: country.id):
        level = random.uniform(0.5, 1.6) if country.weight >= 4 else random.uniform(0.9, 3.0)
        for service in sorted(services().values(), key=lambda service: service.id):
            if random.random() >= _OFFERED[service.weight - 1] ** _RARER[country.weight - 1]:
                continue
            price = _BASE_PRICE[service.weight - 1] * popularity[service.id] * level * random.uniform(0.8, 1.25)
            magnitude = random.uniform(0.35, 1) * (country.weight + service.weight) / 2.2
            stock = 0 if random.random() < _SOLD_OUT else int(10**magnitude)
            stocked[country.id, service.id] = Offer(country.id, service.id, _tidy(price, random), stock)
    return stocked


def _tidy(price: float, random: Random) -> Decimal:
    """Whole roubles or half ones mostly, odd kopecks now and then, as price lists have it."""
    step = random.choice((100, 100, 50, 50, 1))
    return Decimal(max(step, 100, round(price * 100 / step) * step)) / 100
