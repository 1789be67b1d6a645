"""One run: builds both worlds, starts bots and users, injects faults, ends them, and checks everything."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from aiohttp import web

from chaos.books import Books
from chaos.checker import Verdict, check
from chaos.database_proxy import Losses, Proxy
from chaos.environment import BOT_ID, PROVIDER_TOKEN, TOKEN, environment
from chaos.fault_schedule import FaultSchedule, Surroundings
from chaos.history import Evidence, History
from chaos.kill_points import KillPoints
from chaos.market import Market
from chaos.operator_bot import OperatorBot
from chaos.options import Options
from chaos.outside import Outside, ProviderFaults, WatchedApi
from chaos.overcharge import OverchargeProbe
from chaos.redeemer import Redeemer
from chaos.replica import End, ForkServer, Replica
from chaos.revision import check_out
from chaos.rollback import Backups
from chaos.settling import settle
from chaos.stale_journal import StaleJournal
from chaos.stars import PLENTY, StarTroubles
from chaos.timings import PRICES_READ_EVERY_S, READING_GAP_S
from chaos.updates import Odds, Updates
from chaos.users import Habits, Pairs, User
from chaos.valkey import Valkey
from chaos.voucher_check import VoucherFindings
from chaos.vouchers import Vouchers
from chaos.wallet_check import SETTINGS
from chaos.wrong_answers import WrongAnswers
from sandbox.smsman import SmsMan
from sandbox.telegram.core import Core
from sandbox.telegram.people import People

CALLS = ("get-balance", "limits", "get-number", "get-sms", "set-status", "get-prices", "countries", "applications")

LONGEST_STOP = 95.0
"""Seconds from SIGTERM to the end: a handler's, a purchase's and the messages' patience."""


class Run:
    def __init__(self, options: Options, folder: Path, say: Callable[[str], None]) -> None:
        self.options = options
        self.history = History()
        self.kills = 0
        self.ends: Counter[End] = Counter()
        self.slow_stops: list[float] = []
        self.failures: list[str] = []
        """Processes that ended by themselves, or badly when asked to."""
        self.kill_times: list[float] = []
        self.folder = folder
        self.say = say
        self._tasks: set[asyncio.Task[Any]] = set()
        self._closing = False
        self.watchful = False
        """Processes that are born from now on look at the account every few seconds."""
        self._address = ""

        self.provider = SmsMan(token=PROVIDER_TOKEN, seed=options.seed)
        self.provider.faults = ProviderFaults(seed=options.seed, calls=list(CALLS), changed=lambda: None)
        self.provider.switch(
            sms_delay=(1.0, 3.0) if options.short_timings else (1.0, 8.0),
            slow_share=0.05,
            never_share=0.0 if options.calm else 0.08,
            early_cancel=1.5,  # so that what a user wants at once has to outlast a refusal
            lifetime=180.0,  # the bot gives a number up after 40
        )
        if self._draws("money").random() < 0.5:
            self.provider.switch(takes="with the code", dialect="newer")
        self.provider.set_balance(Decimal(100_000_000))
        self.wrong_answers = WrongAnswers(self.provider, self._draws("wrong answers"))
        self.wrong_answers.calm, self.wrong_answers.often = options.calm, options.wrong_share
        self.wrong_answers.denials = options.denied_share

        self.core = Core(BOT_ID, now=time.time, sleep=asyncio.sleep)
        self.kill_points = KillPoints(
            self._draws("kill points"), freezes=KillPoints(self._draws("freezes"), only=options.freeze_at)
        )
        self.api = WatchedApi(
            TOKEN, self.core, random=self._draws("telegram"), kill_points=self.kill_points, history=self.history
        )
        self.replicas = [Replica(index) for index in range(options.replicas)]
        self.odds, self.losses = Odds(), Losses()
        self.updates = Updates(
            self.core,
            self.replicas,
            random=self._draws("updates"),
            odds=self.odds,
            kill_points=self.kill_points,
            start=self.start,
        )
        self.valkey = Valkey(folder)
        self.proxies = [
            Proxy(
                replica.index,
                folder / f"r{replica.index}.sock",
                self.valkey.socket,
                random=self._draws(f"proxy {replica.index}"),
                losses=self.losses,
                struck=self.kill_points.at,
                lost=lambda _: self._lost(),
                seen=self.history.passed,
            )
            for replica in self.replicas
        ]
        self._restore: asyncio.Task[None] | None = None
        self.backups = Backups(folder, self.valkey, self.replicas, history=self.history, random=self._draws("backups"))
        self.market = Market(
            self.provider,
            self._draws("market"),
            count=max(6, options.users // 16),
            two_readings_s=PRICES_READ_EVERY_S[options.short_timings] + READING_GAP_S[options.short_timings],
        )
        self.stale_journal = StaleJournal(BOT_ID, self._buyers(), self._draws("stale journal"))
        self.evidence = Evidence(
            self.history,
            self.provider,
            self.valkey,
            self.replicas,
            overcharged=self.wrong_answers.overcharged,
            repeated=self.wrong_answers.repeated,
            market=self.market,
        )
        self.fork_server = ForkServer(self._died)
        self._fork_servers = [self.fork_server for _ in self.replicas]
        """By replica: one of them may be of an older revision."""
        around = Surroundings(
            provider=self.provider,
            wrong_answers=self.wrong_answers,
            api=self.api,
            valkey=self.valkey,
            proxies=self.proxies,
            replicas=self.replicas,
            kill_points=self.kill_points,
            losses=self.losses,
            odds=self.odds,
            restore=self._bring_back,
            outlive=self._outlive,
        )
        self.faults = FaultSchedule(options, around, random=self._draws("faults"), start=self.start)
        people = People(self.core)
        self.operator = OperatorBot(self.core, people, self.provider, self.history)
        self.star_troubles = StarTroubles(
            self.core, self.operator, self._draws("stars"), every_s=2.0 if options.short_timings else 4.0
        )
        self.evidence.stars, self.evidence.taken_from = self.star_troubles.stars, self.star_troubles.taken_from
        self.books = Books(self.valkey, self.star_troubles.stars, may_look=self.backups.may_start.is_set)
        pairs = Pairs(self.provider, self._draws("pairs"), without=self.market.pairs)
        self.vouchers = Vouchers(self.operator, pairs, self.provider, self._draws("vouchers"), self._buyers())
        self.vouchers.every_s = 1.5 if options.short_timings else 4.0
        self.found_of_vouchers = VoucherFindings()
        person = partial(Redeemer, vouchers=self.vouchers) if options.wallet else User
        self.users = [
            person(
                1000 + index,
                core=self.core,
                people=people,
                history=self.history,
                pairs=pairs,
                random=self._draws(f"user {index}"),
                habits=Habits(answer_timeout_s=4.0, follow=10.0, cancel=0.3, replace=options.replaced)
                if options.short_timings
                else Habits(replace=options.replaced),
            )
            for index in range(options.users)
        ]
        if options.wallet:
            for user in self.users:
                self.core.world.people[user.id].stars = PLENTY
        self.overcharge = OverchargeProbe(self.history, self.replicas, self.provider, self.wrong_answers, self.users[0])

    def _buyers(self) -> list[int]:
        return [1000 + index for index in range(self.options.users)]

    def _draws(self, what: str) -> Random:
        return Random(f"{self.options.seed}:{what}")

    def start(self, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            self.failures.append(f"the chaos program itself: {error!r}")

    def _lost(self) -> None:
        self.history.lost_answers.append(time.time())

    # the processes

    def environment(self, replica: Replica) -> dict[str, str]:
        base, socket = f"{self._address}/r{replica.index}", self.proxies[replica.index].socket
        settings = environment(base, socket, replica.port, self._data(replica))
        return {**settings, **SETTINGS} if self.options.wallet else settings

    def _data(self, replica: Replica) -> Path:
        return self.folder / f"data-{replica.index}"

    async def _outlive(self) -> None:
        """An older revision's journal has its own form."""
        current = [replica for replica in self.replicas if self._fork_servers[replica.index] is self.fork_server]
        await self.stale_journal.write(map(self._data, current))

    async def _bring_back(self) -> None:
        self._restore = self.start(self.backups.roll_back(self.environment(self.replicas[-1])))
        await asyncio.shield(self._restore)

    async def restored(self) -> None:
        """A restore that the end of the faults finds under way comes to its own end: half of one is a lost database."""
        if self._restore:
            await asyncio.wait({self._restore})

    async def _bear(self, replica: Replica, delay: float = 0.0) -> None:
        await asyncio.sleep(delay)
        await self.backups.may_start.wait()
        if not self._closing:
            await self._fork_servers[replica.index].bear(
                replica,
                self.environment(replica),
                self.folder,
                mutant=self.options.mutant,
                short_timings=self.options.short_timings,
                watchful=self.watchful,
            )

    def _died(self, replica: Replica, end: End, status: int) -> None:
        self.ends[end] += 1
        if end == "killed":
            self.kill_times.append(replica.ends[replica.life])
        elif status != 0 and not self._closing:
            self.failures.append(f"replica {replica.index}, life {replica.life}, ended {end} with status {status}")
        if end == "terminated":
            replica.terminated.add(replica.life)
            self.slow_stops.append(time.time() - replica.asked_at - replica.frozen_since(replica.asked_at))
            if self.slow_stops[-1] > LONGEST_STOP:
                self.failures.append(f"replica {replica.index} took {self.slow_stops[-1]:.0f} s to stop")
        self.start(self._bear(replica, self._rest()))

    def _rest(self) -> float:
        return self._draws(f"rebirth {sum(self.ends.values())}").uniform(0.0, 2.0)

    # from beginning to end

    async def play(self) -> Verdict:
        old = await check_out(self.options.old, self.folder) if self.options.old else None
        async with self._serving():
            await self.valkey.start()
            for proxy in self.proxies:
                await proxy.open()
            if old:
                self._fork_servers[0] = ForkServer(self._died, old)
                await self._fork_servers[0].open()
            await self.fork_server.open()
            for replica in self.replicas:
                await self._bear(replica)
            self.start(self.operator.look_on())
            self.start(self.operator.answer())
            for user in self.users:
                self.start(user.look_on())
            try:
                await self._storm()
                return await settle(self)
            finally:
                self._closing = True
                self.valkey.go_on()
                for fork_server in set(self._fork_servers):
                    await fork_server.close()
                for task in self._tasks:
                    task.cancel()
                await self.updates.close()
                for proxy in self.proxies:
                    await proxy.close()
                self.valkey.kill()

    async def _storm(self) -> None:
        began = time.monotonic()
        self.faults.begin()
        faults = [self.start(work) for work in (self.faults.kill(), self.faults.freeze(), self.faults.trouble())]
        shopping = [self.start(self._shop(user, began)) for user in self.users[1:]]
        faults += [self.start(work) for work in (self._flood(), self._pay_in(), self.market.run())]
        if self.options.wallet:
            faults += [self.start(self.star_troubles.run()), self.start(self.vouchers.run())]
            self.start(self.books.watch())
        told = began
        while not self._enough(began):
            await asyncio.sleep(0.5)
            if time.monotonic() - told > 15:
                told = time.monotonic()
                struck = f"{self.ends['killed']} kills, {self.faults.freezes} freezes"
                self.say(f"{told - began:5.0f} s  {self.begun} purchases, {struck}")
            if self.is_caught():
                break
        for task in (*faults, *shopping):
            task.cancel()

    @property
    def begun(self) -> int:
        return sum(1 for attempt in self.history.attempts.values() if attempt.shown)

    def _enough(self, began: float) -> bool:
        options = self.options
        killed = self.ends["killed"] >= options.kills and self.faults.freezes >= options.freezes
        done = self.begun >= options.purchases and killed
        return done or time.monotonic() - began > options.minutes * 60

    async def _shop(self, user: User, began: float) -> None:
        gap = len(self.users) / self.options.rate
        await asyncio.sleep(user.random.uniform(0, gap))
        while True:
            next_one = time.monotonic() + gap * user.random.uniform(0.7, 1.3)
            if user.random.random() < self.options.reminded:
                await user.ask_to_be_told(self.market.pairs)
            await user.buy_one()
            await asyncio.sleep(max(0.0, next_one - time.monotonic()))

    async def _flood(self) -> None:
        flooder = self.users[0]
        while True:
            await asyncio.sleep(self.options.trouble_every)
            await flooder.flood(self.options.trouble_every / 3)

    async def _pay_in(self) -> None:
        """The operator does, now and then: after that the balance explains nothing that lies before."""
        while True:
            await asyncio.sleep(3 * self.options.trouble_every)
            account = self.provider.orders.account
            self.provider.set_balance(account.balance + 1000)

    def is_caught(self) -> bool:
        """A mutant has done what no time can mend any more."""
        if not self.options.mutant:
            return False  # to check all takes longer and longer in a long run, and both worlds stand still for it
        return bool(self.updates.refused or check(self.evidence, final=False).guilty)

    @asynccontextmanager
    async def _serving(self) -> AsyncIterator[None]:
        outside = Outside(
            provider=self.provider,
            api=self.api,
            kill_points=self.kill_points,
            replicas=self.replicas,
            history=self.history,
            wrong_answers=self.wrong_answers,
        )
        runner = web.AppRunner(outside.application(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self._address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield
        finally:
            await runner.cleanup()
