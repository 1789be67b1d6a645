"""Numbers and codes in the forms that fit a message and a sign-up page: a provider's "code" may be the whole SMS."""

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


ADDRESS: Final = re.compile(r"\S*://\S*|\S+\.[A-Za-z]{2,}/\S*|\S+@\S+\.\S+")
ORIGIN: Final = re.compile(r"^@[\w.-]+ #(?P<code>[A-Za-z0-9]{4,10})$")
"""The last line of an SMS for a browser: the site and its code (https://wicg.github.io/sms-one-time-codes/)."""

CODE: Final = re.compile(
    r"(?<![\w.,/+#*-])(?<![0-9]:)"
    r"(?:[A-Z]{1,2}-(?P<plain>[0-9]{4,8})|(?P<group>[0-9]{4,8}|[0-9]{3}[- ][0-9]{3}))"
    r"(?![\w/*%-]|[.,:][0-9])"
)
"""One group of four to eight digits, or two of three. A `G-` before it is printed on the page that asks."""


WITHOUT_SPACES: Final = re.compile(r"[\u0e00-\u0eff\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uff00-\uff0f\uff1a-\uff65]")
"""Signs of scripts that put no space between words and digits."""


@dataclass(frozen=True, slots=True)
class Sms:
    copied: str
    """What a copy button copies."""
    text: str = ""
    """The whole SMS; empty where there was nothing but a code."""
    found: bool = True
    """What is copied is the code, and not a whole SMS in which it could not be told for certain."""


def read_sms(given: str) -> Sms:
    """The code in what the provider gave: the one that can't be mistaken, else all of it."""
    whole = given.strip()
    if not any(character.isalpha() for character in whole) or not _is_text(whole):
        return Sms(whole)
    if bound := ORIGIN.fullmatch(whole.splitlines()[-1].strip()):
        return Sms(bound["code"], whole)
    codes = {found["plain"] or found["group"] for found in CODE.finditer(_spaced(whole))}
    if len(codes) == 1:
        return Sms(codes.pop(), whole)
    return Sms(whole, whole, found=False)


def _is_text(whole: str) -> bool:
    """Several words, or signs that no code has."""
    return bool(re.search(r"\s|[:;,!?/=]", whole) or WITHOUT_SPACES.search(whole))


def _spaced(whole: str) -> str:
    return WITHOUT_SPACES.sub(" ", ADDRESS.sub(" ", whole))


def cut(text: str, units: int) -> str:
    """As much as fits into so many UTF-16 code units, in which Telegram counts; with an ellipsis where it is cut."""
    if _units(text) <= units:
        return text
    while _units(text) > units - 1:
        text = text[: len(text) - max(1, (_units(text) - units + 1) // 2)]
    return text.rstrip() + "…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
