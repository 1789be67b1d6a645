"""A simulation of looks: numbers whose SMS come by a pattern, and policies that choose when to look for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from random import Random
from statistics import fmean
from typing import Final, Protocol

from bench.arrivals import Pattern
from bot.domain.waits import BOUNDS, BUCKETS, Waits, bucket
from bot.shop.cadence import Cadence

LIFETIME: Final = 1180.0
"""Seconds after which a number ends."""

LEARNED_EVERY: Final = 5
"""Finished numbers after which a policy takes up what they showed: a bot does so each minute."""


class Policy(Protocol):
    def pause(self, age: float, stretch: float) -> float:
        """Seconds from a look at this age to the next."""
        ...

    def found(self, after: float, before: float) -> None:
        """A code came between these two ages."""
        ...

    def ended(self, age: float) -> None:
        """A number ended at this age without a code."""
        ...


@dataclass(frozen=True, slots=True)
class Steps:
    """Gaps by age: each up to an age, the last one for ever. Learns nothing."""

    gaps: Sequence[tuple[float, float]]

    def stretched(self, factor: float) -> "Steps":
        return Steps([(until, gap * factor) for until, gap in self.gaps])

    def pause(self, age: float, stretch: float) -> float:
        return next(gap for until, gap in self.gaps if age < until) * stretch

    def found(self, after: float, before: float) -> None:
        pass

    def ended(self, age: float) -> None:
        pass


BY_AGE: Final = Steps(((20, 2), (60, 3), (180, 5), (inf, 10)))
"""2, 3, 5 and 10 s by age."""

BEFORE: Final = Steps(((60, 3), (180, 5), (inf, 10)))
"""What this bot did before it learned."""


def every(seconds: float) -> Steps:
    return Steps(((inf, seconds),))


@dataclass(slots=True)
class Memory:
    """As waits.lua keeps it: one shard's, of which there are sixteen for as many users."""

    kept: float
    codes: list[float] = field(default_factory=lambda: [0.0] * BUCKETS)
    vain: list[float] = field(default_factory=lambda: [0.0] * BUCKETS)

    def found(self, after: float, before: float) -> None:
        for at, (begin, end) in enumerate(pairwise(BOUNDS)):
            self.codes[at] += max(0.0, min(end, before) - max(begin, after)) / (before - after)
        self._fade()

    def ended(self, age: float) -> None:
        self.vain[bucket(age)] += 1
        self._fade()

    def _fade(self) -> None:
        total = sum(self.codes) + sum(self.vain)
        if total > self.kept:
            self.codes = [one * self.kept / total for one in self.codes]
            self.vain = [one * self.kept / total for one in self.vain]


class Learned:
    """The bot's own cadence, over one pair of country and service or (`layers`) over what lies above it as well."""

    def __init__(
        self, shortest: float, *, kept: float = 400, above: Callable[[], Sequence[Waits]] = tuple, learns: bool = True
    ) -> None:
        self.memory = Memory(kept)
        self._cadence = Cadence(lambda *_: (*above(), Waits(self.memory.codes, self.memory.vain)), shortest=shortest)
        self._learns = learns
        self._heard = 0

    def pause(self, age: float, stretch: float) -> float:
        return self._cadence.pause(0, 0, age, stretch)

    def found(self, after: float, before: float) -> None:
        if self._learns:
            self.memory.found(after, before)
            self._hear()

    def ended(self, age: float) -> None:
        if self._learns:
            self.memory.ended(age)
            self._hear()

    def _hear(self) -> None:
        self._heard += 1
        if self._heard % LEARNED_EVERY == 0:
            self._cadence.forget()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of many numbers: the looks for each, and how long codes lay at the provider until a look found them."""

    looks: float
    median: float
    p95: float
    mean: float

    @classmethod
    def of(cls, looks: float, waits: list[float]) -> "Outcome":
        waits.sort()
        last = len(waits) - 1
        return cls(looks, waits[last // 2], waits[round(last * 0.95)], fmean(waits))


def simulate(policy: Policy, pattern: Pattern, *, numbers: int, seed: int, since: float = 0.0) -> Outcome:
    """One number after the other. Counted are those from `since` on, a share of the run.

    The same seed gives the same numbers and people to each policy. Seven of ten people leave after 1 to 5 minutes.
    """
    random, jitter = Random(seed), Random(seed + 1)
    looks, counted, waits = 0, 0, list[float]()
    for at in range(numbers):
        arrival = pattern(random, at / numbers)
        patience = random.uniform(60, 300)
        end = patience if random.random() < 0.7 else LIFETIME
        counts, age, before = at >= since * numbers, 0.0, 0.0
        while arrival > age < end:
            before, age = age, min(end, age + policy.pause(age, jitter.uniform(0.8, 1.2)))
            looks += counts
        if arrival <= age:
            policy.found(before, age)
            waits.extend([age - arrival] if counts else [])
        else:
            policy.ended(age)
        counted += counts
    return Outcome.of(looks / counted, waits)
