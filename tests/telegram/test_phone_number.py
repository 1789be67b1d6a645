"""What is shown, copied and offered without its prefix is one number, in the form that is dialled from anywhere."""

import re

import pytest

from bot.telegram.screens.sms import PhoneNumber


@pytest.mark.parametrize(
    ("given", "right", "national"),
    [
        ("840912345678", "+84912345678", "912345678"),
        ("4407911123456", "+447911123456", "7911123456"),
        ("4901701234567", "+491701234567", "1701234567"),
        ("3606201234567", "+36201234567", "201234567"),
        ("54111523456789", "+5491123456789", "91123456789"),
        ("54351152345678", "+5493512345678", "93512345678"),
        ("5215512345678", "+525512345678", "5512345678"),
        ("0084912345678", "+84912345678", "912345678"),
        ("00840912345678", "+84912345678", "912345678"),
        ("390612345678", "+390612345678", "0612345678"),
        ("2250707123456", "+2250707123456", "0707123456"),
        ("79161234567", "+79161234567", "9161234567"),
        ("551191234567", "+551191234567", "1191234567"),
    ],
)
def test_one_number_in_all_its_forms(given: str, right: str, national: str) -> None:
    number = PhoneNumber.parse(given)
    assert (number.international, number.national) == (right, national)
    assert number.prefix + number.national == right
    assert re.sub(r"[^+0-9]", "", number.spaced) == right


@pytest.mark.parametrize("given", ["99912345", "0912345678", "1", "840000000000000"])
def test_where_it_is_in_doubt_it_stays_as_it_came_all_the_same(given: str) -> None:
    number = PhoneNumber.parse(given)
    assert number.international == f"+{given}"
    assert re.sub(r"[^+0-9]", "", number.spaced) == f"+{given}"
    assert not number.national or number.prefix + number.national == f"+{given}"
