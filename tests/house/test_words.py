"""The glossary of docs/architecture.md: retired words stay out of names and file names, and of the bot's docstrings."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, modules

RETIRED = frozenset(
    [
        "admission",
        "alarm",
        "announcement",
        "announcer",
        "auditor",
        "bell",
        "bucket",
        "budget",
        "cadence",
        "cap",
        "caps",
        "census",
        "courier",
        "doubt",
        "figures",
        "gate",
        "herald",
        "hush",
        "insist",
        "machine",
        "mended",
        "notice",
        "patience",
        "rhythm",
        "ring",
        "scheduler",
        "shelf",
        "shelves",
        "strain",
        "survey",
        "tally",
        "tallies",
        "watcher",
        "wish",
    ]
)
"""Words that `docs/architecture.md` has replaced. Those of everyday English are only kept out of the names below."""

PACKAGES = ("bot", "bench", "chaos", "sandbox")

CONSTANTS = frozenset({"EVERY", "FRESH", "GONE", "MOST", "PATIENCE", "SOON"})
"""Constants say what they bound, and end in their unit."""

PEOPLE = re.compile(r"\b(he|him|his|himself)\b", re.IGNORECASE)
RIDDLES = re.compile(r"\b(whoever|whatever it is)\b", re.IGNORECASE)

PLAIN = frozenset({"bucket", "machine"})
"""Words of everyday English that docstrings may use as such."""

EXCEPTIONS = {
    "bucket": "Prometheus's histograms have buckets, and a token bucket is what the rate limit is called everywhere",
}
"""Retired words that may stand in the names of these, and why."""


def words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def names(tree: ast.Module) -> Iterator[str]:
    """Every name that a module gives to something."""
    for node in ast.walk(tree):
        match node:
            case (
                ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.ClassDef(name=name)
                | ast.arg(arg=name)
            ):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()):
                yield name


def docstrings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Module() | ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
                yield ast.get_docstring(node) or ""
            case ast.Expr(value=ast.Constant(value=str() as text)):
                yield text


def retired_names(tree: ast.Module) -> set[str]:
    return {name for name in names(tree) if (words(name) & RETIRED - EXCEPTIONS.keys()) or name in CONSTANTS}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_name_holds_a_retired_word(package: str) -> None:
    found = {module: sorted(wrong) for module, tree in modules(package).items() if (wrong := retired_names(tree))}
    assert found == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_file_is_named_by_a_retired_word(package: str) -> None:
    found = [
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / package).rglob("*.*")
        if file.suffix in {".py", ".lua"} and words(file.stem) & RETIRED
    ]
    assert found == []


@pytest.mark.parametrize(
    "pattern",
    [PEOPLE, RIDDLES, re.compile(rf"\b({'|'.join(sorted(RETIRED - EXCEPTIONS.keys() - PLAIN))})\b", re.IGNORECASE)],
)
def test_docstrings_keep_to_the_glossary(pattern: re.Pattern[str]) -> None:
    found = [
        f"{module}: {text.splitlines()[0]}"
        for module, tree in modules("bot").items()
        for text in docstrings(tree)
        if pattern.search(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    "source",
    [
        "class Courier: ...",
        "def raise_cap(): ...",
        "def f(machine): ...",
        "self._hush = 1",
        "FRESH = 3.0",
        "for wish in all: ...",
    ],
)
def test_the_check_sees_a_retired_name(source: str) -> None:
    assert retired_names(ast.parse(source))


def test_the_check_lets_other_names_be() -> None:
    assert not retired_names(
        ast.parse("class Notifier: ...\ndef capture(gateway, ringtone): notices_of_change = machinery")
    )
