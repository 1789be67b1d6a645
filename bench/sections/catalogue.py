"""300,000 offers: read, kept, shown and searched, beside the mere decoding of the bytes."""

import asyncio
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import SecretStr

from bench import smsman as stand_in
from bench.child import peak_mb, resident_mb
from bench.crowd import percentile
from bench.decoding import decode_bytes
from bench.interpreters import NotToBeHad, interpreter
from bench.measuring import in_turn, run, serving
from bench.section import Goal, Row, Section, Spread
from bench.stand_ins import smsman
from bot.memory import freeze
from bot.providers.smsman import SmsMan, open_session
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.callbacks import OpenServices
from bot.telegram.screens.catalogue import Labels, search_results, services
from bot.texts import load_texts

NAME = "catalogue"
COUNTRIES, SERVICES = 200, 1500
USUAL_COUNTRIES, USUAL_SERVICES = 52, 500
FASTEST = ("orjson==3.13.0", "msgspec==0.22.0")

WHAT = f"""\
A provider with {COUNTRIES} countries × {SERVICES} services: {COUNTRIES * SERVICES:,} offers in 12 MB of JSON. A process
that has loaded aiogram, as the bot has, reads it all three times through the bot's own adapter and catalogue. The loop
is watched by a task that sleeps for a millisecond, again and again: the most CPU that was used between two of its
turns, in the worst of the three refreshes, is how long a tap may be held. The same with {USUAL_COUNTRIES} ×
{USUAL_SERVICES}, as an ordinary provider has. Memory is the peak of the process during all that, less what was before.
Then 300 pages of the whole catalogue and 300 searches with a typo are made, keyboards included; the median counts."""

REMARK = """\
The bytes are decoded at once, by msgspec: that is what holds the loop. The entries are checked and sorted in slices of
a few milliseconds with a rest after each, so the refresh is slower than the decoding on purpose."""


async def measure(quick: bool) -> Section:
    runs, countries = (2, 60) if quick else (5, COUNTRIES)
    remarks = []
    with TemporaryDirectory(prefix="bench-") as folder:
        body = Path(folder) / "prices.json"
        body.write_bytes(stand_in.SmsMan(countries, SERVICES)("/control/get-prices", b"token=x"))
        try:
            library, python = "orjson or msgspec, whichever is faster", await interpreter(*FASTEST)
        except NotToBeHad as trouble:
            library, python = "the standard library's json", ""
            remarks.append(f"Held against the standard library, since {trouble}.")
        names = ("orjson", "msgspec.json") if python else ("json",)
        async with serving(smsman, countries=countries, services=SERVICES) as provider:
            ours, *theirs = await in_turn(
                runs,
                lambda: run(refresh, port=provider.value),
                *(_decoder(name, str(body), python) for name in names),
            )
        async with serving(smsman, countries=USUAL_COUNTRIES, services=USUAL_SERVICES) as provider:
            (usual,) = await in_turn(runs, lambda: run(refresh, port=provider.value))
    found = [one.value for one in ours]
    fastest = min(([one.value for one in ran] for ran in theirs), key=lambda values: sorted(values)[len(values) // 2])
    refreshes = [one["refresh"] for one in found]
    return Section(
        NAME,
        "A catalogue of 300,000 offers",
        WHAT,
        f"`loads` of the same bytes by {library}: into plain dictionaries, nothing checked, sorted or kept.",
        rows=(
            Row(
                "refresh, from the request to sorted lists",
                Spread.of(refreshes),
                "s",
                Spread.ratios(refreshes, fastest),
                Spread.of(fastest),
            ),
            Row("CPU of a refresh", _spread(found, "cpu"), "s"),
            Row("the loop is held, of CPU", _spread(found, "held_ms"), "ms", goal=Goal(150, most=True)),
            Row(
                f"the same, {USUAL_COUNTRIES * USUAL_SERVICES:,} offers",
                _spread([one.value for one in usual], "held_ms"),
                "ms",
                goal=Goal(30, most=True),
            ),
            Row("memory", _spread(found, "memory_mb"), "MB", goal=Goal(250, most=True)),
            Row("a page", _spread(found, "page_ms"), "ms", goal=Goal(1, most=True)),
            Row("a search with a typo", _spread(found, "search_ms"), "ms", goal=Goal(5, most=True)),
        ),
        remarks=(REMARK, *remarks),
    )


def _decoder(name: str, file: str, python: str) -> Callable[[], Any]:
    return lambda: run(decode_bytes, python=python or sys.executable, library=name, file=file)


def _spread(found: list[dict[str, float]], name: str) -> Spread:
    return Spread.of(one[name] for one in found)


async def refresh(port: int) -> dict[str, float]:
    import_module("bot.telegram.dispatcher")  # all of aiogram, as the bot has it
    freeze()
    async with open_session() as session:
        url = f"http://127.0.0.1:{port}/control"
        provider = SmsMan(session, url=url, token=SecretStr(stand_in.TOKEN), timeout=60.0)
        catalogue = Catalogue(provider, _nothing_bought, now=time.monotonic)
        before, held, times, cpu = resident_mb(), [0.0], [], time.process_time()
        watch = asyncio.create_task(_watch(held))
        for _ in range(3):
            began = time.perf_counter()
            await catalogue.refresh()
            times.append(time.perf_counter() - began)
        watch.cancel()
        cpu = time.process_time() - cpu
        peak = peak_mb()
    labels = Labels(load_texts()["en"], "RUB")
    words = ("telegarm", "whatsap vietnm", "instagarm", "vkontate")
    pages = _timed(lambda number: services(labels, catalogue.services(), None, OpenServices(page=number % 150)))
    found = _timed(lambda number: search_results(labels, "", catalogue.search(words[number % 4], limit=6)))
    return {
        "refresh": sorted(times)[1],
        "cpu": cpu / 3,
        "held_ms": max(held) * 1000,
        "memory_mb": peak - before,
        "page_ms": percentile(pages, 0.5) * 1000,
        "search_ms": percentile(found, 0.5) * 1000,
    }


async def _nothing_bought() -> dict[tuple[int, int], float]:
    return {}


async def _watch(held: list[float]) -> None:
    while True:
        before = time.thread_time()
        await asyncio.sleep(0.001)
        held.append(time.thread_time() - before)


def _timed(work: Callable[[int], object]) -> list[float]:
    times = []
    for number in range(300):
        began = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - began)
    return times
