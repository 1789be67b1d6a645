"""What users see of their wallets, and the leader's look at the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import structlog

from bot.domain.alerts import ShopAlert
from bot.domain.errors import StorageError
from bot.domain.vouchers import NumberVoucher
from bot.domain.wallet import Balance, Entry, to_amount
from bot.shop.admin.alerts import Alerts
from bot.shop.background import run_periodically
from bot.storage.activations import ActivationStore
from bot.storage.leases import Leases
from bot.storage.vouchers import VoucherStore
from bot.storage.wallet import WalletStore

log = structlog.get_logger(__name__)

ROUND_INTERVAL_S: Final = 60.0
"""Seconds between two looks for money that is held for too long, over all replicas."""

VERIFY_INTERVAL_S: Final = 600.0
"""Seconds between two proofs of the whole ledger."""

RELEASED_AT_ONCE: Final = 50
"""Holds that one script ends, so that nobody waits long behind it."""

SHOWN: Final = 5
"""Vouchers for numbers in the menu."""

NAMED_ACCOUNTS: Final = 5
"""Wrong accounts that an alert names."""


@dataclass(frozen=True, slots=True)
class WalletPage:
    balance: Balance
    entries: Sequence[Entry]
    total: int
    offset: int


class Wallets:
    """For the user whose wallet it is. Without wallets nothing of them is read."""

    def __init__(self, store: WalletStore, vouchers: VoucherStore, *, is_on: bool) -> None:
        self._store = store
        self._vouchers = vouchers
        self.is_on = is_on

    async def glance(self, user_id: int) -> Balance | None:
        """For a page that has more to show; `None` also where the database does not answer."""
        if not self.is_on:
            return None
        try:
            return await self._store.balance(user_id)
        except StorageError:
            log.warning("balance not known")
            return None

    async def number_vouchers(self, user_id: int) -> list[NumberVoucher]:
        """What they may use for a number, as many as a menu shows; with or without wallets. Nothing where the database
        does not answer."""
        try:
            return await self._vouchers.of(user_id, SHOWN)
        except StorageError:
            log.warning("vouchers not known")
            return []

    async def page(self, user_id: int, offset: int, limit: int) -> WalletPage:
        """The balance, and the newest entries after so many. Raises `StorageError`."""
        entries, total = await self._store.history(user_id, offset, limit)
        return WalletPage(await self._store.balance(user_id), entries, total, offset)


class LedgerCheck:
    """Ends what is held for too long, and proves that the books add up."""

    def __init__(
        self,
        store: WalletStore,
        activations: ActivationStore,
        leases: Leases,
        alerts: Alerts,
        unconfirmed_s: float,
    ) -> None:
        """`unconfirmed_s`: for how long money is held for a cancel that nobody confirms."""
        self._store = store
        self._activations = activations
        self._leases = leases
        self._alerts = alerts
        self._unconfirmed_s = unconfirmed_s

    async def run(self) -> None:
        """For ever; a database that is away is somebody else's alert."""
        await run_periodically("ledger", ROUND_INTERVAL_S, self.round)

    async def round(self) -> None:
        """One look, unless another replica had one just now."""
        if await self._leases.take("ledger", ROUND_INTERVAL_S * 0.9):
            await self.release_overdue()
        if await self._leases.take("ledger proof", VERIFY_INTERVAL_S * 0.9):
            await self.verify()

    async def release_overdue(self) -> None:
        """Give users back what they wait for in vain: the operator bears it."""
        while released := await self._activations.release_overdue(self._unconfirmed_s, limit=RELEASED_AT_ONCE):
            for activation_id in released:
                log.warning("hold released, as its cancel was never confirmed", activation=activation_id)
            if len(released) < RELEASED_AT_ONCE:
                return

    async def verify(self) -> None:
        """Tell the operator where the books do not add up."""
        verdict = await self._store.verify()
        if verdict.sound:
            return
        named = ", ".join(verdict.wrong[:NAMED_ACCOUNTS]) or "–"
        log.error("the ledger does not add up", total=verdict.total, accounts=named)
        await self._alerts.tell(ShopAlert.LEDGER_WRONG, total=to_amount(verdict.total), accounts=named)
