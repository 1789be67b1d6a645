"""The tests are divided in two, and CI runs both parts: each test once."""

import re
from itertools import product

from tests.house.sources import ROOT

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def chosen(target: str) -> str:
    """By which marks a command of the Makefile takes its tests."""
    found = re.search(rf"^{target}:.*\n\t\$\(PYTEST\) -m \"(.+)\"$", MAKEFILE, re.MULTILINE)
    assert found, target
    return found[1]


def test_each_test_is_in_one_part() -> None:
    quick, others = chosen("test"), chosen("test-slow")
    for slow, browser in product((False, True), repeat=2):
        marks = {"slow": slow, "browser": browser}
        taken = [eval(one, {}, marks) for one in (quick, others)]  # noqa: S307 -- from our own Makefile
        assert sorted(taken) == [False, True], marks


def test_ci_runs_both_parts_and_the_readme_names_them() -> None:
    ci = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert [line for line in ci if line.startswith("make test")] == ["make test", "make test-slow"]
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"(?m)^make (test[a-z-]*) ", readme) == ["test", "test-slow"]
