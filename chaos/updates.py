"""Which bot gets which update: each goes to one process that lives, and to another when that one dies first.

Telegram lets one process poll; with a webhook, any of several replicas may be handed an update. The bots here poll,
each at an address of its own, and behind those addresses an update is routed as a webhook's balancer would route it.
It may also come late, out of order, or a second time.
"""

import asyncio
from collections import deque
from dataclasses import dataclass
from random import Random
from typing import Any

from sandbox.telegram.core import Core

_STUCK = 10.0
"""Seconds after which an update that nobody acknowledged is given to somebody else as well."""


@dataclass(slots=True)
class Odds:
    """Shares of updates that come late (and so out of order), and twice."""

    late: float = 0.0
    twice: float = 0.0


class Box:
    """The updates of one replica."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[float, dict[str, Any]]] = deque()
        self.handed: list[tuple[float, dict[str, Any]]] = []
        self.news = asyncio.Event()
        self.polls = 0
        """How many polls are open now."""
        self.dead = False


class Updates:
    def __init__(self, core: Core, replicas: int, *, random: Random, odds: Odds) -> None:
        self.boxes = [Box() for _ in range(replicas)]
        self.twice = 0
        self._core = core
        self._random = random
        self._odds = odds
        core.updates.on_push.append(lambda _: self._take())

    def _take(self) -> None:
        """Out of the sandbox's own queue, as soon as an update is there."""
        for update in self._core.updates.waiting():
            self._core.updates.acknowledge(update)
            loop, body = asyncio.get_running_loop(), update.dump()
            late = self._random.uniform(0.2, 8.0) if self._random.random() < self._odds.late else 0.0
            loop.call_later(late, self._route, body)
            if self._random.random() < self._odds.twice:
                self.twice += 1
                loop.call_later(late + self._random.uniform(0.0, 20.0), self._route, body)

    def _route(self, update: dict[str, Any], but: Box | None = None) -> None:
        polling = [box for box in self.boxes if box.polls and box is not but]
        box = self._random.choice(polling or self.boxes)
        box.waiting.append((asyncio.get_running_loop().time(), update))
        box.news.set()

    async def poll(self, replica: int, seconds: float) -> list[dict[str, Any]]:
        """The next updates of this replica; asking again acknowledges what was handed out before."""
        box = self.boxes[replica]
        box.handed = []
        box.polls += 1
        try:
            async with asyncio.timeout(seconds):
                while not box.waiting and not box.dead:
                    box.news.clear()
                    await box.news.wait()
        except TimeoutError:
            return []
        finally:
            box.polls -= 1
        if box.dead:  # and so is whoever polled: nobody would read this
            return []
        now = asyncio.get_running_loop().time()
        box.handed, box.waiting = [(now, update) for _, update in box.waiting], deque()
        return [update for _, update in box.handed]

    def died(self, replica: int) -> None:
        """What it had not acknowledged goes to the others."""
        box = self.boxes[replica]
        self.boxes[replica] = Box()
        box.dead = True
        box.news.set()
        for _, update in (*box.handed, *box.waiting):
            self._route(update)

    def unstick(self) -> None:
        """A process that stands still loses its updates to others after a while, as with any balancer."""
        now = asyncio.get_running_loop().time()
        for box in self.boxes:
            stuck = [update for at, update in (*box.handed, *box.waiting) if now - at > _STUCK]
            if stuck:
                box.handed = [one for one in box.handed if now - one[0] <= _STUCK]
                box.waiting = deque(one for one in box.waiting if now - one[0] <= _STUCK)
                for update in stuck:
                    self._route(update, but=box)
