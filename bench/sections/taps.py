"""From a tap to the answer to it, through the bot as it is run, beside a bare aiogram handler."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.bare import bare
from bench.crowd import Crowd, Words, percentile
from bench.http import served
from bench.measuring import SUBJECT, in_turn, serving
from bench.section import Goal, Plot, Row, Section, Series, Spread, Table
from bench.stand_ins import smsman, valkey
from bench.subject import bot

NAME = "taps"
COUNTRIES, SERVICES = 200, 500

WHAT = f"""\
The bot as it is run (`python -m bot` on one core; Valkey, provider and Telegram on the others), with a catalogue of
{COUNTRIES} countries × {SERVICES} services, and 20,000 people who take turns. The rate is that of taps answered in full
with 64 on their way: each tap takes a toast-less `answerCallbackQuery` *and* an `editMessageText` with the new page, a
search takes one `sendMessage`. The wait is from the update's moment at Telegram to the last of these calls, at an even
pace of half the bare handler's rate. Offers are tapped all over the catalogue; each looks at the provider's prices of
its country unless that was done in the last three seconds."""

AGAINST = """\
aiogram 3 with one handler and nothing else: `await query.answer()`, one call a tap (for the search: one
`message.answer` with a keyboard of ten). So the bot makes two calls where this one makes one. The second table holds it
against a handler that makes the same calls: it answers, and edits a page of ten buttons that never changes."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One sort of tap: what is tapped, and by how many calls the bot answers it."""

    name: str
    words: Words
    calls: int = 2
    typed: bool = False


KINDS = (
    Kind("menu", lambda _: "m:0"),
    Kind("catalogue page", lambda number: f"s:0::{number % 60}"),
    Kind("search", lambda number: ("telegarm", "vietnm", "whatsap usa")[number % 3], calls=1, typed=True),
    Kind("offer", lambda number: f"o:0:{number * number % COUNTRIES}:{number * 7 % SERVICES}"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Of one kind, in one mode: answers a second and the 99th percentile of the waits, run by run."""

    kind: Kind
    ours: list[float]
    answering: list[float]
    editing: list[float]
    waits: list[float]
    """In milliseconds."""


async def measure(quick: bool) -> Section:
    runs, seconds = (2, 0.6) if quick else (5, 1.5)
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(_bot())
        answering = await stack.enter_async_context(_bare(edits=False))
        editing = await stack.enter_async_context(_bare(edits=True))
        found = [await _compare(kind, ours, answering, editing, runs, seconds) for kind in KINDS]
    return Section(
        NAME,
        "A tap and the answer to it",
        WHAT,
        AGAINST,
        rows=tuple(row for one in found for row in _rows(one)),
        tables=(_same_calls(found),),
        plots=(_plot(found),),
    )


async def _compare(kind: Kind, ours: Crowd, answering: Crowd, editing: Crowd, runs: int, seconds: float) -> Found:
    def hurry(crowd: Crowd, calls: int) -> Callable[[], Awaitable[float]]:
        return partial(crowd.hurry, kind.words, calls, seconds, typed=kind.typed)

    rates, bare_rates, same_rates = await in_turn(
        runs, hurry(ours, kind.calls), hurry(answering, 1), hurry(editing, kind.calls)
    )
    pace = Spread.of(bare_rates).median / 2
    waits = [await ours.stroll(kind.words, kind.calls, pace, seconds * 2, typed=kind.typed) for _ in range(runs)]
    return Found(kind, rates, bare_rates, same_rates, [percentile(one, 0.99) * 1000 for one in waits])


def _rows(found: Found) -> tuple[Row, Row]:
    name = f"{found.kind.name}, polling"
    rate = Row(
        name,
        Spread.of(found.ours),
        "/s",
        Spread.ratios(found.ours, found.answering),
        Spread.of(found.answering),
        goal=Goal(0.7, of="ratio"),
    )
    return rate, Row(f"{name}: p99 of the waits", Spread.of(found.waits), "ms", goal=Goal(20, most=True))


def _same_calls(found: list[Found]) -> Table:
    lines = []
    for one in found:
        ratio = Spread.ratios(one.ours, one.editing)
        theirs = Spread.of(one.editing)
        lines.append(
            (
                f"{one.kind.name}, polling",
                f"**{ratio.median:.2f} ×** ({ratio.low:.2f}–{ratio.high:.2f})",
                f"{Spread.of(one.ours).median:.0f} /s",
                f"{theirs.median:.0f} /s ({theirs.low:.0f}–{theirs.high:.0f})",
            )
        )
    return Table(
        ("what", "ratio", "this bot", "answers and edits"), tuple(lines), "Against a handler that makes the same calls"
    )


def _plot(found: list[Found]) -> Plot:
    names = tuple(one.kind.name for one in found)

    def series(label: str, runs: list[list[float]]) -> Series:
        spreads = [Spread.of(one) for one in runs]
        return Series(
            label,
            names,
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
async def _bot() -> AsyncIterator[Crowd]:
    crowd = Crowd()
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        port = await stack.enter_async_context(served(crowd))
        provider = await stack.enter_async_context(serving(smsman, countries=COUNTRIES, services=SERVICES))
        database = await stack.enter_async_context(serving(valkey))
        await stack.enter_async_context(bot(port, provider.value, folder, REDIS_URL=database.value))
        await crowd.polled.wait()
        yield crowd


@asynccontextmanager
async def _bare(*, edits: bool) -> AsyncIterator[Crowd]:
    crowd = Crowd()
    async with served(crowd) as port, serving(bare, core=SUBJECT, telegram_port=port, edits=edits):
        await crowd.polled.wait()
        yield crowd
