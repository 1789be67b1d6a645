"""What goes wrong when: processes killed and stopped, a provider that is away, a database that dies, or its clock."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from typing import Final, NamedTuple

from chaos.database_proxy import Losses, Proxy
from chaos.kill_points import KillPoints
from chaos.options import Options
from chaos.outside import WatchedApi
from chaos.replica import Replica
from chaos.unreadable import write_one
from chaos.updates import Odds
from chaos.valkey import Valkey
from chaos.wrong_answers import WrongAnswers
from sandbox.smsman import SmsMan

LONGEST_VERDICT_S: Final = (100.0, 20.0)
"""What a process may take until it knows of a purchase, and the balance to tell: usually, with short timings."""

_FREEZES_S: Final = ((3.0, 12.0, 33.0, 84.0, 140.0), (30, 20, 25, 15, 10))
_SHORT_FREEZES_S: Final = ((1.0, 3.0, 6.0, 14.0, 24.0), (15, 20, 25, 20, 20))
"""Seconds, and how often each is drawn: beside a lease of 30 s, and one of 5 s."""


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


CLOCK_STEPS_S: Final = (-288.0, -30.0, -5.0, 5.0, 20.0, 288.0)
"""By which the database's clock jumps, and back again after a while."""
_SHORT_CLOCK_STEPS_S: Final = (-288.0, -30.0, -2.0, 2.0, 20.0, 288.0)
"""A step that nobody can tell from a pause has to be shorter than a lease, in short runs as in the bot itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """All that faults are injected into."""

    provider: SmsMan
    wrong_answers: WrongAnswers
    api: WatchedApi
    valkey: Valkey
    proxies: list[Proxy]
    replicas: list[Replica]
    kill_points: KillPoints
    losses: Losses
    odds: Odds
    restore: Callable[[], Awaitable[None]]
    """Save everything, let a while pass, and bring back what was saved."""
    outlive: Callable[[], Awaitable[None]]
    """Write journal entries of purchases of long ago."""


class FaultSchedule:
    def __init__(self, options: Options, around: Surroundings, *, random: Random, start: Callable[..., object]) -> None:
        self.count: Counter[str] = Counter()
        self.freezes = 0
        self.unreadable: list[float] = []
        """When entries of the database were written that cannot be read."""
        self._options = options
        self._random = random
        self._around = around
        self._start = start
        self._over = False

    def begin(self) -> None:
        """The faults that are drawn for each call."""
        for odd in PROVIDER:
            if not (odd.unsure and self._options.calm):
                self._around.provider.faults.add(odd.kind, odd.call, None, probability=odd.share)
        self._around.wrong_answers.on = True
        self._around.api.drawn.share = 0.05
        self._around.losses.answers, self._around.losses.requests = 0.003, 0.003
        odds = self._around.odds
        odds.late, odds.twice, odds.unreadable = 0.03, 0.03, 0.01

    def end(self) -> None:
        self._over = True
        self._around.provider.faults.clear()
        self._around.wrong_answers.clear()
        self._around.api.drawn.share = 0.0
        self._around.losses.answers = self._around.losses.requests = 0.0
        odds = self._around.odds
        odds.late = odds.twice = odds.unreadable = 0.0
        self._around.kill_points.disarm()
        if self._around.kill_points.freezes:
            self._around.kill_points.freezes.disarm()

    async def kill(self) -> None:
        """Processes, until the faults end: mostly at a step, now and then at any moment."""
        points = self._around.kill_points
        while not self._over:
            await asyncio.sleep(self._options.kill_every * self._random.uniform(0.5, 1.5))
            draw = self._random.random()
            if draw < 0.15:
                self._kill(self._random.choice(self._around.replicas).index)
                continue
            points.arm(self._terminate if draw < 0.25 else self._kill)
            await self._until_struck(points, self._options.kill_every)

    def _kill(self, replica: int) -> None:
        self._around.replicas[replica].kill()

    def _terminate(self, replica: int) -> None:
        self._around.replicas[replica].terminate()

    async def freeze(self) -> None:
        """Stop processes at their steps, or just after, for less than a lease or for longer than any verdict takes."""
        points = self._around.kill_points.freezes
        while not self._over:
            await asyncio.sleep(self._options.freeze_every * self._random.uniform(0.5, 1.2))
            stopped = sum(replica.stopped for replica in self._around.replicas)
            if points is None or self._over or stopped > max(0, len(self._around.replicas) - 3):
                continue
            points.arm(self._freeze)
            await self._until_struck(points, self._options.freeze_every)

    async def _until_struck(self, points: KillPoints, seconds: float) -> None:
        for step in (points.widen, points.disarm):
            deadline = time.monotonic() + seconds / 2
            while points.armed and time.monotonic() < deadline:
                await asyncio.sleep(0.05)
            step()

    def _freeze(self, index: int) -> None:
        replica = self._around.replicas[index]
        given = self._options.freeze_for
        usual, weights = _SHORT_FREEZES_S if self._options.short_timings else _FREEZES_S
        seconds = self._random.choice(given) if given else self._random.choices(usual, weights)[0]
        if self._random.random() < 0.5 and not self._options.freeze_at:
            self._stop(replica, seconds)
        else:  # the answer is on its way, and the process has gone on a little
            loop = asyncio.get_running_loop()
            loop.call_later(self._random.uniform(0.0, 0.01), self._stop, replica, seconds)

    def _stop(self, replica: Replica, seconds: float) -> None:
        if (began := replica.pause()) is not None:
            self.freezes += 1
            if seconds > LONGEST_VERDICT_S[self._options.short_timings]:
                self.count["processes stopped for longer than a verdict"] += 1
            self._start(replica.go_on(began, seconds))

    async def trouble(self) -> None:
        """The database, the provider as a whole, and a backup brought back, until the faults end."""
        troubles = [
            self._die,
            self._write_unreadable,
            self._write_stale,
            self._pause,
            self._step_clock,
            self._outage,
            self._starve,
            self._cut,
        ]
        turn = restores = 0
        began = time.monotonic()
        while not self._over:
            await asyncio.sleep(self._options.trouble_every * self._random.uniform(0.5, 1.0))
            passed = (time.monotonic() - began) / (self._options.minutes * 60)
            if restores < self._options.restores and passed > (restores + 1) / (self._options.restores + 2):
                restores += 1
                self.count["backups brought back"] += 1
                await self._around.restore()
            else:
                await troubles[turn % len(troubles)]()
                turn += 1

    async def _die(self) -> None:
        self.count["database killed and restarted"] += 1
        valkey, began = self._around.valkey, time.time()
        valkey.kill()
        await asyncio.sleep(self._random.uniform(0.0, 3.0))
        await valkey.start()
        valkey.troubles.append((began, time.time()))

    async def _pause(self) -> None:
        self.count["database paused"] += 1
        valkey, began = self._around.valkey, time.time()
        valkey.pause()
        await asyncio.sleep(self._lease() * self._random.choice((0.2, 0.5, 1.0)))
        valkey.go_on()
        valkey.troubles.append((began, time.time()))

    async def _starve(self) -> None:
        self.count["database out of memory"] += 1
        valkey, began = self._around.valkey, time.time()
        await valkey.starve(True)
        await asyncio.sleep(self._random.uniform(1.0, 5.0))
        await valkey.starve(False)
        valkey.troubles.append((began, time.time()))

    async def _cut(self) -> None:
        self.count["connections to the database cut"] += 1
        began = time.time()
        for proxy in self._around.proxies:
            proxy.cut()
        self._around.valkey.troubles.append((began, time.time()))

    async def _step_clock(self) -> None:
        """Forth or back, and after a while to where it should be."""
        valkey = self._around.valkey
        if not valkey.can_step:
            return
        self.count["steps of the database's clock"] += 1
        began = time.time()
        steps = _SHORT_CLOCK_STEPS_S if self._options.short_timings else CLOCK_STEPS_S
        valkey.step_clock(self._random.choice(steps))
        await asyncio.sleep(self._lease() * self._random.choice((0.4, 1.0)))
        valkey.step_clock(0.0)
        await asyncio.sleep(2.0)
        valkey.troubles.append((began, time.time()))

    async def _write_unreadable(self) -> None:
        async with self._around.valkey.client() as client:
            for _ in range(self._random.randint(1, 3)):
                self.unreadable.append(time.time())
                await write_one(client, len(self.unreadable), self._random)

    async def _write_stale(self) -> None:
        self.count["journal entries of long ago, in each replica's folder"] += 1
        await self._around.outlive()

    async def _outage(self) -> None:
        """Once for longer than a number lives, else for some seconds."""
        long = not self._around.wrong_answers.count["outages"]
        seconds = self._options.outage if long else self._random.uniform(1.0, 10.0)
        self._around.wrong_answers.go_down(seconds)

    def _lease(self) -> float:
        return 5.0 if self._options.short_timings else 30.0
