"""Updates that wait for the bot: numbered, kept for a while, handed to a poller, acknowledged by offset."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sandbox.telegram.errors import ApiError

LIFETIMES = {"callback_query": 150.0, "pre_checkout_query": 150.0, "inline_query": 30.0}
"""Seconds an undelivered update lives; others live a day."""
DAY = 86_400.0
LONGEST_POLL = 50.0
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    kind: str
    body: Mapping[str, Any]
    queue: str
    """Updates of one queue reach a webhook in order: messages by chat, callbacks by user."""
    expires: float

    def dump(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    def __init__(self, *, now: Callable[[], float], state: Mapping[str, Any] | None = None) -> None:
        self.now = now
        self.allowed: list[str] = []
        """Kinds that the bot asked for; empty for the default."""
        self.on_push: list[Callable[[], None]] = []
        self.last_id = 0
        self._waiting: dict[int, Update] = {}
        self._again: list[Update] = []
        self._delivered: deque[Update] = deque(maxlen=500)
        self._held: list[Update] | None = None
        self._turn = 0
        self._stopped_by = CONFLICT
        self._closed = False
        self._news = asyncio.Event()
        if state:
            self.allowed, self.last_id = list(state["allowed"]), state["last_id"]
            self._waiting = {one["id"]: Update(**one) for one in state["waiting"]}

    def push(self, kind: str, body: Mapping[str, Any], queue: str) -> int:
        """Gives the update's id, 0 where the bot did not ask for this kind (or it is held back for now)."""
        if (self.allowed and kind not in self.allowed) or (not self.allowed and kind in NOT_BY_DEFAULT):
            return 0
        update = Update(0, kind, body, queue, self.now() + LIFETIMES.get(kind, DAY))
        if self._held is not None and kind == "callback_query":
            self._held.append(update)
            return 0
        return self._add(update)

    def _add(self, update: Update) -> int:
        self.last_id += 1
        self._waiting[self.last_id] = Update(self.last_id, update.kind, update.body, update.queue, update.expires)
        self._tell()
        return self.last_id

    def hold_callbacks(self) -> None:
        """Callbacks are late from now on: they wait for `release_callbacks`."""
        self._held = self._held or []

    def release_callbacks(self, *, reverse: bool = False) -> None:
        held, self._held = self._held or [], None
        for update in reversed(held) if reverse else held:
            self._add(update)

    def redeliver(self, update_id: int) -> None:
        """The bot gets this update once more, whatever it has acknowledged. `KeyError` for one long gone."""
        known = {update.id: update for update in (*self._delivered, *self._waiting.values())}
        self._again.append(known[update_id])
        self._tell()

    def waiting(self) -> Sequence[Update]:
        """Oldest first; what is too old is forgotten."""
        now = self.now()
        for update in [one for one in self._waiting.values() if one.expires <= now]:
            del self._waiting[update.id]
        return (*self._again, *self._waiting.values())

    def acknowledge(self, updates: Iterable[Update]) -> None:
        for update in updates:
            self._waiting.pop(update.id, None)
            if update in self._again:
                self._again.remove(update)
            self._delivered.append(update)

    def drop_all(self) -> None:
        self._waiting.clear()
        self._again.clear()

    async def poll(self, offset: int, limit: int, seconds: float) -> Sequence[Update]:
        """Long polling. A newer poll ends this one with 409, and so does a webhook."""
        self.stop_poll(CONFLICT)
        turn = self._turn
        self._acknowledge_up_to(offset)
        try:
            async with asyncio.timeout(min(max(seconds, 0.0), LONGEST_POLL)):
                while not (batch := self.waiting()[:limit]) and not self._closed:
                    await self._news.wait()
                    if turn != self._turn:
                        raise ApiError(409, self._stopped_by)
        except TimeoutError:
            return []
        repeated = [update for update in batch if update in self._again]
        self.acknowledge(repeated)  # a repeated one lies below the offset, so no later offset would end it
        return batch

    def _acknowledge_up_to(self, offset: int) -> None:
        if offset < 0:  # only that many from the end are still wanted
            offset = max(([*self._waiting][offset:] or [0])[0], 0)
        self.acknowledge([update for update in self._waiting.values() if update.id < offset])

    def stop_poll(self, description: str) -> None:
        self._turn += 1
        self._stopped_by = description
        self._wake()

    def close(self) -> None:
        """Polls end at once and find nothing, so that a server can stop."""
        self._closed = True
        self._wake()

    def _tell(self) -> None:
        self._wake()
        for listener in self.on_push:
            listener()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    def dump(self) -> dict[str, Any]:
        waiting = [asdict(update) for update in self.waiting()]
        return {"allowed": self.allowed, "last_id": self.last_id, "waiting": waiting}
