"""How long the start takes, how much memory the bot has, and how long reading the price list holds its loop."""

import asyncio
import gc
import sys
import time
from contextlib import AsyncExitStack
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bench import smsman
from bench.bot_process import bare_environment, bot
from bench.child import peak_mb, resident_mb
from bench.http import served
from bench.measuring import SUBJECT, Run, in_turn, pinned, run, serving
from bench.section import Goal, Row, Section, Spread
from bench.stand_ins import smsman as provider
from bench.tap_load import memory_of
from bench.telegram import Telegram
from bot.providers.smsman import SmsMan, open_session
from bot.shop.catalogue.catalogue import Catalogue

NAME = "start"
USUAL, LARGE = (52, 500), (200, 1500)
REST_S = 4.0
"""After the start: the price list is read, and nothing goes on."""

WHAT = f"""\
From the start of `python -m bot` to its first `getUpdates` at Telegram, with the built-in Valkey on a folder that it
has used before, a provider with 26,000 offers ({USUAL[0]} countries × {USUAL[1]} services), and bytecode that is
compiled already; then the memory of the same process after {REST_S:g} s, with the price list in it. After that a
process that has loaded aiogram, and keeps it from the garbage collector as the bot does, reads a price list three times
through the bot's own adapter and catalogue. The loop is watched by a task that sleeps for a millisecond, again and
again: the most CPU that was used between two of its turns is how long a tap may be held. Memory of a reading is the
peak of the process meanwhile, less what was before. All run on one core."""

AGAINST = "`python -c 'import aiogram'`: its time from the start to the end, and its memory."


async def measure(quick: bool) -> Section:
    runs = 2 if quick else 5
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        async with serving(provider, countries=USUAL[0], services=USUAL[1]) as usual:
            await _start(folder / "first", usual.value)  # what is read from disk is in memory from here on
            await _import()
            ours, aiogram = await in_turn(runs, lambda: _start(folder / "bot", usual.value), _import)
            reading = await in_turn(min(runs, 3), lambda: run(read_prices, port=usual.value))
        async with serving(provider, countries=LARGE[0], services=LARGE[1]) as large:
            reading += await in_turn(min(runs, 3), lambda: run(read_prices, port=large.value))
    rows = [
        _beside("start to the first getUpdates", "s", [ours, aiogram], 0, Goal(1.3, most=True, of="ratio")),
        _beside("memory at rest", "MB", [ours, aiogram], 1, Goal(200, most=True)),
    ]
    for offers, found, held_ms in (("26,000", reading[0], 30), ("300,000", reading[1], 150)):
        rows += [
            Row(f"the loop is held, {offers} offers", _spread(found, "held_ms"), "ms", goal=Goal(held_ms, most=True)),
            Row(f"CPU of a reading, {offers} offers", _spread(found, "cpu"), "s"),
            Row(f"memory of a reading, {offers} offers", _spread(found, "memory_mb"), "MB"),
        ]
    return Section(NAME, "Memory and start", WHAT, AGAINST, rows=tuple(rows))


def _beside(what: str, unit: str, ways: list[list[tuple[float, float]]], part: int, goal: Goal) -> Row:
    ours, theirs = ([one[part] for one in way] for way in ways)
    return Row(what, Spread.of(ours), unit, Spread.ratios(ours, theirs), Spread.of(theirs), goal=goal)


def _spread(found: list[Run], name: str) -> Spread:
    return Spread.of(one.value[name] for one in found)


async def _start(folder: Path, provider_port: int) -> tuple[float, float]:
    """Seconds to the first `getUpdates`, and MB at rest."""
    async with AsyncExitStack() as stack:
        telegram = Telegram()
        port = await stack.enter_async_context(served(telegram))
        began = time.perf_counter()
        process = await stack.enter_async_context(bot(port, provider_port, folder))
        async with asyncio.timeout(30):
            await telegram.polled.wait()
        took = time.perf_counter() - began
        await asyncio.sleep(REST_S)
        return took, memory_of(process.pid, "VmRSS")


async def _import() -> tuple[float, float]:
    """Seconds and MB."""
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "import aiogram, bench.child; print(bench.child.resident_mb())",
        env=bare_environment(),
        preexec_fn=lambda: pinned(SUBJECT),
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    return time.perf_counter() - began, float(said)


async def read_prices(port: int) -> dict[str, float]:
    import_module("bot.telegram.dispatcher")  # all of aiogram, as the bot has it
    gc.collect()
    gc.freeze()
    async with open_session() as session:
        url = f"http://127.0.0.1:{port}/control"
        adapter = SmsMan(session, url=url, token=SecretStr(smsman.TOKEN), timeout=60.0)
        catalogue = Catalogue(adapter, _nothing_bought, now=time.monotonic)
        before, held, cpu = resident_mb(), [0.0], time.process_time()
        watch = asyncio.create_task(_watch(held))
        for _ in range(3):
            await catalogue.refresh()
        watch.cancel()
        cpu = time.process_time() - cpu
    return {"cpu": cpu / 3, "held_ms": max(held) * 1000, "memory_mb": peak_mb() - before}


async def _nothing_bought() -> dict[tuple[int, int], float]:
    return {}


async def _watch(held: list[float]) -> None:
    while True:
        before = time.thread_time()
        await asyncio.sleep(0.001)
        held.append(time.thread_time() - before)
