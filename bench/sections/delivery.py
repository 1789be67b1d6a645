"""From the moment at which the provider has a code to its message at Telegram."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from random import Random
from typing import Any

from bench import polling
from bench.measuring import in_turn, run, serving
from bench.outside import outside, plan, seen
from bench.section import Goal, Row, Section, Spread, Table
from bench.stand_ins import valkey
from bench.tap_load import percentile
from bench.waiting_numbers import fill
from bench.window import FIRST_REQUEST, phases

NAME = "delivery"
INTERVAL = 5.0
WAITING = 10_000
USUAL, FLOOD = 15, 150
"""Codes a second: as many as Telegram lets one bot tell, with 30 calls a second and two a code (its message and its
card), and ten times as many, which is about what one core can do."""

WARM, COMING, AFTER = 5.5, 2 * INTERVAL, 6.5
"""Seconds: until the first code, in which all of them come (whole intervals, so that no phase of one weighs more), and
for the last ones to be found."""

WHAT = f"""\
{WAITING:,} numbers wait, each polled every {INTERVAL:g} s, and for {COMING:g} s codes come: {USUAL} a second, which is
all that Telegram lets one bot tell (30 calls a second; a code is a message and an edit of its card), or {FLOOD}. The
clock of a code starts when the provider has it, and stops when Telegram has the message: the poll that finds it, its
being stored, the outbox, the notifier and the sending lie in between. Half the interval is what chance alone costs:
codes come spread evenly over the time between two polls of their numbers, since the median of as many random moments
is itself uncertain by 0.07 s. The bot's learned schedule is left out here; it is measured in a section of its own."""

AGAINST = """\
A task a number, which sends the message at once where it finds the code and keeps nothing: where such a program dies,
the code dies with it."""

Waits = dict[str, Any]


async def measure(quick: bool) -> Section:
    runs, rates = (1, (FLOOD,)) if quick else (2, (USUAL, FLOOD))
    async with AsyncExitStack() as stack:
        port: int = (await stack.enter_async_context(serving(outside))).value
        url: str = (await stack.enter_async_context(serving(valkey))).value
        taken = await in_turn(runs, *(partial(_ours, url, port, rate) for rate in rates))
        ours = dict(zip(rates, taken, strict=True))
        watch = partial(run, polling.tasks, port=port, waiting=WAITING, interval=INTERVAL)
        tasks = {rate: await _take(port, rate, watch) for rate in rates}
    return Section(
        NAME, "From the code to its message", WHAT, AGAINST, rows=tuple(_rows(ours)), tables=(_table(ours, tasks),)
    )


async def _take(port: int, rate: int, watch: Callable[..., Awaitable[object]]) -> Waits:
    coming = _coming(round(rate * COMING))
    await plan(port, {str(FIRST_REQUEST + index): START + WARM + at for index, at in coming.items()})
    await watch(warm=START, seconds=WARM + COMING + AFTER)
    return await seen(port)


def _coming(codes: int) -> dict[int, float]:
    """When, within `COMING` seconds, each of so many codes comes, by the numbers' indexes.

    The time from each to the next poll of its number is one of as many even steps of the interval, whenever the first
    poll at all was.
    """
    draws, phase = Random(2), phases(WAITING, INTERVAL)
    coming = draws.sample(range(WAITING), codes)
    ahead = [INTERVAL * (step + draws.random()) / len(coming) for step in range(len(coming))]
    return {
        index: (phase[index] - before) % INTERVAL + INTERVAL * draws.randrange(round(COMING / INTERVAL))
        for index, before in zip(coming, ahead, strict=True)
    }


START = 2.0
"""Seconds that a process takes until it polls."""

FIRST = START + 1.0
"""Seconds from the filling to the first poll: with some of them overdue already, they would be made in one burst, and
again so each interval."""


async def _ours(url: str, port: int, rate: int) -> Waits:
    await fill(url, WAITING, INTERVAL, first=FIRST)
    return await _take(port, rate, partial(run, polling.ours, url=url, port=port, interval=INTERVAL))


def _part(waits: Waits, of: float) -> float:
    """In milliseconds; a code that was not told within the time counts as told at its end."""
    known = sorted(waits["waits"]) + [AFTER] * waits["missed"]
    return float(known[min(len(known) - 1, int(len(known) * of))] * 1000)


def _sending(waits: Waits, of: float) -> float:
    """In milliseconds, from the poll that found a code to its message."""
    return percentile(waits["sending"] or [0.0], of) * 1000


def _rows(ours: dict[int, list[Waits]]) -> list[Row]:
    rows = []
    for rate, taken in ours.items():
        goals = (INTERVAL / 2 * 1000 + 50, INTERVAL * 1000 + 200, 50.0) if rate == USUAL else (None, None, None)
        values_by_name = {
            "median": [_part(one, 0.5) for one in taken],
            "99 of 100 within": [_part(one, 0.99) for one in taken],
            "from the poll that found it, 99 of 100 within": [_sending(one, 0.99) for one in taken],
        }
        for (name, values), bound in zip(values_by_name.items(), goals, strict=True):
            goal = None if bound is None else Goal(bound, most=True)
            rows.append(Row(f"{name}, {rate} codes a second", Spread.of(values), "ms", goal=goal))
    return rows


def _table(ours: dict[int, list[Waits]], tasks: dict[int, Waits]) -> Table:
    ways = [("the bot", rate, taken[len(taken) // 2]) for rate, taken in ours.items()]
    ways += [("a task a number", rate, one) for rate, one in tasks.items()]
    return Table(
        (
            "way",
            "codes a second",
            "codes",
            "median",
            "99 of 100 within",
            "of it after the poll: median",
            "99 of 100 within",
            "not told within the time",
        ),
        tuple(
            (
                way,
                f"{rate}",
                f"{len(one['waits']) + one['missed']}",
                f"{_part(one, 0.5):,.0f} ms",
                f"{_part(one, 0.99):,.0f} ms",
                f"{_sending(one, 0.5):,.1f} ms",
                f"{_sending(one, 0.99):,.0f} ms",
                f"{one['missed']}",
            )
            for way, rate, one in ways
        ),
        f"One poll each {INTERVAL:g} s; what was not told {AFTER:g} s after the last code came counts as that long",
    )
