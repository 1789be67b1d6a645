"""What an admin does about one user: finds them, lets them in or shuts them out, and sets their limits."""

from dataclasses import replace
from decimal import Decimal

from bot.domain.users import KnownUser, LimitKind, Limits, UserDetails
from bot.shop.activations.purchases import PurchaseLimits
from bot.storage.activations import ActivationStore
from bot.storage.users import UserStore

LARGEST_ID = 2**52
"""Telegram's ids are below it."""


class UserAdmin:
    """Every method may raise `StorageError`."""

    def __init__(self, users: UserStore, store: ActivationStore, purchase_limits: PurchaseLimits) -> None:
        self._users = users
        self._store = store
        self._purchase_limits = purchase_limits

    @property
    def limits(self) -> Limits:
        """As the settings have them."""
        return self._purchase_limits.limits

    async def count(self) -> int:
        """All who ever came in."""
        return await self._users.count()

    async def find(self, wanted: str) -> UserDetails | None:
        """By their id, whether they were ever here or not, or by their @username as it was last seen."""
        if wanted.isascii() and wanted.isdecimal():
            return await self.details(int(wanted)) if 0 < int(wanted) < LARGEST_ID else None
        name = wanted.removeprefix("@").casefold()
        named = [one.id async for one in self._users.everybody() if name and one.name.casefold() == name]
        # A name may have passed from one user to another, who was here later.
        found = [await self.details(user_id) for user_id in named]
        return max(found, key=lambda person: person.known.seen, default=None)

    async def details(self, user_id: int) -> UserDetails:
        known = await self._users.known(user_id)
        usage = await self._store.usage(user_id, unused_wait=self.limits.unused_wait)
        return UserDetails(user_id, known, usage, _own_limits(self.limits, known))

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
