"""A provider whose list is short: every country and every service, in a fifth of the offers.

A shop reads the whole list as it opens. For 26,000 offers and all names that takes a quarter of a second, which is
more than what most stories take in all; `tests/shop/catalogue/test_large_lists.py` is where long ones are read.
"""

from collections.abc import Sequence
from functools import cache
from typing import Final

from bot.domain.models import Country, Service
from bot.shop.catalogue.search import Finder, Names
from sandbox.smsman import SmsMan
from sandbox.smsman.catalogue import countries, services
from sandbox.smsman.stock import Key, Stock

EVERYWHERE: Final = {"Telegram", "WhatsApp", "Google", "Instagram", "Facebook", "TikTok", "Twitter / X", "Discord"}
"""Services that each country sells; the large countries sell what they sell in the whole list."""


@cache
def _short_list(seed: int) -> frozenset[Key]:
    offers = [offer.key for offer in Stock(seed).offers()]
    kept = {key for key in offers if countries()[key[0]].weight == 5 or services()[key[1]].title in EVERYWHERE}
    sold = {service_id for _, service_id in kept}
    rare = {key[1]: key for key in offers if key[1] not in sold}
    return frozenset(kept | {*rare.values()})


def shortened(provider: SmsMan, seed: int = 1) -> SmsMan:
    """The same provider with a short list; what it sells keeps its price and its stock."""
    provider.orders.stock.keep_only(_short_list(seed))
    return provider


class LearnedOnce(Finder):
    """Learns the names of equal lists once, and remembers them for the next shop."""

    _learned: Final[dict[object, tuple[Names, Names]]] = {}

    async def learn(
        self, countries: Sequence[Country], services: Sequence[Service], languages: tuple[str, ...]
    ) -> None:
        key = tuple(countries), tuple(services), languages
        if key not in self._learned:
            await super().learn(countries, services, languages)
            self._learned[key] = self._services, self._countries
        self._services, self._countries = self._learned[key]
