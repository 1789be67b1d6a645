"""The guard around any provider: circuit breakers, the rate limiter and what is measured of each call."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from typing import Final, TypeVar

import structlog

from bot.domain.errors import (
    NumberUnreadable,
    OutcomeUnknown,
    OutOfStock,
    ProviderDown,
    ProviderError,
    StillWaiting,
    Throttled,
    TooLate,
    Unreadable,
)
from bot.domain.models import Account, Bought, Country, Offer, Service
from bot.domain.protocols import Provider
from bot.metrics import PROVIDER_ERRORS, PROVIDER_S
from bot.providers.rate_limiter import RateLimiter

log = structlog.get_logger(__name__)
T = TypeVar("T")

FAILURES: Final = 5
OPENS_AFTER_S: Final = 3.0
"""A breaker opens after so many failures in a row, over so many seconds at least."""

TRIAL_INTERVAL_S: Final = 10.0
"""Between two calls that may try whether the provider is back."""

PURCHASE_TRIAL_INTERVAL_S: Final = 60.0
"""Between two purchases that may try whether changes work again, where nothing else has to be changed."""

EXPECTED: Final = ("", StillWaiting.__name__)
"""What is no failure of a call."""

CHANGES: Final = frozenset({"buy", "reject", "again", "close"})


class CircuitBreaker:
    """Whether calls of one kind are answered: those that read, or those that change something."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._failures = 0
        self._failing_since = self._opened_at = self._next_trial = 0.0
        self.is_open: bool | None = None
        """`None` until it is known."""

    def admits(self, interval_s: float) -> bool:
        """Whether a call may be sent; while it is open, one each interval."""
        if not self.is_open:
            return True
        if self._now() < max(self._next_trial, self._opened_at + interval_s):
            return False
        self._next_trial = self._now() + TRIAL_INTERVAL_S
        return True

    def fails(self) -> bool:
        """Count a failure; gives whether it has opened by this."""
        if not self._failures:
            self._failing_since = self._now()
        self._failures += 1
        if self.is_open or self._failures < FAILURES or self._now() - self._failing_since < OPENS_AFTER_S:
            return False
        self.is_open, self._opened_at, self._next_trial = True, self._now(), self._now() + TRIAL_INTERVAL_S
        return True

    def answers(self) -> bool:
        """Count an answer; gives whether it has closed by this, or is known now."""
        self._failures = 0
        changed = self.is_open is not False
        self.is_open = False
        return changed


class Guard:
    """A `Provider`. While a breaker is open, its calls raise `ProviderDown` at once, but for one trial at a time.

    Where reads are answered and changes are not, only those that change something are held back.
    A purchase never tries whether reads are answered: its answer could get lost. Whether changes are, a cancel tries,
    and a purchase where there is none for long.
    """

    def __init__(
        self, provider: Provider, rate_limiter: RateLimiter, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._provider = provider
        self._now = now
        self._reads, self._changes = CircuitBreaker(now), CircuitBreaker(now)
        self.rate_limiter = rate_limiter
        self.changed = asyncio.Event()
        """Set when a breaker opens or closes."""
        self.listeners: list[Callable[[ProviderError], None]] = []
        """Told of each refusal, and of each answer that can't be read."""

    @property
    def answers(self) -> bool | None:
        """Whether the provider does, to reads and changes; `None` until it is known."""
        is_open = self._changes.is_open or self._reads.is_open
        return None if is_open is None else not is_open

    async def reads_trouble(self) -> str | None:
        """Why nothing can be read just now; `None` if it can."""
        return {None: "has not answered yet", True: "does not answer", False: None}[self._reads.is_open]

    async def changes_trouble(self) -> str | None:
        """Why nothing can be bought or cancelled; `None` if it can, as far as is known."""
        return "takes no purchase and no cancel" if self._changes.is_open else None

    async def problem(self) -> str | None:
        """Both; reads first."""
        changes = await self.changes_trouble()
        return await self.reads_trouble() or (f"answers, but {changes}" if changes else None)

    async def balance(self) -> Account:
        return await self._call("balance", self._provider.balance)

    async def countries(self) -> list[Country]:
        return await self._call("countries", self._provider.countries)

    async def services(self) -> list[Service]:
        return await self._call("services", self._provider.services)

    async def offers(self, country_id: int | None = None) -> list[Offer]:
        return await self._call("offers", partial(self._provider.offers, country_id))

    async def buy(
        self, country_id: int, service_id: int, *, most: Decimal, may_send: Callable[[], Awaitable[bool]]
    ) -> Bought:
        offer = country_id, service_id
        try:
            bought = await self._call("buy", partial(self._provider.buy, *offer, most=most, may_send=may_send))
        except OutOfStock:  # nobody buys what shows no stock
            self.rate_limiter.sold(offer, out=True)
            raise
        self.rate_limiter.sold(offer, out=False)
        return bought

    async def poll(self, request_id: str) -> str:
        return await self._call("look", partial(self._provider.poll, request_id))

    async def reject(self, request_id: str) -> None:
        await self._call("reject", partial(self._provider.reject, request_id))

    async def again(self, request_id: str) -> None:
        await self._call("again", partial(self._provider.again, request_id))

    async def close(self, request_id: str) -> None:
        await self._call("close", partial(self._provider.close, request_id))

    async def _call(self, name: str, send: Callable[[], Awaitable[T]]) -> T:
        """Send what breaker and rate limiter admit; learn and measure how it ends."""
        is_purchase = name == "buy"
        if not self._breaker(name).is_open:
            await self.rate_limiter.admit(name)
        breaker = self._breaker(name)
        interval_s = PURCHASE_TRIAL_INTERVAL_S if is_purchase else TRIAL_INTERVAL_S
        if (is_purchase and self._reads.is_open) or not breaker.admits(interval_s):
            if name == "look":  # many wait through an outage: they would use up the rate, and be polled rarely after it
                self.rate_limiter.unsent()
            raise ProviderDown("the provider does not answer, so it was not asked")
        kind = self._changes if name in CHANGES else self._reads
        began, error = self._now(), ""
        try:
            answer = await send()
        except ProviderError as failure:
            error = type(failure).__name__
            self._learn(name, kind, failure)
            raise
        else:
            self._answered(kind)
            return answer
        finally:
            took = self._now() - began
            PROVIDER_S[name].observe(took)
            if error not in EXPECTED:
                PROVIDER_ERRORS.labels(name, error).inc()
            if name == "look" and error != ProviderDown.__name__:
                self.rate_limiter.polled(took)

    def _breaker(self, name: str) -> CircuitBreaker:
        """What tries whether the provider is back: changes do it for reads too."""
        return self._changes if name in CHANGES and not self._reads.is_open else self._reads

    def _learn(self, name: str, kind: CircuitBreaker, error: ProviderError) -> None:
        """What can't be read, or was not sent, says nothing of whether the provider is up."""
        if isinstance(error, TooLate | NumberUnreadable):
            return
        if isinstance(error, ProviderDown | OutcomeUnknown):
            if kind.fails():
                log.warning("provider does not answer", calls=self._kind_name(kind))
                self.changed.set()
            return
        if not isinstance(error, Unreadable):
            self._answered(kind)
        if isinstance(error, Throttled):
            self.rate_limiter.throttled(name)
        for listener in self.listeners:
            listener(error)

    def _answered(self, kind: CircuitBreaker) -> None:
        """A provider that takes changes answers reads as well."""
        for one in {kind, self._reads}:
            if one.answers():
                log.info("provider answers", calls=self._kind_name(one))
                self.changed.set()

    def _kind_name(self, breaker: CircuitBreaker) -> str:
        return "reads" if breaker is self._reads else "changes"
