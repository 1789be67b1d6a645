"""Reads our own source: which modules there are, and what each one imports."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def modules(package: str) -> Mapping[str, ast.Module]:
    """Every module of a top package, by its dotted name."""
    found = {}
    for file in sorted((ROOT / package).rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(file.read_text("utf-8"), filename=str(file))
    return found


def imports(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a module imports anywhere, under `TYPE_CHECKING` and in functions too.

    A relative one begins with a dot.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=origin, names=names, level=level):
                base = "." * level + (origin or "")
                yield from (f"{base}.{alias.name}" for alias in names)


def part(name: str) -> str:
    """The room of the house that a dotted name of ours lies in: `bot.shop.activations.purchases` is in `shop`."""
    return name.partition(".")[2].partition(".")[0]
