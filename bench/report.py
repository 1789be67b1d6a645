"""Writes docs/benchmarks.md: ratios first, each figure with its spread, each goal with its outcome."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.plots import draw
from bench.results import Taken
from bench.section import Goal, Row, Spread, Table

HEAD = """\
# Benchmarks

Written by `make bench`, in one run on one machine; run it on yours. Each figure is the median of several runs with the
least and the most behind it. What is measured and what it is held against ran in turn (A B A B), each in a fresh
process on a core of its own, with the stand-ins and the database on the other cores. Both outside worlds are stand-ins
on this machine: no figure says anything about the networks in between, or about the live services.
"""


def write_report(taken: Sequence[Taken], file: Path, pictures: Path) -> None:
    """The markdown file, and the SVG files that it shows. Sections come in the order given."""
    file.parent.mkdir(parents=True, exist_ok=True)
    shown = {plot.name for one in taken for plot in one.section.plots}
    for old in pictures.glob("*.svg"):
        if old.stem not in shown:
            old.unlink()
    file.write_text("\n".join(_lines(taken, file, pictures)) + "\n", "utf-8")


def _lines(taken: Sequence[Taken], file: Path, pictures: Path) -> Iterator[str]:
    yield HEAD
    if not taken:
        return
    newest = max(taken, key=lambda one: one.day)
    yield from _measured_on(newest)
    yield from _summary(taken)
    for one in taken:
        yield from _section(one, newest, file, pictures)


def _measured_on(taken: Taken) -> Iterator[str]:
    host = taken.host
    yield f"- **Machine**: {host.processor}, {host.cores} cores, {host.memory_gb} GB, {host.system}"
    yield "- **Versions**: " + ", ".join(f"{name} {version}" for name, version in host.versions.items())
    yield f"- **Measured**: {taken.day}, by `{taken.command}`; {taken.load:.1f} processes wanted a core just before"
    yield ""


def _summary(taken: Sequence[Taken]) -> Iterator[str]:
    goals = [(one.section, row) for one in taken for row in one.section.rows if row.goal]
    if not goals:
        return
    missed = [(section, row) for section, row in goals if not row.reached]
    yield f"{len(goals) - len(missed)} of {len(goals)} goals are reached."
    yield ""
    if missed:
        yield "Missed, and why is said where it stands:"
        yield ""
        yield from (f"- [{section.title}](#{_anchor(section.title)}): {row.what}" for section, row in missed)
        yield ""


def _section(taken: Taken, newest: Taken, file: Path, pictures: Path) -> Iterator[str]:
    section = taken.section
    yield f"## {section.title}"
    yield ""
    yield section.what
    yield ""
    if section.against:
        yield f"**Held against**: {section.against}"
        yield ""
    if (taken.day, taken.host) != (newest.day, newest.host):
        yield "Measured at another time than the newest:"
        yield ""
        yield from _measured_on(taken)
    if section.rows:
        yield from _rows(section.rows)
    for table in section.tables:
        yield from _table(table)
    for plot in section.plots:
        picture = draw(plot, pictures)
        yield f"![{plot.title}]({picture.relative_to(file.parent).as_posix()})"
        yield ""
    for remark in section.remarks:
        yield remark
        yield ""
    yield f"`make bench ARGS={section.name}`, {taken.seconds:.0f} s."
    yield ""


def _rows(rows: Sequence[Row]) -> Iterator[str]:
    named = any(row.beside for row in rows)
    head = ["what", "ratio", "this bot", "against", *(["which is"] if named else []), "to reach", "reached"]
    lines = []
    for row in rows:
        unit = f" {row.unit}" if row.unit else ""
        cells = [
            row.what,
            _times(row.ratio) if row.ratio else "–",
            _figure(row.figure, unit),
            _figure(row.against, unit) if row.against else "–",
            *([row.beside or "–"] if named else []),
            _goal(row.goal, unit) if row.goal else "–",
            {True: "yes", False: "**no**", None: "–"}[row.reached],
        ]
        lines.append(tuple(cells))
    yield from _table(Table(tuple(head), tuple(lines)))


def _table(table: Table) -> Iterator[str]:
    if table.title:
        yield f"**{table.title}**"
        yield ""
    yield f"| {' | '.join(table.head)} |"
    yield "|" + "---|" * len(table.head)
    yield from (f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in table.lines)
    yield ""


def _goal(goal: Goal, unit: str) -> str:
    bound = f"{number(goal.bound)} ×" if goal.of == "ratio" else f"{number(goal.bound)}{unit}"
    return f"{'≤' if goal.most else '≥'} {bound}"


def _times(spread: Spread) -> str:
    return f"**{spread.median:.2f} ×** ({spread.low:.2f}–{spread.high:.2f})"


def _figure(spread: Spread, unit: str) -> str:
    if spread.runs == 1:
        return f"{number(spread.median)}{unit}"
    return f"{number(spread.median)}{unit} ({number(spread.low)}–{number(spread.high)})"


def number(value: float) -> str:
    """Three digits that mean something: `0.0123`, `1.23`, `12.3`, `123`, `12,300`."""
    size = abs(value)
    if size >= 1000:
        return f"{float(f'{value:.3g}'):,.0f}"
    if size >= 100 or size == 0:
        return f"{value:.0f}"
    return f"{value:.3g}"


def _anchor(title: str) -> str:
    kept = "".join(character for character in title.lower() if character.isalnum() or character in " -")
    return kept.replace(" ", "-")
