"""What a purchase asks of the database where its user pays from a wallet, beside one that the operator pays."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from redis.asyncio import Redis

from bench.bot_process import bot
from bench.customers import Customers
from bench.http import served
from bench.measuring import in_turn, serving
from bench.section import Goal, Row, Section, Spread
from bench.stand_ins import valkey
from bench.tap_load import cpu_of, percentile
from bot.domain.wallet import Booking, EntryKind
from bot.storage.keys import Keys
from bot.storage.wallet import WalletStore

NAME = "wallet"
MONEY: Final = 1_000_000_000_000
"""Millionths, for each customer: enough for any offer."""

INTERVAL_S: Final = 0.1
"""Between the steps of one customer."""

SETTLE_S: Final = 3.0
"""For the catalogue to be read after the start."""

WHAT = """\
The bot as it is run (`python -m bot` on one core; Valkey and both outside worlds on the others). Customers come one
after the other, open an offer and buy it. From the tap on Buy until the card has the number, every command that a
client sends to Valkey is counted (by MONITOR; what a script calls itself is none), those of the bot's other loops among
them. With `WALLET=on` each customer has money in a wallet, and the script that begins the purchase holds its price."""

AGAINST = "the same with `WALLET=off`, where the operator pays."

REMARK = """\
The hold is booked by the script that begins the purchase, and released or captured by those of its later steps: what a
wallet costs is time in Valkey, and no further round trip."""


@dataclass(slots=True)
class Taken:
    commands: list[int] = field(default_factory=list)
    """By purchase."""
    numbers: list[float] = field(default_factory=list)
    """Seconds from the tap to the number."""
    cpu: float = 0.0
    """Seconds of the bot's for one customer, from /start to the number."""


class Monitor:
    """Counts what clients send to the database."""

    def __init__(self) -> None:
        self.commands = 0

    @asynccontextmanager
    async def watching(self, client: Redis) -> AsyncIterator[None]:
        async with client.monitor() as monitor:
            task = asyncio.create_task(self._count(monitor))
            try:
                yield
            finally:
                task.cancel()

    async def _count(self, monitor: object) -> None:
        async for command in monitor.listen():  # type: ignore[attr-defined]  # redis-py's Monitor has no type of its own
            self.commands += command["client_type"] != "lua"


async def measure(quick: bool) -> Section:
    runs, customers = (1, 5) if quick else (3, 30)
    ours, theirs = await in_turn(runs, lambda: _take("on", customers), lambda: _take("off", customers))

    def row(what: str, values: list[float], against: list[float], unit: str, goal: Goal | None = None) -> Row:
        return Row(what, Spread.of(values), unit, Spread.ratios(values, against), Spread.of(against), goal=goal)

    def median(found: list[list[float]]) -> list[float]:
        return [percentile(one, 0.5) for one in found]

    no_more = Goal(1.0, most=True, of="ratio")
    return Section(
        NAME,
        "A purchase from a wallet",
        WHAT,
        AGAINST,
        rows=(
            row(
                "commands to Valkey from the tap on Buy to the number, median",
                median([[*map(float, one.commands)] for one in ours]),
                median([[*map(float, one.commands)] for one in theirs]),
                "",
                no_more,
            ),
            row(
                "tap on Buy to the number, median",
                [percentile(one.numbers, 0.5) * 1000 for one in ours],
                [percentile(one.numbers, 0.5) * 1000 for one in theirs],
                "ms",
            ),
            row(
                "CPU of the bot, from /start to the number",
                [one.cpu * 1000 for one in ours],
                [one.cpu * 1000 for one in theirs],
                "ms",
            ),
        ),
        remarks=(REMARK,),
    )


async def _take(wallet: str, count: int) -> Taken:
    customers, taken, monitor = Customers(), Taken(), Monitor()
    with TemporaryDirectory(prefix="bench-") as folder:
        async with served(customers) as port, serving(valkey) as database:
            settings = {"REDIS_URL": database.value, "WALLET": wallet, "MAX_PRICE": "0", "MAX_SPENDING_DAY_ALL": "0"}
            async with (
                bot(port, port, Path(folder), **settings) as process,
                Redis.from_url(database.value, decode_responses=True) as client,
            ):
                async with asyncio.timeout(60):
                    await customers.telegram.polled.wait()
                await asyncio.sleep(SETTLE_S)
                async with monitor.watching(client):
                    cpu = cpu_of(process.pid)
                    for _ in range(count):
                        await _sell_one(customers, client, monitor, taken)
                    taken.cpu = (cpu_of(process.pid) - cpu) / count
    taken.numbers = customers.numbers
    return taken


async def _sell_one(customers: Customers, client: Redis, monitor: Monitor, taken: Taken) -> None:
    customer = customers.new()
    booking = Booking(f"adj:{time.time_ns()}", EntryKind.ADJUSTMENT, customer.id, MONEY)
    if not (await WalletStore(client, Keys()).book(booking)).done:
        raise RuntimeError("the customer got no money")
    async with asyncio.timeout(30):
        await customers.open_offer(customer, INTERVAL_S)
        await asyncio.sleep(INTERVAL_S)
        before = monitor.commands
        await customers.buy(customer)
        taken.commands.append(monitor.commands - before)
