"""What the operator earns by selling: sums of the ledger over some days, and what is owed to users."""

import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

import structlog

from bot.domain.alerts import ShopAlert
from bot.domain.errors import ProviderError
from bot.domain.protocols import Provider
from bot.domain.stars import StarTerms, TopUpState, top_up_id
from bot.domain.wallet import Entry, EntryKind, to_amount
from bot.shop.admin.alerts import Alerts
from bot.shop.background import run_periodically
from bot.shop.wallet.top_ups import Books
from bot.storage.leases import Leases
from bot.storage.wallet import WalletStore

log = structlog.get_logger(__name__)

DAY_S: Final = 86_400.0
HOUR_S: Final = 3600.0
COVER_ROUND_S: Final = 3600.0
"""Seconds between two looks whether the account covers the wallets, over all replicas."""

COVER_QUIET_S: Final = DAY_S - 600.0
"""Seconds for which an admin is not told again: a look each hour finds its day."""


TOP_UP: Final = "topup:"
"""What the operation of each top-up begins with; its charge follows."""


@dataclass(frozen=True, slots=True)
class Stars:
    """Telegram Stars as counts, and what they are worth in wallets, in millionths."""

    received: int = 0
    """In that time, what went back since among them."""
    refundable: int = 0
    """What users may take back now: their time for it is not over, and their wallets still have it."""
    refundable_worth: int = 0


NO_STARS: Final = Stars()
SALES: Final = (EntryKind.CAPTURE, EntryKind.VOUCHER_CAPTURE)
"""Numbers whose code came, and was paid by a wallet or a voucher."""


@dataclass(frozen=True, slots=True)
class Sales:
    """Of one day or hour; amounts in millionths, as in `Earnings`."""

    at: float
    """When it begins, in Unix seconds."""
    sold: int = 0
    captured: int = 0
    cost: int = 0

    @property
    def margin(self) -> int:
        return self.captured - self.cost


@dataclass(frozen=True, slots=True)
class Earnings:
    """In millionths of the account's currency; `sold` counts numbers."""

    sold: int
    """Numbers whose code came, and was paid."""
    captured: int
    """What users or their vouchers paid for them."""
    cost: int
    """What the provider charged in that time, less what it gave back."""
    topped_up: int
    """What came in by Stars."""
    refunded: int
    """What went back of that."""
    granted: int
    """What vouchers, admins and allowances put into wallets or paid, less what admins took back."""
    owed: int
    """What users have in their wallets now, held money among it."""
    held: int
    stars: Stars | None = None
    """`None` where no Stars are taken and none came."""

    @property
    def margin(self) -> int:
        return self.captured - self.cost


class EarningsView:
    """Every method may raise `StorageError`."""

    def __init__(self, books: Books, terms: StarTerms, wall_clock: Callable[[], float] = time.time) -> None:
        """`wall_clock` gives Unix seconds."""
        self._store, self._top_ups = books.wallets, books.top_ups
        self._terms = terms
        self._wall_clock = wall_clock

    async def of(self, days: int) -> Earnings:
        """Of the last so many days, as far as entries are kept."""
        now = self._wall_clock()
        since, refundable_since = now - days * DAY_S, now - self._terms.refund_s
        sums, sales, top_ups = Counter[EntryKind](), Sales(since), list[Entry]()
        async for entry in self._store.entries_since(min(since, refundable_since)):
            if entry.kind is EntryKind.TOP_UP:
                top_ups.append(entry)
            if entry.at >= since:
                sums[entry.kind] += entry.amount
                sales = _more(sales, entry)
        totals = await self._store.totals()
        held = totals.get("held", 0)
        stars = await self._stars(top_ups, since, refundable_since)
        return Earnings(
            sold=sales.sold,
            captured=sales.captured,
            cost=sales.cost,
            topped_up=sums[EntryKind.TOP_UP],
            refunded=-sums[EntryKind.REFUND] - sums[EntryKind.REFUND_REFUSED],
            granted=sums[EntryKind.VOUCHER]
            + sums[EntryKind.VOUCHER_CAPTURE]
            + sums[EntryKind.ADJUSTMENT]
            + sums[EntryKind.ALLOWANCE],
            owed=totals.get("users", 0) + held,
            held=held,
            stars=stars if self._terms.rate or stars != NO_STARS else None,
        )

    async def by_time(self, days: int) -> list[Sales]:
        """By the hours of a day, or by days in UTC: the one that runs is the last. As far as entries are kept."""
        step, count = (HOUR_S, 24) if days == 1 else (DAY_S, days)
        last = self._wall_clock() // step
        found = [Sales((last - ago) * step) for ago in reversed(range(count))]
        async for entry in self._store.entries_since(found[0].at):
            place = min(count - 1, int((entry.at - found[0].at) // step))  # a clock of the database's may be ahead
            found[place] = _more(found[place], entry)
        return found

    async def _stars(self, entries: Sequence[Entry], since: float, refundable_since: float) -> Stars:
        """Of top-ups, newest first. What a wallet has counts once, for the newest of them that it still covers."""
        ids = [top_up_id(entry.operation_id.removeprefix(TOP_UP)) for entry in entries]
        received, refundable, worth, left = 0, 0, 0, dict[int, int]()
        for entry, (top_up, free) in zip(entries, await self._top_ups.several(ids), strict=True):
            if top_up is None:
                continue
            received += top_up.stars if entry.at >= since else 0
            has = left.setdefault(top_up.user_id, free)
            if top_up.state is TopUpState.PAID and entry.at >= refundable_since and top_up.amount <= has:
                left[top_up.user_id] = has - top_up.amount
                refundable, worth = refundable + top_up.stars, worth + top_up.amount
        return Stars(received, refundable, worth)

    def entries(self, after: str = "") -> AsyncIterator[Entry]:
        """All that are kept behind the entry `after`, oldest first."""
        return self._store.entries(after)


def _more(sales: Sales, entry: Entry) -> Sales:
    """With what this entry sold, earned or cost."""
    return replace(
        sales,
        sold=sales.sold + (entry.kind in SALES),
        captured=sales.captured + entry.postings.get("revenue", 0),
        cost=sales.cost + entry.postings.get("provider", 0),
    )


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
