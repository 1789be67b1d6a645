"""From the moment at which the provider has a code to its message at Telegram."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from random import Random
from typing import Any

from bench import jobs, watching
from bench.crowd import percentile
from bench.interpreters import NotToBeHad, interpreter
from bench.measuring import in_turn, run, serving
from bench.outside import outside, plan, seen
from bench.section import Goal, Plot, Row, Section, Series, Spread, Table
from bench.stand_ins import valkey
from bench.waiting import fill
from bench.window import FIRST_REQUEST, phases

NAME = "delivery"
INTERVAL = 5.0
SIZES = (10, 1_000, 10_000)
FULL = 10_000
CODES = 1_500
"""Codes that come, at most."""

WARM, COMING, AFTER = 5.5, 2 * INTERVAL, 6.5
"""Seconds: until the first code, in which all of them come (whole intervals, so that no phase of one weighs more), and
for the last ones to be found."""

WHAT = f"""\
Numbers wait, each looked at every {INTERVAL:g} s, and the codes of up to {CODES} of them come within {COMING:g} s. The
clock of a code starts when the provider has it, and stops when Telegram has the message: the look that finds it, its
being stored, the outbox, the courier and the sending lie in between. Half the interval is what chance alone costs:
codes come spread evenly over the time between two looks at their numbers, since the median of as many random moments
is itself uncertain by 0.07 s. The bot's learned schedule is left out here; it is measured in a section of its own."""

AGAINST = """\
The same as for looks. They send the message at once where they find the code, and keep nothing: where one of these
programs dies, the code dies with it."""

Waits = dict[str, Any]
Way = Callable[[int], Awaitable[Waits]]


async def measure(quick: bool) -> Section:
    runs = 1 if quick else 2
    async with AsyncExitStack() as stack:
        port: int = (await stack.enter_async_context(serving(outside))).value
        url: str = (await stack.enter_async_context(serving(valkey))).value
        taken = await in_turn(runs, *(partial(_ours, url, port, size) for size in SIZES))
        ours = dict(zip(SIZES, taken, strict=True))
        others, remarks = await _others(url, port, SIZES[1:2] if quick else SIZES[1:])
    return Section(
        NAME,
        "From the code to its message",
        WHAT,
        AGAINST,
        rows=tuple(_rows(ours)),
        tables=(_table(ours, others),),
        plots=(_plot(ours, others),),
        remarks=tuple(remarks),
    )


async def _take(port: int, waiting: int, watch: Callable[..., Awaitable[object]]) -> Waits:
    await plan(port, {str(FIRST_REQUEST + index): START + WARM + at for index, at in _coming(waiting).items()})
    await watch(warm=START, seconds=WARM + COMING + AFTER)
    return await seen(port)


def _coming(waiting: int) -> dict[int, float]:
    """When, within `COMING` seconds, the code of each number comes, by the numbers' indexes.

    The time from each to the next look at its number is one of as many even steps of the interval, whenever the first
    look at all was.
    """
    draws, phase = Random(2), phases(waiting, INTERVAL)
    coming = draws.sample(range(waiting), min(CODES, waiting))
    ahead = [INTERVAL * (step + draws.random()) / len(coming) for step in range(len(coming))]
    return {
        index: (phase[index] - before) % INTERVAL + INTERVAL * draws.randrange(round(COMING / INTERVAL))
        for index, before in zip(coming, ahead, strict=True)
    }


START = 2.0
"""Seconds that a process takes until it looks."""

FIRST = START + 1.0
"""Seconds from the filling to the first look: with some of them overdue already, they would be made in one burst, and
again so each interval."""


async def _ours(url: str, port: int, waiting: int) -> Waits:
    await fill(url, waiting, INTERVAL, first=FIRST)
    return await _take(port, waiting, partial(run, watching.ours, url=url, port=port, interval=INTERVAL))


async def _others(url: str, port: int, sizes: tuple[int, ...]) -> tuple[dict[str, dict[int, Waits]], list[str]]:
    found: dict[str, dict[int, Waits]] = {"a task a number": {}, "one loop": {}, "SAQ": {}, "arq": {}}
    remarks = []
    for size in sizes:
        where: dict[str, Any] = {"port": port, "waiting": size, "interval": INTERVAL}
        found["a task a number"][size] = await _take(port, size, partial(run, watching.tasks, **where))
        found["one loop"][size] = await _take(port, size, partial(run, watching.sequential, **where))
    for name, job, pins in (("SAQ", jobs.saq, jobs.SAQ), ("arq", jobs.arq, jobs.ARQ)):
        try:
            python = await interpreter(*pins, ours_too=True)
        except NotToBeHad as error:
            remarks.append(f"{name} was not measured: {error}.")
            continue
        for size in sizes:
            await fill(url, 0, 0)
            where = {"url": url, "port": port, "waiting": size, "interval": INTERVAL}
            found[name][size] = await _take(port, size, partial(run, job, python=python, **where))
    return found, remarks


def _part(waits: Waits, of: float) -> float:
    """In milliseconds; a code that was not told within the time counts as told at its end."""
    known = sorted(waits["waits"]) + [AFTER] * waits["missed"]
    return float(known[min(len(known) - 1, int(len(known) * of))] * 1000)


def _sending(waits: Waits, of: float) -> float:
    """In milliseconds, from the look that found a code to its message."""
    return percentile(waits["sending"] or [0.0], of) * 1000


def _rows(ours: dict[int, list[Waits]]) -> list[Row]:
    rows = []
    for size, taken in ours.items():
        goals = {0.5: Goal(INTERVAL / 2 * 1000 + 50, most=True), 0.99: Goal(INTERVAL * 1000 + 200, most=True)}
        for of, name in ((0.5, "median"), (0.99, "99 of 100 within")):
            figure = Spread.of(_part(one, of) for one in taken)
            rows.append(Row(f"{name}, {size:,} waiting", figure, "ms", goal=goals[of] if size == FULL else None))
    return rows


def _table(ours: dict[int, list[Waits]], others: dict[str, dict[int, Waits]]) -> Table:
    ways = {"the bot": {size: taken[len(taken) // 2] for size, taken in ours.items()}, **others}
    return Table(
        (
            "way",
            "waiting",
            "codes",
            "median",
            "99 of 100 within",
            "of it after the look: median",
            "99 of 100 within",
            "not told within the time",
        ),
        tuple(
            (
                way,
                f"{size:,}",
                f"{len(one['waits']) + one['missed']}",
                f"{_part(one, 0.5):,.0f} ms",
                f"{_part(one, 0.99):,.0f} ms",
                f"{_sending(one, 0.5):,.1f} ms",
                f"{_sending(one, 0.99):,.0f} ms",
                f"{one['missed']}",
            )
            for way, taken in ways.items()
            for size, one in taken.items()
        ),
        f"One look each {INTERVAL:g} s; what was not told {AFTER:g} s after the last code came counts as that long",
    )


def _plot(ours: dict[int, list[Waits]], others: dict[str, dict[int, Waits]]) -> Plot:
    medians = {size: Spread.of(_part(one, 0.5) / 1000 for one in taken) for size, taken in ours.items()}
    series = [
        Series(
            "the bot",
            tuple(medians),
            tuple(one.median for one in medians.values()),
            tuple(one.low for one in medians.values()),
            tuple(one.high for one in medians.values()),
        )
    ]
    series += [
        Series(way, tuple(taken), tuple(_part(one, 0.5) / 1000 for one in taken.values()))
        for way, taken in others.items()
        if taken
    ]
    return Plot(
        "delivery-wait",
        "From the code to its message, median",
        "lines",
        tuple(series),
        x_label="numbers that wait",
        y_label="seconds",
        log_x=True,
        limit=INTERVAL / 2,
    )
