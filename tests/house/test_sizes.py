"""The measures of a file and of a function: what a stranger can hold in the head at once."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, modules

SHORTEST, LONGEST = 40, 350

SHORT = {
    "bot/storage/audit_log.py",
    "bot/storage/broken.py",
    "bot/storage/leases.lua",
    "bot/storage/ownership.py",
    "bot/storage/rate_limit.lua",
    "bot/storage/rate_limit.py",
    "bot/terms.py",
}
"""Files that are a boundary of their own though they are short. The list may only shrink."""

LONG = {
    "bot/storage/activations.lua": 555,
    "bot/storage/activations.py": 365,
}
"""Files that are still longer, with the lines that they have. They may only shrink."""

MOST_PARAMETERS = 5

WIDE = {
    "bot.providers.smsman.client.SmsMan.__init__": 10,
    "bot.providers.smsman.exchange.fetch": 8,
    "bot.shop.activations.buyer.Buyer.__init__": 10,
    "bot.shop.admin.broadcast.Broadcaster.__init__": 6,
    "bot.shop.catalogue.catalogue.Catalogue.__init__": 7,
    "bot.storage.activations.ActivationStore.begin": 6,
    "bot.telegram.notifier.TelegramMessenger.__init__": 8,
    "bot.receiving.talk": 6,
}
"""Functions that still have more parameters, and how many. The list may only shrink."""


def lines() -> dict[str, int]:
    return {
        file.relative_to(ROOT).as_posix(): len(file.read_text("utf-8").splitlines())
        for pattern in ("*.py", "*.lua")
        for file in (ROOT / "bot").rglob(pattern)
        if file.name != "__init__.py"
    }


def wide(tree: ast.Module, module: str) -> Iterator[tuple[str, int]]:
    """Functions with too many parameters, `self` and `cls` not counted."""

    def inside(node: ast.AST, path: str) -> Iterator[tuple[str, int]]:
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                yield from inside(child, path)
                continue
            here = f"{path}.{child.name}"
            if not isinstance(child, ast.ClassDef):
                given = [*child.args.posonlyargs, *child.args.args, *child.args.kwonlyargs]
                count = len([one for one in given if one.arg not in {"self", "cls"}])
                if count > MOST_PARAMETERS:
                    yield here, count
            yield from inside(child, here)

    yield from inside(tree, module)


def test_a_file_has_one_subject_and_is_worth_opening() -> None:
    found = lines()
    assert {name for name, count in found.items() if count < SHORTEST} - SHORT == set(), "too short"
    assert {name: count for name, count in found.items() if count > LONG.get(name, LONGEST)} == {}, "too long"


def test_the_exceptions_of_size_are_still_needed() -> None:
    found = lines()
    assert {name for name in SHORT if found.get(name, SHORTEST) >= SHORTEST} == set()
    assert {name for name in LONG if found.get(name, 0) <= LONGEST} == set()


def test_a_function_has_five_parameters_at_most() -> None:
    found = dict(one for module, tree in modules("bot").items() for one in wide(tree, module))
    assert {name: count for name, count in found.items() if count > WIDE.get(name, MOST_PARAMETERS)} == {}
    assert {name for name in WIDE if name not in found} == set(), "no longer needed as exceptions"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("def f(a, b, c, d, e, f): ...", "m.f"),
        ("class C:\n async def f(self, a, b, c, *, d, e, f): ...", "m.C.f"),
        ("if True:\n def f(a, b, c, d, e, /, f): ...", "m.f"),
    ],
)
def test_the_check_sees_a_wide_function(source: str, name: str) -> None:
    assert dict(wide(ast.parse(source), "m")) == {name: 6}
