"""The poll schedule: often at the ages at which codes come, seldom at others, as this bot's numbers have shown."""

import math
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate, pairwise
from typing import Final

from bot.domain.code_times import BINS, BOUNDS, LAST_AGE_S, CodeChance, CodeTimes, add_up, bin_of
from bot.shop.background import run_periodically, slices
from bot.storage.activations import ActivationStore
from bot.storage.records import to_code_times

DENSEST_HAZARD: Final = 0.03
"""Where so much of what waits gets its code in a second, polls follow each other as closely as they may."""

MAX_STRETCH: Final = 10.0
"""How many times longer than the shortest gap the longest is: what was never seen yet is still found and learned."""

PSEUDO: Final = 10.0
"""Numbers for which all that is known elsewhere counts: so many of one's own weigh as much."""

MAX_OWN_WEIGHT: Final = 25.0
"""Numbers of one's own that count at the most, so that what others show always keeps a say: it may be so again."""


def _spread(*parts: tuple[float, float, float]) -> CodeTimes:
    """`(share, from, to)` each: codes that come evenly between two ages. The rest never come."""
    codes = [
        sum(share * max(0.0, min(end, to) - max(begin, since)) / (to - since) for share, since, to in parts)
        for begin, end in pairwise(BOUNDS)
    ]
    return CodeTimes(codes, [*[0.0] * (BINS - 1), 1.0 - sum(codes)])


PRIOR: Final = _spread((0.58, 5, 40), (0.18, 30, 120), (0.02, 0, 300), (0.02, 120, 1200))
"""What clients of the provider report: 5 to 40 s mostly, 30 to 120 s when slow, one of five never; and any may be."""


def blend(*layers: CodeTimes) -> CodeTimes:
    """Upon the prior, from what is known least closely to what is known best: each is `PSEUDO` numbers in the next."""
    known = PRIOR
    for layer in layers:
        own = layer.scaled(min(1.0, MAX_OWN_WEIGHT / layer.total)) if layer.total else layer
        known = add_up((known.scaled(PSEUDO / known.total), own))
    return known


def _rate(hazard: float) -> float:
    """Polls in the time of the shortest gap."""
    return min(1.0, max(1 / MAX_STRETCH, math.cbrt(hazard / DENSEST_HAZARD)))


class PollIntervals:
    """How often one kind of number is polled: a rate for each bucket of its age."""

    __slots__ = ("_rates", "_reached", "_shortest", "usual_s")

    def __init__(self, code_times: CodeTimes, shortest: float) -> None:
        """`shortest`: seconds, the least between two polls."""
        self._shortest = shortest
        self.usual_s = code_times.usual_wait() or LAST_AGE_S
        """Seconds within which its code usually comes."""
        self._rates = [_rate(hazard) / shortest for hazard in code_times.hazards()]
        widths = (end - begin for begin, end in pairwise(BOUNDS))
        polls = (rate * width for rate, width in zip(self._rates, widths, strict=True))
        self._reached = [0.0, *accumulate(polls)]
        """Polls that a number has had at each bound."""

    def interval(self, age: float, stretch: float = 1.0) -> float:
        """Seconds from a poll at this age to the next; `stretch`: how many times rarer than it would like."""
        at = bin_of(age)
        goal = self._reached[at] + (age - BOUNDS[at]) * self._rates[at] + stretch
        while at < BINS - 1 and self._reached[at + 1] <= goal:
            at += 1
        next_age = BOUNDS[at] + (goal - self._reached[at]) / self._rates[at]
        return max(self._shortest, next_age - age)


class PollSchedule:
    """The schedule of each country and service, worked out when it is first asked for and kept until more is known."""

    def __init__(self, layers: Callable[[int, int], Iterable[CodeTimes]], *, shortest: float) -> None:
        """`layers` gives what is known of a country and a service, see `blend`."""
        self.shortest = shortest
        self.longest = shortest * MAX_STRETCH
        self._layers = layers
        self._intervals: dict[tuple[int, int], PollIntervals] = {}

    def forget(self) -> None:
        """More is known now."""
        self._intervals.clear()

    def interval(self, country_id: int, service_id: int, age: float, stretch: float = 1.0) -> float:
        """Seconds from a poll at this age to the next."""
        return self._of((country_id, service_id)).interval(age, stretch)

    def usual_wait(self, country_id: int, service_id: int) -> int:
        """Seconds within which a code usually comes: as is known of the pair, of its service and of all."""
        return self._of((country_id, service_id)).usual_s

    def _of(self, pair: tuple[int, int]) -> PollIntervals:
        intervals = self._intervals.get(pair)
        if intervals is None:
            intervals = self._intervals[pair] = PollIntervals(blend(*self._layers(*pair)), self.shortest)
        return intervals


READ_INTERVAL_S: Final = 60.0
"""Seconds between two readings: nothing is read for a poll or for a page."""

UNKNOWN: Final = CodeTimes()


class CodeHistory:
    def __init__(self, store: ActivationStore) -> None:
        self._store = store
        self.pairs: Mapping[tuple[int, int], CodeTimes] = {}
        """By country id and service id. Never changed, but replaced."""
        self._services: dict[int, CodeTimes] = {}
        self._all = UNKNOWN
        self.listeners: list[Callable[[], None]] = []
        """Called when more is known."""

    def layers(self, country_id: int, service_id: int) -> tuple[CodeTimes, CodeTimes, CodeTimes]:
        """Of all numbers, of those for the service, and of those for it in this country."""
        own = self.pairs.get((country_id, service_id), UNKNOWN)
        return self._all, self._services.get(service_id, UNKNOWN), own

    def code_chance(self, country_id: int, service_id: int) -> CodeChance | None:
        """What may be told to users; `None` while too few numbers have ended."""
        code_times = self.pairs.get((country_id, service_id))
        return code_times.code_chance() if code_times else None

    async def run(self) -> None:
        """For ever; a database that is away leaves what was known."""
        await run_periodically("experience", READ_INTERVAL_S, self.refresh)

    async def refresh(self) -> None:
        pairs: dict[tuple[int, int], CodeTimes] = {}
        now, texts = await self._store.code_times()
        async for piece in slices(list(texts.items()), 100):
            for pair, text in piece:
                try:
                    pairs[pair] = to_code_times(text, now)
                except (ValueError, ArithmeticError):
                    self._store.broken.note("waits", "of a country and a service")
        services: dict[int, CodeTimes] = {}
        async for some in slices(list(pairs.items()), 100):
            for (_, service_id), code_times in some:
                services[service_id] = add_up((services.get(service_id, UNKNOWN), code_times))
        self.pairs, self._services, self._all = pairs, services, add_up(services.values())
        for listener in self.listeners:
            listener()
