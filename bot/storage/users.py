"""What each user chose for themselves, agreed to, and is known by; and what admins decided on them."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from bot.domain.users import AMOUNTS, OWN_LIMITS, KnownUser, LimitKind
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys
from bot.storage.records import millionths
from bot.storage.scripts import REDIS_TIME, Script

ADMITTED: Final = {"in": True, "out": False}
FIELDS: Final = ("language", "door", "since", "seen", "name", "gone")
LIMIT_FIELDS: Final = tuple(f"cap:{kind}" for kind in OWN_LIMITS)
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


class UserStore:
    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{source}")
        self._redis = redis
        self._keys = keys

    async def language(self, user_id: int) -> str | None:
        """The language that the user chose; `None` if they never did."""
        async with guarded():
            language = await self._redis.hget(self._keys.user(user_id), "language")
        return language if isinstance(language, str) else None

    async def set_language(self, user_id: int, language: str) -> None:
        async with guarded():
            await self._redis.hset(self._keys.user(user_id), "language", language)

    async def accepted(self, user_id: int) -> str | None:
        """The digest of the terms that the user has agreed to; `None` if they never did."""
        async with guarded():
            digest = await self._redis.hget(self._keys.user(user_id), "terms")
        return digest if isinstance(digest, str) else None

    async def accept(self, user_id: int, digest: str) -> None:
        async with guarded():
            await self._redis.hset(self._keys.user(user_id), "terms", digest)

    async def known(self, user_id: int) -> KnownUser:
        """All that an update needs, in one command."""
        async with guarded():
            found: Any = await self._redis.hmget(self._keys.user(user_id), [*FIELDS, *LIMIT_FIELDS])
        language, decision, since, seen, name, has_left = found[: len(FIELDS)]
        given = {
            kind: _read(kind, value_limit)
            for kind, value_limit in zip(OWN_LIMITS, found[len(FIELDS) :], strict=True)
            if value_limit
        }
        own_limits = {kind: value_limit for kind, value_limit in given.items() if value_limit is not None}
        return KnownUser(
            language=language,
            admitted=ADMITTED.get(decision or ""),
            since=_number(since),
            seen=_number(seen) or 0,
            name=name or "",
            gone=bool(has_left),
            limits=own_limits,
        )

    async def record_visit(self, user_id: int, *, day: int, name: str) -> None:
        """They were here on this day (since 1970), and has this @username, or none."""
        await self._call("note", user_id, day, name)

    async def mark_gone(self, user_id: int) -> None:
        """Nothing reaches them until they are seen again."""
        await self._call("gone", user_id)

    async def admit(self, user_id: int, admitted: bool | None, *, admin_id: int) -> None:
        """Let them in or shut them out, on all replicas from their next tap on; `None`: as the settings have it."""
        decision = {True: "in", False: "out", None: ""}[admitted]
        await self._call("decide", user_id, "door", decision, admin_id)

    async def set_limit(self, user_id: int, kind: LimitKind, value_limit: Decimal | None, *, admin_id: int) -> None:
        """A limit for them alone, 0 for no limit; `None`: as the settings have it."""
        value = "" if value_limit is None else str(millionths(value_limit) if kind in AMOUNTS else int(value_limit))
        await self._call("decide", user_id, f"cap:{kind}", value, admin_id)

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
            Listed(int(id_), ADMITTED.get(decision), bool(has_left), language or None, name)
            for id_, decision, has_left, language, name in rows
        ]

    async def _call(self, name: str, *arguments: object) -> Any:
        return await self._script(self._keys.base, name, *map(str, arguments))


def _read(kind: LimitKind, value_limit: str) -> Decimal | None:
    number = _number(value_limit)
    return None if number is None else Decimal(number) / (1_000_000 if kind in AMOUNTS else 1)


def _number(text: str | None) -> int | None:
    """`None` also for what is none: one field that a hand has spoilt must not keep its user from everything."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,18}", text) else None
