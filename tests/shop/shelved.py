"""A catalogue of three countries and four services, and what it shows."""

import pytest

from bot.domain.models import Country, Service
from bot.shop.catalogue.catalogue import Catalogue
from tests.shop.market import CHINA, RUSSIA, TELEGRAM, VIETNAM, VK, WHATSAPP, Market, Popularity

LOAD = ("countries", "services", "offers")
NOBODY = (Country(99, "Nowhere"), Service(99, "Nothing"))


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Clock:
    return Clock()


@pytest.fixture
def market() -> Market:
    market = Market()
    market.put(RUSSIA, VK, 50, "15")
    market.put(RUSSIA, TELEGRAM, 70, "30")
    market.put(CHINA, TELEGRAM, 90, "25.50")
    market.put(VIETNAM, TELEGRAM, 10, "20")
    market.put(VIETNAM, WHATSAPP, 0, "5")
    return market


@pytest.fixture
def popularity() -> Popularity:
    return Popularity()


@pytest.fixture
def catalogue(market: Market, popularity: Popularity, watch: Clock) -> Catalogue:
    return Catalogue(market, popularity, now=watch, jitter=lambda: 1.0)


def services(catalogue: Catalogue, country: Country | None = None) -> list[Service]:
    return [entry.service for entry in catalogue.services(country.id if country else None)]


def countries(catalogue: Catalogue, service: Service | None = None) -> list[Country]:
    return [entry.country for entry in catalogue.countries(service.id if service else None)]
