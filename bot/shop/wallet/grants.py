"""What an admin gives users and takes from them, and the allowances of each month."""

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final, NamedTuple

import structlog

from bot.domain.wallet import MILLION, Allowance, Booked, Booking, EntryKind
from bot.shop.admin.users import LARGEST_ID
from bot.shop.background import run_periodically
from bot.storage.grants import GrantStore
from bot.storage.leases import Leases

log = structlog.get_logger(__name__)

ROUND_INTERVAL_S: Final = 600.0
"""Seconds between two looks whether a new month has begun, over all replicas."""

AMOUNT: Final = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,6}))?")
MAX_REASON: Final = 200


def read_amount(text: str) -> int | None:
    """In millionths; `None` for what is no amount that can be counted exactly."""
    found = AMOUNT.fullmatch(text)
    return int(found[1]) * MILLION + int((found[2] or "").ljust(6, "0")) if found else None


class Order(NamedTuple):
    """What an admin wrote behind a command: whose wallet, how much, and the rest of it."""

    user_id: int
    amount: int
    rest: str


def read_order(text: str) -> Order | None:
    """`None` where it can't be read: nothing is booked then."""
    user, amount, rest = [*text.split(maxsplit=2), "", "", ""][:3]
    millionths = read_amount(amount)
    if millionths is None or not (user.isascii() and user.isdecimal() and 0 < int(user) < LARGEST_ID):
        return None
    return Order(int(user), millionths, " ".join(rest.split())[:MAX_REASON])


class Grants:
    """Every method may raise `StorageError`, and may be called again then: each operation is booked once."""

    def __init__(self, store: GrantStore, leases: Leases, wall_clock: Callable[[], float] = time.time) -> None:
        """`wall_clock` gives Unix seconds."""
        self._store = store
        self._leases = leases
        self._wall_clock = wall_clock

    async def adjust(self, order: Order, operation: str, *, admin_id: int) -> Booked:
        """Into their wallet, or (below zero) out of it, never more than is there; the rest of it is the reason."""
        return await self._store.adjust(
            Booking(f"adj:{operation}", EntryKind.ADJUSTMENT, order.user_id, order.amount, admin_id, order.rest)
        )

    async def allow_once(self, order: Order, operation: str, *, admin_id: int) -> Booked:
        return await self._store.adjust(
            Booking(f"once:{operation}", EntryKind.ALLOWANCE, order.user_id, order.amount, admin_id)
        )

    async def allow(self, order: Order, *, admin_id: int) -> Booked | int:
        """So much each month, this one among them; where it ends (0): what they have, which stays theirs."""
        return await self._store.allow(Allowance(order.user_id, order.amount, admin_id), self._month())

    async def allowances(self) -> list[Allowance]:
        return await self._store.allowances()

    async def allowance(self, user_id: int) -> Allowance | None:
        return await self._store.allowance(user_id)

    async def run(self) -> None:
        """For ever; a database that is away is somebody else's alert."""
        await run_periodically("allowances", ROUND_INTERVAL_S, self.round)

    async def round(self) -> None:
        """Book the month's allowances, unless that is done."""
        if await self._leases.take("allowances", ROUND_INTERVAL_S * 0.9) and (paid := await self.collect()):
            log.info("allowances booked", users=len(paid))

    async def collect(self) -> list[int]:
        """Gives who got theirs by this call."""
        return await self._store.collect(self._month())

    def _month(self) -> int:
        """In UTC, as yyyymm."""
        today = datetime.fromtimestamp(self._wall_clock(), UTC)
        return today.year * 100 + today.month
