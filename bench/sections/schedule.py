"""What the learned schedule is worth: simulated, how long codes lie at the provider, and what finding them costs."""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean

from bench.arrivals import FAST, LATE, PATTERNS, TYPICAL, Pattern, then
from bench.schedule_simulation import (
    BEFORE,
    BY_AGE,
    Learned,
    Memory,
    Outcome,
    Policy,
    Steps,
    every,
    matched,
    simulate,
    simulate_sparse,
    simulate_together,
)
from bench.section import Goal, Row, Section, Spread, Table

NAME = "schedule"
SHORTEST = 2.0
NEW = 0.85
"""The share of a run after which its pattern turns into one that was never seen."""

UNSEEN: Mapping[str, Pattern] = {
    "late, after being fast": then(FAST, LATE, NEW),
    "late, after 5 to 40 s": then(TYPICAL, LATE, NEW),
    "5 to 40 s, after being late": then(LATE, TYPICAL, NEW),
}
UNTRIED = (
    "Of a pattern that was never seen only the first 60 numbers count, over three times as many seeds: later it "
    "is known. The few constants of the schedule were chosen with these patterns in sight, so another pattern "
    "may gain less. How SMS really arrive at the provider is not known here."
)
Run = Callable[[Callable[[], Policy], int], Outcome]
"""One simulation of a policy, from a seed."""


async def measure(quick: bool) -> Section:
    runs, numbers = (3, 200) if quick else (15, 400)
    rows: list[Row] = []
    lines: list[tuple[str, ...]] = []
    for name, pattern in {**PATTERNS, **UNSEEN}.items():
        run = _alone(pattern, numbers, NEW if name in UNSEEN else 0.0)
        ours, theirs = _pair(run, lambda: Learned(SHORTEST), runs * (3 if name in UNSEEN else 1))
        rows += _rows(f"{name}{', the first of them' if name in UNSEEN else ''}", ours, theirs)
        lines += _lines(name, run, ours, runs)
    rows += _rows("few numbers: 8 of each of 40 pairs", *_sparse(runs))
    rows += _rows("all patterns at once, 8 polls a second for 1 purchase a second", *_together(runs))
    return Section(
        NAME,
        "The learned schedule",
        "A simulation, on no clock: numbers whose SMS come by a pattern, people of whom seven of ten leave after 1 to "
        "5 minutes, and the bot's own schedule with 2 s as the shortest gap (`POLL_INTERVAL`), which begins each run "
        "knowing only the prior. Waits are from the SMS at the provider to the poll that finds it. "
        f"Each figure is the median of {runs} seeds.",
        "Fixed steps of 2, 3, 5 and 10 s by age (up to 20 s, 60 s, 180 s and after), stretched for each pattern so "
        "that they cost as many polls a number as the learned schedule does: a baseline that knows its pattern.",
        rows=tuple(rows),
        tables=(Table(HEAD, tuple(lines), "The same patterns, each policy as it is: polls a number, median and p95"),),
        remarks=(
            "With one rate limit both get the same polls a second; the learned schedule puts them where codes are.",
            UNTRIED,
        ),
    )


HEAD = ("pattern", "learned, from 2 s", "learned, from 3 s", "2, 3, 5, 10 s", "3, 5, 10 s", "3 s", "5 s", "10 s")
AS_THEY_ARE: Sequence[Steps] = (BY_AGE, BEFORE, every(3), every(5), every(10))


def _alone(pattern: Pattern, numbers: int, since: float) -> Run:
    return lambda policy, seed: simulate(policy(), pattern, numbers=numbers, seed=seed, since=since)


def _pair(run: Run, policy: Callable[[], Policy], runs: int) -> tuple[list[Outcome], list[Outcome]]:
    """Ours, and the fixed steps that cost as many polls."""
    seeds = range(1, runs + 1)
    ours = [run(policy, seed) for seed in seeds]
    polls = fmean(one.polls for one in ours)
    steps = matched(BY_AGE, polls, lambda steps: fmean(run(lambda: steps, seed).polls for seed in seeds))
    return ours, [run(lambda: steps, seed) for seed in seeds]


def _sparse(runs: int) -> tuple[list[Outcome], list[Outcome]]:
    def run(policy: Callable[[], Policy], seed: int) -> Outcome:
        fixed = policy()
        return simulate_sparse(lambda *_: fixed, each=8, seed=seed)

    seeds = range(1, runs + 1)
    ours = [simulate_sparse(_family(), each=8, seed=seed) for seed in seeds]
    polls = fmean(one.polls for one in ours)
    steps = matched(BY_AGE, polls, lambda steps: fmean(run(lambda: steps, seed).polls for seed in seeds))
    return ours, [run(lambda: steps, seed) for seed in seeds]


def _family() -> Callable[[int, int], Policy]:
    """Pairs that learn from each other, as in the bot."""
    everything, services = Memory(400), [Memory(400) for _ in range(4)]
    pairs: dict[tuple[int, int], Policy] = {}

    def policy(service: int, country: int) -> Policy:
        if (service, country) not in pairs:
            pairs[service, country] = Learned(SHORTEST, shared=(everything, services[service]))
        return pairs[service, country]

    return policy


def _together(runs: int) -> tuple[list[Outcome], list[Outcome]]:
    patterns = list(PATTERNS.values())

    def run(policy: Callable[[], Policy], seed: int) -> Outcome:
        return simulate_together([policy() for _ in patterns], patterns, rate=8.0, seed=seed)

    seeds = range(1, runs + 1)
    return [run(lambda: Learned(SHORTEST), seed) for seed in seeds], [run(lambda: BY_AGE, seed) for seed in seeds]


def _rows(name: str, ours: Sequence[Outcome], theirs: Sequence[Outcome]) -> list[Row]:
    def row(what: str, mine: list[float], others: list[float], goal: Goal | None) -> Row:
        return Row(f"{name}: {what}", Spread.of(mine), "s", Spread.ratios(mine, others), Spread.of(others), goal=goal)

    not_worse = Goal(1.0, most=True, of="ratio")
    return [
        row("median wait", [one.median for one in ours], [one.median for one in theirs], not_worse),
        row("p95 wait", [one.p95 for one in ours], [one.p95 for one in theirs], not_worse),
    ]


def _lines(name: str, run: Run, ours: Sequence[Outcome], runs: int) -> list[tuple[str, ...]]:
    seeds = range(1, runs + 1)
    outcomes = [ours[:runs], [run(lambda: Learned(3.0), seed) for seed in seeds]]
    outcomes += [[run(lambda one=one: one, seed) for seed in seeds] for one in AS_THEY_ARE]  # type: ignore[misc]
    return [(name, *map(_cell, outcomes))]


def _cell(outcomes: Sequence[Outcome]) -> str:
    polls, middle, p95 = (Spread.of(getattr(one, name) for one in outcomes) for name in ("polls", "median", "p95"))
    return f"{polls.median:.0f}: {middle.median:.1f} s, {p95.median:.1f} s"
