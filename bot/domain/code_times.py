"""How long numbers waited for their codes: a histogram small enough for every country and service."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

EDGES: Final = (2, 4, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50, 60, 80, 100, 120, 160, 200, 300, 600)
"""Seconds since the purchase at which a bucket ends and the next begins. The first begins at 0, the last has no end."""

LAST_AGE_S: Final = 1200
"""Where the last bucket is taken to end: at about this age the provider ends a number."""

BOUNDS: Final = (0, *EDGES, LAST_AGE_S)
BINS: Final = len(EDGES) + 1
NO_CODE_TIMES: Final = (0.0,) * BINS

FIRST_COUNTED_BIN: Final = BOUNDS.index(60)
"""The bucket from which on a number counts as waited for: those who cancel sooner mostly never asked for the SMS."""

HONEST: Final = 20
"""Finished numbers, by their weight, from which on a share of them may be told to anybody."""

USUALLY: Final = 0.75
"""The share of the codes that came within the usual wait."""


def bin_of(age: float) -> int:
    """In which bucket an age stands, in seconds."""
    return bisect_right(EDGES, age)


@dataclass(frozen=True, slots=True)
class CodeChance:
    """What users are told of a country and a service."""

    share: float
    """Of the numbers that were waited for, those that got a code; 0 to 1."""
    within: int | None
    """Seconds in which the code usually came, rounded up; `None` where none did."""


@dataclass(frozen=True, slots=True)
class CodeTimes:
    """Finished numbers by bucket, as weights: each counts as one at first, and less with time."""

    codes: Sequence[float] = NO_CODE_TIMES
    """Those that got a code, by the age at which it came."""
    vain: Sequence[float] = NO_CODE_TIMES
    """Those that ended without one, by the age to which they were waited for."""

    @property
    def total(self) -> float:
        return sum(self.codes) + sum(self.vain)

    @property
    def finished(self) -> float:
        """Those that got a code or were waited for."""
        return sum(self.codes) + sum(self.vain[FIRST_COUNTED_BIN:])

    def scaled(self, factor: float) -> "CodeTimes":
        return CodeTimes([one * factor for one in self.codes], [one * factor for one in self.vain])

    def hazards(self) -> list[float]:
        """For each bucket: of the numbers that still wait, the share that get their code in one second of it.

        A number that ended within a bucket is taken to have been there for half of it.
        """
        hazards, waiting = [], self.total
        for at, (codes, vain) in enumerate(zip(self.codes, self.vain, strict=True)):
            seconds = (waiting - (codes + vain) / 2) * (BOUNDS[at + 1] - BOUNDS[at])
            hazards.append(codes / seconds if seconds > 0 else 0.0)
            waiting -= codes + vain
        return hazards

    def code_chance(self) -> CodeChance | None:
        """`None` while there are too few to be honest."""
        codes, finished = sum(self.codes), self.finished
        return CodeChance(codes / finished, self.usual_wait()) if finished >= HONEST else None

    def usual_wait(self) -> int | None:
        """Seconds in which the code usually came, rounded up; `None` where none did."""
        return self._within(sum(self.codes) * USUALLY)

    def _within(self, wanted: float) -> int | None:
        for at, codes in enumerate(self.codes):
            if codes and wanted <= codes:
                age = BOUNDS[at] + (BOUNDS[at + 1] - BOUNDS[at]) * wanted / codes
                width = 5 if age <= 60 else 10 if age <= 90 else 60
                return ceil(age / width) * width
            wanted -= codes
        return None


def add_up(all_code_times: Iterable[CodeTimes]) -> CodeTimes:
    codes, vain = list(NO_CODE_TIMES), list(NO_CODE_TIMES)
    for code_times in all_code_times:
        codes = [one + other for one, other in zip(codes, code_times.codes, strict=True)]
        vain = [one + other for one, other in zip(vain, code_times.vain, strict=True)]
    return CodeTimes(codes, vain)
