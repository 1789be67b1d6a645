"""The calls of gate.lua: the switch that stops purchases, and the caps over all users. Each may be called again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, Self

import structlog

from bot.domain.errors import PurchasesPaused
from bot.domain.limits import Cap
from bot.storage.caps import millionths, to_refusal
from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.script import REDIS_TIME, Script


@dataclass(frozen=True, slots=True)
class Place:
    """What one purchase takes under the caps over all users."""

    user_id: int
    activation_id: str
    price: Decimal

    def __str__(self) -> str:
        return f"{self.user_id}|{self.activation_id}|{millionths(self.price)}"

    @classmethod
    def read(cls, text: str) -> Self:
        user, activation_id, price = text.split("|")
        return cls(int(user), activation_id, Decimal(price) / 1_000_000)


log = structlog.get_logger(__name__)


class Pause(NamedTuple):
    """Purchases are stopped: by which admin, and since when."""

    by: int
    since: float


class Gate:
    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{source}")
        self._base = keys.all_users()

    async def enter(self, place: Place, *, active: int, spending: Decimal) -> None:
        """Take a place, or find it taken. Raises `PurchasesPaused` and `LimitReached`."""
        outcome, *found = await self._call("enter", place, active, millionths(spending))
        if outcome == "paused":
            raise PurchasesPaused("by an admin")
        if outcome == "limit":
            raise to_refusal(*found)

    async def places(self, cap: Cap) -> list[tuple[Place, float]]:
        """Every place under a cap over all users, with its age in seconds."""
        now, found = await self._call("places", cap)
        places = []
        for text, at in zip(found[::2], found[1::2], strict=True):
            try:
                places.append((Place.read(text), (int(now) - int(at)) / 1000))
            except (ValueError, ArithmeticError):
                log.error("entry can't be read and is set aside", kind="place", limit=cap)
        return places

    async def settle(self, standings: Iterable[tuple[Place, bool, bool]]) -> None:
        """Give back what is over of each `(place, still open, still spent)`."""
        flat = [item for place, is_open, spent in standings for item in (place, int(is_open), int(spent))]
        if flat:
            await self._call("settle", *flat)

    async def switch(self, admin_id: int, *, on: bool) -> Pause | None:
        """Stop purchases or let them go on; gives how it stands now."""
        return _pause(await self._call("switch", admin_id, int(on)))

    async def paused(self) -> Pause | None:
        return _pause(await self._call("paused"))

    async def _call(self, name: str, *arguments: object) -> Sequence[Any]:
        answer: Sequence[Any] = await self._script(self._base, name, *map(str, arguments))
        return answer


def _pause(found: Sequence[str | None]) -> Pause | None:
    by, at = found
    return Pause(int(by), int(at) / 1000) if by and at else None
