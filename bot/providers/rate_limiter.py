"""The rate limiter of the provider's calls over all replicas: polls come last, and none is lost."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Final, Protocol

from bot.domain.errors import StorageError, Throttled

GRANT_MAX_AGE_S: Final = 1.0
"""Requests taken in advance are let go after this, since the bucket fills anyway."""

MIN_WAIT_S, MAX_WAIT_S = 0.05, 5.0
"""For which a purchase or a tap waits until it may be sent."""

SLOWER: Final = 1.02
FASTER: Final = 0.99
MAX_CROWDING: Final = 100.0
BACKOFF: Final = 1.5
"""How many times rarer polls or purchases become each time the provider throttles."""

SLOW_S, SLOW_RATIO, SLOW_CROWDING = 1.0, 3.0, 4.0
"""A poll is slow above so many seconds and so many times the usual; polls become so much rarer for it at most."""

MASKED_OFFERS: Final = 3
"""Offers with stock that are refused one after the other with "no numbers": the provider may throttle purchases."""

MAX_PURCHASE_BACKOFF: Final = 8.0
PURCHASE_BACKOFF_HALVES_S: Final = 30.0

TAPPED_SHARE: Final = 0.5
"""Of the urgent requests, what "Check now" leaves for cancels and prices."""

FORCED_DEBT: Final = 1.0
"""Buckets of urgent requests that may be taken in advance by what must be sent."""

PAID_BY_SENDER: Final = frozenset({"look", "close"})
"""Calls that can come later: who sends them asks the rate limiter first."""


class Tokens(Protocol):
    """A token bucket that all replicas share."""

    rate: float
    """Requests a second."""

    async def take(
        self, wanted: int, *, urgent: bool = ..., keeps: float = ..., slowdown: float = ...
    ) -> tuple[int, float]:
        """How many may be sent now, and the seconds until all of them might be. Raises `StorageError`.

        `urgent`: out of the share for what a user waits for. `keeps`: the part of the bucket that has to stay.
        """
        ...


class RateLimiter:
    """What this process may send. Polls are taken several at once, so that most cost the database nothing.

    Urgent requests have a share of the rate, so that no rush of taps keeps polls back. Purchases have their own rate.
    """

    def __init__(
        self,
        requests: Tokens | None,
        purchases: Tokens | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Without `requests` or `purchases` these have no limit."""
        self._requests, self._purchases = requests, purchases
        self._now, self._sleep = now, sleep
        self._lock = asyncio.Lock()
        self._batch, self._left = 1, 0
        self._valid_until = self._dry_until = 0.0
        self._polls, self._usual_s, self._recent_s = 0, 0.0, 0.0
        self._masked: set[tuple[int, int]] = set()
        self._backoff, self._backed_off_at = 1.0, 0.0
        self.crowding = 1.0
        """How many times rarer polls should be than they would like, for about two of three to be granted."""

    async def may_poll(self) -> bool:
        """Whether a poll may be sent now; `False`: it has to come later. Raises `StorageError`."""
        granted = True
        if self._requests is not None:
            async with self._lock:
                if not self._left or self._now() >= self._valid_until:
                    await self._take_batch(self._requests)
                granted = self._left > 0
                self._left -= granted
        self.crowding = max(1.0, self.crowding * FASTER) if granted else min(MAX_CROWDING, self.crowding * SLOWER)
        return granted

    def unsent(self) -> None:
        """A poll that was granted is not sent after all: another one may go in its place."""
        if self._requests is not None and self._now() < self._valid_until:
            self._left = min(self._batch, self._left + 1)

    async def may_check(self) -> bool:
        """The same of a poll that a user asked for. Out of the urgent share alone: it takes no other's turn."""
        return not await self._urgent(TAPPED_SHARE)

    async def urgent_wait(self) -> float:
        """Seconds until a request that somebody waits for may be sent; 0: now."""
        return await self._urgent(0.0)

    async def admit(self, call: str) -> None:
        """Wait until a call may be sent. Raises `Throttled` where that would take long: then nothing was sent."""
        if call == "buy" and self._purchases:
            slowed = partial(self._purchases.take, 1, slowdown=self._purchase_backoff)
            await self._wait(slowed, "more purchases at once than PROVIDER_BUY_RATE allows")
        elif call == "offers" and self._requests:  # mostly by a tap on one of many countries
            urgent = partial(self._requests.take, 1, urgent=True, keeps=0.0)
            await self._wait(urgent, "more prices asked for at once than PROVIDER_RATE allows")
        elif call != "buy" and call not in PAID_BY_SENDER:
            await self._urgent(-FORCED_DEBT)

    def throttled(self, call: str) -> None:
        """The provider has said that it is asked too often."""
        if call == "buy":
            self._backoff = min(MAX_PURCHASE_BACKOFF, self._purchase_backoff * BACKOFF)
            self._backed_off_at = self._now()
        else:
            self.crowding = min(MAX_CROWDING, self.crowding * BACKOFF)

    def sold(self, offer: tuple[int, int], *, out: bool) -> None:
        """Detect a throttle that looks like "no numbers": several offers in a row that show stock."""
        self._masked = self._masked | {offer} if out else set()
        if len(self._masked) >= MASKED_OFFERS:
            self._masked = set()
            self.throttled("buy")

    def polled(self, seconds: float) -> None:
        """Learn how long a poll takes: they become rarer while that is far above the usual."""
        self._polls += 1
        self._recent_s += (seconds - self._recent_s) * max(0.1, 1 / self._polls)
        is_slow = self._recent_s > max(SLOW_S, SLOW_RATIO * self._usual_s) and self._polls > 1
        self._usual_s += (seconds - self._usual_s) * (0.0002 if is_slow else max(0.01, 1 / self._polls))
        if is_slow:
            self.crowding = max(self.crowding, min(SLOW_CROWDING, self.crowding * SLOWER))

    @property
    def _purchase_backoff(self) -> float:
        """How many times rarer purchases are just now; it passes by itself."""
        age = self._now() - self._backed_off_at
        return max(1.0, self._backoff * float(0.5 ** (age / PURCHASE_BACKOFF_HALVES_S)))

    async def _urgent(self, keeps: float) -> float:
        """Take one urgent request; gives the seconds until there is one where there is none."""
        if self._requests is not None:
            with suppress(StorageError):  # no reason to keep a user waiting
                taken, wait = await self._requests.take(1, urgent=True, keeps=keeps)
                return 0.0 if taken else max(MIN_WAIT_S, wait)
        return 0.0

    async def _wait(self, take: Callable[[], Awaitable[tuple[int, float]]], why: str) -> None:
        waited = 0.0
        with suppress(StorageError):
            while True:
                taken, wait = await take()
                if taken:
                    return
                if waited >= MAX_WAIT_S:
                    raise Throttled(why)
                wait = min(max(wait, MIN_WAIT_S), MAX_WAIT_S)
                waited += wait
                await self._sleep(wait)

    async def _take_batch(self, tokens: Tokens) -> None:
        """The next batch: larger if the last one was used up in its time, so that a quiet process hoards nothing."""
        now, self._left = self._now(), 0
        if now < self._dry_until:
            return
        most = max(1, int(tokens.rate / 2))
        self._batch = min(most, self._batch * 2) if now < self._valid_until else max(1, self._batch // 2)
        self._left, wait = await tokens.take(self._batch)
        self._valid_until = now + GRANT_MAX_AGE_S
        if self._left < self._batch:
            self._dry_until = now + wait
