"""Compares the balance with the ledger: evidence for unknown purchases, and an alert where money is missing."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import structlog

from bot.domain.alerts import ShopAlert
from bot.domain.clock import boot_time
from bot.domain.errors import ProviderError, StorageError
from bot.domain.models import Account, Activation, Evidence
from bot.domain.protocols import Provider
from bot.shop.admin.alerts import Alerts
from bot.storage.activations import ActivationStore
from bot.storage.records import Books

log = structlog.get_logger(__name__)

APART_S: Final = 60.0
"""Seconds between two readings that are compared: what is under way at the provider is over by then."""

BASELINE_MAX_AGE_S: Final = 3600.0
"""Seconds for which readings are compared with the same one: a little too much a purchase adds up meanwhile."""

ROUNDING: Final = Decimal("0.01")
ROUNDING_SHARE: Final = Decimal("0.005")
"""Of what was charged: the provider may round each price."""

ASK_TIMEOUT_S: Final = 5.0
"""Seconds for the provider to say what the account has now; the alert goes out without it."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """One reading, with the ledger just before and just after it."""

    balance: Decimal
    before: Books
    after: Books
    at: float


class Reconciliation:
    """Of one process, in its memory: a restart compares with a new baseline."""

    def __init__(
        self, store: ActivationStore, provider: Provider, alerts: Alerts, *, now: Callable[[], float] = boot_time
    ) -> None:
        """`now`: seconds by a clock that never steps."""
        self._store = store
        self._provider = provider
        self._alerts = alerts
        self._now = now
        self._last: _Compared | None = None
        self._baseline: _Compared | None = None
        self._suspected_at: float | None = None
        """When a reading was first too low for the baseline, and every one since has been."""

    async def balance(self) -> Account:
        """Ask for the account, and compare it. Raises what the provider raises."""
        before = await self._books()
        account = await self._provider.balance()
        after = await self._books() if before else None
        if before and after:
            self._last = _Compared(account.balance, before, after, self._now())
            await self._compare(self._last)
        return account

    def evidence(self) -> str:
        """The last reading, as `sending` stores it; empty where there is none."""
        if not self._last:
            return ""
        age = max(0.0, self._now() - self._last.at)
        return f"{self._last.balance}|{self._last.after.spent}|{round(age * 1000)}"

    async def collect(self, activation: Activation) -> Evidence:
        """What there is to compare for an unknown purchase, now that the operator is told of it."""
        books, balance = await asyncio.gather(self._books(), self._balance())
        reading = activation.reading
        if not reading or not books or reading.at <= books.restored_at:
            return Evidence(now=balance)
        free = reading.balance - (books.spent - reading.spent)
        return Evidence(
            before=reading.balance,
            age=max(0.0, activation.created_at - reading.at),
            free=free,
            charged=free - activation.price,
            now=balance,
        )

    async def _compare(self, new: _Compared) -> None:
        old = self._baseline
        if old is None or not _comparable(old, new):
            self._begin(new)
            return
        if new.at - old.at < APART_S or (self._suspected_at and new.at - self._suspected_at < APART_S):
            return
        expected = old.balance - (new.after.spent - old.before.spent)
        if new.balance >= _lowest(old, new):
            # More than expected is a top-up, or a number that is charged for with its code.
            if self._suspected_at or new.balance > expected or new.at - old.at > BASELINE_MAX_AGE_S:
                self._begin(new)
        elif self._suspected_at is None:
            self._suspected_at = new.at
        else:
            log.error("less on the account than the ledger says", balance=new.balance, expected=expected)
            if await self._alerts.tell(ShopAlert.BALANCE_SHORT, balance=new.balance, expected=expected):
                self._begin(new)  # else the next reading tells it

    def _begin(self, new: _Compared) -> None:
        self._baseline, self._suspected_at = new, None

    async def _books(self) -> Books | None:
        try:
            return await self._store.books()
        except StorageError:
            return None

    async def _balance(self) -> Decimal | None:
        try:
            async with asyncio.timeout(ASK_TIMEOUT_S):
                return (await self._provider.balance()).balance
        except (ProviderError, TimeoutError) as error:
            log.info("alert without the balance of now", error=type(error).__name__)
            return None


def _comparable(old: _Compared, new: _Compared) -> bool:
    """Nothing is compared across a restore, a restart of the database, or money that the operator has settled."""
    before, after = old.before, new.after
    return (before.epoch, before.settled) == (after.epoch, after.settled) and before.charged <= after.charged


def _lowest(old: _Compared, new: _Compared) -> Decimal:
    """The least that the account may have, whatever was under way at either reading.

    A charge counts as soon as it may have reached the balance, a refund only once it must have.
    """
    charged = new.after.charged - old.before.charged
    refunded = max(Decimal(0), new.before.refunded - old.after.refunded)
    rounding = ROUNDING + ROUNDING_SHARE * charged
    return old.balance - charged + refunded - old.after.open - new.after.coming - rounding
