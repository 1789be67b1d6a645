"""What goes wrong when: strikes at the processes, and a database that dies, stands still, starves or is cut off."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Final, NamedTuple

from chaos.database_proxy import Losses, Proxy
from chaos.kill_points import KillPoints
from chaos.options import Options
from chaos.outside import WatchedApi
from chaos.replica import Replica
from chaos.updates import Odds
from chaos.valkey import Valkey
from sandbox.smsman import SmsMan


class Odd(NamedTuple):
    kind: str
    call: str
    share: float
    unsure: bool = False
    """Makes purchases with an unknown outcome."""


PROVIDER: Final = (
    Odd("latency", "*", 0.05),
    Odd("latency_after", "*", 0.03),
    Odd("http_500", "get-sms", 0.02),
    Odd("http_500_after", "get-sms", 0.02),
    Odd("html", "get-sms", 0.01),
    Odd("cut_json", "get-sms", 0.01),
    Odd("drop_before", "get-sms", 0.01),
    Odd("drop_after", "get-sms", 0.01),
    Odd("hang", "get-sms", 0.002),
    Odd("http_500", "set-status", 0.05),
    Odd("http_500_after", "set-status", 0.05),
    Odd("drop_after", "set-status", 0.04),
    Odd("html_after", "set-status", 0.03),
    Odd("hang_after", "set-status", 0.01),
    Odd("early_cancel_refused", "set-status", 0.30),
    Odd("http_500", "get-prices", 0.01),
    Odd("cut_body", "get-prices", 0.01),
    Odd("throttled_429", "get-number", 0.01),
    Odd("throttle_mask", "get-number", 0.02),
    Odd("out_of_stock", "get-number", 0.01),
    Odd("account_empty", "get-number", 0.003),
    Odd("http_500", "get-number", 0.002, unsure=True),
    Odd("http_500_after", "get-number", 0.002, unsure=True),
    Odd("drop_before", "get-number", 0.002, unsure=True),
    Odd("drop_after", "get-number", 0.002, unsure=True),
    Odd("html_after", "get-number", 0.001, unsure=True),
    Odd("cut_json", "get-number", 0.002, unsure=True),
    Odd("empty_after", "get-number", 0.001, unsure=True),
    Odd("hang", "get-number", 0.001, unsure=True),
    Odd("hang_after", "get-number", 0.001, unsure=True),
)
"""Shares of calls. Each unknown outcome is one for good, so of those there are few."""


class FaultSchedule:
    def __init__(
        self,
        options: Options,
        *,
        random: Random,
        provider: SmsMan,
        api: WatchedApi,
        valkey: Valkey,
        proxies: list[Proxy],
        replicas: list[Replica],
        kill_points: KillPoints,
        losses: Losses,
        odds: Odds,
        start: Callable[..., object],
    ) -> None:
        self.count: Counter[str] = Counter()
        self._options = options
        self._random = random
        self._provider = provider
        self._api = api
        self._valkey = valkey
        self._proxies = proxies
        self._replicas = replicas
        self._kill_points = kill_points
        self._losses = losses
        self._odds = odds
        self._start = start
        self._over = False

    def break_out(self) -> None:
        """The faults that are drawn for each call."""
        for odd in PROVIDER:
            if not (odd.unsure and self._options.calm):
                self._provider.faults.add(odd.kind, odd.call, None, probability=odd.share)
        self._api.drawn.share = 0.05
        self._losses.answers, self._losses.requests = 0.003, 0.003
        self._odds.late, self._odds.twice = 0.03, 0.03

    def clear_up(self) -> None:
        self._over = True
        self._provider.faults.clear()
        self._api.drawn.share = 0.0
        self._losses.answers = self._losses.requests = 0.0
        self._odds.late = self._odds.twice = 0.0
        self._kill_points.disarm()

    async def strike(self) -> None:
        """At the processes, until it clears up: mostly at a step, now and then out of the blue."""
        while not self._over:
            await asyncio.sleep(self._options.kill_every * self._random.uniform(0.5, 1.5))
            draw = self._random.random()
            if draw < 0.15:
                self._kill(self._random.choice(self._replicas).index)
                continue
            self._kill_points.arm(self._terminate if draw < 0.25 else self._kill)
            deadline = time.monotonic() + self._options.kill_every
            while self._kill_points.armed and time.monotonic() < deadline:
                await asyncio.sleep(0.05)
            self._kill_points.disarm()

    def _kill(self, replica: int) -> None:
        self._replicas[replica].kill()

    def _terminate(self, replica: int) -> None:
        self._replicas[replica].terminate()

    async def trouble(self) -> None:
        """The database, and processes that stand still for longer than their leases, until it clears up."""
        troubles = [self._freeze, self._die, self._freeze, self._pause, self._starve, self._cut]
        turn = 0
        while not self._over:
            await asyncio.sleep(self._options.trouble_every * self._random.uniform(0.5, 1.0))
            if not self._over:
                await troubles[turn % len(troubles)]()
                turn += 1

    async def _freeze(self) -> None:
        self.count["processes stopped for longer than a lease"] += 1
        seconds = self._lease() * self._random.choice((1.1, 1.2, 1.3, 2.8))
        self._start(self._random.choice(self._replicas).freeze(seconds))

    async def _die(self) -> None:
        self.count["database killed and restarted"] += 1
        began = time.time()
        self._valkey.kill()
        await asyncio.sleep(self._random.uniform(0.0, 3.0))
        await self._valkey.start()
        self._valkey.troubles.append((began, time.time()))

    async def _pause(self) -> None:
        self.count["database paused"] += 1
        began = time.time()
        self._valkey.pause()
        await asyncio.sleep(self._lease() * self._random.choice((0.2, 0.5, 1.0)))
        self._valkey.go_on()
        self._valkey.troubles.append((began, time.time()))

    async def _starve(self) -> None:
        self.count["database out of memory"] += 1
        began = time.time()
        await self._valkey.starve(True)
        await asyncio.sleep(self._random.uniform(1.0, 5.0))
        await self._valkey.starve(False)
        self._valkey.troubles.append((began, time.time()))

    async def _cut(self) -> None:
        self.count["connections to the database cut"] += 1
        began = time.time()
        for proxy in self._proxies:
            proxy.cut()
        self._valkey.troubles.append((began, time.time()))

    def _lease(self) -> float:
        return 5.0 if self._options.short_timings else 30.0
