"""The kinds of values in SMS-Man's answers: money, codes, counts; read in every form that means one thing only."""

import re
import unicodedata
from decimal import Context, Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator, ValidatorFunctionWrapHandler, WrapValidator

from bot.providers.smsman.answers import clean, unescaped

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
    sign, digits = parts.groups()
    if _SPACED.fullmatch(digits):
        digits = re.sub(r"[^0-9.,]", "", digits)
    elif _TWO_MEANINGS.fullmatch(digits):
        raise ValueError("an amount with two meanings")
    for form, grouping, point in _FORMS:
        if form.fullmatch(digits) and digits.strip(".,"):
            plain = (digits.replace(grouping, "") if grouping else digits).replace(point, ".").strip()
            plain = ("0" + plain).removesuffix(".")
            if len(plain) <= 36:
                return Decimal(("-" if sign == "-" else "") + plain)
    raise ValueError("not an amount")


def price_of(value: object) -> Decimal:
    found = amount(value)
    if found < 0:
        raise ValueError("a negative price")
    return found


LONGEST: Final = 1000
"""Characters of an SMS that are kept."""

_NO_CODE: Final = frozenset({"0", "n/a"})
_NO_CODE_WORDS: Final = frozenset(
    {"null", "none", "nil", "nan", "undefined", "false", "true", "empty", "unknown", "ok", "success"}
    | {"wait", "waiting", "waits", "waited", "pending", "processing", "progress", "still", "yet", "retry", "queued"}
    | {"no", "not", "any", "sms", "message", "messages", "code", "codes", "status", "for", "the", "is", "in", "was"}
    | {"received", "receive", "arrived", "come", "here", "available", "found", "ready", "exist", "exists", "please"}
    | {"cancel", "canceled", "cancelled", "reject", "rejected", "closed", "close", "expired", "timeout", "error"}
)
"""Words of the protocol, and what programs write for nothing: a text that has no other words brought nothing."""
_WORDS: Final = re.compile(r"[^\W\d_]+")

_STATUS: Final = re.compile(r"(?:STATUS|NO|BAD|ERROR|ACCESS)_[A-Z_]+(?::(.*))?", re.DOTALL)
"""The compatible API says so: `STATUS_WAIT_CODE`, `STATUS_OK:1234`."""
_BROUGHT: Final = "STATUS_OK:"

_NAMES: Final = ("sms_code", "code", "sms", "text")
"""What a code is called within an object, best first."""


def read_sms(value: object, depth: int = 3) -> str:
    """What the SMS brought, "" where it has not come. Raises `ValueError` where it could be two things."""
    match value:
        case None | False | []:
            return ""
        case dict() if not value:
            return ""
        case str():
            return _text(value)
        case int() | Decimal() if not isinstance(value, bool):
            return _number(value)
        case list() if depth:
            return _one_of([read_sms(one, depth - 1) for one in value])
        case dict() if depth:
            named = next((value[name] for name in _NAMES if name in value), None)
            if named is not None:
                return read_sms(named, depth - 1)
            if len(value) == 1:
                return read_sms(next(iter(value.values())), depth - 1)
    raise ValueError("not a code")


def _one_of(codes: list[str]) -> str:
    different = {code for code in codes if code}
    if len(different) > 1:
        raise ValueError("several codes")
    return different.pop() if different else ""


def _number(value: int | Decimal) -> str:
    if isinstance(value, Decimal):
        if not value.is_finite() or not -20 <= int(value.as_tuple().exponent) <= 0 or value != int(value):
            raise ValueError("not a code")
        value = int(value)
    if value < 0:
        raise ValueError("not a code")
    return str(value) if value else ""


def _text(value: str) -> str:
    text = clean(unescaped(value), LONGEST)
    if status := _STATUS.fullmatch(text):
        text = status[1].strip() if text.startswith(_BROUGHT) else ""
    return "" if _brings_nothing(text) else text


def _brings_nothing(text: str) -> bool:
    """Only punctuation, or only words that stand for no SMS."""
    if text.lower() in _NO_CODE:
        return True
    rest = _WORDS.sub(lambda word: "" if word[0].lower() in _NO_CODE_WORDS else word[0], text)
    return all(unicodedata.category(char)[0] in "PZ" for char in rest)


WHOLE = re.compile(r"[0-9]{1,18}", re.ASCII)
MAX_WHOLE = 10**18
MOST_ID: Final = 10**10
"""Ids of countries and services are below; a button has no room for longer ones."""

MOST_PLACES: Final = 20
"""Digits of the longest number that is read out of a float."""

_FLOAT: Final = re.compile(r"[0-9]+\.0+|[0-9](?:\.[0-9]+)?[eE]\+?[0-9]{1,2}", re.ASCII)
_COUNT: Final = re.compile(r"[>≥~≈]?\s*([0-9]{1,3}(?:[,\s'’][0-9]{3})+|[0-9]{1,18})\s*\+?\s*(?:шт\.?|pcs\.?)?")
_COUNT_OF_TWO_MEANINGS: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}", re.ASCII)
"""`"1.000"`: one, or a thousand."""
_SEPARATED: Final = re.compile(r"\(?\+?[0-9(][0-9().\s‐-―−-]*[0-9]")
_FEWEST_SEPARATED, _MOST_SEPARATED = 8, 15
"""Digits of a number that is written in groups: fewer may be anything, more may be two numbers."""


def alone(value: object) -> object:
    """What a list of one has in it; anything else as it is."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value


def whole(value: object) -> int:
    """0 or more: `7`, `"7"`, or what a float made of it, `7.0`."""
    if isinstance(value, str) and WHOLE.fullmatch(value.strip()):
        value = int(value)
    if type(value) is not int:
        value = _from_float(value)
    if type(value) is not int or not 0 <= value < MAX_WHOLE:  # `True` is an `int` as well
        raise ValueError("not a whole number")
    return value


def identity(value: object) -> int:
    """The id of a country or a service."""
    found = whole(value)
    if found >= MOST_ID:
        raise ValueError("no id for a button")
    return found


def count(value: object) -> int:
    """How many there are, or at least: also `"1000+"` and `"1,000"`."""
    if isinstance(value, str) and _COUNT_OF_TWO_MEANINGS.fullmatch(value.strip()):
        raise ValueError("a count with two meanings")
    if isinstance(value, str) and (written := _COUNT.fullmatch(unescaped(value).strip())):
        return int(re.sub(r"[^0-9]", "", written[1]))
    return whole(value)


def _from_float(value: object) -> object:
    """An exact whole number in the form of a fraction or with an exponent; anything else as it is.

    `3.1E+8` is not exact: its writer may have rounded.
    """
    value = alone(value)
    if isinstance(value, str) and _FLOAT.fullmatch(value.strip()):
        value = Decimal(value.strip())
    if isinstance(value, Decimal) and value.is_finite():
        places = int(value.as_tuple().exponent)
        if -MOST_PLACES <= places <= 0 and value.adjusted() < MOST_PLACES and value == int(value):
            return int(value)
    return value


def _plain(value: object) -> str:
    """A text or an integer as text, without HTML entities and marks of direction."""
    return clean(unescaped(str(value)), 128) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _phone_number(value: object) -> str:
    """Digits, 5 to 20 of them, without what people write between and before them."""
    value = _from_float(value)
    text = _plain(value)
    text = re.sub(r"(?i)^tel:\s*", "", text)
    digits = text.removeprefix("+")
    if _SEPARATED.fullmatch(text) and not re.fullmatch(r"[0-9]+", digits, re.ASCII):
        digits = re.sub(r"[^0-9]", "", text)
        digits = digits if _FEWEST_SEPARATED <= len(digits) <= _MOST_SEPARATED + 2 else ""
    if "+" not in text:
        digits = digits.removeprefix("00")
    if not re.fullmatch(r"[0-9]{5,20}", digits, re.ASCII):
        raise ValueError("not a phone number")
    return digits


def request_id(value: object) -> str:
    """An integer as documented, or a string; 0 is nobody's request."""
    value = _from_float(value)
    text = _plain(value)
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text, re.ASCII) or not text.strip("0") or text.startswith("-"):
        raise ValueError("not a request id")
    return text


def is_same_request(asked: str, answered: object) -> bool:
    """Whether an answer is about the request that was asked for; a float of it may be rounded."""
    answered = alone(answered)
    if isinstance(answered, str) and _FLOAT.fullmatch(answered.strip()):
        answered = Decimal(answered.strip())
    if isinstance(answered, Decimal) and asked.isdecimal() and len(asked) <= MOST_PLACES and answered.is_finite():
        shown = len(answered.normalize().as_tuple().digits)
        return answered == Decimal(asked) or (_is_rounded(answered) and round_to(asked, shown) == answered)
    try:
        return request_id(answered) == asked
    except ValueError:
        return False


def _is_rounded(value: Decimal) -> bool:
    return int(value.as_tuple().exponent) > 0


def round_to(digits: str, places: int) -> Decimal:
    """A number of that many significant places."""
    return Context(prec=places).create_decimal(digits)


def _title(value: object) -> str:
    title = clean(unescaped(value), 80) if isinstance(value, str) else ""
    if not title:
        raise ValueError("no title")
    return title


def _short_code(value: object) -> str:
    return clean(str(value), 32) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _yes(value: object) -> bool:
    value = _from_float(value)
    if isinstance(value, str):
        value = value.strip().lower()
    if isinstance(value, str | int) and value in (True, "1", "true", "ok", "yes"):  # 1 equals True
        return True
    raise ValueError("not a yes")


def _if_readable(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValueError:
        return None


Identity = Annotated[int, BeforeValidator(identity)]
Count = Annotated[int, BeforeValidator(count)]
Amount = Annotated[Decimal, BeforeValidator(amount)]
PhoneNumber = Annotated[str, BeforeValidator(_phone_number)]
RequestId = Annotated[str, BeforeValidator(request_id)]
Title = Annotated[str, BeforeValidator(_title)]
ShortCode = Annotated[str, BeforeValidator(_short_code)]
SmsCode = Annotated[str, BeforeValidator(read_sms)]
Yes = Annotated[bool, BeforeValidator(_yes)]
IfReadable = WrapValidator(_if_readable)
"""For extras that no answer needs to have: what can't be read was not said."""
