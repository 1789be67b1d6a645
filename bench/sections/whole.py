"""The whole bot on one core, with customers who buy, wait and cancel, up to what Telegram lets one bot send."""

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bot_process import bot
from bench.customers import CODE_AFTER_S, NEVER_SHARE, TAP_INTERVAL_S, Customers
from bench.http import served
from bench.measuring import serving
from bench.section import Goal, Row, Section, Spread
from bench.stand_ins import valkey
from bench.tap_load import cpu_of, memory_of, percentile

NAME = "whole"
CUSTOMERS_PER_S = 17.5
"""A second: each is sent a menu, and four of five a code."""

MESSAGES_PER_S = 30.0
"""Messages a second that Telegram takes from one bot in bulk."""

WARM_S = 25.0
"""Seconds until as many leave as come."""

COMES = f"{CODE_AFTER_S[0]:g} and {CODE_AFTER_S[1]:g} s"
WHAT = f"""\
The bot as it is run (`python -m bot` on one core, with its own settings; Valkey and both outside worlds on the others).
{CUSTOMERS_PER_S:g} customers a second send /start, tap an offer, look at it for {TAP_INTERVAL_S:g} s, buy, and wait.
Codes come evenly between {COMES}; {NEVER_SHARE:.0%} of the numbers get none and are cancelled. So the
bot has to send {MESSAGES_PER_S:g} new messages a second, which is what Telegram lets one bot send, and several times as
many edits and answers."""

WAITING = (
    "A code waits for the poll that finds it, and two polls of one number are never closer than `POLL_INTERVAL`, 2 s "
    "by default. What the bot itself adds is in the section on delivery."
)


@dataclass(frozen=True, slots=True)
class Taken:
    messages: float
    edits: float
    polls: float
    core: float
    offers: list[float]
    numbers: list[float]
    codes: list[float]
    memory: float


async def measure(quick: bool) -> Section:
    runs, seconds = (1, 5.0) if quick else (2, 15.0)
    taken = [await _take(seconds) for _ in range(runs)]

    def row(what: str, values: list[float], unit: str, goal: Goal | None = None) -> Row:
        return Row(what, Spread.of(values), unit, goal=goal)

    def part(of: float, *lists: list[float]) -> list[float]:
        return [percentile(one, of) * 1000 for one in lists]

    return Section(
        NAME,
        "The whole",
        WHAT,
        "",
        rows=(
            row("new messages a second", [one.messages for one in taken], "/s", Goal(MESSAGES_PER_S * 0.98)),
            row("edits a second", [one.edits for one in taken], "/s"),
            row("polls a second", [one.polls for one in taken], "/s"),
            row("of one core", [one.core * 100 for one in taken], "%"),
            row("tap on an offer to its page, median", part(0.5, *(one.offers for one in taken)), "ms"),
            row("the same, 99 of 100 within", part(0.99, *(one.offers for one in taken)), "ms"),
            row("tap on Buy to the number, median", part(0.5, *(one.numbers for one in taken)), "ms"),
            row("the same, 99 of 100 within", part(0.99, *(one.numbers for one in taken)), "ms"),
            row("code to its message, median", part(0.5, *(one.codes for one in taken)), "ms"),
            row("the same, 99 of 100 within", part(0.99, *(one.codes for one in taken)), "ms"),
            row("peak memory", [one.memory for one in taken], "MB", Goal(200, most=True)),
        ),
        remarks=(WAITING,),
    )


async def _take(seconds: float) -> Taken:
    customers = Customers()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        port = await stack.enter_async_context(served(customers))
        database = await stack.enter_async_context(serving(valkey))
        process = await stack.enter_async_context(
            bot(port, port, folder, REDIS_URL=database.value, MAX_SPENDING_DAY_ALL="0", MAX_PRICE="0")
        )
        async with asyncio.timeout(60):
            await customers.telegram.polled.wait()
        coming = asyncio.create_task(customers.come(CUSTOMERS_PER_S, WARM_S + seconds))
        await asyncio.sleep(WARM_S)
        customers.count_anew()
        began, cpu = time.monotonic(), cpu_of(process.pid)
        await asyncio.sleep(seconds)
        lasted = time.monotonic() - began
        spent, memory = cpu_of(process.pid) - cpu, memory_of(process.pid, "VmHWM")
        found = Taken(
            customers.messages / lasted,
            customers.edits / lasted,
            customers.provider.polls / lasted,
            spent / lasted,
            customers.offers,
            customers.numbers,
            customers.codes,
            memory,
        )
        await coming
        await customers.stop()
    return found
