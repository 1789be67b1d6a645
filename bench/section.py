"""What a section has found: figures with their spread, what stands beside them, and what was to be reached."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Literal, Self


@dataclass(frozen=True, slots=True)
class Spread:
    """The median of several runs, with the least and the most."""

    median: float
    low: float
    high: float
    runs: int

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        known = list(values)
        return cls(median(known), min(known), max(known), len(known))

    @classmethod
    def ratios(cls, ours: Sequence[float], theirs: Sequence[float]) -> Self:
        """Ours as a part of theirs, run by run: what disturbs the machine meets both of a pair."""
        return cls.of(one / other for one, other in zip(ours, theirs, strict=True))


@dataclass(frozen=True, slots=True)
class Goal:
    """What a row has to reach, judged by the median of its ratio or of its figure."""

    bound: float
    most: bool = False
    """The bound is an upper one."""
    of: Literal["ratio", "figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `ratio` and `against` are missing where there is nothing to hold it against."""

    what: str
    figure: Spread
    unit: str = ""
    ratio: Spread | None = None
    against: Spread | None = None
    beside: str = ""
    """What it is held against, where that differs from row to row."""
    goal: Goal | None = None

    @property
    def reached(self) -> bool | None:
        """`None` where there is no goal."""
        if self.goal is None:
            return None
        judged = self.figure if self.goal.of == "figure" else self.ratio
        if judged is None:
            raise ValueError(f"{self.what}: a goal for a ratio, and no ratio")
        return judged.median <= self.goal.bound if self.goal.most else judged.median >= self.goal.bound


@dataclass(frozen=True, slots=True)
class Series:
    """One line, or one colour of bars. `x` holds numbers for a line and names for bars."""

    label: str
    x: tuple[int | float | str, ...]
    y: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    """The ends of each spread; empty where none is drawn."""


@dataclass(frozen=True, slots=True)
class Plot:
    name: str
    """Of the file, without its end; begins with the section's name."""
    title: str
    kind: Literal["bars", "lines"]
    series: tuple[Series, ...]
    x_label: str = ""
    y_label: str = ""
    log_x: bool = False
    log_y: bool = False
    limit: float | None = None
    """A dashed line across: what is to be reached."""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures of another shape than rows have, written as they are to be read."""

    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    what: str
    """What was measured and how, in a paragraph."""
    against: str
    """What it is held against, in a paragraph; empty where there is nothing."""
    rows: tuple[Row, ...] = ()
    plots: tuple[Plot, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()
    """One paragraph each: why a goal was missed, what a reader could take wrongly."""
