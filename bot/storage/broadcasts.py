"""The calls of broadcasts.lua. Each may be repeated."""

from pathlib import Path
from typing import Literal

from bot.domain.broadcast import Broadcast, Progress
from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.records import pairs
from bot.storage.scripts import REDIS_TIME, Script


class BroadcastStore:
    """There is one at a time; the last one stays to be looked at."""

    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        source = Path(__file__).with_suffix(".lua").read_text(encoding="utf-8")
        self._script = Script(redis, f"local now = {clock}\n{source}")
        self._base = keys.base

    async def draft(self, broadcast_id: str, html: str, *, total: int) -> None:
        """Keep for an hour what an admin wrote and has not yet sent."""
        await self._call("draft", broadcast_id, html, total)

    async def drop(self, broadcast_id: str) -> None:
        await self._call("drop", broadcast_id)

    async def begin(
        self, broadcast_id: str, *, admin_id: int, chat_id: int, card_id: int
    ) -> tuple[Literal["ok", "again", "busy", "gone"], Broadcast | None]:
        """`again`: it had begun before. `busy`: another one is under way, and is given. `gone`: there is no draft."""
        outcome, found = await self._call("begin", broadcast_id, admin_id, chat_id, card_id)
        match outcome:
            case "ok" | "again" | "busy":
                return outcome, found
            case _:
                return "gone", None

    async def claim(self, owner: str, lease: float) -> Broadcast | None:
        """The one that has to be carried on, held for `lease` seconds; `None` where there is nothing to do.

        One that nobody has carried for an hour is given as stopped, once.
        """
        return (await self._call("claim", owner, round(lease * 1000)))[1]

    async def advance(
        self,
        broadcast_id: str,
        owner: str,
        lease: float,
        *,
        after: int,
        outcome: Literal["sent", "gone", "failed"],
    ) -> bool:
        """The user `after` was told. Whether to go on: it is neither stopped nor somebody else's."""
        state, _ = await self._call("step", broadcast_id, owner, round(lease * 1000), after, outcome)
        return state == Progress.RUNNING

    async def keep(self, broadcast_id: str, owner: str, lease: float) -> bool:
        """Hold it for longer, or let it go by 0. Whether to go on."""
        state, _ = await self._call("keep", broadcast_id, owner, round(lease * 1000))
        return state == Progress.RUNNING

    async def finish(self, broadcast_id: str, owner: str) -> None:
        await self._call("finish", broadcast_id, owner)

    async def stop(self, broadcast_id: str, *, admin_id: int) -> Broadcast | None:
        return (await self._call("turn", broadcast_id, admin_id, Progress.RUNNING, Progress.STOPPED))[1]

    async def resume(self, broadcast_id: str, *, admin_id: int) -> Broadcast | None:
        return (await self._call("turn", broadcast_id, admin_id, Progress.STOPPED, Progress.RUNNING))[1]

    async def card(self, broadcast_id: str, card_id: int) -> None:
        """From now on this message shows how far it has come."""
        await self._call("card", broadcast_id, card_id)

    async def last(self) -> Broadcast | None:
        """The last one that was begun."""
        return (await self._call("look"))[1]

    async def _call(self, name: str, *arguments: object) -> tuple[str, Broadcast | None]:
        outcome, flat = await self._script(self._base, name, *map(str, arguments))
        return outcome, _broadcast(pairs(flat)) if flat else None


def _broadcast(record: dict[str, str]) -> Broadcast:
    return Broadcast(
        id=record["id"],
        html=record["html"],
        by=int(record["by"]),
        chat_id=int(record["chat"]),
        card_id=int(record["card"]),
        progress=Progress(record["state"]),
        total=int(record["total"]),
        sent=int(record["sent"]),
        left_users=int(record["gone"]),
        failed=int(record["failed"]),
        after=int(record["after"]),
    )
