"""Polls a second and what each costs, and how late they are, beside what one would do instead."""

from contextlib import AsyncExitStack
from functools import partial
from math import inf
from typing import Any

from bench import polling
from bench.measuring import Run, in_turn, run, serving
from bench.outside import outside, plan
from bench.section import Goal, Plot, Row, Section, Series, Spread, Table
from bench.stand_ins import valkey
from bench.waiting_numbers import fill

NAME = "polls"
INTERVAL = 5.0
AT_ONCE = 0.001
"""Seconds, an interval that cannot be kept: every number is due at any time."""

FIRST = 2.0
"""Seconds from the filling to the first poll, so that none is overdue when the process begins."""

SIZES = (1_000, 10_000)
FULL = 10_000

WHAT = f"""\
The bot's own shop (worker, SMS poller, guard, adapter, metrics, the scripts on a real Valkey) in one process on one
core; Valkey and a provider that answers at once are on the others. "At full load" every number is always due, so that
nothing but the process itself is in the way; otherwise each number is due {INTERVAL:g} s after its last poll. A poll is
a real HTTP request and a state in Valkey. It is late by the time from when it was due to when it began. Commands are
what Valkey was sent: claims come in batches."""

AGAINST = """\
*Bare*: as many coroutines as the bot has polls at once, each sending the same form again and again by aiohttp, as its
manual shows it, and reading the JSON of the answer: no schedule, no state. *A task a number*: one asyncio task each,
all in memory, by the bot's own adapter; a restart loses every number. *One loop*: over all numbers, one after the
other, as most bots of this kind do."""

REMARK = """\
A poll costs more where few numbers wait: each then takes a claim, and a wake-up of the process, for itself; where many
are due, they share both."""


async def measure(quick: bool) -> Section:
    runs, seconds = (1, 2.0) if quick else (3, 4.0)
    async with AsyncExitStack() as stack:
        port: int = (await stack.enter_async_context(serving(outside))).value
        url: str = (await stack.enter_async_context(serving(valkey))).value
        paced_span: dict[str, Any] = {"warm": 5.5, "seconds": INTERVAL}  # whole: one loop over all polls in bursts
        full_span: dict[str, Any] = {"warm": 1.0, "seconds": seconds}

        async def ours(waiting: int, interval: float, span: dict[str, Any]) -> Run:
            await fill(url, waiting, min(interval, INTERVAL), first=FIRST if interval == INTERVAL else 0.0)
            await plan(port, {})
            return await run(polling.ours, url=url, port=port, interval=interval, **span)

        bare, full, tasks = await in_turn(
            runs,
            lambda: run(polling.bare, port=port, **full_span),
            lambda: ours(FULL, AT_ONCE, full_span),
            lambda: run(polling.tasks, port=port, waiting=2_000, interval=AT_ONCE, **full_span),
        )
        sizes = SIZES[1:] if quick else SIZES
        taken = await in_turn(min(runs, 2), *(partial(ours, size, INTERVAL, paced_span) for size in sizes))
        paced = dict(zip(sizes, taken, strict=True))
        where: dict[str, Any] = {"port": port, "waiting": FULL, "interval": INTERVAL, **paced_span}
        others = {
            "a task a number": await run(polling.tasks, **where),
            "one loop": await run(polling.sequential, **where),
        }
    return Section(
        NAME,
        "Polls",
        WHAT,
        AGAINST,
        rows=(*_full_load(bare, full, tasks), *_paced(paced)),
        tables=(_table(paced, others),),
        plots=(_plot(bare, full, tasks),),
        remarks=(REMARK,),
    )


def rate(taken: Run) -> float:
    return float(taken.value["polls"])


def cpu_a_poll(taken: Run) -> float:
    """In microseconds; endless where none came through."""
    return float(taken.value["cpu"] / taken.value["polls"] * 1e6) if taken.value["polls"] else inf


def _late(taken: Run, part: str = "p99") -> float:
    """In milliseconds."""
    return float(taken.value["late"][part] * 1000)


def _full_load(bare: list[Run], full: list[Run], tasks: list[Run]) -> list[Row]:
    ours = [rate(one) for one in full]

    def beside(name: str, theirs: list[float], goal: Goal | None = None) -> Row:
        what = "polls a second at full load"
        return Row(what, Spread.of(ours), "/s", Spread.ratios(ours, theirs), Spread.of(theirs), name, goal)

    cpu, bare_cpu = [cpu_a_poll(one) for one in full], [cpu_a_poll(one) for one in bare]
    ratios = Spread.ratios(cpu, bare_cpu)
    return [
        beside("bare", [rate(one) for one in bare], Goal(0.7, of="ratio")),
        beside("a task a number", [rate(one) for one in tasks]),
        Row("CPU a poll at full load", Spread.of(cpu), "µs", ratios, Spread.of(bare_cpu), "bare"),
    ]


def _paced(paced: dict[int, list[Run]]) -> list[Row]:
    full = paced[FULL]
    commands = [one.value["scripts"] / one.value["polls"] for one in full]
    name = f"{FULL:,} waiting"
    return [
        *(Row(f"CPU a poll, {n:,} waiting", Spread.of(map(cpu_a_poll, runs)), "µs") for n, runs in paced.items()),
        Row(f"99 of 100 polls are late by at most, {name}", Spread.of(map(_late, full)), "ms", goal=at_most(100)),
        Row(f"of a core, {name}", Spread.of(one.value["cpu"] * 100 for one in full), "%", goal=at_most(60)),
        Row(f"commands to Valkey a poll, {name}", Spread.of(commands), goal=at_most(0.2)),
        Row(f"peak memory, {name}", Spread.of(one.peak_mb for one in full), "MB", goal=at_most(200)),
    ]


def at_most(bound: float) -> Goal:
    return Goal(bound, most=True)


def _table(paced: dict[int, list[Run]], others: dict[str, Run]) -> Table:
    ways = [("the bot", size, runs[len(runs) // 2]) for size, runs in paced.items()]
    ways += [(name, FULL, one) for name, one in others.items()]
    return Table(
        ("way", "waiting", "due a second", "polls a second", "CPU a poll", "late: median", "late: 99 of 100", "memory"),
        tuple(
            (
                way,
                f"{size:,}",
                f"{size / INTERVAL:,.0f}",
                f"{rate(one):,.0f}",
                f"{cpu_a_poll(one):.0f} µs" if rate(one) else "–",
                f"{_late(one, 'p50'):,.0f} ms",
                f"{_late(one):,.0f} ms",
                f"{one.peak_mb:.0f} MB",
            )
            for way, size, one in ways
        ),
        f"One poll each {INTERVAL:g} s",
    )


def _plot(bare: list[Run], full: list[Run], tasks: list[Run]) -> Plot:
    ways = {"bare": bare, "a task a number": tasks, "the bot": full}
    spreads = [Spread.of(map(rate, runs)) for runs in ways.values()]
    bars = Series(
        "at full load",
        tuple(ways),
        tuple(one.median for one in spreads),
        tuple(one.low for one in spreads),
        tuple(one.high for one in spreads),
    )
    return Plot("polls-rate", "Polls a second, one process on one core", "bars", (bars,), y_label="polls a second")
