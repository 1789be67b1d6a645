"""Compares the wallets with the bot's own list of Star transactions: what no update told of is booked here."""

from collections.abc import Sequence
from typing import Final
from uuid import uuid4

import structlog

from bot.domain.alerts import ShopAlert
from bot.domain.stars import StarCashier, Transaction, top_up_id
from bot.shop.admin.alerts import Alerts
from bot.shop.wallet.top_ups import TopUps
from bot.storage.leases import Leases
from bot.storage.top_ups import Seen, TopUpStore

log = structlog.get_logger(__name__)

STARS_ROUND_S: Final = 180.0
PAGE: Final = 100
"""The most that Telegram gives at once."""

OVERLAP: Final = 100
"""Transactions that are read again in each round, in case an earlier one came into the list late."""

OVERLAP_S: Final = 86_400.0
"""The same where the newest come first."""

LEASE: Final = "star transactions"
LEASE_S: Final = 60.0
"""For which one replica reads a page; it is renewed with each one."""


class StarReconciliation:
    """Reads on from where it was: the mark is kept in the database, so a restored backup reads on from its own.

    The Bot API documents that the oldest come first. Where the newest do, they are read backwards from the end.
    """

    def __init__(self, store: TopUpStore, top_ups: TopUps, leases: Leases, alerts: Alerts) -> None:
        self._store = store
        self._top_ups = top_ups
        self._leases = leases
        self._alerts = alerts
        self._holder = uuid4().hex

    async def round(self, cashier: StarCashier) -> None:
        """One reading, unless another replica is at it. Raises `StorageError` and `DeliveryError`."""
        if not self._top_ups.terms.rate and not (await self._store.seen()).count:
            return  # no Stars were ever taken here
        if not await self._hold():
            return
        try:
            first = await cashier.transactions(0, PAGE)
            if len(first) == PAGE and _newest_first(first):
                await self._backwards(first, cashier)
            else:
                await self._forwards(first, cashier)
        finally:
            await self._leases.release(LEASE, self._holder)

    async def _hold(self) -> bool:
        return await self._leases.hold(LEASE, self._holder, LEASE_S) == self._holder

    async def _forwards(self, first: Sequence[Transaction | None], cashier: StarCashier) -> None:
        seen = await self._store.seen()
        offset = max(0, seen.count - OVERLAP)
        while await self._hold():
            page = first if offset == 0 else await cashier.transactions(offset, PAGE)
            await self._book(sorted_by_time(page))
            offset += len(page)
            last = max((one.at for one in page if one), default=seen.at)
            seen = Seen(max(offset, seen.count), max(last, seen.at))
            await self._store.see(seen)
            if len(page) < PAGE:
                return

    async def _backwards(self, first: Sequence[Transaction | None], cashier: StarCashier) -> None:
        """All that is new is read before any of it is booked: a payment before its refund, and no mark beyond a gap."""
        seen = await self._store.seen()
        found = await self._since(first, seen.at - OVERLAP_S, cashier)
        if found is None:
            return
        await self._book(sorted_by_time(found))
        last = max((one.at for one in found if one), default=seen.at)
        await self._store.see(Seen(max(len(found), seen.count), max(last, seen.at)))

    async def _since(
        self, first: Sequence[Transaction | None], at: float, cashier: StarCashier
    ) -> list[Transaction | None] | None:
        """Back to that time; `None` where another replica has taken over, and reads it all itself."""
        page, found = first, [*first]
        while len(page) == PAGE and (not any(page) or any(one and one.at >= at for one in page)):
            if not await self._hold():
                return None
            page = await cashier.transactions(len(found), PAGE)
            found += page
        return found

    async def _book(self, transactions: Sequence[Transaction | None]) -> None:
        unreadable = sum(one is None for one in transactions)
        if unreadable:
            log.error("star transactions not readable", count=unreadable)
            await self._alerts.tell(ShopAlert.STARS_UNREADABLE, quiet=86_400.0, count=unreadable)
        strange: list[Transaction] = []
        for one in transactions:
            if one is None or one.user_id is None:
                continue  # a withdrawal is the operator's own doing
            if payment := one.payment:
                await self._top_ups.credit(payment)
            elif not one.is_incoming and await self._store.find(top_up_id(one.charge_id)):
                await self._top_ups.refunded(one.charge_id)
            elif not await self._store.is_told(one):
                strange.append(one)
        if strange:
            count, stars = len(strange), sum(one.stars for one in strange)
            log.warning("star transactions that are no top-ups", count=count, stars=stars)
            if await self._alerts.tell(ShopAlert.STRANGE_STARS, quiet=0.0, count=count, stars=stars):
                await self._store.told(strange)


def sorted_by_time(page: Sequence[Transaction | None]) -> list[Transaction | None]:
    """The oldest first; of one second, what came in before what went out."""
    return sorted(page, key=lambda one: (one.at, not one.is_incoming) if one else (0, False))


def _newest_first(page: Sequence[Transaction | None]) -> bool:
    times = [one.at for one in page if one]
    return len(times) > 1 and times[0] > times[-1]
