"""When to look again: often at the ages at which codes come, seldom at those at which they hardly ever do.

A look is worth what it is likely to find. Say that of the numbers which still wait the share `h` get their code in the
next second, and that a gap of `d` seconds is left between two looks: then per second of waiting `h · d² / 3` is the
squared wait of the codes that come (squared, since one long wait is worse than two short ones), and `1 / d` is the
looks. For a fixed price of a look the sum is least where `d` is proportional to the cube root of `1 / h`. `h` is
learned from this bot's own numbers; `python -m bench cadence` shows what it is worth.
"""

import math
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from typing import Final

from bot.domain.waits import BOUNDS, BUCKETS, Waits, add_up, bucket

FULL: Final = 0.03
"""Where so much of what waits gets its code in a second, looks follow each other as closely as they may."""

RAREST: Final = 10.0
"""How many times longer than the shortest gap the longest is: what was never seen yet is still found and learned."""

PSEUDO: Final = 10.0
"""Numbers for which all that is known elsewhere counts: so many of one's own weigh as much."""

MOST: Final = 25.0
"""Numbers of one's own that count at the most, so that what others show always keeps a say: it may be so again."""


def _spread(*parts: tuple[float, float, float]) -> Waits:
    """`(share, from, to)` each: codes that come evenly between two ages. The rest never come."""
    codes = [
        sum(share * max(0.0, min(end, to) - max(begin, since)) / (to - since) for share, since, to in parts)
        for begin, end in pairwise(BOUNDS)
    ]
    return Waits(codes, [*[0.0] * (BUCKETS - 1), 1.0 - sum(codes)])


PRIOR: Final = _spread((0.58, 5, 40), (0.18, 30, 120), (0.02, 0, 300), (0.02, 120, 1200))
"""What clients of the provider report: 5 to 40 s mostly, 30 to 120 s when slow, one of five never; and any may be."""


def blend(*layers: Waits) -> Waits:
    """Upon the prior, from what is known least closely to what is known best: each is `PSEUDO` numbers in the next."""
    known = PRIOR
    for layer in layers:
        own = layer.scaled(min(1.0, MOST / layer.total)) if layer.total else layer
        known = add_up((known.scaled(PSEUDO / known.total), own))
    return known


def _rate(hazard: float) -> float:
    """Looks in the time of the shortest gap."""
    return min(1.0, max(1 / RAREST, math.cbrt(hazard / FULL)))


class Rhythm:
    """How often one kind of number is looked at: a rate for each bucket of its age."""

    __slots__ = ("_rates", "_reached", "_shortest")

    def __init__(self, waits: Waits, shortest: float) -> None:
        """`shortest`: seconds, the least between two looks."""
        self._shortest = shortest
        self._rates = [_rate(hazard) / shortest for hazard in waits.hazards()]
        widths = (end - begin for begin, end in pairwise(BOUNDS))
        looks = (rate * width for rate, width in zip(self._rates, widths, strict=True))
        self._reached = [0.0, *accumulate(looks)]
        """Looks that a number has had at each bound."""

    def pause(self, age: float, stretch: float = 1.0) -> float:
        """Seconds from a look at this age to the next; `stretch`: how many times rarer than it would like."""
        at = bucket(age)
        goal = self._reached[at] + (age - BOUNDS[at]) * self._rates[at] + stretch
        while at < BUCKETS - 1 and self._reached[at + 1] <= goal:
            at += 1
        next_age = BOUNDS[at] + (goal - self._reached[at]) / self._rates[at]
        return max(self._shortest, next_age - age)


class Cadence:
    """The rhythm of each country and service, worked out when it is first asked for and kept until more is known."""

    def __init__(self, layers: Callable[[int, int], Iterable[Waits]], *, shortest: float) -> None:
        """`layers` gives what is known of a country and a service, see `blend`."""
        self.shortest = shortest
        self.longest = shortest * RAREST
        self._layers = layers
        self._rhythms: dict[tuple[int, int], Rhythm] = {}

    def forget(self) -> None:
        """More is known now."""
        self._rhythms.clear()

    def pause(self, country_id: int, service_id: int, age: float, stretch: float = 1.0) -> float:
        """Seconds from a look at a number of this age to the next look at it."""
        pair = country_id, service_id
        rhythm = self._rhythms.get(pair)
        if rhythm is None:
            rhythm = self._rhythms[pair] = Rhythm(blend(*self._layers(*pair)), self.shortest)
        return rhythm.pause(age, stretch)
