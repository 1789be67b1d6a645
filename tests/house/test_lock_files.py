"""The locks hold names, versions and hashes, and leave it to each machine where it fetches them from."""

import re

import pytest

from tests.house.sources import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
ENTRY = re.compile(
    r"(?:[a-z0-9.-]+(?:\[[a-z0-9,.-]+\])?==\S+(?: ; .+?)? \\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)+"
)


def test_there_are_no_other_locks() -> None:
    assert sorted(file.name for file in ROOT.glob("*.lock")) == sorted(LOCKS)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_place_to_fetch_from(name: str) -> None:
    assert "://" not in (ROOT / name).read_text()


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_is_versions_with_hashes_and_nothing_else(name: str) -> None:
    assert ENTRY.fullmatch((ROOT / name).read_text())


def test_what_runs_is_also_what_is_tested() -> None:
    runtime, development = (set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(), re.M)) for name in LOCKS)
    assert runtime <= development
