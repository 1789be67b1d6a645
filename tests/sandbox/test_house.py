"""The sandbox's own house: no import circle, no file with two subjects, standard words, and "they" for everybody."""

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "sandbox").rglob("*.py"))
RETIRED = re.compile(r"\b(he|him|his|she|her|desk|shelf|fate|courier|watcher|herald|gate|settle)s?\b", re.IGNORECASE)
PAGE = [path for kind in ("js", "html", "css") for path in (ROOT / "sandbox" / "page" / "static").rglob(f"*.{kind}")]


def module(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> set[str]:
    """The sandbox's modules that this one names, also those that only a type checker reads."""
    names = {module(path) for path in FILES}
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & names
        elif isinstance(node, ast.ImportFrom) and node.module:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & names or {node.module} & names
    return found


def test_no_import_runs_in_a_circle() -> None:
    graph = {module(path): imports(path) for path in FILES}
    assert sum(map(len, graph.values())) > 100
    TopologicalSorter(graph).prepare()


def test_no_file_is_longer_than_a_subject() -> None:
    lengths = {module(path): len(path.read_text().splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > 350} == {}


@pytest.mark.parametrize("path", [*FILES, *PAGE], ids=lambda path: str(path.relative_to(ROOT / "sandbox")))
def test_the_words_are_the_standard_ones(path: Path) -> None:
    allowed = path.read_text().replace('state.get("desk")', "")  # what an older state has
    assert RETIRED.findall(allowed) == []
