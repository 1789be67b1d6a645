"""A simulation of polls: numbers whose SMS come by a pattern, and policies that choose when to poll them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import pairwise
from math import inf
from random import Random
from statistics import fmean
from typing import Final, Protocol

from bench.arrivals import FAST, PATTERNS, TYPICAL, Pattern
from bot.domain.code_times import BINS, BOUNDS, CodeTimes, bin_of
from bot.providers.rate_limiter import FASTER, MAX_CROWDING, SLOWER
from bot.shop.activations.poll_schedule import PollSchedule

LIFETIME: Final = 1180.0
"""Seconds after which a number ends."""

SLOW_AND_MIXED: Final = ("30 to 120 s, 30 % never", "both mixed, 20 % never")

KEPT: Final = 400.0
"""The weight of what is remembered of a pair."""

LEARNED_EVERY: Final = 5
"""Finished numbers after which a policy takes up what they showed: a bot does so each minute."""


class Policy(Protocol):
    def pause(self, age: float, stretch: float) -> float:
        """Seconds from a poll at this age to the next."""
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
    """As code_times.lua keeps it, one for each sixteenth of the users: `kept` of 40 is a bot with one user."""

    kept: float
    codes: list[float] = field(default_factory=lambda: [0.0] * BINS)
    vain: list[float] = field(default_factory=lambda: [0.0] * BINS)

    def found(self, after: float, before: float) -> None:
        for at, (begin, end) in enumerate(pairwise(BOUNDS)):
            self.codes[at] += max(0.0, min(end, before) - max(begin, after)) / (before - after)
        self._fade()

    def ended(self, age: float) -> None:
        self.vain[bin_of(age)] += 1
        self._fade()

    def _fade(self) -> None:
        total = sum(self.codes) + sum(self.vain)
        if total > self.kept:
            self.codes = [one * self.kept / total for one in self.codes]
            self.vain = [one * self.kept / total for one in self.vain]


class Learned:
    """The bot's own schedule, of one pair of country and service; `shared` is what its numbers teach others as well."""

    def __init__(self, shortest: float, *, kept: float = KEPT, shared: Sequence["Memory"] = ()) -> None:
        self._memories = [*shared, Memory(kept)]
        self._poll_schedule = PollSchedule(
            lambda *_: [CodeTimes(one.codes, one.vain) for one in self._memories], shortest=shortest
        )
        self._heard = 0

    def pause(self, age: float, stretch: float) -> float:
        return self._poll_schedule.interval(0, 0, age, stretch)

    def found(self, after: float, before: float) -> None:
        for memory in self._memories:
            memory.found(after, before)
        self._hear()

    def ended(self, age: float) -> None:
        for memory in self._memories:
            memory.ended(age)
        self._hear()

    def _hear(self) -> None:
        self._heard += 1
        if self._heard % LEARNED_EVERY == 0 or len(self._memories) > 1:
            self._poll_schedule.forget()


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of many numbers: the polls for each, and how long codes lay at the provider until a poll found them."""

    polls: float
    median: float
    p95: float
    mean: float

    @classmethod
    def of(cls, polls: float, waits: list[float]) -> "Outcome":
        waits.sort()
        last = len(waits) - 1
        return cls(polls, waits[last // 2], waits[round(last * 0.95)], fmean(waits))


def simulate(policy: Policy, pattern: Pattern, *, numbers: int, seed: int, since: float = 0.0) -> Outcome:
    """One number after the other. Counted are those from `since` on, a share of the run.

    The same seed gives the same numbers and people to each policy. Seven of ten people leave after 1 to 5 minutes.
    """
    random, jitter = Random(seed), Random(seed + 1)
    polls, counted, waits = 0, 0, list[float]()
    for at in range(numbers):
        arrival = pattern(random, at / numbers)
        stays = random.uniform(60, 300)
        end = stays if random.random() < 0.7 else LIFETIME
        counts = at >= since * numbers
        spent = _follow(policy, arrival, end, jitter, waits if counts else [])
        polls, counted = polls + counts * spent, counted + counts
    return Outcome.of(polls / counted, waits)


def matched(steps: Steps, polls: float, run: Callable[[Policy], float]) -> Steps:
    """The steps, all stretched alike so that they cost so many polls a number, as `run` counts them."""
    low, high = 0.3, 12.0
    for _ in range(10):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if run(steps.stretched(middle)) > polls else (low, middle)
    return steps.stretched((low * high) ** 0.5)


def simulate_sparse(policy: Callable[[int, int], Policy], *, each: int, seed: int) -> Outcome:
    """Forty pairs of four services and ten countries, `each` numbers of every pair, in any order.

    A service has a pattern of its own, which a country makes faster or slower. `policy` gives that of a pair.
    """
    random, jitter = Random(seed), Random(seed + 1)
    slowness = {pair: random.lognormvariate(0, 0.3) for pair in ((s, c) for s in range(4) for c in range(10))}
    services: tuple[Pattern, ...] = (FAST, TYPICAL, *(PATTERNS[name] for name in SLOW_AND_MIXED))
    order = [pair for pair in slowness for _ in range(each)]
    random.shuffle(order)
    polls, waits = 0, list[float]()
    for at, pair in enumerate(order):
        arrival = services[pair[0]](random, at / len(order)) * slowness[pair]
        stays = random.uniform(60, 300)
        end = stays if random.random() < 0.7 else LIFETIME
        polls += _follow(policy(*pair), arrival, end, jitter, waits)
    return Outcome.of(polls / len(order), waits)


def simulate_together(policies: Sequence[Policy], patterns: Sequence[Pattern], *, rate: float, seed: int) -> Outcome:
    """Forty minutes with a purchase every second, of several kinds, at `rate` polls a second at most.

    Polls are put off and become rarer as `RateLimiter` has it. Kinds learn each for itself.
    """
    random, jitter = Random(seed), Random(seed + 1)
    events: list[tuple[float, int, int]] = []
    numbers: list[_Number] = []
    at = 0.0
    while at < 2400:
        at += random.expovariate(1.0)
        kind = random.randrange(len(patterns))
        stays = random.uniform(60, 300)
        end = stays if random.random() < 0.7 else LIFETIME
        numbers.append(_Number(at, kind, patterns[kind](random, at / 2400), end))
        heappush(events, (at + policies[kind].pause(0.0, 1.0), len(numbers) - 1, len(numbers)))
    crowding, left, filled, sent, waits = 1.0, rate, 0.0, 0, list[float]()
    while events:
        now, index, turn = heappop(events)
        number, policy = numbers[index], policies[numbers[index].kind]
        age = now - number.bought
        over = age > number.end - 0.001  # as exactly as floats add up
        left, filled = min(rate, left + (now - filled) * rate), now
        granted = left >= 1 or over  # the last poll can't come later
        if granted:
            left, sent, crowding = left - 1, sent + 1, max(1.0, crowding * FASTER)
            if number.arrival <= age:
                waits.append(age - number.arrival)
                policy.found(number.polled, age)
                continue
            number.polled = age
            if over:
                policy.ended(age)
                continue
        else:
            crowding = min(MAX_CROWDING, crowding * SLOWER)
        pause = min(policy.pause(age, crowding * jitter.uniform(0.8, 1.2)), number.end - age)
        heappush(events, (now + pause, index, turn))
    return Outcome.of(sent / len(numbers), waits)


@dataclass(slots=True)
class _Number:
    bought: float
    kind: int
    arrival: float
    """Seconds after the purchase, as all that follows."""
    end: float
    polled: float = 0.0


def _follow(policy: Policy, arrival: float, end: float, jitter: Random, waits: list[float]) -> int:
    """One number from its purchase to its code or its end; gives its polls."""
    polls, age, before = 0, 0.0, 0.0
    while arrival > age < end:
        before, age = age, min(end, age + policy.pause(age, jitter.uniform(0.8, 1.2)))
        polls += 1
    if arrival <= age:
        policy.found(before, age)
        waits.append(age - arrival)
    else:
        policy.ended(age)
    return polls
