"""Updates that wait for the bot, numbered and kept until acknowledged, and the long polling that fetches them."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import chain
from typing import Any

from sandbox.telegram.errors import ApiError
from sandbox.telegram.faults import SecondPoller

LIFETIMES = {"callback_query": 150.0, "pre_checkout_query": 150.0, "inline_query": 30.0}
"""Seconds an undelivered update lives; others live a day."""
DAY = 86_400.0
NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")


@dataclass(frozen=True, slots=True)
class Update:
    id: int
    kind: str
    body: Mapping[str, Any]
    queue: str
    """Updates of one queue reach a webhook in order: messages by chat, callbacks by user."""
    expires: float
    again: bool = False
    """Was delivered before, and is delivered once more whatever the bot has acknowledged."""

    def dump(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    def __init__(self, *, now: Callable[[], float], state: Mapping[str, Any] | None = None) -> None:
        self.now = now
        self.allowed: list[str] = []
        """Kinds that the bot asked for; empty for the default."""
        self.on_push: list[Callable[[str], None]] = []
        """Called with the queue that has something new."""
        self.last_id = 0
        self._queues: dict[str, deque[Update]] = {}
        self._delivered: deque[Update] = deque(maxlen=500)
        self._held: list[Update] | None = None
        if state:
            self.allowed, self.last_id = list(state["allowed"]), state["last_id"]
            for update in state["waiting"]:
                self._queues.setdefault(update["queue"], deque()).append(Update(**update))

    def push(self, kind: str, body: Mapping[str, Any], queue: str) -> int:
        """Gives the update's id, 0 where the bot did not ask for this kind or it is held back for now."""
        if (kind not in self.allowed) if self.allowed else (kind in NOT_BY_DEFAULT):
            return 0
        update = Update(0, kind, body, queue, self.now() + LIFETIMES.get(kind, DAY))
        if self._held is not None and kind == "callback_query":
            self._held.append(update)
            return 0
        return self._number(update)

    def _number(self, update: Update) -> int:
        self.last_id += 1
        self._put(replace(update, id=self.last_id))
        return self.last_id

    def _put(self, update: Update) -> None:
        self._queues.setdefault(update.queue, deque()).append(update)
        for listener in self.on_push:
            listener(update.queue)

    def hold_callbacks(self) -> None:
        """Callbacks are late from now on: they wait for `release_callbacks`."""
        self._held = self._held or []

    def release_callbacks(self, *, reverse: bool = False) -> None:
        """They come now, numbered in this order."""
        held, self._held = self._held or [], None
        for update in reversed(held) if reverse else held:
            self._number(update)

    def redeliver(self, update_id: int) -> None:
        """The bot gets this update once more, whatever it has acknowledged. `KeyError` for one long gone."""
        known = {update.id: update for update in (*self._delivered, *self.waiting())}
        self._put(replace(known[update_id], again=True, expires=self.now() + DAY))

    def waiting(self) -> Sequence[Update]:
        """In order of their numbers; what is too old is forgotten."""
        now = self.now()
        for name, queue in list(self._queues.items()):
            if any(update.expires <= now for update in queue):
                self._queues[name] = queue = deque(update for update in queue if update.expires > now)
            if not queue:
                del self._queues[name]
        return sorted(chain.from_iterable(self._queues.values()), key=lambda update: update.id)

    def queues(self) -> list[str]:
        return list(self._queues)

    def first(self, queue: str) -> Update | None:
        """The update of this queue that comes next."""
        waiting = self._queues.get(queue, deque())
        while waiting and waiting[0].expires <= self.now():
            waiting.popleft()
        if not waiting:
            self._queues.pop(queue, None)
            return None
        return waiting[0]

    def acknowledge(self, update: Update) -> None:
        queue = self._queues.get(update.queue, deque())
        if update in queue:
            queue.remove(update)
            self._delivered.append(update)

    def acknowledge_below(self, update_id: int) -> None:
        """All with smaller numbers, save those to be delivered again."""
        for update in self.waiting():
            if update.id < update_id and not update.again:
                self.acknowledge(update)

    def drop_all(self) -> None:
        self._queues.clear()

    def dump_waiting(self) -> list[dict[str, Any]]:
        """The Update objects not yet acknowledged."""
        return [update.dump() for update in self.waiting()]

    def dump(self) -> dict[str, Any]:
        waiting = [asdict(update) for update in self.waiting()]
        return {"allowed": self.allowed, "last_id": self.last_id, "waiting": waiting}


LONGEST = 50.0
MOST_AT_ONCE = 100
CONFLICT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class Polling:
    def __init__(self, updates: Updates) -> None:
        self.updates = updates
        self.second = SecondPoller(now=updates.now, description=CONFLICT)
        self._latest = 0
        self._ended_by = CONFLICT
        self._closed = False
        self._news = asyncio.Event()
        updates.on_push.append(lambda _: self._wake())

    async def poll(self, offset: int, limit: int, seconds: float) -> Sequence[Update]:
        """What waits, or what comes within the time. `ApiError` 409 where a newer poll or a webhook ended this one."""
        self.end_with(CONFLICT)
        self.second.check()
        number = self._latest
        self.updates.acknowledge_below(self._from_the_end(offset) if offset < 0 else offset)
        limit = limit if 1 <= limit <= MOST_AT_ONCE else MOST_AT_ONCE
        try:
            async with asyncio.timeout(wait_for(seconds)):
                while not (batch := self.updates.waiting()[:limit]) and not self._closed:
                    await self._news.wait()
                    if number != self._latest:
                        raise ApiError(409, self._ended_by)
        except TimeoutError:
            return []
        for update in batch:
            if update.again:  # no later offset would end it
                self.updates.acknowledge(update)
        return batch

    def _from_the_end(self, offset: int) -> int:
        """A negative offset forgets all but that many."""
        wanted = self.updates.waiting()[offset:]
        return wanted[0].id if wanted else 0

    def conflict(self, seconds: float) -> None:
        """Another process polls for so long: the poll under way and all that follow get 409. 0 ends it."""
        self.second.until = self.updates.now() + seconds
        if seconds:
            self.end_with(CONFLICT)

    def end_with(self, description: str) -> None:
        """The poll under way gets 409 with this."""
        self._latest += 1
        self._ended_by = description
        self._wake()

    def close(self) -> None:
        """Polls end at once and find nothing, so that a server can stop."""
        self._closed = True
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()


def wait_for(seconds: float) -> float:
    """The time that is really waited."""
    return min(max(seconds, 0.0), LONGEST)
