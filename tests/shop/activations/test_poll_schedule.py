"""When a number is looked at again: by what is known of numbers like it, and never against the bounds."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.code_times import BINS, CodeTimes, bin_of
from bot.shop.activations.poll_schedule import MAX_STRETCH, PRIOR, PollIntervals, PollSchedule, blend

SHORTEST = 3.0
WEIGHTS = st.lists(st.floats(0, 1e6), min_size=BINS, max_size=BINS)
AGES = st.floats(0, 5000)
ANY = st.builds(CodeTimes, WEIGHTS, WEIGHTS)


def came(*ages: float, never: int = 0) -> CodeTimes:
    codes, vain = [0.0] * BINS, [0.0] * BINS
    for age in ages:
        codes[bin_of(age)] += 1
    vain[-1] += never
    return CodeTimes(codes, vain)


def ages_of_looks(waits: CodeTimes, until: float) -> list[float]:
    rhythm, ages = PollIntervals(blend(waits), SHORTEST), [0.0]
    while ages[-1] < until:
        ages.append(ages[-1] + rhythm.interval(ages[-1]))
    return ages[1:]


def looks_between(waits: CodeTimes, since: float, until: float) -> int:
    return sum(since <= age < until for age in ages_of_looks(waits, until))


@given(waits=ANY, age=AGES, stretch=st.floats(1, 100))
def test_a_pause_keeps_to_its_bounds(waits: CodeTimes, age: float, stretch: float) -> None:
    pause = PollIntervals(blend(waits), SHORTEST).interval(age, stretch)
    assert SHORTEST <= pause <= SHORTEST * MAX_STRETCH * stretch * 1.000001


@given(waits=ANY, age=AGES, stretch=st.floats(0, 100))
def test_a_stretch_below_one_never_breaks_the_shortest_gap(waits: CodeTimes, age: float, stretch: float) -> None:
    assert PollIntervals(blend(waits), SHORTEST).interval(age, stretch) >= SHORTEST


@given(waits=ANY, age=AGES, stretches=st.lists(st.floats(0.8, 100), min_size=2, max_size=5))
def test_the_shorter_the_budget_the_longer_the_pause(waits: CodeTimes, age: float, stretches: list[float]) -> None:
    rhythm = PollIntervals(blend(waits), SHORTEST)
    pauses = [rhythm.interval(age, stretch) for stretch in sorted(stretches)]
    assert all(one <= other + 1e-6 for one, other in pairwise(pauses))


@given(waits=ANY, age=AGES)
def test_who_looks_later_never_looks_again_sooner(waits: CodeTimes, age: float) -> None:
    rhythm = PollIntervals(blend(waits), SHORTEST)
    assert age + rhythm.interval(age) <= age + 1 + rhythm.interval(age + 1) + 1e-6


def test_looks_are_close_where_codes_come_and_rare_where_they_do_not() -> None:
    at_90 = came(*[90.0] * 40, never=5)
    assert looks_between(at_90, 80, 100) >= 6
    assert looks_between(at_90, 0, 60) < looks_between(CodeTimes(), 0, 60) / 1.5
    assert looks_between(at_90, 300, 1200) < 900 / SHORTEST / 4


def test_nobody_is_ever_left_unlooked_at() -> None:
    """However sure it seems that codes come early, the late ones are looked for, so that they can be learned."""
    sure = came(*[5.0] * 1000, never=1000)
    assert looks_between(sure, 200, 1200) >= 1000 / SHORTEST / MAX_STRETCH


def test_a_number_of_which_nothing_is_known_is_looked_at_as_the_prior_says() -> None:
    alone = PollIntervals(PRIOR, SHORTEST)
    assert [round(alone.interval(age), 6) for age in range(0, 400, 7)] == [
        round(PollIntervals(blend(CodeTimes(), CodeTimes(), CodeTimes()), SHORTEST).interval(age), 6)
        for age in range(0, 400, 7)
    ]


def test_a_pair_without_numbers_of_its_own_follows_its_service() -> None:
    slow = came(*[100.0] * 30)
    service = PollIntervals(blend(CodeTimes(), slow, CodeTimes()), SHORTEST)
    assert service.interval(101) == SHORTEST
    assert service.interval(15) > PollIntervals(PRIOR, SHORTEST).interval(15)


def test_its_own_numbers_outweigh_those_of_the_service() -> None:
    slow, fast = came(*[100.0] * 30), came(*[9.0, 12.0, 14.0] * 10)
    rhythm = PollIntervals(blend(slow, slow, fast), SHORTEST)
    assert rhythm.interval(9) == SHORTEST
    assert rhythm.interval(22) > SHORTEST


def test_what_is_newly_known_counts_after_it_is_told() -> None:
    known = [CodeTimes()]
    poll_schedule = PollSchedule(lambda *_: known, shortest=SHORTEST)
    before = poll_schedule.interval(10, 3, 100)
    known[0] = came(*[100.0] * 30)
    assert poll_schedule.interval(10, 3, 100) == before
    poll_schedule.forget()
    assert poll_schedule.interval(10, 3, 100) < before


@pytest.mark.parametrize(("age", "share"), [(30.0, 0.5), (59.0, 0.5), (61.0, 1 / 3)])
def test_who_cancels_soon_says_nothing_of_the_share(age: float, share: float) -> None:
    vain = [0.0] * BINS
    vain[bin_of(age)] = 20.0
    vain[-1] = 20.0
    figures = CodeTimes(came(*[9.0] * 20).codes, vain).code_chance()
    assert figures is not None
    assert figures.share == share


def test_figures_are_given_from_twenty_finished_numbers_on() -> None:
    assert came(*[9.0] * 19).code_chance() is None
    assert came(*[9.0] * 18, never=1).code_chance() is None
    assert came(*[9.0] * 17, never=3).code_chance() is not None


@pytest.mark.parametrize(
    ("ages", "within"),
    [([9.0], 10), ([9.0, 9.0, 9.0, 150.0], 10), ([17.0], 20), ([41.0], 50), ([62.0], 80), ([150.0], 180), ([250], 300)],
)
def test_the_usual_wait_is_rounded_up(ages: list[float], within: int) -> None:
    figures = came(*ages * 40).code_chance()
    assert figures is not None
    assert figures.within == within


def test_where_no_code_ever_came_there_is_no_usual_wait() -> None:
    figures = came(never=20).code_chance()
    assert figures is not None
    assert (figures.share, figures.within) == (0.0, None)
