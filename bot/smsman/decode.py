"""Turns the bytes of an answer into plain values, also where something stands around them or their end is missing."""

import json
import re
from codecs import BOM_UTF8
from decimal import Decimal, InvalidOperation
from typing import Final

import msgspec


class NotUnderstood(ValueError):
    """No sense can be made of an answer. Stays inside this package."""


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all measure; no reader takes NaN
        return Decimal("NaN")


def _no_number(text: str) -> object:
    raise NotUnderstood(text)


_FAST: Final = msgspec.json.Decoder(float_hook=_decimal)
_LENIENT: Final = json.JSONDecoder(strict=False, parse_float=_decimal, parse_constant=_no_number)
"""Ten times slower, and takes what msgspec does not: half a surrogate pair, a line end within a text."""

_TRIES: Final = 32
"""Places in an answer at which JSON may begin, at most: an answer full of brackets must not cost a second."""

_OPENED: Final = re.compile(r"[\[{]\s*[\[{\"]")
"""Looks like the begin of JSON. Where it is none, it is broken JSON, and what is inside may mean something else."""


def decode(body: bytes | bytearray) -> object:
    """The JSON value that `body` is; fractions as `Decimal`. Raises `NotUnderstood` for anything else."""
    try:
        return _FAST.decode(body.removeprefix(BOM_UTF8))
    except ValueError:
        pass
    except RecursionError:
        raise NotUnderstood("RecursionError") from None
    try:
        return _LENIENT.decode(text_of(body))
    # ValueError: not JSON, or an integer of thousands of digits
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(type(error).__name__) from None


def text_of(body: bytes | bytearray) -> str:
    """What is not UTF-8 becomes a replacement character."""
    return body.removeprefix(BOM_UTF8).decode("utf-8", "replace").strip()


def found(body: bytes | bytearray) -> list[object]:
    """The objects and lists in an answer: the one that it is, or those between whatever else it says.

    Raises `NotUnderstood` where there is none, and where one is broken.
    """
    try:
        whole = decode(body)
    except NotUnderstood as error:
        if values := _between(text_of(body)):
            return values
        raise NotUnderstood(str(error)) from None
    if isinstance(whole, str) and whole.lstrip()[:1] in ("{", "["):
        whole = decode(whole.encode("utf-8", "replace"))  # JSON that was made into JSON once more
    if not isinstance(whole, dict | list):
        raise NotUnderstood("neither a list nor an object")
    return [whole]


def _between(text: str) -> list[object]:
    values: list[object] = []
    at = 0
    for _ in range(_TRIES):
        start = min((place for mark in "[{" if (place := text.find(mark, at)) >= 0), default=-1)
        if start < 0:
            return values
        try:
            value, end = _LENIENT.raw_decode(text, start)
        except (ValueError, RecursionError):
            if _OPENED.match(text, start):
                return []
            at = start + 1
            continue
        if not values and "\ufffd" in text[:start]:
            return []  # no page and no notice before it, but rubbish
        if isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value)):
            values.append(value)
        at = end
    return []


def values_of(name: str, body: bytes | bytearray) -> list[object]:
    """The different whole values that stand behind this name in an answer that is no JSON as a whole.

    Whole: a text up to its closing quote, a number up to the comma or bracket that ends it.
    """
    pattern = rf'"{name}"\s*:\s*("(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*(?=\s*[,}}\]]))'
    values: list[object] = []
    for written in re.findall(pattern, text_of(body)):
        try:
            value = _LENIENT.decode(written)
        except ValueError:
            continue
        if value not in values:
            values.append(value)
    return values
