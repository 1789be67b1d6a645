"""The bench's own parts: what a section found becomes a page that says what was missed, and the same picture twice."""

import inspect
import operator
import os
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from bench.child import cpu_seconds
from bench.host import this_host
from bench.measuring import BenchError, in_turn, run, serving
from bench.report import number, write_report
from bench.results import Taken, read, write
from bench.section import Goal, Plot, Row, Section, Series, Spread, Table
from bench.sections import BY_NAME, SECTIONS
from bench.smsman import SmsMan
from bench.stand_ins import smsman

SECTION = Section(
    "polls",
    "Polls a second",
    "What was measured.",
    "A bare loop.",
    rows=(
        Row("at 1,000", Spread.of([900, 1000, 1100]), "polls/s", Spread.of([0.9]), Spread.of([1100]), goal=Goal(500)),
        Row("at 50,000", Spread.of([3.0]), "ms", goal=Goal(2.0, most=True)),
    ),
    plots=(
        Plot("polls-rate", "Rate", "lines", (Series("bot", (1, 10), (5.0, 6.0), (4.0, 5.0), (6.0, 7.0)),), log_x=True),
        Plot("polls-cpu", "CPU", "bars", (Series("bot", ("a", "b"), (1, 2)), Series("arq", ("a", "b"), (3, 4)))),
    ),
    tables=(Table(("pattern", "wait"), (("quick | slow", "3 s"),), title="Patterns"),),
    remarks=("Missed because of this.",),
)
TAKEN = Taken(SECTION, this_host(), "2026-01-02", 12.0, 0.5, "make bench")


def test_a_page_says_each_figure_with_its_spread_and_what_was_missed(tmp_path: Path) -> None:
    write_report([TAKEN], tmp_path / "benchmarks.md", tmp_path / "bench")
    page = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert "1 of 2 goals are reached." in page
    assert "- [Polls a second](#polls-a-second): at 50,000" in page
    assert (
        "| at 1,000 | **0.90 ×** (0.90–0.90) | 1,000 polls/s (900–1,100) | 1,100 polls/s | ≥ 500 polls/s | yes |"
        in page
    )
    assert "| at 50,000 | – | 3 ms | – | ≤ 2 ms | **no** |" in page
    assert "![Rate](bench/polls-rate.svg)" in page
    assert "quick &#124; slow" in page
    assert "Missed because of this." in page


def test_the_same_figures_give_the_same_picture_without_a_date(tmp_path: Path) -> None:
    pages = []
    for name in ("one", "two"):
        write_report([TAKEN], tmp_path / name / "benchmarks.md", tmp_path / name)
        pages.append((tmp_path / name / "polls-rate.svg").read_bytes())
    assert pages[0] == pages[1]
    assert b"<dc:date>" not in pages[0]
    assert pages[0].rstrip().endswith(b"</svg>")
    assert len(pages[0]) < 40_000


def test_a_picture_that_no_section_shows_any_more_goes(tmp_path: Path) -> None:
    (tmp_path / "old.svg").write_text("old")
    write_report([replace(TAKEN, section=replace(SECTION, plots=()))], tmp_path / "benchmarks.md", tmp_path)
    assert list(tmp_path.glob("*.svg")) == []


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    write(tmp_path / "results.json", {"polls": TAKEN})
    assert read(tmp_path / "results.json") == {"polls": TAKEN}


def test_ratios_are_taken_run_by_run() -> None:
    assert Spread.ratios([1, 4, 9], [2, 4, 6]) == Spread(1.0, 0.5, 1.5, 3)


@pytest.mark.parametrize(
    ("value", "written"), [(0, "0"), (0.01234, "0.0123"), (1.5, "1.5"), (123.4, "123"), (12345, "12,300")]
)
def test_numbers_show_three_digits(value: float, written: str) -> None:
    assert number(value) == written


async def test_a_function_runs_in_a_process_of_its_own_and_its_cost_is_known() -> None:
    child = await run(os.getpid)
    assert child.value != os.getpid()
    assert child.peak_mb > 1
    assert child.seconds >= 0 <= child.cpu <= cpu_seconds() + 60


async def test_a_process_that_fails_is_an_error() -> None:
    with pytest.raises(BenchError):
        await run(operator.floordiv, a=1, b=0)


async def test_ways_take_turns() -> None:
    order = []

    async def way(name: str) -> str:
        order.append(name)
        return name

    assert await in_turn(2, lambda: way("a"), lambda: way("b")) == [["a", "a"], ["b", "b"]]
    assert order == ["a", "b", "a", "b"]


async def test_a_stand_in_serves_in_a_process_of_its_own() -> None:
    async with serving(smsman, countries=2, services=3) as served:
        assert isinstance(served.value, int)
    assert served.cpu >= 0 < served.peak_mb


@pytest.mark.parametrize("name", [*SECTIONS, *BY_NAME])
def test_each_section_has_its_name_and_can_be_measured(name: str) -> None:
    module = import_module(f"bench.sections.{name}")
    assert name == module.NAME
    assert inspect.iscoroutinefunction(module.measure)


def test_the_stand_in_sells_what_it_lists() -> None:
    provider = SmsMan(countries=2, services=3)
    assert provider("/control/get-prices", b"token=x&country_id=1") in provider("/control/get-prices", b"token=x")
