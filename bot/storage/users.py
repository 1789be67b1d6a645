"""What each user chose for himself, agreed to, and is known by; and what admins decided on him."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from bot.domain.limits import AMOUNTS, Cap
from bot.domain.people import OWN_CAPS, Known
from bot.storage.caps import millionths
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys
from bot.storage.script import REDIS_TIME, Script

ADMITTED: Final = {"in": True, "out": False}
FIELDS: Final = ("language", "door", "since", "seen", "name", "gone")
CAP_FIELDS: Final = tuple(f"cap:{cap}" for cap in OWN_CAPS)
PAGE: Final = 500
"""Users that one script looks at, so that nobody waits long behind it."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One of all users."""

    id: int
    admitted: bool | None
    gone: bool
    language: str | None
    name: str


class Users:
    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{source}")
        self._redis = redis
        self._keys = keys

    async def language(self, user_id: int) -> str | None:
        """The language that the user chose; `None` if he never did."""
        async with guarded():
            language = await self._redis.hget(self._keys.user(user_id), "language")
        return language if isinstance(language, str) else None

    async def set_language(self, user_id: int, language: str) -> None:
        async with guarded():
            await self._redis.hset(self._keys.user(user_id), "language", language)

    async def accepted(self, user_id: int) -> str | None:
        """The digest of the terms that the user has agreed to; `None` if he never did."""
        async with guarded():
            digest = await self._redis.hget(self._keys.user(user_id), "terms")
        return digest if isinstance(digest, str) else None

    async def accept(self, user_id: int, digest: str) -> None:
        async with guarded():
            await self._redis.hset(self._keys.user(user_id), "terms", digest)

    async def known(self, user_id: int) -> Known:
        """All that an update needs, in one command."""
        async with guarded():
            found: Any = await self._redis.hmget(self._keys.user(user_id), [*FIELDS, *CAP_FIELDS])
        language, door, since, seen, name, gone = found[: len(FIELDS)]
        given = {cap: _read(cap, most) for cap, most in zip(OWN_CAPS, found[len(FIELDS) :], strict=True) if most}
        caps = {cap: most for cap, most in given.items() if most is not None}
        return Known(
            language=language,
            admitted=ADMITTED.get(door or ""),
            since=_number(since),
            seen=_number(seen) or 0,
            name=name or "",
            gone=bool(gone),
            caps=caps,
        )

    async def note(self, user_id: int, *, day: int, name: str) -> None:
        """He was here on this day (since 1970), and has this @username, or none."""
        await self._call("note", user_id, day, name)

    async def mark_gone(self, user_id: int) -> None:
        """Nothing reaches him until he is seen again."""
        await self._call("gone", user_id)

    async def admit(self, user_id: int, admitted: bool | None, *, admin_id: int) -> None:
        """Let him in or shut him out, on all replicas from his next tap on; `None`: as the settings have it."""
        door = {True: "in", False: "out", None: ""}[admitted]
        await self._call("decide", user_id, "door", door, admin_id)

    async def set_cap(self, user_id: int, cap: Cap, most: Decimal | None, *, admin_id: int) -> None:
        """A cap for him alone, 0 for no limit; `None`: as the settings have it."""
        value = "" if most is None else str(millionths(most) if cap in AMOUNTS else int(most))
        await self._call("decide", user_id, f"cap:{cap}", value, admin_id)

    async def count(self) -> int:
        """All who ever came in and are not forgotten, or nearly all: the forgotten are counted until they are met."""
        return int(await self._call("count"))

    async def everybody(self) -> AsyncIterator[Listed]:
        after = 0
        while after >= 0:
            after, listed = await self.page(after)
            for one in listed:
                yield one

    async def page(self, after: int, *, limit: int = PAGE) -> tuple[int, list[Listed]]:
        """Users with ids above `after`, in order; and after which to go on, -1 where there are no more."""
        last, *flat = await self._call("page", after, limit)
        rows = zip(*[iter(flat)] * 5, strict=True)
        return int(last), [
            Listed(int(id_), ADMITTED.get(door), bool(gone), language or None, name)
            for id_, door, gone, language, name in rows
        ]

    async def _call(self, name: str, *arguments: object) -> Any:
        return await self._script(self._keys.base, name, *map(str, arguments))


def _read(cap: Cap, most: str) -> Decimal | None:
    number = _number(most)
    return None if number is None else Decimal(number) / (1_000_000 if cap in AMOUNTS else 1)


def _number(text: str | None) -> int | None:
    """`None` also for what is none: one field that a hand has spoilt must not keep its user from everything."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,18}", text) else None
