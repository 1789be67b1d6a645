"""A phone number in the forms that sign-up pages ask for."""

import re
from dataclasses import dataclass
from typing import Final

import phonenumbers

MEXICO_OF_BEFORE: Final = re.compile(r"521[0-9]{10}")
"""Mobile numbers of Mexico had a 1 after the prefix until 2019."""


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    international: str
    """`+84912345678`: what to paste where the page has one field."""
    spaced: str
    """`+84 912 345 678`: for reading."""
    prefix: str = ""
    """`+84`; empty where nobody knows it, and then `national` is, too."""
    national: str = ""
    """`912345678`: what to type where the page asks for the country separately."""

    @classmethod
    def parse(cls, digits: str) -> "PhoneNumber":
        """From the provider's digits, with the country's prefix and without a plus sign.

        What is dialled only inside a country (a trunk zero, Argentina's 15, Mexico's old 1) is left out. Where the
        library does not know the number so, the digits stay as they came.
        """
        whole = f"+{digits}"
        number = _known(digits.removeprefix("00"))
        if number is None:
            return cls(whole, whole)
        return cls(
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164),
            phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
            f"+{number.country_code}",
            phonenumbers.national_significant_number(number),
        )


def _known(digits: str) -> phonenumbers.PhoneNumber | None:
    """The number that these digits are: a valid one, or else one that has exactly these digits."""
    for tried in (digits, f"52{digits[3:]}") if MEXICO_OF_BEFORE.fullmatch(digits) else (digits,):
        try:
            number = phonenumbers.parse(f"+{tried}")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    try:
        number = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return None
    same = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) == f"+{digits}"
    return number if same else None
