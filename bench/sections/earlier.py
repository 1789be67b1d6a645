"""The taps of this checkout beside those of another one: whether a change has made them dearer."""

import os
import subprocess
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

from bench.measuring import in_turn
from bench.section import Goal, Row, Section, Spread
from bench.sections.taps import KINDS, Kind, tapped
from bench.tap_load import TapLoad, Throughput

NAME = "earlier"
VARIABLE = "EARLIER"
"""Of the environment: the folder of the other checkout."""

STARTS = 4
"""A process keeps the luck of its start, a twentieth to either side, so that one start of each says little."""

WHAT = """\
Taps as in "A tap and the answer to it", with long polling, answered by the bot of this checkout and by that of another
one, in turn, both started anew for each of the runs."""

AGAINST = "The bot of commit {commit}."


async def measure(quick: bool) -> Section:
    folder = os.environ.get(VARIABLE)
    if not folder:
        raise ValueError(f"{VARIABLE} has to name the folder of another checkout")
    root = Path(folder).absolute()  # noqa: ASYNC240 -- no load runs yet
    which = ["git", "-C", str(root), "rev-parse", "--short", "HEAD"]
    commit = subprocess.check_output(which, text=True).strip()  # noqa: ASYNC221 -- likewise
    starts, seconds = (1, 0.5) if quick else (STARTS, 1.6)
    kinds = KINDS["polling"]
    found: dict[Kind, list[tuple[Throughput, Throughput]]] = {kind: [] for kind in kinds}
    for _ in range(starts):
        async with AsyncExitStack() as stack:
            before = await stack.enter_async_context(tapped(webhook=False, root=root))
            now = await stack.enter_async_context(tapped(webhook=False))
            for kind in kinds:
                found[kind].append(await _compare(kind, before, now, seconds))
    rows = tuple(row for kind, pairs in found.items() for row in _rows(kind, pairs))
    return Section(NAME, "A tap, and what it cost before", WHAT, AGAINST.format(commit=commit), rows=rows)


async def _compare(kind: Kind, before: TapLoad, now: TapLoad, seconds: float) -> tuple[Throughput, Throughput]:
    """The cheapest of three runs each: what disturbs the machine only ever takes away."""
    ways = [partial(load.saturate, kind.words, kind.calls, seconds, typed=kind.typed) for load in (before, now)]
    first, second = await in_turn(3, *ways)
    return min(first, key=lambda one: one.cpu_ms), min(second, key=lambda one: one.cpu_ms)


def _rows(kind: Kind, pairs: list[tuple[Throughput, Throughput]]) -> list[Row]:
    before, now = ([pair[at] for pair in pairs] for at in (0, 1))
    costs, costs_before = [one.cpu_ms for one in now], [one.cpu_ms for one in before]
    rates, rates_before = [one.rate for one in now], [one.rate for one in before]
    return [
        Row(kind.name, Spread.of(rates), "/s", Spread.ratios(rates, rates_before), Spread.of(rates_before)),
        Row(
            f"{kind.name}: CPU",
            Spread.of(costs),
            "ms",
            Spread.ratios(costs, costs_before),
            Spread.of(costs_before),
            goal=Goal(1.05, most=True, of="ratio"),
        ),
    ]
