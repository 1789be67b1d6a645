"""The kinds of values in SMS-Man's answers: strings or numbers on the wire, one strict type inside."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, ValidatorFunctionWrapHandler, WrapValidator

from bot.smsman.redact import clean

WHOLE = re.compile(r"[0-9]{1,18}", re.ASCII)
AMOUNT = re.compile(r"-?[0-9]{1,13}(\.[0-9]{1,20})?", re.ASCII)
MOST = 10**18
_MOST = Decimal(10**12)
_MOST_PLACES = 20
"""Beyond these measures it is no amount of money, and printing it could fill the memory."""
_FINEST = Decimal("0.000001")
"""Anything finer is what a float at the provider left behind: 12.300000000000001."""


def whole(value: object) -> int:
    """A count or an id, 0 or more: `7` or `"7"`."""
    if isinstance(value, str) and WHOLE.fullmatch(value.strip()):
        value = int(value)
    if type(value) is not int or not 0 <= value < MOST:  # `True` is an `int` as well
        raise ValueError("not a whole number")
    return value


def _amount(value: object) -> Decimal:
    """Money: `"12.50"`, `12.5` or `12`, never through a float."""
    if isinstance(value, str) and AMOUNT.fullmatch(value.strip()):
        value = Decimal(value.strip())
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


def price_of(value: object) -> Decimal:
    amount = _amount(value)
    if amount < 0:
        raise ValueError("a negative price")
    return amount


def _phone_number(value: object) -> str:
    digits = str(value).strip().removeprefix("+") if isinstance(value, str | int) else ""
    if not re.fullmatch(r"[0-9]{5,20}", digits, re.ASCII):
        raise ValueError("not a phone number")
    return digits


def _request_id(value: object) -> str:
    """An integer as documented, or a string; 0 is nobody's request."""
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text, re.ASCII) or not text.strip("0"):
        raise ValueError("not a request id")
    return text


def _title(value: object) -> str:
    title = clean(value, 80) if isinstance(value, str) else ""
    if not title:
        raise ValueError("no title")
    return title


def _short_code(value: object) -> str:
    return clean(str(value), 32) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _sms_code(value: object) -> str:
    """What the SMS brought, "" where it has not come (missing value, empty text, 0)."""
    if not value:
        return ""
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise ValueError("not a code")
    return clean(str(value), 1000)


def _yes(value: object) -> bool:
    if isinstance(value, str | int) and value in (True, "1", "true"):  # 1 equals True
        return True
    raise ValueError("not a yes")


def _if_readable(value: object, read: ValidatorFunctionWrapHandler) -> object:
    try:
        return read(value)
    except ValueError:
        return None


Whole = Annotated[int, BeforeValidator(whole)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
PhoneNumber = Annotated[str, BeforeValidator(_phone_number)]
RequestId = Annotated[str, BeforeValidator(_request_id)]
Title = Annotated[str, BeforeValidator(_title)]
ShortCode = Annotated[str, BeforeValidator(_short_code)]
SmsCode = Annotated[str, BeforeValidator(_sms_code)]
Yes = Annotated[bool, BeforeValidator(_yes)]
IfReadable = WrapValidator(_if_readable)
"""For extras that no answer needs to have: what can't be read was not said."""
