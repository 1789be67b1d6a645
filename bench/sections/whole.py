"""The whole bot on one core, with people who buy, wait and cancel, up to what Telegram lets one bot send."""

import asyncio
import os
import time
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.crowd import percentile
from bench.http import served
from bench.measuring import serving
from bench.section import Goal, Row, Section, Spread
from bench.stand_ins import valkey
from bench.street import COMES, NEVER, THINKING, Street
from bench.subject import bot

NAME = "whole"
PEOPLE = 17.5
"""A second: each is sent a menu, and four of five a code."""

MOST = 30.0
"""Messages a second that Telegram takes from one bot in bulk."""

WARM = 25.0
"""Seconds until as many leave as come."""

WHAT = f"""\
The bot as it is run (`python -m bot` on one core, with its own settings; Valkey and both outside worlds on the others).
{PEOPLE:g} people a second send /start, tap an offer, look at it for {THINKING:g} s, buy, and wait. Codes come evenly
between {COMES[0]:g} and {COMES[1]:g} s; {NEVER:.0%} of the numbers get none and are cancelled. So the bot has to send
{MOST:g} new messages a second, which is what Telegram lets one bot send, and several times as many edits and
answers."""

WAITING = (
    "A code waits for the look that finds it, and two looks at one number are never closer than `POLL_INTERVAL`, 2 s "
    "by default. What the bot itself adds is in the section on delivery."
)


@dataclass(frozen=True, slots=True)
class Taken:
    messages: float
    edits: float
    looks: float
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
            row("new messages a second", [one.messages for one in taken], "/s", Goal(MOST * 0.98)),
            row("edits a second", [one.edits for one in taken], "/s"),
            row("looks a second", [one.looks for one in taken], "/s"),
            row("of one core", [one.core * 100 for one in taken], "%"),
            row("tap on an offer to its page, median", part(0.5, *(one.offers for one in taken)), "ms"),
            row("the same, 99 of 100 within", part(0.99, *(one.offers for one in taken)), "ms"),
            row("tap on Buy to the number, median", part(0.5, *(one.numbers for one in taken)), "ms"),
            row("the same, 99 of 100 within", part(0.99, *(one.numbers for one in taken)), "ms"),
            row("code to its message, median", part(0.5, *(one.codes for one in taken)), "ms"),
            row("the same, 99 of 100 within", part(0.99, *(one.codes for one in taken)), "ms"),
            row("peak memory", [one.memory for one in taken], "MB"),
        ),
        remarks=(WAITING,),
    )


async def _take(seconds: float) -> Taken:
    street = Street()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        port = await stack.enter_async_context(served(street))
        database = await stack.enter_async_context(serving(valkey))
        process = await stack.enter_async_context(
            bot(port, port, folder, REDIS_URL=database.value, MAX_SPENDING_DAY_ALL="0", MAX_PRICE="0")
        )
        async with asyncio.timeout(60):
            await street.telegram.polled.wait()
        walking = asyncio.create_task(street.walk(PEOPLE, WARM + seconds))
        await asyncio.sleep(WARM)
        street.forget()
        began, cpu = time.monotonic(), _cpu(process.pid)
        await asyncio.sleep(seconds)
        lasted = time.monotonic() - began
        spent, memory = _cpu(process.pid) - cpu, _peak_mb(process.pid)
        found = Taken(
            street.messages / lasted,
            street.edits / lasted,
            street.provider.looks / lasted,
            spent / lasted,
            street.offers,
            street.numbers,
            street.codes,
            memory,
        )
        await walking
        await street.leave()
    return found


def _cpu(pid: int) -> float:
    """Seconds that a process has taken so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:"))
