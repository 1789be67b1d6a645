"""How numbers fared, beside the offer and in the list of countries: said as it is, in every language."""

from decimal import Decimal

import pytest

from bot.domain.code_times import CodeChance
from bot.domain.models import Country, Offer, Quote
from bot.shop.catalogue.price_table import CountryEntry
from bot.telegram.callbacks import OpenCountries
from bot.telegram.screens.catalogue import Labels, countries
from bot.telegram.screens.names import percent
from bot.telegram.screens.purchase import offer
from tests.telegram.reading import read
from tests.telegram.samples import VIETNAM
from tests.texts import EN, TEXTS

QUOTE = Quote("abcdefghijklmnop", 101, 10, 3, Decimal("12.50"))
OFFER = Offer(10, 3, Decimal("12.50"), 3400)


def shown(language: str, figures: CodeChance | None) -> list[str]:
    """The lines of the offer with these figures that it has not without."""
    plain, told = (
        read(offer(TEXTS[language], QUOTE, OFFER.changed(code_chance=one), VIETNAM, "RUB")).text.split("\n")
        for one in (None, figures)
    )
    return [line for line in told if line not in plain]


def test_nothing_is_said_where_nothing_is_known() -> None:
    assert shown("en", None) == []


@pytest.mark.parametrize(
    ("language", "within", "line"),
    [
        ("en", 20, "📈 Got a code: 87%, usually within 20 seconds"),
        ("en", 60, "📈 Got a code: 87%, usually within 60 seconds"),
        ("en", 180, "📈 Got a code: 87%, usually within 3 minutes"),
        ("vi", 20, "📈 Nhận được mã: 87%, thường trong vòng 20 giây"),
        ("vi", 120, "📈 Nhận được mã: 87%, thường trong vòng 2 phút"),
        ("ru", 20, "📈 Получили код: 87 %, обычно в течение 20 секунд"),
        ("ru", 120, "📈 Получили код: 87 %, обычно в течение 2 минут"),
        ("ru", 21 * 60, "📈 Получили код: 87 %, обычно в течение 21 минуты"),
        ("ru", 300, "📈 Получили код: 87 %, обычно в течение 5 минут"),
    ],
)
def test_the_share_and_the_usual_wait_stand_beside_the_offer(language: str, within: int, line: str) -> None:
    assert shown(language, CodeChance(0.873, within)) == [line]


def test_where_no_code_came_it_is_said_plainly() -> None:
    assert shown("en", CodeChance(0.0, None)) == ["📉 No number has got a code here lately"]


@pytest.mark.parametrize(
    ("share", "shown"), [(1.0, 100), (0.999, 99), (0.5, 50), (0.001, 1), (0.0, 0), (0.87, 87), (0.29, 29)]
)
def test_nearly_all_is_not_all_and_hardly_any_is_not_none(share: float, shown: int) -> None:
    assert percent(CodeChance(share, 20)) == shown


def test_the_list_of_countries_shows_the_share_where_it_is_known() -> None:
    entries = [
        CountryEntry(Country(10, "Vietnam"), Decimal("12.50"), 3400, CodeChance(0.873, 20)),
        CountryEntry(Country(3, "China"), Decimal(20), 12),
    ]
    known, unknown, *_ = read(countries(Labels(EN, "RUB"), entries, VIETNAM.service, OpenCountries())).labels()
    assert known == "🇻🇳 Vietnam · ₽12.50 · 3.4K left · ✉️ 87%"
    assert unknown == "🇨🇳 China · ₽20 · 12 left"
