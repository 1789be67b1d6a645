"""Reads what an SMS brought, in every shape in which it comes, and knows the words that stand for no SMS."""

import re
from decimal import Decimal
from typing import Final

from bot.smsman.redact import clean, unescaped

LONGEST: Final = 1000
"""Characters of an SMS that are kept."""

_NO_CODE: Final = frozenset(
    {"0", "-", "--", "—", "–", "…", "...", "null", "none", "nil", "nan", "undefined", "false", "no", "n/a", "empty"}
    | {"wait", "waiting", "wait_sms", "wait_code", "still_waiting", "no_code", "no_sms", "[]", "{}"}
)
"""Words of the protocol, and what programs write for nothing."""

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
    return "" if re.sub(r"[\s.!]+", "_", text.lower()).strip("_") in _NO_CODE or text.lower() in _NO_CODE else text
