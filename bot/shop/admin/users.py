"""What an admin does about one user: finds them, lets them in or shuts them out, and sets their limits."""

import re
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from bot.domain.models import Activation
from bot.domain.users import Cost, KnownUser, LimitKind, Limits, Listed, UserDetails
from bot.shop.activations.purchases import PurchaseLimits
from bot.shop.wallet.wallets import Wallets
from bot.storage.activations import ActivationStore
from bot.storage.users import UserStore

MAX_FOUND = 10
"""Users who are looked at where many are called so."""

LARGEST_ID = 2**52
"""Telegram's ids are below it."""

MAX_SELECTED = 30
"""Users of whom an admin may decide at once."""

SEVERAL_IDS = r"^\s*[0-9]+([\s,;]+[0-9]+)+\s*$"


def read_ids(text: str, admins: Collection[int]) -> tuple[list[int], list[str]]:
    """Those that are named, each once; and what is wrong among them, on whose account nobody is decided on."""
    given = list(dict.fromkeys(re.findall(r"[0-9]+", text)))
    wrong = [one for one in given if not 0 < int(one) < LARGEST_ID or int(one) in admins]
    return [int(one) for one in given], wrong + given[MAX_SELECTED:]


class UserAdmin:
    """Every method may raise `StorageError`."""

    def __init__(
        self,
        users: UserStore,
        store: ActivationStore,
        purchase_limits: PurchaseLimits,
        wallets: Wallets,
        wall_clock: Callable[[], float] = time.time,
    ) -> None:
        """`wall_clock` gives Unix seconds."""
        self._users = users
        self._wallets = wallets
        self._store = store
        self._wall_clock = wall_clock
        self._purchase_limits = purchase_limits

    @property
    def limits(self) -> Limits:
        """As the settings have them."""
        return self._purchase_limits.limits

    def today(self) -> date:
        """In UTC, by which costs are kept."""
        return datetime.fromtimestamp(self._wall_clock(), UTC).date()

    async def count(self) -> int:
        """All who ever came in."""
        return await self._users.count()

    async def find(self, wanted: str) -> list[UserDetails]:
        """By their id, whether they were ever here or not; by their @username; else by their name as Telegram shows it.

        The last two as they were last seen, and those who were here last come first.
        """
        if wanted.isascii() and wanted.isdecimal():
            return [await self.details(int(wanted))] if 0 < int(wanted) < LARGEST_ID else []
        words, called, named = wanted.removeprefix("@").casefold().split(), list[Listed](), list[Listed]()
        async for one in self._users.everybody():
            if words and one.name.casefold() == " ".join(words):
                called.append(one)
            elif words and "@" not in wanted and all(word in one.shown_name.casefold() for word in words):
                named.append(one)
        found = [await self.details(one.id) for one in (called or named)[:MAX_FOUND]]
        found.sort(key=lambda one: one.known.seen, reverse=True)
        return found[:1] if called else found  # a @username may have passed from one user to another

    async def known(self, user_ids: Sequence[int]) -> list[tuple[int, KnownUser]]:
        """Each with what the bot remembers of them."""
        return [(one, await self._users.known(one)) for one in user_ids]

    async def select(self, user_ids: Sequence[int]) -> str:
        """Keep several for an hour; gives the nonce by which `admit_selected` knows them."""
        return await self._users.select(user_ids)

    async def admit_selected(self, nonce: str, admitted: bool | None, *, admin_id: int) -> list[int]:
        """As `admit`, all at once; gives whom, nobody where the selection is too old."""
        return await self._users.admit_selected(nonce, admitted, admin_id=admin_id)

    async def purchases(self, after: int) -> AsyncIterator[tuple[Listed, Activation]]:
        """All that is kept, of the users with ids above `after`: user by user, the oldest first."""
        async for one in self._users.everybody(after):
            async for activation in self._store.history.rows(one.id):
                yield one, activation

    async def costs(self, first_day: int, last_day: int) -> list[tuple[int, Cost]]:
        """What users cost on these days (since 1970, in UTC), by their ids: who cost most comes first."""
        costs = await self._store.history.costs(first_day, last_day)
        return sorted(costs.items(), key=lambda one: (-one[1].amount, one[0]))

    async def details(self, user_id: int) -> UserDetails:
        known = await self._users.known(user_id)
        usage = await self._store.usage(user_id, unused_wait=self.limits.unused_wait)
        balance = await self._wallets.glance(user_id)
        return UserDetails(user_id, known, usage, _own_limits(self.limits, known), balance)

    async def admit(self, user_id: int, admitted: bool | None, *, admin_id: int) -> None:
        """Let them in or shut them out; `None`: as the settings have it. What they have bought goes on in any case."""
        await self._users.admit(user_id, admitted, admin_id=admin_id)

    async def raise_limit(self, user_id: int, kind: LimitKind, times: int | None, *, admin_id: int) -> None:
        """So many times what the settings have, 0 for no limit; `None`: as the settings have it."""
        limit = None if times is None else Decimal(getattr(self.limits, kind)) * times
        await self._users.set_limit(user_id, kind, limit, admin_id=admin_id)


def _own_limits(limits: Limits, known: KnownUser) -> Limits:
    def limit(kind: LimitKind) -> Decimal:
        return known.limits.get(kind, Decimal(getattr(limits, kind)))

    return replace(
        limits,
        active=int(limit(LimitKind.ACTIVE)),
        hour=int(limit(LimitKind.HOUR)),
        day=int(limit(LimitKind.DAY)),
        spending=limit(LimitKind.SPENDING),
        unused=int(limit(LimitKind.UNUSED)),
    )
