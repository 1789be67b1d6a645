"""From a tap to the answer to it, through the bot as it is run, beside a bare aiogram handler."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bare import bare
from bench.bot_process import bot, webhook_settings
from bench.http import served
from bench.measuring import ROOT, SUBJECT, in_turn, serving
from bench.report import number
from bench.section import Goal, Plot, Row, Section, Series, Spread, Table
from bench.stand_ins import smsman, valkey
from bench.tap_load import TapLoad, Throughput, Words, percentile

NAME = "taps"
COUNTRIES, SERVICES = 200, 500
SETTLE_S = 3.0
"""For the catalogue to be read after the start."""

PAUSE_S = 3.5
"""After which every price is too old to be shown again."""

PACE_S = 1.6
"""Of the pace in which waits are counted."""

WARM_S = 4.0
"""Of an even pace after which prices are read one now and one then, as they go on being."""

WHAT = f"""\
The bot as it is run (`python -m bot` on one core; Valkey, provider and Telegram on the others), with a catalogue of
{COUNTRIES} countries × {SERVICES} services, and 2,000 users who take turns. The rate is that of taps answered in full
with 64 on their way: each tap takes a toast-less `answerCallbackQuery` *and* an `editMessageText` with the new page, a
search takes one `sendMessage`. CPU is that of the bot's process for each tap. The wait is from the update's moment at
Telegram to the last of these calls, at an even pace of half the rate of a handler that makes the same calls. Offers
are tapped in 33 countries and all their services; each asks for the provider's prices of its country unless that was
done in the last two to three seconds. After {PAUSE_S:g} s without a tap all of those are read at once: the
{PACE_S:g} s after that are a row of their own, and the row above is of a pace that has been kept for {WARM_S:g} s."""

AGAINST = """\
aiogram 3 with one handler and nothing else: `await query.answer()`, one call a tap (for the search: one
`message.answer` with a keyboard of ten). So the bot makes two calls where this one makes one. The second table holds it
against a handler that makes the same calls: it answers, and edits a page of ten buttons that never changes."""

REMARK = """\
An edit with a keyboard costs more than all of a bare answer. The rest is what each tap goes through: the throttle, one
read of what is known of the user, access, a page in their language with today's prices. An offer asks for more than any
other tap: the quote is written down before it is shown, and its country's prices are read anew within three seconds.
Telegram's own limit, 30 messages a second, comes long before any of these rates."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of tap: what is tapped, and by how many calls the bot answers it."""

    name: str
    words: Words
    calls: int = 2
    typed: bool = False
    ages: bool = False
    """It shows prices that have to be read again after a pause."""


MENU = Kind("menu", lambda _: "m:0")
PAGE = Kind("catalogue page", lambda number: f"s:0::{number % 60}")
SEARCH = Kind("search", lambda number: ("telegarm", "vietnm", "whatsap usa")[number % 3], calls=1, typed=True)
OFFER = Kind("offer", lambda number: f"o:0:{number * number % COUNTRIES}:{number * 7 % SERVICES}", ages=True)

KINDS = {"polling": (MENU, PAGE, SEARCH, OFFER), "webhook": (MENU, OFFER)}


@dataclass(frozen=True, slots=True)
class Found:
    """Of one kind, in one mode, run by run."""

    what: str
    ours: list[Throughput]
    answering: list[Throughput]
    editing: list[Throughput]
    waits: list[float]
    """The 99th percentile of each run, in milliseconds."""
    first_waits: list[float]
    """The same of the taps right after a pause, where that makes a difference."""


@dataclass(frozen=True, slots=True)
class Bots:
    ours: TapLoad
    answering: TapLoad
    editing: TapLoad


async def measure(quick: bool) -> Section:
    runs, seconds = (1, 0.5) if quick else (3, 1.6)
    modes = ("polling",) if quick else tuple(KINDS)
    found = [one for mode in modes for one in await _measure(mode, runs, seconds)]
    return Section(
        NAME,
        "A tap and the answer to it",
        WHAT,
        AGAINST,
        rows=tuple(row for one in found for row in _rows(one)),
        tables=(_same_calls(found),),
        plots=(_plot(found),),
        remarks=(REMARK,),
    )


async def _measure(mode: str, runs: int, seconds: float) -> list[Found]:
    async with AsyncExitStack() as stack:
        hooked = mode == "webhook"
        bots = Bots(
            await stack.enter_async_context(tapped(webhook=hooked)),
            await stack.enter_async_context(_bare(edits=False, webhook=hooked)),
            await stack.enter_async_context(_bare(edits=True, webhook=hooked)),
        )
        return [await _compare(f"{kind.name}, {mode}", kind, bots, runs, seconds) for kind in KINDS[mode]]


async def _compare(what: str, kind: Kind, bots: Bots, runs: int, seconds: float) -> Found:
    def saturate(load: TapLoad, calls: int) -> Callable[[], Awaitable[Throughput]]:
        return partial(load.saturate, kind.words, calls, seconds, typed=kind.typed)

    ours, answering, editing = await in_turn(
        runs, saturate(bots.ours, kind.calls), saturate(bots.answering, 1), saturate(bots.editing, kind.calls)
    )
    half = Spread.of(one.rate for one in editing).median / 2

    async def pace(seconds: float = PACE_S) -> float:
        waits = await bots.ours.pace(kind.words, kind.calls, half, seconds, typed=kind.typed)
        return percentile(waits, 0.99) * 1000

    first_waits = list[float]()
    if kind.ages:
        for _ in range(runs):
            await asyncio.sleep(PAUSE_S)
            first_waits.append(await pace())
        await pace(WARM_S)
    return Found(what, ours, answering, editing, [await pace() for _ in range(runs)], first_waits)


def _rates(throughputs: list[Throughput]) -> list[float]:
    return [one.rate for one in throughputs]


def _rows(found: Found) -> list[Row]:
    ours, theirs = _rates(found.ours), _rates(found.answering)
    ratios, waits = Spread.ratios(ours, theirs), f"{found.what}: p99 of the waits"
    rows = [
        Row(found.what, Spread.of(ours), "/s", ratios, Spread.of(theirs)),
        Row(f"{found.what}: CPU", Spread.of(one.cpu_ms for one in found.ours), "ms", goal=Goal(2, most=True)),
        Row(waits, Spread.of(found.waits), "ms", goal=Goal(20, most=True)),
    ]
    return rows + ([Row(f"{waits} after a pause", Spread.of(found.first_waits), "ms")] if found.first_waits else [])


def _same_calls(found: list[Found]) -> Table:
    lines = []
    for one in found:
        ratio = Spread.ratios(_rates(one.ours), _rates(one.editing))
        costs = [Spread.of(run.cpu_ms for run in runs).median for runs in (one.ours, one.answering, one.editing)]
        lines.append(
            (
                one.what,
                f"**{ratio.median:.2f} ×** ({ratio.low:.2f}–{ratio.high:.2f})",
                f"{number(Spread.of(_rates(one.ours)).median)} /s",
                f"{number(Spread.of(_rates(one.editing)).median)} /s",
                *(f"{cost:.2f} ms" for cost in costs),
            )
        )
    head = ("what", "ratio", "this bot", "answers and edits", "CPU a tap", "of a bare answer", "of answer and edit")
    return Table(head, tuple(lines), "Against a handler that makes the same calls")


def _plot(found: list[Found]) -> Plot:
    def series(label: str, runs: list[list[Throughput]]) -> Series:
        spreads = [Spread.of(_rates(one)) for one in runs]
        return Series(
            label,
            tuple(one.what.replace(", ", ",\n").replace("catalogue page", "catalogue") for one in found),
            tuple(spread.median for spread in spreads),
            tuple(spread.low for spread in spreads),
            tuple(spread.high for spread in spreads),
        )

    return Plot(
        "taps-rate",
        "Taps answered a second, one process on one core",
        "bars",
        (
            series("this bot", [one.ours for one in found]),
            series("bare: answers", [one.answering for one in found]),
            series("bare: answers and edits", [one.editing for one in found]),
        ),
        y_label="taps/s",
    )


@asynccontextmanager
async def tapped(*, webhook: bool, root: Path = ROOT) -> AsyncIterator[TapLoad]:
    """The users of a bot, of the checkout `root`, that has read its catalogue."""
    load = TapLoad()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        port = await stack.enter_async_context(served(load))
        provider = await stack.enter_async_context(serving(smsman, countries=COUNTRIES, services=SERVICES))
        database = await stack.enter_async_context(serving(valkey))
        more = {"REDIS_URL": database.value, **(webhook_settings() if webhook else {})}
        process = await stack.enter_async_context(bot(port, provider.value, folder, root=root, **more))
        await _ready(load, process.pid)
        await asyncio.sleep(SETTLE_S)
        yield load


@asynccontextmanager
async def _bare(*, edits: bool, webhook: bool) -> AsyncIterator[TapLoad]:
    load = TapLoad()
    async with (
        served(load) as port,
        serving(bare, core=SUBJECT, telegram_port=port, edits=edits, webhook=webhook) as process,
    ):
        await _ready(load, process.pid)
        yield load


async def _ready(load: TapLoad, pid: int) -> None:
    async with asyncio.timeout(60):
        await load.polled.wait()
    load.pid = pid
