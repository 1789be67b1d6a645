"""What each user chose for themselves, agreed to, and is known by; and what admins decided on them."""

import re
import secrets
import time
from collections.abc import AsyncIterator, Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from bot.domain.pairs import MAX_PINNED, NOWHERE, Pair, Place, UserPairs
from bot.domain.users import AMOUNTS, OWN_LIMITS, Forgotten, KnownUser, LimitKind, Listed
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys
from bot.storage.records import millionths
from bot.storage.scripts import REDIS_TIME, Script

ADMITTED: Final = {"in": True, "out": False}
DECISIONS: Final = {True: "in", False: "out", None: ""}
FIELDS: Final = ("language", "door", "since", "seen", "name", "gone", "pinned", "recent", "place", "shown", "vouchers")
LIMIT_FIELDS: Final = tuple(f"cap:{kind}" for kind in OWN_LIMITS)
READ_FIELDS: Final = [*FIELDS, *LIMIT_FIELDS]
PLACE_MAX_AGE_S: Final = 15 * 60.0
"""Seconds for which what somebody types belongs to the list that they chose from last."""

PLACE_WRITE_AGE_S: Final = 5 * 60.0
"""Seconds after which the same list is written down anew."""

PLACE: Final = re.compile(r"([sc])([0-9]{1,10})@([0-9]{1,15})")

PAGE: Final = 500
"""Users that one script looks at, so that nobody waits long behind it."""


class UserStore:
    def __init__(
        self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME, wall_clock: Callable[[], float] = time.time
    ) -> None:
        """`wall_clock` gives Unix seconds."""
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        begins = f"local now, PINS = {clock}, {MAX_PINNED}\nlocal FIELDS = {{ {str(READ_FIELDS)[1:-1]} }}"
        self._script = Script(redis, f"{begins}\n{source}")
        forget = Path(__file__).with_name("forget.lua").read_text(encoding="utf-8")
        self._forget = Script(redis, f"local now = {clock}\n{forget}")
        self._redis = redis
        self._keys = keys
        self._wall_clock = wall_clock

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
            found: Any = await self._redis.hmget(self._keys.user(user_id), READ_FIELDS)
        return self._known(found)

    async def choosing(self, user_id: int, place: Place) -> KnownUser:
        """The same, and they choose from that list from now on, in one command as well."""
        written = f"s{place.service_id}" if place.service_id is not None else f"c{place.country_id}"
        anew = round(PLACE_WRITE_AGE_S * 1000)
        return self._known(await self._call("choose", user_id, "" if place == NOWHERE else written, anew))

    async def pin(self, user_id: int, pair: Pair, *, on: bool) -> None:
        """Put the pair first in their menu, or take it away."""
        await self._call("pin", user_id, f"{pair.country_id}:{pair.service_id}", int(on))

    def _known(self, found: Sequence[str | None]) -> KnownUser:
        language, decision, since, seen, name, has_left, pinned, recent, place, shown, vouchers = found[: len(FIELDS)]
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
            shown_name=shown or "",
            gone=bool(has_left),
            limits=own_limits,
            pairs=UserPairs(_read_pairs(pinned), _read_pairs(recent)),
            place=self._read_place(place),
            has_vouchers=bool(vouchers),
        )

    def _read_place(self, text: str | None) -> Place:
        """Nowhere where it is too long ago, or is no place."""
        found = PLACE.fullmatch(text or "")
        if found is None or self._wall_clock() - int(found[3]) / 1000 > PLACE_MAX_AGE_S:
            return NOWHERE
        return Place(service_id=int(found[2])) if found[1] == "s" else Place(country_id=int(found[2]))

    async def record_visit(self, user_id: int, *, day: int, name: str, shown_name: str = "") -> None:
        """They were here on this day (since 1970), with this @username, or none, and this name."""
        await self._call("note", user_id, day, name, shown_name)

    async def mark_gone(self, user_id: int) -> None:
        """Nothing reaches them until they are seen again."""
        await self._call("gone", user_id)

    async def admit(self, user_id: int, admitted: bool | None, *, admin_id: int) -> None:
        """Let them in or shut them out, on all replicas from their next tap on; `None`: as the settings have it."""
        await self._call("decide", user_id, "door", DECISIONS[admitted], admin_id)

    async def set_limit(self, user_id: int, kind: LimitKind, value_limit: Decimal | None, *, admin_id: int) -> None:
        """A limit for them alone, 0 for no limit; `None`: as the settings have it."""
        value = "" if value_limit is None else str(millionths(value_limit) if kind in AMOUNTS else int(value_limit))
        await self._call("decide", user_id, f"cap:{kind}", value, admin_id)

    async def count(self) -> int:
        """All who ever came in and are not forgotten, or nearly all: the forgotten are counted until they are met."""
        return int(await self._call("count"))

    async def select(self, user_ids: Sequence[int]) -> str:
        """Keep several for an hour, so that a button can stand for them; gives its nonce."""
        nonce = secrets.token_urlsafe(12)
        await self._call("select", nonce, *user_ids)
        return nonce

    async def admit_selected(self, nonce: str, admitted: bool | None, *, admin_id: int) -> list[int]:
        """As `admit`, all of them at once; gives whom, nobody where the selection is too old."""
        decided = await self._call("decide_selected", nonce, "door", DECISIONS[admitted], admin_id)
        return [int(one) for one in decided]

    async def forget(self, user_id: int) -> Forgotten:
        """Everything of theirs goes, see forget.lua; or nothing, and why not."""
        return Forgotten(await self._forget(self._keys.base, str(user_id)))

    async def everybody(self, after: int = 0) -> AsyncIterator[Listed]:
        """Those with ids above `after`, in order."""
        while after >= 0:
            after, listed = await self.page(after)
            for one in listed:
                yield one

    async def page(self, after: int, *, limit: int = PAGE) -> tuple[int, list[Listed]]:
        """Users with ids above `after`, in order; and after which to go on, -1 where there are no more."""
        last, *flat = await self._call("page", after, limit)
        rows = zip(*[iter(flat)] * 6, strict=True)
        return int(last), [
            Listed(int(id_), ADMITTED.get(decision), bool(has_left), language or None, name, shown)
            for id_, decision, has_left, language, name, shown in rows
        ]

    async def _call(self, name: str, *arguments: object) -> Any:
        return await self._script(self._keys.base, name, *map(str, arguments))


def _read(kind: LimitKind, value_limit: str) -> Decimal | None:
    number = _number(value_limit)
    return None if number is None else Decimal(number) / (1_000_000 if kind in AMOUNTS else 1)


def _number(text: str | None) -> int | None:
    """`None` also for what is none: one field that a hand has spoilt must not keep its user from everything."""
    return int(text) if text and re.fullmatch(r"[0-9]{1,18}", text) else None


def _read_pairs(text: str | None) -> tuple[Pair, ...]:
    """What is no pair is left out."""
    found = [re.fullmatch(r"([0-9]{1,10}):([0-9]{1,10})", one) for one in (text or "").split()]
    return tuple(Pair(int(one[1]), int(one[2])) for one in found if one)
