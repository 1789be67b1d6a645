"""The calls of reminders.lua. Each may be repeated."""

from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from bot.domain.models import Offer
from bot.domain.reminders import Added, Reminder
from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.records import millionths
from bot.storage.scripts import REDIS_TIME, Script

PAGE: Final = 500
"""Users that one script looks at, so that nobody waits long behind it."""

READING_GAP_S: Final = 50.0
"""Seconds in which one reading of the prices counts, of all that the replicas make."""

Pair = tuple[int, int]
"""The ids of a country and a service."""


class ReminderStore:
    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{source}")
        self._base = keys.base

    async def set(self, user_id: int, pair: Pair, limit: Decimal | None, *, is_news: bool, language: str) -> Added:
        """`limit`: the price at the most; `None` for any. `is_news`: the offer is not as wanted just now."""
        most = "" if limit is None else millionths(limit)
        return Added(await self._call("set", user_id, _text(pair), most, int(is_news), language))

    async def remove(self, user_id: int, pair: Pair) -> None:
        await self._call("remove", user_id, _text(pair))

    async def of_user(self, user_id: int) -> list[Reminder]:
        """Those that end first, first."""
        found = [
            Reminder(*_pair(pair), Decimal(limit) / 1_000_000 if limit else None, int(ends) / 1000)
            for pair, ends, limit in await self._call("list", user_id)
        ]
        return sorted(found, key=lambda one: one.ends_at)

    async def claim(self, reading: str) -> list[Pair]:
        """What is wanted by anybody; nothing where another replica's reading counts in this one's place."""
        return [_pair(pair) for pair in sorted(await self._call("claim", reading, round(READING_GAP_S * 1000)))]

    async def observe(self, reading: str, pair: Pair, offer: Offer | None) -> int:
        """Take in what a reading says of a pair; gives how many users are told."""
        price, stock = (offer.price, offer.stock) if offer else (Decimal(0), 0)
        told, first = 0, 0
        while first >= 0:
            fired, first = await self._call("observe", reading, _text(pair), price, stock, first, PAGE)
            told += int(fired)
        return told

    async def _call(self, name: str, *arguments: object) -> Any:
        return await self._script(self._base, name, *map(str, arguments))


def _text(pair: Pair) -> str:
    return f"{pair[0]}:{pair[1]}"


def _pair(text: str) -> Pair:
    country, _, service = text.partition(":")
    return int(country), int(service)
