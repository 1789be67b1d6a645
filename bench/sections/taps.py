"""From a tap to the answer to it, through the bot as it is run, beside a bare aiogram handler."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bare import bare
from bench.crowd import Crowd, Pace, Words, percentile
from bench.http import served
from bench.measuring import SUBJECT, in_turn, serving
from bench.report import number
from bench.section import Goal, Plot, Row, Section, Series, Spread, Table
from bench.stand_ins import smsman, valkey
from bench.subject import bot, webhook_settings

NAME = "taps"
COUNTRIES, SERVICES = 200, 500
SETTLING = 3.0
"""Seconds for the catalogue to be read after the start."""

PAUSE = 3.5
"""Seconds after which every price is too old to be shown again."""

STROLL = 1.6
"""Seconds of the pace in which waits are counted, three times."""

UNDER_WAY = 4.0
"""Seconds of an even pace after which prices are read one now and one then, as they go on being."""

WHAT = f"""\
The bot as it is run (`python -m bot` on one core; Valkey, provider and Telegram on the others), with a catalogue of
{COUNTRIES} countries × {SERVICES} services, and 2,000 people who take turns. The rate is that of taps answered in full
with 64 on their way: each tap takes a toast-less `answerCallbackQuery` *and* an `editMessageText` with the new page, a
search takes one `sendMessage`. The wait is from the
update's moment at Telegram to the last of these calls, at an even pace of half the bare handler's rate. Offers are
tapped in 33 countries and all their services; each looks at the provider's prices of its country unless that was done
in the last two to three seconds. After {PAUSE:g} s without a tap all of those are read at once: the first {STROLL:g} s
after that are a row of their own, and the row above it is of a pace that has been kept for {UNDER_WAY:g} s."""

AGAINST = """\
aiogram 3 with one handler and nothing else: `await query.answer()`, one call a tap (for the search: one
`message.answer` with a keyboard of ten). So the bot makes two calls where this one makes one. The second table holds it
against a handler that makes the same calls: it answers, and edits a page of ten buttons that never changes."""

REMARK = """\
The bot makes two calls where the bare handler makes one, and an edit with a keyboard costs more than
all of a bare answer. The rest is what each tap goes through: the throttle, one read of what is known of the user, the
door, a page in the user's language with today's prices. An offer asks for more than any other tap: the quote is
written down before it is shown, and its country's prices are read and put on the shelf anew within three seconds.
After a pause the prices of all 33 countries are too old: they are read at once, a millisecond of CPU each, and the
first who tap wait behind that. At such a pace, hundreds of taps a second, a pause is nothing that people make.
Telegram's own limit, 30 messages a second, comes long before either."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of tap: what is tapped, and by how many calls the bot answers it."""

    name: str
    words: Words
    calls: int = 2
    typed: bool = False
    ages: bool = False
    """It shows what has to be read again when nobody has tapped for a while."""


KINDS = (
    Kind("menu", lambda _: "m:0"),
    Kind("catalogue page", lambda number: f"s:0::{number % 60}"),
    Kind("search", lambda number: ("telegarm", "vietnm", "whatsap usa")[number % 3], calls=1, typed=True),
    Kind("offer", lambda number: f"o:0:{number * number % COUNTRIES}:{number * 7 % SERVICES}", ages=True),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Of one kind, in one mode, run by run."""

    what: str
    ours: list[Pace]
    answering: list[Pace]
    editing: list[Pace]
    waits: list[float]
    """The 99th percentile of each run, in milliseconds."""
    first_waits: list[float]
    """The same of the taps right after a pause, where that makes a difference."""


async def measure(quick: bool) -> Section:
    runs, seconds = (2, 0.5) if quick else (5, 1.6)
    found = [one for mode in ("polling", "webhook") for one in await _measure(mode, runs, seconds)]
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
        ours = await stack.enter_async_context(tapped(webhook=hooked))
        answering = await stack.enter_async_context(_bare(edits=False, webhook=hooked))
        editing = await stack.enter_async_context(_bare(edits=True, webhook=hooked))
        return [await _compare(mode, kind, ours, answering, editing, runs, seconds) for kind in KINDS]


async def _compare(
    mode: str, kind: Kind, ours: Crowd, answering: Crowd, editing: Crowd, runs: int, seconds: float
) -> Found:
    def hurry(crowd: Crowd, calls: int) -> Callable[[], Awaitable[Pace]]:
        return partial(crowd.hurry, kind.words, calls, seconds, typed=kind.typed)

    paces, bare_paces, same_paces = await in_turn(
        runs, hurry(ours, kind.calls), hurry(answering, 1), hurry(editing, kind.calls)
    )
    half = Spread.of(pace.rate for pace in bare_paces).median / 2

    async def stroll(lasts: float = STROLL) -> float:
        waits = await ours.stroll(kind.words, kind.calls, half, lasts, typed=kind.typed)
        return percentile(waits, 0.99) * 1000

    first_waits = list[float]()
    if kind.ages:
        for _ in range(3):
            await asyncio.sleep(PAUSE)
            first_waits.append(await stroll())
        await stroll(UNDER_WAY)
    waits = [await stroll() for _ in range(3)]
    return Found(f"{kind.name}, {mode}", paces, bare_paces, same_paces, waits, first_waits)


def _rates(paces: list[Pace]) -> list[float]:
    return [pace.rate for pace in paces]


def _rows(found: Found) -> list[Row]:
    ours, theirs = _rates(found.ours), _rates(found.answering)
    rate = Row(
        found.what,
        Spread.of(ours),
        "/s",
        Spread.ratios(ours, theirs),
        Spread.of(theirs),
        goal=Goal(0.7, of="ratio"),
    )
    what = f"{found.what}: p99 of the waits"
    rows = [rate, Row(what, Spread.of(found.waits), "ms", goal=Goal(20, most=True))]
    return rows + ([Row(f"{what} after a pause", Spread.of(found.first_waits), "ms")] if found.first_waits else [])


def _same_calls(found: list[Found]) -> Table:
    lines = []
    for one in found:
        ratio = Spread.ratios(_rates(one.ours), _rates(one.editing))
        costs = [Spread.of(pace.cpu_ms for pace in paces).median for paces in (one.ours, one.answering, one.editing)]
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
    def series(label: str, runs: list[list[Pace]]) -> Series:
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
async def tapped(*, webhook: bool, python: str = sys.executable, program: str = "") -> AsyncIterator[Crowd]:
    """The crowd before a bot that has read its catalogue."""
    crowd = Crowd()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        port = await stack.enter_async_context(served(crowd))
        provider = await stack.enter_async_context(serving(smsman, countries=COUNTRIES, services=SERVICES))
        database = await stack.enter_async_context(serving(valkey))
        more = {"REDIS_URL": database.value, **(webhook_settings() if webhook else {})}
        process = await stack.enter_async_context(
            bot(port, provider.value, folder, python=python, program=program, **more)
        )
        await _ready(crowd, process.pid)
        await asyncio.sleep(SETTLING)
        yield crowd


@asynccontextmanager
async def _bare(*, edits: bool, webhook: bool) -> AsyncIterator[Crowd]:
    crowd = Crowd()
    async with (
        served(crowd) as port,
        serving(bare, core=SUBJECT, telegram_port=port, edits=edits, webhook=webhook) as process,
    ):
        await _ready(crowd, process.pid)
        yield crowd


async def _ready(crowd: Crowd, pid: int) -> None:
    async with asyncio.timeout(60):
        await crowd.polled.wait()
    crowd.pid = pid
