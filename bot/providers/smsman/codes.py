"""Reads what an SMS brought, in every shape in which it comes, and knows the words that stand for no SMS."""

import re
import unicodedata
from decimal import Decimal
from typing import Final

from bot.providers.smsman.redact import clean, unescaped

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
