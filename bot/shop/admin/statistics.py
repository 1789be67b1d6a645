"""Statistics for admins: what there is now, and what the last hours brought."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import structlog

from bot.domain.errors import ProviderError
from bot.domain.models import WAITING_STATES, Account, Statistics
from bot.domain.protocols import Provider
from bot.domain.users import KnownUser
from bot.shop.activations.purchases import PurchaseLimits
from bot.storage.activations import ActivationStore
from bot.storage.records import Pause
from bot.storage.users import UserStore

log = structlog.get_logger(__name__)

ACCOUNT_TIMEOUT_S: Final = 5.0
"""Seconds for the provider to say what the account has; all the rest is shown without it."""

DAY_HOURS: Final = 24
"""Hours, the one that runs among them."""


@dataclass(frozen=True, slots=True)
class ShopView:
    account: Account | None
    """`None` where the provider does not say."""
    waiting: int
    """Numbers that users wait for just now."""
    users: int
    """All who ever came in."""
    day: Statistics
    sales_stop: Pause | None
    is_open: bool
    """The setting, which no switch overrules."""
    stopped_by: KnownUser | None = None
    """The admin who has stopped purchases."""


class ShopStatistics:
    def __init__(
        self, provider: Provider, store: ActivationStore, users: UserStore, purchase_limits: PurchaseLimits
    ) -> None:
        self._provider = provider
        self._store = store
        self._users = users
        self._purchase_limits = purchase_limits

    async def read(self) -> ShopView:
        """Raises `StorageError`, and nothing of the provider's."""
        account, state_counts, sums, users, sales_stop = await asyncio.gather(
            self._account(),
            self._store.count_states(),
            self._store.statistics(DAY_HOURS),
            self._users.count(),
            self._store.paused(),
        )
        return ShopView(
            account=account,
            waiting=sum(count for state, count in state_counts.items() if state in WAITING_STATES),
            users=users,
            day=_to_statistics((what, count) for (_, what), count in sums.items()),
            sales_stop=sales_stop,
            is_open=self._purchase_limits.is_open,
            stopped_by=await self._users.known(sales_stop.by) if sales_stop else None,
        )

    async def services(self, hours: int) -> Mapping[int, Statistics]:
        """By their ids. Raises `StorageError`."""
        by_service: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for (service_id, what), count in (await self._store.statistics(hours)).items():
            by_service[service_id].append((what, count))
        return {service_id: _to_statistics(counts) for service_id, counts in by_service.items()}

    async def _account(self) -> Account | None:
        try:
            async with asyncio.timeout(ACCOUNT_TIMEOUT_S):
                return await self._provider.balance()
        except (ProviderError, TimeoutError) as error:
            log.info("overview without the account", error=type(error).__name__)
            return None


def _to_statistics(counts: Iterable[tuple[str, int]]) -> Statistics:
    """What this version does not count is left out."""
    sums: dict[str, int] = defaultdict(int)
    for what, count in counts:
        sums[what] += count
    return Statistics(
        bought=sums["bought"],
        codes=sums["code"],
        refunded=sums["refunded"],
        unconfirmed=sums["unconfirmed"],
        failed=sums["failed"],
        unknown=sums["unknown"],
        spent=Decimal(sums["spent"]) / 1_000_000,
        back=Decimal(sums["back"]) / 1_000_000,
    )
