"""Reads amounts of money as programs and people write them, and refuses those that could mean two."""

import re
from decimal import Decimal
from typing import Final

from bot.providers.smsman.redact import clean, unescaped

PLAIN: Final = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,20})?", re.ASCII)
_MOST: Final = Decimal(10**12)
_MOST_PLACES: Final = 20
"""Beyond these measures it is no amount of money, and printing it could fill the memory."""
_FINEST: Final = Decimal("0.000001")
"""Anything finer is what a float at the provider left behind: 12.300000000000001."""

_CURRENCY: Final = r"(?:[A-Za-z]{3}|руб\.?|р\.|[$€£¥₽₴₸₫])"
_AROUND: Final = re.compile(
    rf"(?:{_CURRENCY}\s*)?([+-]?)\s*(?:{_CURRENCY}\s*)?([0-9., '’\u00a0\u2009\u202f]*?)\s*{_CURRENCY}?"
)
_SPACED: Final = re.compile(r"[0-9]{1,3}(?:[ '’\u00a0\u2009\u202f][0-9]{3})+([.,][0-9]*)?")
_TWO_MEANINGS: Final = re.compile(r"[1-9][0-9]{0,2},[0-9]{3}")
"""`1,234`: a thousand, or one and a bit. With a dot it is what is documented: a fraction."""
_FORMS: Final = (
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]*"), ",", "."),
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]*"), ".", ","),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}"), ",", "."),
    (re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}"), ".", ","),
    (re.compile(r"[0-9]*\.[0-9]*"), "", "."),
    (re.compile(r"[0-9]*,[0-9]*"), "", ","),
    (re.compile(r"[0-9]+"), "", "."),
)
"""Each with what groups its thousands, and what its fraction begins with."""


def amount(value: object) -> Decimal:
    """Money: `"12.50"`, `12.5`, `12`, `"1,234.56"`, `"799,70 RUB"`; never through a float. Raises `ValueError`."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, str):
        value = _written(value.strip() if PLAIN.fullmatch(value.strip()) else clean(unescaped(value), 64))
    elif isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    if not isinstance(value, Decimal) or not value.is_finite() or abs(value) > _MOST:
        raise ValueError("not an amount")
    places = -int(value.as_tuple().exponent)
    if places <= -_FINEST.adjusted():
        return value
    rounded = value.quantize(_FINEST) if places <= _MOST_PLACES else Decimal(0)
    if value and not rounded:
        raise ValueError("not an amount")
    return rounded


def _written(text: str) -> Decimal:
    if PLAIN.fullmatch(text):
        return Decimal(text)
    parts = _AROUND.fullmatch(text.replace("−", "-")) if len(text) <= 48 else None
    if not parts:
        raise ValueError("not an amount")
    sign, code_chance = parts.groups()
    if _SPACED.fullmatch(code_chance):
        code_chance = re.sub(r"[^0-9.,]", "", code_chance)
    elif _TWO_MEANINGS.fullmatch(code_chance):
        raise ValueError("an amount with two meanings")
    for form, grouping, point in _FORMS:
        if form.fullmatch(code_chance) and code_chance.strip(".,"):
            plain = (code_chance.replace(grouping, "") if grouping else code_chance).replace(point, ".").strip()
            plain = ("0" + plain).removesuffix(".")
            if len(plain) <= 36:
                return Decimal(("-" if sign == "-" else "") + plain)
    raise ValueError("not an amount")


def price_of(value: object) -> Decimal:
    found = amount(value)
    if found < 0:
        raise ValueError("a negative price")
    return found
