"""Turns the bytes of an answer into plain values, and finds what a cut answer to a purchase still tells."""

import json
import re
from codecs import BOM_UTF8
from decimal import Decimal, InvalidOperation
from typing import Final

from bot.domain.models import Bought


class NotUnderstood(ValueError):
    """No sense can be made of an answer. Stays inside this package."""


def decode(body: bytes | bytearray) -> object:
    """The JSON value in `body`; fractions as `Decimal`. Raises `NotUnderstood` for anything else."""
    try:
        return DECODER.decode(body.removeprefix(BOM_UTF8).decode())
    # ValueError: not UTF-8, not JSON, or an integer of thousands of digits
    except (ValueError, RecursionError) as error:
        raise NotUnderstood(type(error).__name__) from None


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all measure; no reader takes NaN
        return Decimal("NaN")


def _no_number(text: str) -> object:
    raise NotUnderstood(text)


DECODER: Final = json.JSONDecoder(parse_float=_decimal, parse_constant=_no_number)
"""Fractions as `Decimal`, and no `NaN`."""


# Only whole values count: a string up to its closing quote, an integer up to the comma or brace that ends it.
_REQUEST_ID = re.compile(rb'"request_id"\s*:\s*(?:"([A-Za-z0-9_-]{1,64})"|([0-9]{1,20})\s*[,}])')
_NUMBER = re.compile(rb'"number"\s*:\s*(?:"\+?([0-9]{5,20})"|([0-9]{5,20})\s*[,}])')


def salvage(body: bytes) -> tuple[str, Bought | None]:
    """What a broken answer to a purchase still says: the request's id ("" if none), and both if the number is there.

    Two different ids, or two numbers, in one answer prove nothing: they count as none.
    """
    request_id, number = _only(_REQUEST_ID, body), _only(_NUMBER, body)
    if request_id.strip("0") == "":
        return "", None
    return request_id, Bought(request_id, number) if number else None


def _only(pattern: re.Pattern[bytes], body: bytes) -> str:
    values = {(quoted or bare).decode() for quoted, bare in pattern.findall(body)}
    return values.pop() if len(values) == 1 else ""
