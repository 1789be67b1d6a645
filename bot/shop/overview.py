"""The shop at a glance, for those who run it."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import structlog

from bot.domain.errors import ProviderError
from bot.domain.models import WAITING_STATES, Account
from bot.domain.protocols import Provider
from bot.domain.tally import Tally
from bot.shop.limits import Admission
from bot.storage.machine import Machine, Pause
from bot.storage.users import Users

log = structlog.get_logger(__name__)

PATIENCE: Final = 5.0
"""Seconds for the provider to say what the account has; all the rest is shown without it."""

DAY: Final = 24
"""Hours, the one that runs among them."""


@dataclass(frozen=True, slots=True)
class View:
    account: Account | None
    """`None` where the provider does not say."""
    waiting: int
    """Numbers that users wait for just now."""
    users: int
    """All who ever came in."""
    day: Tally
    paused: Pause | None
    is_open: bool
    """The setting, which no switch overrules."""


class Overview:
    def __init__(self, provider: Provider, machine: Machine, users: Users, admission: Admission) -> None:
        self._provider = provider
        self._machine = machine
        self._users = users
        self._admission = admission

    async def look(self) -> View:
        """Raises `StorageError`, and nothing of the provider's."""
        account, census, sums, users, paused = await asyncio.gather(
            self._account(),
            self._machine.census(),
            self._machine.tallies(DAY),
            self._users.count(),
            self._machine.paused(),
        )
        return View(
            account=account,
            waiting=sum(count for state, count in census.items() if state in WAITING_STATES),
            users=users,
            day=_tally((what, count) for (_, what), count in sums.items()),
            paused=paused,
            is_open=self._admission.is_open,
        )

    async def services(self, hours: int) -> Mapping[int, Tally]:
        """By their ids. Raises `StorageError`."""
        by_service: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for (service_id, what), count in (await self._machine.tallies(hours)).items():
            by_service[service_id].append((what, count))
        return {service_id: _tally(counts) for service_id, counts in by_service.items()}

    async def _account(self) -> Account | None:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._provider.balance()
        except (ProviderError, TimeoutError) as error:
            log.info("overview without the account", error=type(error).__name__)
            return None


def _tally(counts: Iterable[tuple[str, int]]) -> Tally:
    """What this version does not count is left out."""
    sums: dict[str, int] = defaultdict(int)
    for what, count in counts:
        sums[what] += count
    return Tally(
        bought=sums["bought"],
        codes=sums["code"],
        refunded=sums["refunded"],
        unconfirmed=sums["unconfirmed"],
        failed=sums["failed"],
        unknown=sums["unknown"],
        lost=sums["lost"],
        spent=Decimal(sums["spent"]) / 1_000_000,
        back=Decimal(sums["back"]) / 1_000_000,
    )
