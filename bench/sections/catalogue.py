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
from bot.memory import settle
from bot.shop.catalogue import Catalogue
from bot.smsman import SmsMan, open_session
from bot.telegram.callbacks import OpenServices
from bot.telegram.screens.lists import Labels, search_results, services
from bot.texts import load_texts

NAME = "catalogue"
COUNTRIES, SERVICES = 200, 1500
FASTEST = ("orjson==3.13.0", "msgspec==0.22.0")

WHAT = f"""\
A provider with {COUNTRIES} countries × {SERVICES} services: {COUNTRIES * SERVICES:,} offers in 12 MB of JSON. A process
that has loaded aiogram, as the bot has, reads it all three times through the bot's own adapter and catalogue. The loop
is watched by a task that sleeps for a millisecond, again and again: its longest delay, in the worst of the three
refreshes, is how long the loop stood still. Memory is the peak of the process during all that, less what it had before.
Then 300 pages of the whole catalogue and 300 searches with a typo are made, keyboards included; the median counts."""

REMARK = """\
The refresh is slower than the decoding on purpose: it works 3 ms at a time and then rests, and each entry is checked.
While it goes on, a tap waits for one such piece at the most."""


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
            Row("the loop stands still", _spread(found, "still_ms"), "ms", goal=Goal(20, most=True)),
            Row("memory", _spread(found, "memory_mb"), "MB", goal=Goal(100, most=True)),
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
    settle()
    async with open_session() as session:
        url = f"http://127.0.0.1:{port}/control"
        provider = SmsMan(session, url=url, token=SecretStr(stand_in.TOKEN), timeout=60.0)
        catalogue = Catalogue(provider, _nothing_bought, now=time.monotonic)
        before, delays, times, cpu = resident_mb(), [0.0], [], time.process_time()
        watch = asyncio.create_task(_watch(delays))
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
        "still_ms": max(delays) * 1000,
        "memory_mb": peak - before,
        "page_ms": percentile(pages, 0.5) * 1000,
        "search_ms": percentile(found, 0.5) * 1000,
    }


async def _nothing_bought() -> dict[tuple[int, int], float]:
    return {}


async def _watch(delays: list[float]) -> None:
    loop = asyncio.get_running_loop()
    while True:
        due = loop.time() + 0.001
        await asyncio.sleep(0.001)
        delays.append(loop.time() - due)


def _timed(work: Callable[[int], object]) -> list[float]:
    times = []
    for number in range(300):
        began = time.perf_counter()
        work(number)
        times.append(time.perf_counter() - began)
    return times
