"""Offers that nobody buys: they sell out, come back and change their price, so that users can be told of them."""

import asyncio
import time
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Final, NamedTuple

from chaos.reading import Pair
from sandbox.smsman import SmsMan
from sandbox.smsman.calls import Calls, Effects, Params
from sandbox.smsman.dialect import Json
from sandbox.smsman.stock import Offer

ENOUGH: Final = 1000
"""A stock that lasts for all who may want it."""

_CENT: Final = Decimal("0.01")
_STOCKS: Final = (1, 2, ENOUGH, ENOUGH)
_FACTORS: Final = (Decimal(1), Decimal("0.85"), Decimal("0.6"), Decimal("0.4"), Decimal("1.3"))
"""Of its first price."""

_STANDS_FOR: Final = (0.3, 1.0, 4.0)
"""How long an offer stays as it is, in times of what two readings take: for less, for about as long, and for longer."""

_BLIPS: Final = 0.4
"""The share of offers sold out that come back for one answer of the provider's, which proves nothing."""


class Moment(NamedTuple):
    """An offer as it is from now on, or as an answer of the provider's had it."""

    at: float
    stock: int
    price: Decimal

    def suits(self, limit: Decimal | None) -> bool:
        """Whether it is there at that price or less; `None`: at any."""
        return self.stock > 0 and (limit is None or self.price <= limit)


class Market:
    def __init__(self, provider: SmsMan, random: Random, *, count: int, two_readings_s: float) -> None:
        """`two_readings_s`: what two readings of the prices take while nothing goes wrong."""
        self._provider = provider
        self._random = random
        self.two_readings_s = two_readings_s
        offers = [offer for offer in provider.orders.stock.offers() if offer.stock > 3 and offer.price > 3]
        self._first: Mapping[Pair, Offer] = {offer.key: offer for offer in random.sample(offers, count)}
        self.moments: dict[Pair, list[Moment]] = {pair: [] for pair in self._first}
        """As the provider had them, oldest first."""
        self.answers: dict[Pair, list[Moment]] = {pair: [] for pair in self._first}
        """As its answers had them, oldest first."""
        self._blips: set[Pair] = set()
        """Those that the next answer over all countries has in stock, though they are sold out."""
        for turn, pair in enumerate(self._first):
            self._put(pair, ENOUGH * (turn % 2), Decimal(1))
        provider.answers = _WatchedCalls(provider, self)

    @property
    def pairs(self) -> list[Pair]:
        return list(self._first)

    async def run(self) -> None:
        """For ever."""
        await asyncio.gather(*map(self._go_on, self._first))

    async def _go_on(self, pair: Pair) -> None:
        while True:
            await asyncio.sleep(self.two_readings_s * self._random.choice(_STANDS_FOR) * self._random.uniform(0.7, 1.3))
            if self.moments[pair][-1].stock:
                self._put(pair, 0 if self._random.random() < 0.6 else ENOUGH, self._random.choice(_FACTORS))
            elif self._random.random() < _BLIPS:
                self._blips.add(pair)
            else:
                self._put(pair, self._random.choice(_STOCKS), self._random.choice(_FACTORS))

    def settle(self) -> None:
        """From now on all stays as it is: most are there at a low price, the others are sold out."""
        self._blips.clear()
        for pair in self._first:
            self._put(pair, ENOUGH if self._random.random() < 0.7 else 0, min(_FACTORS))

    def _put(self, pair: Pair, stock: int, factor: Decimal) -> None:
        offer, price = self._offer(pair), (self._first[pair].price * factor).quantize(_CENT)
        self._provider.orders.stock.move(offer, stock - offer.stock)
        self._provider.orders.stock.reprice(*pair, price)
        self.moments[pair].append(Moment(time.time(), stock, price))

    def answer(self, country_id: str, calls: "_WatchedCalls", effects: Effects | None) -> Json:
        """An answer to `get-prices`, of one country or (empty) of all, and what it says of these offers."""
        blips = self._blips if not country_id else set()
        offers = [self._offer(pair) for pair in blips]
        for offer in offers:
            self._provider.orders.stock.move(offer, ENOUGH)
        for pair in self._first:
            if country_id in ("", str(pair[0])):
                offer = self._offer(pair)
                self.answers[pair].append(Moment(time.time(), offer.stock, offer.price))
        try:
            return calls.plainly("get-prices", {"country_id": country_id} if country_id else {}, effects)
        finally:
            for offer in offers:
                self._provider.orders.stock.move(offer, -ENOUGH)
            self._blips -= blips

    def _offer(self, pair: Pair) -> Offer:
        offer = self._provider.orders.stock.offer(*pair)
        if offer is None:
            raise RuntimeError("what was offered once is offered always")
        return offer


class _WatchedCalls(Calls):
    """The sandbox's own, which let the market say what an answer has."""

    def __init__(self, provider: SmsMan, market: Market) -> None:
        super().__init__(provider.orders, provider)
        self._market = market

    def answer(self, call: str, params: Params, effects: Effects | None = None) -> Json:
        if call == "get-prices":
            return self._market.answer(params.get("country_id", ""), self, effects)
        return super().answer(call, params, effects)

    def plainly(self, call: str, params: Params, effects: Effects | None) -> Json:
        return super().answer(call, params, effects)
