"""Whether a purchase may begin: the operator's caps and his switch.

The caps on one user are checked by the script that begins the purchase, from his own activations. Those over all users
cross the shards, so a purchase takes a place at the gate first (storage/gate.lua). Nobody gives places back as
activations end: when the gate would refuse somebody, and only then, the shards are asked what became of those that hold
one. So a process may die anywhere, and no count is ever wrong for longer than until somebody needs it to be right.
"""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Final

from bot.domain.errors import LimitReached, PurchasesPaused, QuoteGone
from bot.domain.limits import NO_LIMITS, Cap, Limits
from bot.domain.meter import SILENT, Meter
from bot.domain.models import Account
from bot.storage.gate import Gate, Pause, Place
from bot.storage.keys import shard_of
from bot.storage.machine import Machine

OLD: Final = 60.0
"""Seconds after which a wish that took a place and did not begin is withdrawn: who wrote it is gone."""

CHECKED: Final = 1.0
"""Seconds between two rounds through the shards, however many are refused meanwhile."""

PIECE: Final = 500
"""Places asked about at once."""


class Admission:
    def __init__(
        self,
        machine: Machine,
        gate: Gate,
        limits: Limits = NO_LIMITS,
        *,
        is_open: bool = True,
        meter: Meter = SILENT,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`is_open`: the operator's setting; with `False` nothing is sold, whatever an admin says."""
        self.is_open = is_open
        self._machine = machine
        self._gate = gate
        self._meter = meter
        self._limits = self._configured = limits
        self._now = now
        self._checking = asyncio.Lock()
        self._checked: dict[Cap, float] = {}

    @property
    def limits(self) -> Limits:
        return self._limits

    def learn(self, account: Account) -> None:
        """Never more numbers at once than the account's channels, where the provider says how many it has."""
        if account.channels:
            most = min(filter(None, (self._configured.all_active, account.channels)))
            self._limits = replace(self._configured, all_active=most)

    def allow(self, price: Decimal) -> None:
        """Raises `LimitReached` for a number that nobody may buy."""
        if 0 < self._limits.price < price:
            self._meter.refused(Cap.PRICE)
            raise LimitReached(Cap.PRICE, self._limits.price, None)

    @asynccontextmanager
    async def place(self, place: Place) -> AsyncIterator[None]:
        """Hold a place while the purchase begins inside. Raises `PurchasesPaused` and `LimitReached`.

        After `QuoteGone` and `LimitReached` it will never begin, so the place is free again. After any other error
        nobody knows, and it stays taken until somebody asks.
        """
        try:
            await self._enter(place)
            try:
                yield
            except (QuoteGone, LimitReached):
                await self._gate.settle([(place, False, False)])
                raise
        except LimitReached as refusal:
            self._meter.refused(refusal.cap)
            raise

    async def check(self, cap: Cap) -> None:
        """Ask the shards what became of all who hold a place under this cap, and free what is over."""
        by_shard: dict[int, list[tuple[Place, float]]] = defaultdict(list)
        for place, age in await self._gate.places(cap):
            by_shard[shard_of(place.user_id)].append((place, age))
        for shard, places in by_shard.items():
            for start in range(0, len(places), PIECE):
                piece = places[start : start + PIECE]
                ids = [(place.activation_id, age > OLD) for place, age in piece]
                standings = await self._machine.standing(shard, ids)
                await self._gate.settle(
                    (place, is_open, spent) for (place, _), (is_open, spent) in zip(piece, standings, strict=True)
                )

    async def switch(self, admin_id: int, *, on: bool) -> Pause | None:
        """Stop purchases on all replicas at once, or let them go on. Numbers that wait go on in any case."""
        return await self._gate.switch(admin_id, on=on)

    async def paused(self) -> Pause | None:
        return await self._gate.paused()

    async def _enter(self, place: Place) -> None:
        if not self.is_open:
            raise PurchasesPaused("by a setting")
        active, spending = self._limits.all_active, self._limits.all_spending
        try:
            await self._gate.enter(place, active=active, spending=spending)
        except LimitReached as refusal:
            await self._check_now_and_then(refusal.cap)
            await self._gate.enter(place, active=active, spending=spending)

    async def _check_now_and_then(self, cap: Cap) -> None:
        async with self._checking:
            if self._now() - self._checked.get(cap, -CHECKED) >= CHECKED:
                await self.check(cap)
                self._checked[cap] = self._now()
