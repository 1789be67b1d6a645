"""The learned schedule beside fixed steps that cost as much, in a small simulation that is the same each time."""

from collections.abc import Callable
from statistics import fmean

import pytest

from bench.arrivals import LATE, PATTERNS, TYPICAL, then
from bench.schedule_simulation import BY_AGE, Learned, Outcome, Policy, every, matched, simulate

SEEDS = range(1, 7)
NUMBERS = 150


def outcomes(policy: Callable[[], Policy], name: str) -> list[Outcome]:
    return [simulate(policy(), PATTERNS[name], numbers=NUMBERS, seed=seed) for seed in SEEDS]


def learned() -> Policy:
    return Learned(2.0)


def average(of: list[Outcome], what: str) -> float:
    return fmean(getattr(one, what) for one in of)


def polls(name: str, policy: Policy) -> float:
    return average(outcomes(lambda: policy, name), "polls")


@pytest.mark.parametrize("name", PATTERNS)
def test_for_as_many_looks_codes_are_found_at_least_as_soon(name: str) -> None:
    ours = outcomes(learned, name)
    steps = matched(BY_AGE, average(ours, "polls"), lambda steps: polls(name, steps))
    theirs = outcomes(lambda: steps, name)
    assert average(theirs, "polls") == pytest.approx(average(ours, "polls"), rel=0.03)
    assert average(ours, "mean") <= average(theirs, "mean")
    assert average(ours, "p95") <= average(theirs, "p95")


@pytest.mark.parametrize("name", PATTERNS)
def test_it_never_costs_more_looks_than_fixed_steps(name: str) -> None:
    assert average(outcomes(learned, name), "polls") <= polls(name, BY_AGE)


def test_a_pattern_that_was_never_seen_is_found_no_later_than_by_fixed_steps() -> None:
    late = then(TYPICAL, LATE, 0.8)

    def run(policy: Policy, seed: int) -> Outcome:
        return simulate(policy, late, numbers=NUMBERS, seed=seed, since=0.8)

    ours = [run(Learned(2.0), seed) for seed in SEEDS]
    steps = matched(BY_AGE, average(ours, "polls"), lambda one: fmean(run(one, seed).polls for seed in SEEDS))
    theirs = [run(steps, seed) for seed in SEEDS]
    assert average(ours, "mean") <= average(theirs, "mean")


def test_the_simulation_finds_what_is_known_of_a_fixed_interval() -> None:
    """Half of it at the median, and a poll for each of it."""
    found = outcomes(lambda: every(10), "5 to 40 s, 10 % never")
    assert average(found, "median") == pytest.approx(5, abs=0.5)
    assert average(found, "p95") == pytest.approx(9.6, abs=0.6)
