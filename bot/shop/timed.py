"""Measures each call of a provider's: how long it took, and which error it ended in."""

import time
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import ParamSpec, TypeVar

from bot.domain.errors import ProviderError
from bot.domain.meter import Meter
from bot.domain.models import Account, Bought, Country, Offer, Service
from bot.domain.protocols import Provider

P = ParamSpec("P")
T = TypeVar("T")


class Timed:
    """A `Provider`. Of a call that another one repeats by itself, all tries are one."""

    def __init__(self, provider: Provider, meter: Meter, *, now: Callable[[], float] = time.monotonic) -> None:
        self._provider = provider
        self._meter = meter
        self._now = now

    async def balance(self) -> Account:
        return await self._time("balance", self._provider.balance)

    async def countries(self) -> list[Country]:
        return await self._time("countries", self._provider.countries)

    async def services(self) -> list[Service]:
        return await self._time("services", self._provider.services)

    async def offers(self, country_id: int | None = None) -> list[Offer]:
        return await self._time("offers", self._provider.offers, country_id)

    async def buy(
        self, country_id: int, service_id: int, *, most: Decimal, may_send: Callable[[], Awaitable[bool]]
    ) -> Bought:
        return await self._time("buy", self._provider.buy, country_id, service_id, most=most, may_send=may_send)

    async def look(self, request_id: str) -> str:
        return await self._time("look", self._provider.look, request_id)

    async def reject(self, request_id: str) -> None:
        await self._time("reject", self._provider.reject, request_id)

    async def again(self, request_id: str) -> None:
        await self._time("again", self._provider.again, request_id)

    async def close(self, request_id: str) -> None:
        await self._time("close", self._provider.close, request_id)

    async def _time(self, name: str, call: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
        began, error = self._now(), ""
        try:
            return await call(*arguments, **named)
        except ProviderError as failure:
            error = type(failure).__name__
            raise
        finally:
            self._meter.asked(name, self._now() - began, error)
