"""Keeps a provider that does not answer from being asked all the time, and users from waiting for nothing."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from decimal import Decimal
from functools import partial
from typing import Final, ParamSpec, TypeVar

import structlog

from bot.domain.errors import (
    NumberUnreadable,
    OutcomeUnknown,
    ProviderDown,
    ProviderError,
    Throttled,
    TooLate,
    Unreadable,
)
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


PURCHASE_PAUSE: Final = 60.0
"""Seconds between two purchases that may try whether changes work again, where nothing else has to be changed."""


class Line:
    """Whether calls of one kind are answered: those that read, or those that change something."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._failures = 0
        self._failing_since = 0.0
        self.is_open: bool | None = None
        """`None` until it is known."""
        self.opened_at = 0.0
        self._next_try = 0.0

    def admits(self, pause: float = PAUSE) -> bool:
        """Whether a call may be sent; while it is open, one each `pause` seconds."""
        if not self.is_open:
            return True
        if self._now() < max(self._next_try, self.opened_at + pause):
            return False
        self._next_try = self._now() + PAUSE
        return True

    def fails(self) -> bool:
        """Gives whether it has opened by this."""
        if not self._failures:
            self._failing_since = self._now()
        self._failures += 1
        if self.is_open or self._failures < FAILURES or self._now() - self._failing_since < SILENCE:
            return False
        self.is_open, self.opened_at, self._next_try = True, self._now(), self._now() + PAUSE
        return True

    def answers(self) -> bool:
        """Gives whether it has closed by this, or is known now."""
        self._failures = 0
        turned = self.is_open is not False
        self.is_open = False
        return turned


class Breaker:
    """A `Provider`. While it is open every call raises `ProviderDown` at once, but for one each `PAUSE` seconds.

    Where reads are answered and changes are not, only those that change something are held back.
    A purchase is never the one to try whether reads are answered: its answer could get lost. The look at the price
    before it is. Whether changes are, a cancel tries, and a purchase where there is none for long.
    Each call is a request of the budget; a look is paid by whoever sends it, since it can come later.
    """

    def __init__(self, provider: Provider, budget: Budget, *, now: Callable[[], float] = time.monotonic) -> None:
        self._provider = provider
        self._budget = budget
        self._now = now
        self._reads, self._changes = Line(now), Line(now)
        self._turned = asyncio.Event()
        self.listeners: list[Callable[[ProviderError], None]] = []
        """Told of each refusal: an answer that is a no."""

    @property
    def _open(self) -> bool | None:
        """Calls of either kind are not answered; `None` until it is known."""
        return True if self._changes.is_open else self._reads.is_open

    @property
    def answers(self) -> bool | None:
        """Whether the provider does; `None` as long as nobody knows."""
        return None if self._open is None else not self._open

    async def trouble(self) -> str | None:
        """Why the provider can't be asked just now; `None` if it can."""
        reads = {None: "has not answered yet", True: "does not answer", False: None}[self._reads.is_open]
        return reads or ("answers, but takes no purchase and no cancel" if self._changes.is_open else None)

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
        if self._reads.is_open or not self._changes.admits(PURCHASE_PAUSE):
            raise ProviderDown("the provider does not answer, so it was not sent")
        await self._budget.buy()
        buy = partial(self._provider.buy, country_id, service_id, most=most, may_send=may_send)
        return await self._listen(self._changes, buy)

    async def look(self, request_id: str) -> str:
        return await self._try(self._provider.look, request_id)

    async def reject(self, request_id: str) -> None:
        await self._change(partial(self._provider.reject, request_id))

    async def again(self, request_id: str) -> None:
        await self._change(partial(self._provider.again, request_id))

    async def close(self, request_id: str) -> None:
        await self._change(partial(self._provider.close, request_id))

    async def _change(self, call: Callable[[], Awaitable[T]]) -> T:
        if not self._open:
            await self._budget.spend()
        line = self._reads if self._reads.is_open else self._changes
        if not line.admits():
            raise ProviderDown("the provider does not answer, so it was not asked")
        return await self._listen(self._changes, call)

    async def _ask(self, call: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
        if not self._reads.is_open:
            await self._budget.spend()
        return await self._try(call, *arguments, **named)

    async def _try(self, call: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
        if not self._reads.admits():
            raise ProviderDown("the provider does not answer, so it was not asked")
        return await self._listen(self._reads, partial(call, *arguments, **named))

    async def _listen(self, line: Line, call: Callable[[], Awaitable[T]]) -> T:
        """Learns from how it ends. What nobody can read says nothing of whether the provider is up."""
        try:
            answer = await call()
        except (TooLate, Unreadable, NumberUnreadable):
            raise
        except (ProviderDown, OutcomeUnknown):
            if line.fails():
                log.warning("provider does not answer", calls=self._name(line))
                self._turned.set()
            raise
        except ProviderError as error:
            self._answered(line)
            if isinstance(error, Throttled):
                self._budget.back_off()
            for listener in self.listeners:
                listener(error)
            raise
        self._answered(line)
        return answer

    def _answered(self, line: Line) -> None:
        """Who takes changes is there for reads as well."""
        for one in {line, self._reads}:
            if one.answers():
                log.info("provider answers", calls=self._name(one))
                self._turned.set()

    def _name(self, line: Line) -> str:
        return "reads" if line is self._reads else "changes"
