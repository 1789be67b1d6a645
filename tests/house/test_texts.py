"""All languages say the same things, with the values that the code gives, and nothing else."""

import ast
from collections.abc import Iterator
from functools import cache

import pytest
from babel import Locale
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent
from fluent.syntax.visitor import Visitor

from bot.texts import FOLDER, LANGUAGES, TextError, Texts
from tests.house.sources import modules
from tests.texts import EN, TEXTS

SPEAKERS = {name: tree for name, tree in modules("bot").items() if name.split(".")[1:2] in (["telegram"], ["texts"])}


ENGLISH_STANDS_IN: frozenset[str] = frozenset()
"""Languages that lack texts which English has: named here, they may. A release should name none."""

BUTTON_LENGTH = 36
"""Signs that a button of a whole row shows on a narrow phone."""

HALF_LENGTH = 17
HALVES = """
    all-countries all-numbers all-services another back by-day by-month by-service cancel cancel-yes charged check
    countries-first file help keep kept language menu no-code not-charged numbers other-country other-service pin
    reminders replace report-fine report-right returned services-first share topup topups unpin wallet
""".split()  # noqa: SIM905 -- a list would be three times as long
"""Buttons that share a row with another one, which shows so many signs of each."""

SAMPLES = {"price": "1.234,50 ₽", "size": "1.000,00 ₽"}
"""Long values for buttons."""


class Reader(Visitor):
    """The variables that a message asks for, and the plural categories of each of its choices by number."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.choices: list[set[str]] = []

    def visit_VariableReference(self, node: fluent.VariableReference) -> None:  # noqa: N802 -- the library's own name
        self.variables.add(node.id.name)

    def visit_SelectExpression(self, node: fluent.SelectExpression) -> None:  # noqa: N802
        self.choices.append(
            {key.name for variant in node.variants if isinstance(key := variant.key, fluent.Identifier)}
        )
        self.generic_visit(node)


@cache
def entries(language: str) -> list[fluent.EntryType]:
    return FluentParser().parse((FOLDER / f"{language}.ftl").read_text("utf-8")).body


@cache
def messages(language: str) -> dict[str, Reader]:
    found = {}
    for entry in entries(language):
        if isinstance(entry, fluent.Message):
            found[entry.id.name] = reader = Reader()
            reader.visit(entry)
    return found


def variables(language: str) -> dict[str, set[str]]:
    return {key: reader.variables for key, reader in messages(language).items()}


def keys_in(node: ast.expr) -> list[str]:
    """The keys that an argument may be, as in `"offer-again" if again else "offer"`."""
    branches = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [one.value for one in branches if isinstance(one, ast.Constant) and isinstance(one.value, str)]


def calls() -> Iterator[tuple[str, set[str]]]:
    """Every text that the code asks for by its name, with the values that it gives."""
    for tree in SPEAKERS.values():
        for node in ast.walk(tree):
            match node:
                case ast.Call(
                    func=ast.Name(id="texts") | ast.Attribute(attr="plain" | "label"), args=[key], keywords=keywords
                ):
                    yield from ((name, {word.arg or "" for word in keywords}) for name in keys_in(key))


def tabled() -> set[str]:
    """The texts that stand in the code's tables, whose names end in `_TEXTS`."""
    return {
        constant.value
        for tree in SPEAKERS.values()
        for node in tree.body
        if isinstance(node, ast.Assign)
        and any(isinstance(to, ast.Name) and to.id.endswith("_TEXTS") for to in node.targets)
        for constant in ast.walk(node.value)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str) and "-" in constant.value
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_holds_no_junk_and_says_nothing_twice(language: str) -> None:
    found = entries(language)
    assert [entry.content for entry in found if isinstance(entry, fluent.Junk)] == []
    keys = [entry.id.name for entry in found if isinstance(entry, fluent.Message)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_values(language: str) -> None:
    found, english = variables(language), variables("en")
    assert {key: values for key, values in found.items() if english.get(key) != values} == {}
    if language not in ENGLISH_STANDS_IN:
        assert sorted(english.keys() - found.keys()) == []


def test_english_stands_in_for_a_text_that_a_language_lacks() -> None:
    english = Texts("en", "menu = Menu of { $count }\nback = Back")
    texts = Texts("de", "back = Zurück", english)
    assert (texts("back"), texts("menu", count=2)) == ("Zurück", "Menu of 2")
    with pytest.raises(TextError):
        texts("no-such-text")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_fits_where_telegram_puts_it(language: str) -> None:
    texts = TEXTS[language]
    assert len(texts.plain("about")) <= 512
    assert len(texts.plain("about-short")) <= 120
    assert len(texts.plain("invoice-title")) <= 32
    for key, reader in messages(language).items():
        # a number where only a number can stand: it chooses among forms
        values: dict[str, str | int] = {
            name: 12 if reader.choices else SAMPLES.get(name, name) for name in reader.variables
        }
        length = len(texts.plain(key, **values))
        if key.startswith("button-"):
            most = HALF_LENGTH if key.removeprefix("button-") in HALVES else BUTTON_LENGTH
            assert length <= most, (key, texts.plain(key, **values))
        if key.startswith("command-"):
            assert length <= 256, key
        if key.startswith("toast-"):
            assert length <= 200, key


def test_the_code_and_the_files_have_the_same_texts() -> None:
    assert {key for key, _ in calls()} | tabled() == variables("en").keys()


def test_the_code_gives_each_text_the_values_it_asks_for() -> None:
    asked = variables("en")
    assert [(key, given) for key, given in calls() if given != asked[key]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_choice_by_number_has_every_plural_of_its_language(language: str) -> None:
    plurals = {*Locale.parse(language).plural_form.tags, "other"}
    chosen = [(key, choice) for key, reader in messages(language).items() for choice in reader.choices]
    assert chosen
    assert [(key, choice) for key, choice in chosen if choice != plurals] == []


def test_a_missing_text_is_an_error_and_never_a_gap() -> None:
    for texts in TEXTS.values():
        with pytest.raises(TextError):
            texts("no-such-text")


def test_a_missing_value_is_an_error_and_never_a_gap() -> None:
    with pytest.raises(TextError):
        EN("stranger")


def test_a_file_that_is_not_whole_is_not_read() -> None:
    with pytest.raises(TextError):
        Texts("en", "menu = fine\nno equals sign here")
