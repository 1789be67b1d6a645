"""The calls of announcements.lua. Each may be called again."""

from pathlib import Path
from typing import Literal

from bot.domain.announcement import Announcement, Progress
from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.records import pairs
from bot.storage.script import REDIS_TIME, Script


class Announcements:
    """There is one at a time; the last one stays to be looked at."""

    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{source}")
        self._base = keys.base

    async def draft(self, announcement_id: str, html: str, *, total: int) -> None:
        """Keep for an hour what an admin wrote and has not yet sent."""
        await self._call("draft", announcement_id, html, total)

    async def drop(self, announcement_id: str) -> None:
        await self._call("drop", announcement_id)

    async def begin(
        self, announcement_id: str, *, admin_id: int, chat_id: int, card_id: int
    ) -> tuple[Literal["ok", "again", "busy", "gone"], Announcement | None]:
        """`again`: it had begun before. `busy`: another one is under way, and is given. `gone`: there is no draft."""
        outcome, found = await self._call("begin", announcement_id, admin_id, chat_id, card_id)
        match outcome:
            case "ok" | "again" | "busy":
                return outcome, found
            case _:
                return "gone", None

    async def claim(self, owner: str, lease: float) -> Announcement | None:
        """The one that has to be carried on, held for `lease` seconds; `None` where there is nothing to do.

        One that nobody has carried for an hour is given as stopped, once.
        """
        return (await self._call("claim", owner, round(lease * 1000)))[1]

    async def step(
        self,
        announcement_id: str,
        owner: str,
        lease: float,
        *,
        after: int,
        outcome: Literal["sent", "gone", "failed"],
    ) -> bool:
        """The user `after` was told. Whether to go on: it is neither stopped nor somebody else's."""
        state, _ = await self._call("step", announcement_id, owner, round(lease * 1000), after, outcome)
        return state == Progress.RUNNING

    async def keep(self, announcement_id: str, owner: str, lease: float) -> bool:
        """Hold it for longer, or let it go by 0. Whether to go on."""
        state, _ = await self._call("keep", announcement_id, owner, round(lease * 1000))
        return state == Progress.RUNNING

    async def finish(self, announcement_id: str, owner: str) -> None:
        await self._call("finish", announcement_id, owner)

    async def stop(self, announcement_id: str, *, admin_id: int) -> Announcement | None:
        return (await self._call("turn", announcement_id, admin_id, Progress.RUNNING, Progress.STOPPED))[1]

    async def resume(self, announcement_id: str, *, admin_id: int) -> Announcement | None:
        return (await self._call("turn", announcement_id, admin_id, Progress.STOPPED, Progress.RUNNING))[1]

    async def card(self, announcement_id: str, card_id: int) -> None:
        """From now on this message shows how far it has come."""
        await self._call("card", announcement_id, card_id)

    async def look(self) -> Announcement | None:
        """The last one that was begun."""
        return (await self._call("look"))[1]

    async def _call(self, name: str, *arguments: object) -> tuple[str, Announcement | None]:
        outcome, flat = await self._script(self._base, name, *map(str, arguments))
        return outcome, _announcement(pairs(flat)) if flat else None


def _announcement(record: dict[str, str]) -> Announcement:
    return Announcement(
        id=record["id"],
        html=record["html"],
        by=int(record["by"]),
        chat_id=int(record["chat"]),
        card_id=int(record["card"]),
        progress=Progress(record["state"]),
        total=int(record["total"]),
        sent=int(record["sent"]),
        gone=int(record["gone"]),
        failed=int(record["failed"]),
        after=int(record["after"]),
    )
