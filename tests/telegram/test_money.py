"""Amounts and counts, as each language writes them."""

from decimal import Decimal

import pytest

from bot.texts import Html, Texts
from tests.texts import EN, TEXTS

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("language", "amount", "currency", "written"),
    [
        ("en", "12", "RUB", "₽12"),
        ("en", "12.00", "RUB", "₽12"),
        ("en", "12.5", "RUB", "₽12.50"),
        ("en", "1E+2", "RUB", "₽100"),
        ("en", "1234567.1", "RUB", "₽1,234,567.10"),
        ("en", "0.125", "USD", "$0.125"),
        ("en", "-3", "EUR", "-€3"),
        ("en", "12", "KZT", f"KZT{NBSP}12"),
        ("en", "0", "RUB", "₽0"),
        ("ru", "12", "RUB", f"12{NBSP}₽"),
        ("ru", "1234.5", "RUB", f"1{NBSP}234,50{NBSP}₽"),
        ("ru", "0.99", "USD", f"0,99{NBSP}$"),
        ("vi", "12", "RUB", f"12{NBSP}₽"),
        ("vi", "1234.5", "RUB", f"1.234,50{NBSP}₽"),
        ("vi", "3", "EUR", f"3{NBSP}€"),
    ],
)
def test_money_is_written_as_the_language_writes_it(language: str, amount: str, currency: str, written: str) -> None:
    assert TEXTS[language].money(Decimal(amount), currency) == written


@pytest.mark.parametrize(
    ("language", "number", "written"),
    [
        ("en", 0, "0"),
        ("en", 999, "999"),
        ("en", 1_000, "1K"),
        ("en", 3_499, "3.4K"),
        ("en", 9_999, "9.9K"),
        ("en", 12_999, "12K"),
        ("en", 999_999, "999K"),
        ("en", 2_590_000, "2.5M"),
        ("ru", 3_499, "3,4 тыс."),
        ("ru", 45_000_000, "45 млн"),
        ("vi", 3_499, "3,4K"),
    ],
)
def test_a_count_is_short_and_never_promises_more_than_there_is(language: str, number: int, written: str) -> None:
    assert TEXTS[language].count(number) == written


@pytest.mark.parametrize("texts", TEXTS.values(), ids=TEXTS)
def test_strings_are_escaped_in_html_and_left_alone_in_labels(texts: Texts) -> None:
    assert "<b>a&lt;b&gt;&amp;</b>" in texts("nothing-found", query="a<b>&")
    assert texts.plain("button-buy", price="<&>").endswith("<&>")


def test_markup_of_ours_is_not_escaped_again() -> None:
    assert "<i>now</i>" in EN("card-waiting", left=Html("<i>now</i>"))


def test_russian_counts_as_russians_do() -> None:
    said = {
        count: str(TEXTS["ru"]("numbers", count=count)).split(". ")[0].split()[-1] for count in (1, 2, 5, 11, 21, 22)
    }
    assert said == {1: "номер", 2: "номера", 5: "номеров", 11: "номеров", 21: "номер", 22: "номера"}
