"""Keeps a provider that does not answer from being asked all the time, and users from waiting for nothing."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Final, ParamSpec, TypeVar

import structlog

from bot.domain.errors import OutcomeUnknown, ProviderDown, ProviderError, TooLate, Unreadable
from bot.domain.models import Account, Bought, Country, Notice, Offer, Service
from bot.domain.protocols import Provider
from bot.shop.alarms import Alarms
from bot.shop.budget import Budget

log = structlog.get_logger(__name__)
P = ParamSpec("P")
T = TypeVar("T")

FAILURES: Final = 5
SILENCE: Final = 3.0
"""It opens after so many failures in a row, over so many seconds at least."""

PAUSE: Final = 10.0
"""Seconds between two calls that may try whether it is back."""

REMIND: Final = 24 * 3600.0
"""Seconds after which the operator is told again of a provider that is still down."""


class Breaker:
    """A `Provider`. While it is open every call raises `ProviderDown` at once, but for one each `PAUSE` seconds.

    A purchase is never the one to try: its answer could get lost. The look at the price before it is.
    Each call is a request of the budget; a look is paid by whoever sends it, since it can come later.
    """

    def __init__(self, provider: Provider, budget: Budget, *, now: Callable[[], float] = time.monotonic) -> None:
        self._provider = provider
        self._budget = budget
        self._now = now
        self._failures = 0
        self._failing_since = 0.0
        self._open: bool | None = None
        """`None` until it is known."""
        self._next_try = 0.0
        self._turned = asyncio.Event()
        self.listeners: list[Callable[[ProviderError], None]] = []
        """Told of each refusal: an answer that is a no."""

    @property
    def answers(self) -> bool | None:
        """Whether the provider does; `None` as long as nobody knows."""
        return None if self._open is None else not self._open

    async def trouble(self) -> str | None:
        """Why the provider can't be asked just now; `None` if it can."""
        return {None: "has not answered yet", False: "does not answer", True: None}[self.answers]

    async def report(self, alarms: Alarms) -> None:
        """For ever: tell the operator when it opens, and when it closes."""
        while True:
            await self._turned.wait()
            self._turned.clear()
            if self._open:
                await alarms.tell(Notice.PROVIDER_DOWN, quiet=REMIND)
            else:
                await alarms.over(Notice.PROVIDER_DOWN, Notice.PROVIDER_UP)

    async def balance(self) -> Account:
        return await self._ask(self._provider.balance)

    async def countries(self) -> list[Country]:
        return await self._ask(self._provider.countries)

    async def services(self) -> list[Service]:
        return await self._ask(self._provider.services)

    async def offers(self, country_id: int | None = None) -> list[Offer]:
        return await self._ask(self._provider.offers, country_id)

    async def buy(
        self, country_id: int, service_id: int, *, most: Decimal, may_send: Callable[[], Awaitable[bool]]
    ) -> Bought:
        if self._open:
            raise ProviderDown("the provider does not answer, so it was not sent")
        return await self._ask(self._provider.buy, country_id, service_id, most=most, may_send=may_send)

    async def look(self, request_id: str) -> str:
        return await self._try(self._provider.look, request_id)

    async def reject(self, request_id: str) -> None:
        await self._ask(self._provider.reject, request_id)

    async def again(self, request_id: str) -> None:
        await self._ask(self._provider.again, request_id)

    async def close(self, request_id: str) -> None:
        await self._ask(self._provider.close, request_id)

    async def _ask(self, call: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
        if not self._open:
            await self._budget.spend()
        return await self._try(call, *arguments, **named)

    async def _try(self, call: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
        if self._open:
            if self._now() < self._next_try:
                raise ProviderDown("the provider does not answer, so it was not asked")
            self._next_try = self._now() + PAUSE
        try:
            answer = await call(*arguments, **named)
        except (ProviderDown, OutcomeUnknown):
            self._failed()
            raise
        except (TooLate, Unreadable):  # neither says whether the provider is up
            raise
        except ProviderError as error:
            self._answered()
            for listener in self.listeners:
                listener(error)
            raise
        self._answered()
        return answer

    def _failed(self) -> None:
        if not self._failures:
            self._failing_since = self._now()
        self._failures += 1
        if not self._open and self._failures >= FAILURES and self._now() - self._failing_since >= SILENCE:
            self._next_try = self._now() + PAUSE
            self._turn(True)

    def _answered(self) -> None:
        self._failures = 0
        if self._open is not False:
            self._turn(False)

    def _turn(self, is_open: bool) -> None:
        if is_open:
            log.warning("provider does not answer")
        else:
            log.info("provider answers")
        self._open = is_open
        self._turned.set()
