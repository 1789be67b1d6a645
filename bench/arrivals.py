"""How SMS arrive: patterns that draw, from a seed, the seconds from a purchase to its SMS."""

from collections.abc import Callable, Mapping
from math import inf
from random import Random
from typing import Final

Pattern = Callable[[Random, float], float]
"""Draws one arrival; infinite where it never comes. The number says how far the run has got, from 0 to 1."""


def _typical(random: Random, _: float) -> float:
    return random.uniform(5, 40)


def _slow(random: Random, _: float) -> float:
    return random.uniform(30, 120)


def _mixed(random: Random, at: float) -> float:
    return _typical(random, at) if random.random() < 0.75 else _slow(random, at)


def _fast(random: Random, _: float) -> float:
    return random.lognormvariate(1.8, 0.5)


def _two_peaks(random: Random, _: float) -> float:
    return random.gauss(12, 3) if random.random() < 0.6 else random.gauss(90, 10)


def _scattered(random: Random, _: float) -> float:
    return random.lognormvariate(3.4, 1.0)


def _in_bursts(random: Random, _: float) -> float:
    """A gateway that lets its messages go every 30 s: they come in a second each time."""
    return random.choice((1, 1, 1, 2, 2, 3)) * 30 + random.uniform(0, 1)


def _changing(random: Random, at: float) -> float:
    return random.uniform(5, 20) if at < 0.5 else random.uniform(60, 120)


def _late(random: Random, _: float) -> float:
    return random.uniform(150, 400)


def _but(share: float, pattern: Pattern) -> Pattern:
    """The share never comes."""
    return lambda random, at: inf if random.random() < share else max(0.5, pattern(random, at))


def then(first: Pattern, second: Pattern, at: float) -> Pattern:
    """Another one from some point of the run on."""
    return lambda random, now: (first if now < at else second)(random, now)


TYPICAL: Final = _but(0.1, _typical)
FAST: Final = _but(0.1, _fast)
LATE: Final = _but(0.2, _late)

PATTERNS: Final[Mapping[str, Pattern]] = {
    "5 to 40 s, 10 % never": TYPICAL,
    "30 to 120 s, 30 % never": _but(0.3, _slow),
    "both mixed, 20 % never": _but(0.2, _mixed),
    "within 10 s mostly": FAST,
    "two peaks, at 12 s and 90 s": _but(0.2, _two_peaks),
    "scattered over minutes": _but(0.2, _scattered),
    "in bursts each 30 s": _but(0.2, _in_bursts),
    "late, 150 to 400 s": LATE,
    "80 % never": _but(0.8, _mixed),
    "5 to 20 s, from half-way 60 to 120 s": _but(0.2, _changing),
}
