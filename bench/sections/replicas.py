"""Several processes on one Valkey: do polls grow with the cores, and is any poll done twice?"""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from bench import polling
from bench.measuring import CORES, Run, in_turn, run, serving
from bench.outside import outside, plan, seen
from bench.section import Goal, Plot, Row, Section, Series, Spread
from bench.sections.polls import cpu_a_poll, rate
from bench.stand_ins import valkey
from bench.waiting_numbers import fill

NAME = "replicas"
WAITING = 20_000
PACED, INTERVAL = 4_000, 5.0
COUNTS = tuple(count for count in (1, 2, 4) if count <= max(2, len(CORES)))

WHAT = f"""\
As many processes as the row says poll {WAITING:,} numbers in one Valkey that are always due, so that each works as
fast as it can; they share all cores with Valkey and the provider. Then the same processes poll {PACED:,} numbers
that are due {INTERVAL:g} s after their last poll, and the provider counts each poll that comes within half of that
after the last poll of the same number: one that was done twice."""

AGAINST = "One process."


@dataclass(frozen=True, slots=True)
class Taken:
    together: float
    cpu: float
    twice: int
    polls: int


async def measure(quick: bool) -> Section:
    runs, seconds = (1, 2.0) if quick else (2, 3.0)
    async with AsyncExitStack() as stack:
        port: int = (await stack.enter_async_context(serving(outside, core=CORES))).value
        url: str = (await stack.enter_async_context(serving(valkey, core=CORES))).value

        async def watch(count: int, waiting: int, interval: float, warm: float) -> list[Run]:
            await fill(url, waiting, min(interval, INTERVAL))
            await plan(port, {}, apart=interval / 2 if interval == INTERVAL else 0.0)
            where: dict[str, Any] = {"url": url, "port": port, "interval": interval, "warm": warm, "seconds": seconds}
            return list(await asyncio.gather(*(run(polling.ours, core=CORES, **where) for _ in range(count))))

        async def take(count: int) -> Taken:
            full = await watch(count, WAITING, 0.001, 1.5)
            paced = await watch(count, PACED, INTERVAL, INTERVAL + 1)
            met = await seen(port)
            total = sum(map(rate, full))
            cpu = sum(cpu_a_poll(one) * rate(one) for one in full) / total
            return Taken(total, cpu, met["twice"], met["polls"] if paced else 0)

        taken = dict(
            zip(COUNTS, await in_turn(runs, *(lambda count=count: take(count) for count in COUNTS)), strict=True)
        )
    one = [each.together for each in taken[1]]
    rows = []
    for count, each in taken.items():
        together = [found.together for found in each]
        name = "one process" if count == 1 else f"{count} processes"
        ratio = None if count == 1 else Spread.ratios(together, one)
        rows.append(
            Row(f"polls a second, {name}", Spread.of(together), "/s", ratio, None if count == 1 else Spread.of(one))
        )
        rows.append(Row(f"CPU a poll, {name}", Spread.of(found.cpu for found in each), "µs"))
        rows.append(
            Row(f"polls done twice, {name}", Spread.of(found.twice for found in each), "", goal=Goal(0, most=True))
        )
    return Section(
        NAME,
        "Several processes on one Valkey",
        WHAT,
        AGAINST,
        rows=tuple(rows),
        plots=(
            Plot(
                "replicas-rate",
                "Polls a second, all processes together",
                "bars",
                (
                    Series(
                        "all together",
                        tuple(str(count) for count in COUNTS),
                        tuple(Spread.of(found.together for found in taken[count]).median for count in COUNTS),
                    ),
                ),
                x_label="processes",
                y_label="polls a second",
            ),
        ),
        remarks=(_shared(len(CORES)),),
    )


def _shared(cores: int) -> str:
    return (
        f"This machine has {cores} cores, and Valkey and the provider need their part of them: on a machine with more "
        "the same command shows more."
    )
