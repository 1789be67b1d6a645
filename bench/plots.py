"""Draws plots as small SVG files that are the same for the same figures."""

from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from bench.section import Plot, Series

COLOURS = ("#2481cc", "#e8833a", "#6b7785", "#3aa76d", "#b0479b", "#c9a227")
STYLE: Any = {
    "svg.fonttype": "none",  # text stays text: small, and it can be searched
    "svg.hashsalt": "bench",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
}


def draw(plot: Plot, folder: Path) -> Path:
    """Write `<name>.svg` into the folder; gives its path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{plot.name}.svg"
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 3.4), layout="constrained")
        axes = figure.add_subplot()
        axes.set_title(plot.title, loc="left")
        (_bars if plot.kind == "bars" else _lines)(axes, plot)
        axes.set_xlabel(plot.x_label)
        axes.set_ylabel(plot.y_label)
        axes.grid(visible=True, axis="y", color="#dddddd", linewidth=0.6)
        if plot.log_x:
            axes.set_xscale("log")
        if plot.log_y:
            axes.set_yscale("log")
        else:
            axes.set_ylim(bottom=0)
        if plot.limit is not None:
            axes.axhline(plot.limit, color="#c0392b", linestyle="--", linewidth=1)
        if len(plot.series) > 1:
            axes.legend(frameon=False, fontsize=8)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    file.write_text("\n".join(line.rstrip() for line in file.read_text("utf-8").splitlines()) + "\n", "utf-8")
    return file


def _bars(axes: Axes, plot: Plot) -> None:
    names = list(dict.fromkeys(str(x) for series in plot.series for x in series.x))
    width = 0.8 / len(plot.series)
    for index, series in enumerate(plot.series):
        places = [names.index(str(x)) + (index + 0.5) * width - 0.4 for x in series.x]
        axes.bar(
            places,
            series.y,
            width * 0.92,
            label=series.label,
            color=COLOURS[index % len(COLOURS)],
            yerr=_errors(series),
            error_kw={"elinewidth": 0.8, "ecolor": "#333333"},
        )
    axes.set_xticks(range(len(names)), names)


def _lines(axes: Axes, plot: Plot) -> None:
    for index, series in enumerate(plot.series):
        xs = [float(x) for x in series.x]
        colour = COLOURS[index % len(COLOURS)]
        axes.plot(xs, series.y, label=series.label, color=colour, marker="o" if len(xs) < 30 else "", markersize=3.5)
        if series.low and series.high:
            axes.fill_between(xs, series.low, series.high, color=colour, alpha=0.15, linewidth=0)


def _errors(series: Series) -> list[list[float]] | None:
    if not series.low or not series.high:
        return None
    below = [y - low for y, low in zip(series.y, series.low, strict=True)]
    above = [high - y for y, high in zip(series.y, series.high, strict=True)]
    return [below, above]
