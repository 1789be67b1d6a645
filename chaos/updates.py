"""Telegram and the balancer before the bots' webhooks: each update is brought to one process that lives.

To another one, where the first died or refused before it answered; and after a while, where it stands still. An update
may also come late, out of order, or a second time. A process may die just before an update reaches it, between what it
does and its answer, and just after.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from chaos.kill_points import KillPoint, KillPoints, Phase
from chaos.replica import Replica
from sandbox.telegram.core import Core
from sandbox.telegram.webhook import SECRET_HEADER, Webhook

_STUCK: Final = 10.0
"""Seconds after which an update that nobody answered is given to somebody else as well."""

_AGAIN: Final = 0.1
"""Seconds until the next try, once all have been asked."""

_CONNECTIONS: Final = 100
"""Updates on their way at once, as with the real Telegram: a bot that is slow is not buried in them."""


@dataclass(slots=True)
class Odds:
    """Shares of updates that come late (and so out of order), and twice."""

    late: float = 0.0
    twice: float = 0.0
    unreadable: float = 0.0
    """The share of updates that one which no library can read goes with."""


_MESSAGE: Final = {"message_id": 1, "date": 1422450181, "chat": {"id": 999, "type": "private"}}
UNREADABLE: Final[Sequence[Mapping[str, Any]]] = (
    {"message": {**_MESSAGE, "forward_origin": {"type": "hidden_user", "date": 1422450181}}},
    {"message": {**_MESSAGE, "external_reply": {"origin": {"type": "of_tomorrow"}, "story": {}}}},
    {"message": {**_MESSAGE, "chat": "a private one"}},
    {"callback_query": {"id": 17, "from": {"id": "who"}, "data": ["b:1"]}},
    {"message": 7},
)
"""A new kind of origin, a field that is missing, and others of the wrong type."""


class Doorplate(Webhook):
    """Remembers what the bots set, for `Updates` to carry: the sandbox's own knows of no balancer."""

    def carry(self, queue: str) -> None:
        return None


class Updates:
    def __init__(
        self,
        core: Core,
        replicas: Sequence[Replica],
        *,
        random: Random,
        odds: Odds,
        kill_points: KillPoints,
        start: Callable[..., object],
        stuck: float = _STUCK,
    ) -> None:
        self.twice = 0
        self.unreadable = 0
        self.refused = 0
        """Deliveries of unreadable updates that a bot refused: they would hold up all that follow."""
        door = Doorplate(core.updates, now=core.webhook.now, sleep=core.webhook.sleep)
        door.replied, core.webhook = core.webhook.replied, door
        self._core = core
        self._replicas = replicas
        self._random = random
        self._odds = odds
        self._kill_points = kill_points
        self._start = start
        self._stuck = stuck
        self._session: aiohttp.ClientSession | None = None
        self._connections = asyncio.Semaphore(_CONNECTIONS)
        self._open: Counter[Replica] = Counter()
        """Updates that each has and has not answered."""
        self._still: dict[Replica, float] = {}
        """Who did not answer in time, and until when nothing more is brought to them, as long as there are others."""
        core.updates.on_push.append(lambda _: self._take())

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    def _take(self) -> None:
        """Out of the sandbox's own queue, as soon as an update is there."""
        for update in self._core.updates.waiting():
            self._core.updates.acknowledge(update)
            late = self._random.uniform(0.2, 8.0) if self._random.random() < self._odds.late else 0.0
            self._start(self._bring(update.dump(), late))
            if self._random.random() < self._odds.twice:
                self.twice += 1
                self._start(self._bring(update.dump(), late + self._random.uniform(0.0, 20.0)))
            if self._random.random() < self._odds.unreadable:
                self.unreadable += 1
                odd = self._random.choice(UNREADABLE)
                self._start(self._bring({"update_id": 900_000_000 + self.unreadable, **odd}, 0.0))

    async def _bring(self, update: dict[str, Any], late: float) -> None:
        """Until somebody has answered."""
        await asyncio.sleep(late)
        async with self._connections:
            while True:
                for replica in self._asked() if self._core.webhook.url else ():
                    if replica in self._still:  # this one asks whether it is back, and keeps the others from waiting
                        self._still[replica] = asyncio.get_running_loop().time() + self._stuck
                    if await self._post(replica, update):
                        self._still.pop(replica, None)
                        return
                await asyncio.sleep(_AGAIN)

    def _asked(self) -> list[Replica]:
        """Those that live, in the order in which they are tried: who has the fewest open comes first.

        Else one that was just stopped would soon have all connections, and all others would wait for it.
        """
        living = [replica for replica in self._replicas if replica.pid is not None]
        now = asyncio.get_running_loop().time()
        awake = [replica for replica in living if self._still.get(replica, now) <= now]
        return sorted(self._random.sample(awake or living, len(awake or living)), key=lambda one: self._open[one])

    async def _post(self, replica: Replica, update: dict[str, Any]) -> bool:
        if self._struck(replica, "before"):
            return False
        self._open[replica] += 1
        try:
            return await self._posted(replica, update)
        finally:
            self._open[replica] -= 1

    async def _posted(self, replica: Replica, update: dict[str, Any]) -> bool:
        door = self._core.webhook
        self._session = self._session or aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=0), timeout=aiohttp.ClientTimeout(self._stuck)
        )
        try:
            async with self._session.post(
                f"http://127.0.0.1:{replica.port}{urlsplit(door.url).path}",
                json=update,
                headers={SECRET_HEADER: door.secret},
            ) as response:
                await response.read()
                self.refused += response.status not in (200, 503) and update["update_id"] > 900_000_000
                if response.status != 200 or self._struck(replica, "between"):  # then the answer got lost with it
                    return False
                await door.read_reply(response)
        except TimeoutError:
            self._still[replica] = asyncio.get_running_loop().time() + self._stuck
            return False
        except aiohttp.ClientError:
            return False
        self._struck(replica, "after")
        return True

    def _struck(self, replica: Replica, phase: Phase) -> bool:
        return self._kill_points.at(replica.index, KillPoint("telegram", "update", phase))
