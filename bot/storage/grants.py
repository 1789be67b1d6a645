"""What admins give users and take from them: adjustments with a reason, and allowances."""

from pathlib import Path
from typing import Any

from bot.domain.wallet import Allowance, Booked, Booking, Outcome
from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.records import pairs
from bot.storage.scripts import REDIS_TIME, Script
from bot.storage.wallet import WALLET_LUA


class GrantStore:
    """Every method may raise `StorageError`, and may be repeated then."""

    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{WALLET_LUA}\n{source}")
        self._keys = keys

    async def adjust(self, booking: Booking) -> Booked:
        """Once for each operation id, together with its line in the audit log."""
        one = booking
        return _booked(
            await self._call("adjust", one.operation_id, one.kind, one.user_id, one.amount, one.by, one.reason)
        )

    async def allow(self, allowance: Allowance, month: int) -> Booked | int:
        """So much each month from this `month` (yyyymm) on; where it ends (0): what the user has."""
        outcome, entry_id, balance = await self._call("allow", allowance.user_id, allowance.amount, allowance.by, month)
        return int(balance) if outcome == "ended" else _booked((outcome, entry_id, balance))

    async def collect(self, month: int) -> list[int]:
        """Book the month's for all who get one; gives who got it by this call."""
        return [int(user_id) for user_id in await self._call("collect", month)]

    async def allowances(self) -> list[Allowance]:
        """Of all who have one, by their ids."""
        found = pairs(await self._call("allowances"))
        return sorted((_allowance(int(user_id), said) for user_id, said in found.items()), key=lambda one: one.user_id)

    async def allowance(self, user_id: int) -> Allowance | None:
        said = await self._call("allowance", user_id)
        return _allowance(user_id, said) if said else None

    async def _call(self, name: str, *arguments: object) -> Any:
        return await self._script(self._keys.base, name, *map(str, arguments))


def _booked(answer: Any) -> Booked:
    outcome, entry_id, balance = answer
    return Booked(Outcome(outcome), entry_id, int(balance))


def _allowance(user_id: int, said: str) -> Allowance:
    amount, by = said.split(" ")
    return Allowance(user_id, int(amount), int(by))
