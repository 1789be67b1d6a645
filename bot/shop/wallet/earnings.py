"""What the operator earns by selling: sums of the ledger over some days, and what is owed to users."""

import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import structlog

from bot.domain.alerts import ShopAlert
from bot.domain.errors import ProviderError
from bot.domain.protocols import Provider
from bot.domain.wallet import Entry, EntryKind, to_amount
from bot.shop.admin.alerts import Alerts
from bot.shop.background import run_periodically
from bot.storage.leases import Leases
from bot.storage.wallet import WalletStore

log = structlog.get_logger(__name__)

DAY_S: Final = 86_400.0
COVER_ROUND_S: Final = 3600.0
"""Seconds between two looks whether the account covers the wallets, over all replicas."""

COVER_QUIET_S: Final = DAY_S - 600.0
"""Seconds for which an admin is not told again: a look each hour finds its day."""


@dataclass(frozen=True, slots=True)
class Earnings:
    """In millionths of the account's currency; `sold` counts numbers."""

    sold: int
    """Numbers whose code came, and was paid."""
    captured: int
    """What users paid for them."""
    cost: int
    """What the provider charged in that time, less what it gave back."""
    topped_up: int
    """What came in by Stars."""
    refunded: int
    """What went back of that."""
    granted: int
    """What vouchers, admins and allowances put into wallets, less what admins took back."""
    owed: int
    """What users have in their wallets now, held money among it."""
    held: int

    @property
    def margin(self) -> int:
        return self.captured - self.cost


class EarningsView:
    """Every method may raise `StorageError`."""

    def __init__(self, store: WalletStore, wall_clock: Callable[[], float] = time.time) -> None:
        """`wall_clock` gives Unix seconds."""
        self._store = store
        self._wall_clock = wall_clock

    async def of(self, days: int) -> Earnings:
        """Of the last so many days, as far as entries are kept."""
        sums, sold, cost = Counter[EntryKind](), 0, 0
        async for entry in self._store.entries_since(self._wall_clock() - days * DAY_S):
            sums[entry.kind] += entry.amount
            sold += entry.kind is EntryKind.CAPTURE
            cost += entry.postings.get("provider", 0)
        totals = await self._store.totals()
        held = totals.get("held", 0)
        return Earnings(
            sold=sold,
            captured=-sums[EntryKind.CAPTURE],
            cost=cost,
            topped_up=sums[EntryKind.TOP_UP],
            refunded=-sums[EntryKind.REFUND] - sums[EntryKind.REFUND_REFUSED],
            granted=sums[EntryKind.VOUCHER] + sums[EntryKind.ADJUSTMENT] + sums[EntryKind.ALLOWANCE],
            owed=totals.get("users", 0) + held,
            held=held,
        )

    def entries(self, after: str = "") -> AsyncIterator[Entry]:
        """All that are kept behind the entry `after`, oldest first."""
        return self._store.entries(after)


LEDGER_COLUMNS: Final = (
    "entry", "at", "operation", "kind", "user", "account", "amount", "activation", "by", "reason",
)  # fmt: skip
"""Of the export: a line for each posting, in the account's currency. Programs read them, so they are in no language."""


def ledger_rows(entry: Entry) -> Iterator[list[str]]:
    """The lines of one entry."""
    at = datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="milliseconds")
    booked = [entry.id, at, entry.operation_id, str(entry.kind), str(entry.user_id)]
    by = str(entry.by or "")
    for account, amount in entry.postings.items():
        yield [*booked, account, f"{to_amount(amount):f}", entry.activation_id, by, entry.reason]


class CoverCheck:
    """Tells the operator once a day while the account at the provider has less than users may spend."""

    def __init__(self, provider: Provider, store: WalletStore, leases: Leases, alerts: Alerts) -> None:
        self._provider = provider
        self._store = store
        self._leases = leases
        self._alerts = alerts

    async def run(self) -> None:
        """For ever; a database that is away is somebody else's alert."""
        await run_periodically("cover", COVER_ROUND_S, self.round)

    async def round(self) -> None:
        """One look, unless another replica had one just now."""
        if await self._leases.take("cover", COVER_ROUND_S * 0.9):
            await self.check()

    async def check(self) -> None:
        """What is held has been charged already. A provider that is away is somebody else's alert too."""
        try:
            account = await self._provider.balance()
        except ProviderError as error:
            log.info("cover not looked at", error=type(error).__name__)
            return
        owed = to_amount((await self._store.totals()).get("users", 0))
        if account.balance >= owed:
            return
        log.warning("account does not cover the wallets", balance=account.balance, owed=owed)
        await self._alerts.tell(ShopAlert.COVER_SHORT, quiet=COVER_QUIET_S, balance=account.balance, owed=owed)
