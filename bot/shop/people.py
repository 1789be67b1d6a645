"""What an admin does about one user: finds him, lets him in or shuts him out, and sets his caps."""

from dataclasses import replace
from decimal import Decimal

from bot.domain.limits import Cap, Limits
from bot.domain.people import Known, Person
from bot.shop.limits import Admission
from bot.storage.machine import Machine
from bot.storage.users import Users

LARGEST_ID = 2**52
"""Telegram's ids are below it."""


class People:
    """Every method may raise `StorageError`."""

    def __init__(self, users: Users, machine: Machine, admission: Admission) -> None:
        self._users = users
        self._machine = machine
        self._admission = admission

    @property
    def limits(self) -> Limits:
        """As the settings have them."""
        return self._admission.limits

    async def count(self) -> int:
        """All who ever came in."""
        return await self._users.count()

    async def find(self, wanted: str) -> Person | None:
        """By his id, whether he was ever here or not, or by his @username as it was last seen."""
        if wanted.isascii() and wanted.isdecimal():
            return await self.person(int(wanted)) if 0 < int(wanted) < LARGEST_ID else None
        name = wanted.removeprefix("@").casefold()
        named = [one.id async for one in self._users.everybody() if name and one.name.casefold() == name]
        # A name may have passed from one user to another, who was here later.
        found = [await self.person(user_id) for user_id in named]
        return max(found, key=lambda person: person.known.seen, default=None)

    async def person(self, user_id: int) -> Person:
        known = await self._users.known(user_id)
        usage = await self._machine.usage(user_id, unused_pause=self.limits.unused_pause)
        return Person(user_id, known, usage, _own_limits(self.limits, known))

    async def admit(self, user_id: int, admitted: bool | None, *, admin_id: int) -> None:
        """Let him in or shut him out; `None`: as the settings have it. What he has bought goes on in any case."""
        await self._users.admit(user_id, admitted, admin_id=admin_id)

    async def raise_cap(self, user_id: int, cap: Cap, times: int | None, *, admin_id: int) -> None:
        """So many times what the settings have, 0 for no limit; `None`: as the settings have it."""
        most = None if times is None else Decimal(getattr(self.limits, cap)) * times
        await self._users.set_cap(user_id, cap, most, admin_id=admin_id)


def _own_limits(limits: Limits, known: Known) -> Limits:
    def most(cap: Cap) -> Decimal:
        return known.caps.get(cap, Decimal(getattr(limits, cap)))

    return replace(
        limits,
        active=int(most(Cap.ACTIVE)),
        hour=int(most(Cap.HOUR)),
        day=int(most(Cap.DAY)),
        spending=most(Cap.SPENDING),
        unused=int(most(Cap.UNUSED)),
    )
