"""What users have bought, as history.lua gives it, and what they cost."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from bot.domain.models import WAITING_STATES, Activation
from bot.domain.users import Cost
from bot.storage.broken import Broken
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys
from bot.storage.records import BrokenRecord, pairs, to_activation
from bot.storage.scripts import Script

ROWS: Final = 50
"""Records that one script reads for a file."""


@dataclass(frozen=True, slots=True)
class Page:
    activations: list[Activation]
    total: int
    """Of those that were asked for."""
    services: dict[int, int]
    """The id of each service that the user has bought → how many numbers, the newest service first."""


class HistoryStore:
    def __init__(self, redis: Database, keys: Keys, broken: Broken) -> None:
        """`broken`: where records are set aside that can't be read."""
        waited_for = ", ".join(f"{state} = true" for state in sorted(WAITING_STATES))
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local WAITED_FOR = {{ {waited_for} }}\n{source}")
        self._redis = redis
        self._keys = keys
        self._broken = broken

    async def page(self, user_id: int, offset: int, limit: int, service_id: int | None = None) -> Page:
        """Those that wait first, then the newest; of one service alone, or of all."""
        service = "" if service_id is None else service_id
        total, services, *records = await self._call("page", user_id, service, offset, limit)
        counts = {int(service): int(count) for service, count in pairs(services).items() if service.isdecimal()}
        return Page(self._read(records), int(total), counts)

    async def rows(self, user_id: int) -> AsyncIterator[Activation]:
        """All that are kept of one user, the oldest first, a few at a time."""
        offset = 0
        while True:
            seen, *records = await self._call("rows", user_id, offset, ROWS)
            for activation in self._read(records):
                yield activation
            if int(seen) < ROWS:
                return
            offset += ROWS

    async def costs(self, first_day: int, last_day: int) -> dict[int, Cost]:
        """By user: what the numbers cost that they began to buy on these days (since 1970, in UTC)."""
        sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for day in range(first_day, last_day + 1):  # each by itself, so that nobody waits long behind a month
            async with guarded():
                costs: Any = await self._redis.hgetall(self._keys.costs(day))
            for field, amount in costs.items():
                user, _, what = field.partition(":")
                sums[int(user)][what] += int(amount)
        return {
            user: Cost(one["bought"], Decimal(one["spent"] - one["back"]) / 1_000_000) for user, one in sums.items()
        }

    def _read(self, records: Iterable[Any]) -> list[Activation]:
        found = []
        for record in map(pairs, records):
            try:
                found.append(to_activation(record))
            except BrokenRecord:
                self._broken.note("activation", record.get("id", "without an id"))
        return found

    async def _call(self, name: str, *arguments: object) -> Any:
        return await self._script(self._keys.base, name, *map(str, arguments))
