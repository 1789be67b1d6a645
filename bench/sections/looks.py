"""Looks a second and what each costs, and how late they are, beside what one would do instead."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from math import inf
from typing import Any

from bench import bare_aiogram, jobs, watching
from bench.interpreters import NotToBeHad, interpreter
from bench.measuring import Run, in_turn, run, serving
from bench.outside import outside, plan
from bench.section import Goal, Plot, Row, Section, Series, Spread, Table
from bench.stand_ins import valkey
from bench.waiting import fill

NAME = "looks"
INTERVAL = 5.0
AT_ONCE = 0.001
"""An interval that nobody can keep: every number is due at any time."""

FIRST = 2.0
"""Seconds from the filling to the first look, so that none is overdue when the process begins."""

SIZES = (1_000, 10_000, 50_000)
FULL = 10_000

WHAT = f"""\
The bot's own parts (scheduler, watcher, breaker, meters, adapter, the scripts on a real Valkey) in one process on one
core; Valkey and a provider that answers at once are on the others. "At full load" every number is always due, so that
nothing but the process itself is in the way; otherwise each number is due {INTERVAL:g} s after its last look. A look is
a real HTTP request and a state in Valkey. Late is a look by the time from when it was due to when it began."""

AGAINST = """\
*Bare*: as many coroutines as the bot has looks at once, each sending the same form again and again by aiohttp, as its
manual shows it, and reading the JSON of the answer: no schedule, no state. *A task a number*: one asyncio task each,
all in memory, by the bot's own adapter; a restart loses every number. *One loop*: over all numbers, one after the
other, as most bots of this kind do. *SAQ* and *arq*: a job a look on the same Valkey, which puts the next one into the
queue; in environments of their own, with the older redis-py that they need."""

REMARK = """\
A look costs more where few numbers wait: each then takes a claim, and a wake-up of the process, for itself; where many
are due, they share both."""

Way = Callable[[], Awaitable[Run]]


async def measure(quick: bool) -> Section:
    runs, rushes, warm, seconds = (1, 1, 5.5, 2.0) if quick else (2, 5, 5.5, 4.0)
    sizes = SIZES[:2] if quick else SIZES
    async with AsyncExitStack() as stack:
        port: int = (await stack.enter_async_context(serving(outside))).value
        url: str = (await stack.enter_async_context(serving(valkey))).value
        span: dict[str, Any] = {"warm": warm, "seconds": INTERVAL}  # whole: one loop over all looks in bursts
        rush: dict[str, Any] = {"warm": 1.0, "seconds": seconds}

        async def ours(waiting: int, interval: float, when: dict[str, Any]) -> Run:
            await fill(url, waiting, min(interval, INTERVAL), first=FIRST if interval == INTERVAL else 0.0)
            await plan(port, {})
            return await run(watching.ours, url=url, port=port, interval=interval, **when)

        bare, full, tasks = await in_turn(
            rushes,
            lambda: run(watching.bare, port=port, **rush),
            lambda: ours(FULL, AT_ONCE, rush),
            lambda: run(watching.tasks, port=port, waiting=2_000, interval=AT_ONCE, **rush),
        )
        paced = dict(
            zip(sizes, await in_turn(runs, *(partial(ours, size, INTERVAL, span) for size in sizes)), strict=True)
        )
        others, remarks = await _others(url, port, sizes, span)
    return Section(
        NAME,
        "Looks",
        WHAT,
        AGAINST,
        rows=(
            *_full_load(bare, full, tasks),
            *_paced(paced),
        ),
        tables=(_table(paced, others),),
        plots=(_plot(paced, others),),
        remarks=(*remarks, REMARK, await _memory(paced)),
    )


async def _others(
    url: str, port: int, sizes: tuple[int, ...], span: dict[str, Any]
) -> tuple[dict[str, dict[int, Run]], list[str]]:
    """One run of each at each size; the job libraries not at the largest, which they are far from."""
    found: dict[str, dict[int, Run]] = {"a task a number": {}, "one loop": {}, "SAQ": {}, "arq": {}}
    remarks = []
    for size in sizes:
        where: dict[str, Any] = {"port": port, "waiting": size, "interval": INTERVAL, **span}
        found["a task a number"][size] = await run(watching.tasks, **where)
        found["one loop"][size] = await run(watching.sequential, **where)
    for name, job, pins in (("SAQ", jobs.saq, jobs.SAQ), ("arq", jobs.arq, jobs.ARQ)):
        try:
            python = await interpreter(*pins, ours_too=True)
        except NotToBeHad as error:
            remarks.append(f"{name} was not measured: {error}.")
            continue
        for size in sizes[:2]:
            await fill(url, 0, 0)
            await plan(port, {})
            found[name][size] = await run(
                job, python=python, url=url, port=port, waiting=size, interval=INTERVAL, **span
            )
    return found, remarks


async def _memory(paced: dict[int, list[Run]]) -> str:
    aiogram = (await run(bare_aiogram.version)).peak_mb
    least, most = (
        Spread.of(one.peak_mb for one in taken).median for taken in (min(paced.items())[1], max(paced.items())[1])
    )
    return (
        f"Of the memory, {aiogram:.0f} MB are what Python takes once `import aiogram` is done; from {min(paced):,} to "
        f"{max(paced):,} waiting numbers it grows by {most - least:.0f} MB."
    )


def rate(taken: Run) -> float:
    return float(taken.value["looks"])


def cpu_a_look(taken: Run) -> float:
    """In microseconds; endless where none came through."""
    return float(taken.value["cpu"] / taken.value["looks"] * 1e6) if taken.value["looks"] else inf


def _late(taken: Run, part: str = "p99") -> float:
    """In milliseconds."""
    return float(taken.value["late"][part] * 1000)


def _full_load(bare: list[Run], full: list[Run], tasks: list[Run]) -> list[Row]:
    limit, limit_cpu = [rate(one) for one in bare], [cpu_a_look(one) for one in bare]
    ours, memory = [rate(one) for one in full], [rate(one) for one in tasks]
    cpu = [cpu_a_look(one) for one in full]
    return [
        Row(
            "looks a second at full load",
            Spread.of(ours),
            "/s",
            Spread.ratios(ours, limit),
            Spread.of(limit),
            "bare",
            Goal(0.8, of="ratio"),
        ),
        Row(
            "the same",
            Spread.of(ours),
            "/s",
            Spread.ratios(ours, memory),
            Spread.of(memory),
            "a task a number",
        ),
        Row("the same", Spread.of(ours), "/s", goal=Goal(1900)),
        Row(
            "CPU a look at full load",
            Spread.of(cpu),
            "µs",
            Spread.ratios(cpu, limit_cpu),
            Spread.of(limit_cpu),
            "bare",
        ),
    ]


def _paced(paced: dict[int, list[Run]]) -> list[Row]:
    rows = []
    least = [cpu_a_look(one) for one in paced[SIZES[0]]]
    for size, taken in paced.items():
        cpu = [cpu_a_look(one) for one in taken]
        if size == SIZES[0]:
            rows.append(Row(f"CPU a look, {size:,} waiting", Spread.of(cpu), "µs"))
        else:
            ratio, beside = Spread.ratios(cpu, least), f"{SIZES[0]:,} waiting"
            goal = Goal(1.2, most=True, of="ratio")
            rows.append(
                Row(f"CPU a look, {size:,} waiting", Spread.of(cpu), "µs", ratio, Spread.of(least), beside, goal)
            )
    middle = paced[FULL]
    rows += [
        Row(f"99 of 100 looks are late by at most, {FULL:,} waiting", Spread.of(map(_late, middle)), "ms",
            goal=Goal(100, most=True)),
        Row(f"of a core, {FULL:,} waiting", Spread.of(one.value["cpu"] * 100 for one in middle), "%",
            goal=Goal(60, most=True)),
        Row(f"peak memory, {FULL:,} waiting", Spread.of(one.peak_mb for one in middle), "MB",
            goal=Goal(150, most=True)),
    ]  # fmt: skip
    return rows


def _table(paced: dict[int, list[Run]], others: dict[str, dict[int, Run]]) -> Table:
    ways = {"the bot": {size: sorted(taken, key=rate)[len(taken) // 2] for size, taken in paced.items()}, **others}
    return Table(
        ("way", "waiting", "due a second", "looks a second", "CPU a look", "late: median", "late: 99 of 100", "memory"),
        tuple(
            (
                way,
                f"{size:,}",
                f"{size / INTERVAL:,.0f}",
                f"{rate(one):,.0f}",
                f"{cpu_a_look(one):.0f} µs" if rate(one) else "–",
                f"{_late(one, 'p50'):,.0f} ms",
                f"{_late(one):,.0f} ms",
                f"{one.peak_mb:.0f} MB",
            )
            for way, taken in ways.items()
            for size, one in taken.items()
        ),
        f"One look each {INTERVAL:g} s",
    )


def _plot(paced: dict[int, list[Run]], others: dict[str, dict[int, Run]]) -> Plot:
    medians = {size: Spread.of(map(rate, taken)).median for size, taken in paced.items()}
    series = [Series("the bot", tuple(medians), tuple(medians.values()))]
    series += [
        Series(way, tuple(taken), tuple(rate(one) for one in taken.values())) for way, taken in others.items() if taken
    ]
    due = tuple(size / INTERVAL for size in medians)
    return Plot(
        "looks-rate",
        f"Looks a second, one look each {INTERVAL:g} s",
        "lines",
        (*series, Series("what is due", tuple(medians), due)),
        x_label="numbers that wait",
        y_label="looks a second",
        log_x=True,
        log_y=True,
    )
