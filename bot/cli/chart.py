"""`python -m bot.cli.chart`: draws a chart, JSON on the standard input, as a PNG on the standard output.

In a process of its own: drawing takes a second of one core and much memory, and the bot's loop must not stand still for
it. What it may use is bounded before the library is loaded. It imports nothing of ours, and is imported by nobody.
"""

import json
import resource
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from unicodedata import category

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MEMORY: Final = 1 << 30
"""Bytes of address space: loading the libraries takes a third of it."""
SECONDS: Final = 20
"""Of a core's time."""

WIDTH, ROW, MARGIN, DPI = 5.0, 0.56, 0.24, 216
"""Inches, and pixels of one: 1,080 are as wide as a phone shows, where a point is about one of its own."""
INK, FAINT, TRACK = "#1f2933", "#66727f", "#e6eaf0"
COLOURS = {"best": "#2a9d8f", "worst": "#e76f51", "few": "#a8b3c1"}
SALES = {"captured": "#2a9d8f", "cost": "#e76f51", "margin": INK, "sold": "#a8b3c1"}
SALES_HEIGHT = 5.2
"""Inches."""
MAX_LABELS = 8
"""Days or hours that are named below their columns: more would run into each other."""


def main() -> None:
    bound()
    draw(json.load(sys.stdin))


def bound() -> None:
    """This process may not use more from now on."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def draw(chart: Mapping[str, Any]) -> None:
    """Write services or sales as a PNG, by what there is of them."""
    import matplotlib as mpl

    mpl.use("agg")
    mpl.rcParams["text.parse_math"] = False  # a dollar is a dollar
    figure = draw_sales(chart) if "columns" in chart else draw_services(chart)
    figure.savefig(sys.stdout.buffer, format="png")


def draw_services(chart: Mapping[str, Any]) -> "Figure":
    """`title`, and `groups` of a `heading`, a `kind` and `bars`, each of a `label`, a `share` and a `note`."""
    from matplotlib.figure import Figure

    rows = list(_rows(chart["groups"]))
    height = 2 * MARGIN + ROW * (len(rows) + 1)
    figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor="white")
    axes = figure.add_axes((MARGIN / WIDTH, MARGIN / height, 1 - 2 * MARGIN / WIDTH, 1 - 2 * MARGIN / height))
    axes.set_axis_off()
    axes.set_xlim(0, 1)
    axes.set_ylim(len(rows) + 1, 0)
    _write(axes, 0, 0.25, chart["title"], size=15, weight="bold")
    for y, (kind, row) in enumerate(rows, start=1):
        if isinstance(row, str):
            _write(axes, 0, y + 0.55, row, size=12, color=FAINT, weight="bold")
        else:
            _bar(axes, y, row, COLOURS[kind])
    return figure


def draw_sales(chart: Mapping[str, Any]) -> "Figure":
    """`title`, `currency`, the `names` of what is drawn, and `columns`, each of a `label` and an amount of each name.

    Money above: what came in beside what it cost, and the margin as a line. Below it how many were sold.
    """
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(WIDTH, SALES_HEIGHT), dpi=DPI, facecolor="white")
    names, columns = chart["names"], chart["columns"]
    left, width = 0.13, 0.83
    money, sold = (figure.add_axes((left, bottom, width, height)) for bottom, height in ((0.37, 0.41), (0.09, 0.17)))
    head = figure.add_axes((MARGIN / WIDTH, 0.84, 1 - 2 * MARGIN / WIDTH, 0.13))
    head.set_axis_off()
    head.set_xlim(0, 1)
    head.set_ylim(0, 1)
    _write(head, 0, 0.75, chart["title"], size=15, weight="bold")
    for x, name in ((0, "captured"), (0.42, "cost"), (0.74, "margin")):
        _write(head, x, 0.12, names[name], size=11, color=SALES[name], weight="bold")
    places = range(len(columns))
    for name, beside in (("captured", -0.2), ("cost", 0.2)):
        money.bar([place + beside for place in places], [one[name] for one in columns], 0.38, color=SALES[name])
    money.plot(
        places, [one["margin"] for one in columns], color=SALES["margin"], linewidth=1.6, marker="o", markersize=3
    )
    sold.bar(places, [one["sold"] for one in columns], 0.76, color=SALES["sold"])
    sold.yaxis.set_major_locator(MaxNLocator(nbins=3, integer=True))
    for axes, heading in ((money, chart["currency"]), (sold, names["sold"])):
        _rule(axes, [one["label"] for one in columns], heading)
    return figure


def _rule(axes: "Axes", labels: Sequence[str], heading: str) -> None:
    """Name the columns, the last one always, and what they count; nothing is drawn that says nothing."""
    step = -(-len(labels) // MAX_LABELS)
    named = range((len(labels) - 1) % step, len(labels), step)
    axes.set_xlim(-0.6, len(labels) - 0.4)
    axes.set_xticks(named, [drawable(labels[place]) for place in named])
    axes.set_title(drawable(heading), loc="left", size=10, color=FAINT, weight="bold")
    axes.tick_params(labelsize=9, labelcolor=FAINT, length=0)
    axes.ticklabel_format(axis="y", style="plain", useOffset=False)
    axes.grid(axis="y", color=TRACK)
    axes.axhline(0, color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)


def _rows(groups: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Headings and bars, from top to bottom."""
    for group in groups:
        if group["heading"]:
            yield group["kind"], group["heading"]
        yield from ((group["kind"], bar) for bar in group["bars"])


def _bar(axes: "Axes", y: float, bar: Mapping[str, Any], colour: str) -> None:
    """What it is called and how much it is, and below that the bar, on a track as long as all there could be."""
    _write(axes, 0, y + 0.36, bar["label"], size=13)
    _write(axes, 1, y + 0.36, bar["note"], size=12, color=FAINT, ha="right")
    for length, shade in ((1.0, TRACK), (bar["share"], colour)):
        axes.barh(y + 0.72, length, height=0.2, color=shade, linewidth=0)


def _write(axes: "Axes", x: float, y: float, text: str, **how: Any) -> None:
    axes.text(x, y, drawable(text), **{"color": INK, "va": "center", "ha": "left", **how})


def drawable(text: str) -> str:
    """Less what the font has no sign for, such as emoji, which would be boxes, and less what turns the line round."""
    from matplotlib.font_manager import findfont, get_font

    known = get_font(findfont("DejaVu Sans")).get_charmap()
    kept = [sign for sign in text if sign.isspace() or (ord(sign) in known and category(sign)[0] != "C")]
    return " ".join("".join(kept).split())


if __name__ == "__main__":
    main()
