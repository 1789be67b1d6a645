"""What tuning the garbage collector brings: the same bot with and without it."""

from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack

from bench.crowd import Crowd, percentile
from bench.measuring import in_turn
from bench.section import Row, Section, Spread
from bench.sections.taps import KINDS, tapped
from bot.memory import THRESHOLDS

NAME = "collector"
RATE = 150.0
"""Taps a second: far from all that a process can do, so that a wait is somebody's standstill and not a queue."""

TUNED = "import sys, bot.memory; from bot.__main__ import main; sys.exit(main())"
UNTUNED = "import gc, sys, bot.memory; bot.memory.freeze = gc.enable; from bot.__main__ import main; sys.exit(main())"

WHAT = f"""\
{RATE:.0f} taps a second on catalogue pages, at an even pace, as in "A tap and the answer to it" with long polling. Once
everything is loaded, the bot collects what can be thrown away, takes the rest out of the collector's sight
(`gc.freeze()`), and makes it look less often (`gc.set_threshold{THRESHOLDS}`)."""


async def measure(quick: bool) -> Section:
    runs, seconds = (2, 2.0) if quick else (5, 4.0)
    kind = KINDS[1]

    def stroll(crowd: Crowd) -> Callable[[], Awaitable[list[float]]]:
        return lambda: crowd.stroll(kind.words, kind.calls, RATE, seconds)

    async with AsyncExitStack() as stack:
        tuned = await stack.enter_async_context(tapped(webhook=False, program=TUNED))
        untuned = await stack.enter_async_context(tapped(webhook=False, program=UNTUNED))
        after, before = await in_turn(runs, stroll(tuned), stroll(untuned))

    def row(what: str, part: float) -> Row:
        ours, theirs = ([percentile(run, part) * 1000 for run in runs] for runs in (after, before))
        return Row(what, Spread.of(ours), "ms", Spread.ratios(ours, theirs), Spread.of(theirs))

    return Section(
        NAME,
        "The garbage collector",
        WHAT,
        "The same bot with Python's own settings.",
        rows=(row("median wait", 0.5), row("p99 of the waits", 0.99), row("longest wait", 1.0)),
    )
