"""Whether uvloop and orjson would earn their place: the same bot with and without them."""

import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial

from bench.crowd import Crowd, Pace
from bench.interpreters import NotToBeHad, interpreter
from bench.measuring import in_turn
from bench.section import Row, Section, Spread
from bench.sections.taps import KINDS, Kind, tapped

NAME = "libraries"
PINS = ("uvloop==0.23.0", "orjson==3.13.0")

RUN = "import sys; from bot.__main__ import main; sys.exit(main())"
UVLOOP = f"import asyncio, uvloop; asyncio.set_event_loop_policy(uvloop.EventLoopPolicy()); {RUN}"
ORJSON = (
    f"import json, orjson; json.loads = orjson.loads; json.dumps = lambda value: orjson.dumps(value).decode(); {RUN}"
)

WHAT = """\
Taps on the menu and on a catalogue page, as in "A tap and the answer to it" with long polling, answered by the bot as
it is, by the bot on uvloop's event loop, and by the bot with orjson where it speaks JSON with Telegram. CPU is that of
the bot's process for each tap."""


async def measure(quick: bool) -> Section:
    runs, seconds = (2, 0.5) if quick else (5, 1.0)
    try:
        python = await interpreter(*PINS, ours_too=True)
    except NotToBeHad as trouble:
        return Section(NAME, "uvloop and orjson", WHAT, "", remarks=(f"Not measured: {trouble}.",))
    async with AsyncExitStack() as stack:
        bots = {
            name: await stack.enter_async_context(tapped(webhook=False, python=python, program=program))
            for name, program in {"as it is": RUN, "on uvloop": UVLOOP, "with orjson": ORJSON}.items()
        }
        rows = [row for kind in KINDS[:2] for row in await _rows(kind, bots, runs, seconds)]
    return Section(NAME, "uvloop and orjson", WHAT, "The bot as it is.", rows=tuple(rows), remarks=(VERDICT,))


VERDICT = """\
Neither is locked. A loop that is not Python's own has its own ways with signals, child processes and cancelling, all of
which the bot's promises hang on: it would have to be worth that. orjson would have to show in a tap at all."""


async def _rows(kind: Kind, bots: dict[str, Crowd], runs: int, seconds: float) -> list[Row]:
    def hurry(crowd: Crowd) -> Callable[[], Awaitable[Pace]]:
        return partial(crowd.hurry, kind.words, kind.calls, seconds)

    plain, *others = await in_turn(runs, *(hurry(crowd) for crowd in bots.values()))
    rows = []
    for name, paces in zip(list(bots)[1:], others, strict=True):
        rates, before = [pace.rate for pace in paces], [pace.rate for pace in plain]
        rows.append(Row(f"{kind.name} {name}", Spread.of(rates), "/s", Spread.ratios(rates, before), Spread.of(before)))
        if "linux" in sys.platform:
            costs, before = [pace.cpu_ms for pace in paces], [pace.cpu_ms for pace in plain]
            rows.append(
                Row(f"{kind.name} {name}: CPU", Spread.of(costs), "ms", Spread.ratios(costs, before), Spread.of(before))
            )
    return rows
