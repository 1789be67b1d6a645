"""Bytes of an answer into plain values, what SMS-Man's errors mean, and what of an answer may be shown."""

import html
import json
import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import unquote

import msgspec

from bot.domain.errors import (
    AccountEmpty,
    ActivationGone,
    OutOfStock,
    PriceChanged,
    ProviderError,
    Refused,
    StillWaiting,
    Throttled,
    WrongStatus,
    WrongToken,
)

_WINDOW = 4096
_SHOWN = 160
_FROM_THE_CODE_ON = re.compile(r"(sms.?code).*", re.IGNORECASE | re.DOTALL)
_LONG_NUMBER = re.compile(r"\d(?:[\s().+-]*\d){3,}")
_HALF_ESCAPE = re.compile(r"(?:%[0-9A-Fa-f]?|\\)$")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_CODE_LIKE = re.compile(r"\b(?=\w*\d)[\w-]{3,}|\b[A-Z]{4,}\b")
_KNOWN = frozenset(
    {"request_id", "country_id", "application_id", "number", "sms_code", "code", "sms", "text"}
    | {"error_code", "error_msg", "error_id", "success", "status", "message", "data", "result", "response"}
)
_NOT_SHOWN = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "", "Co": "", "Cn": ""}
"""Control characters and line ends become spaces; direction marks, lone surrogates and unassigned ones go."""


def clean(text: str, limit: int) -> str:
    """One line of printable text, at most `limit` characters, each of them in the order it is read."""
    text = text[: 4 * limit]
    return " ".join("".join(_NOT_SHOWN.get(unicodedata.category(c), c) for c in text).split())[:limit].rstrip()


def unescaped(text: str) -> str:
    """HTML entities as the characters they stand for, once; only whole ones, or a link would lose its `&copy=`."""
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def unpronounced(words: str) -> str:
    """Words without what could be a code among them: letters with digits, or capitals alone."""
    return _CODE_LIKE.sub("…", words)


def shape(value: object, depth: int = 3) -> str:
    """What an answer looks like, with none of its values, and of its names those that are known."""
    match value:
        case dict() if depth:
            members = [f"{name if name in _KNOWN else '…'}: {shape(one, depth - 1)}" for name, one in value.items()]
            return "{" + ", ".join(members[:8]) + "}"
        case list() if depth:
            return f"{len(value)} of [{shape(value[0], depth - 1) if value else ''}]"
        case str():
            return f"text of {len(value)}" if value else "no text"
        case None | bool():
            return str(value).lower()
        case _:
            return type(value).__name__


def excerpt(text: str, token: str) -> str:
    """At most 160 characters of `text`: without the token, with runs of four and more digits masked, and nothing after
    the word sms_code."""
    # An echo of the token may be written as in a URL or as in PHP's JSON, and either may be cut in the middle.
    plain = unquote(_HALF_ESCAPE.sub("", text[:_WINDOW])).replace("\\/", "/")
    text = clean(plain, _WINDOW)
    if token:
        text = text.replace(token, "…")
        for length in range(len(token) - 1, 3, -1):
            text = text.removesuffix(token[:length])
    text = _LONG_NUMBER.sub("…", _FROM_THE_CODE_ON.sub(r"\1…", text)).rstrip()
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


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


_WRAPPERS: Final = ("data", "result", "response")
_LIST_WRAPPERS: Final = (*_WRAPPERS, "countries", "applications", "services", "prices", "limits", "items", "list")
_LAYERS: Final = 4


def unpacked(data: object) -> object:
    """One answer without a list of one or a wrapper around it; what stood beside it stays beside it."""
    for _ in range(_LAYERS):
        if isinstance(data, list) and len(data) == 1:
            data = data[0]
            continue
        name = _wrapper(data)
        if not isinstance(data, dict) or not name:
            break
        inner = data[name]
        inner = inner[0] if isinstance(inner, list) and len(inner) == 1 else inner
        if not isinstance(inner, dict):
            break
        data = {key: value for key, value in data.items() if key != name} | inner
    return data


def unwrapped(data: object) -> object:
    """A list without a wrapper around it."""
    for _ in range(_LAYERS):
        if not isinstance(data, dict) or not (name := _wrapper(data, _LIST_WRAPPERS)):
            break
        data = data[name]
    return data


def _wrapper(data: object, wrappers: tuple[str, ...] = _WRAPPERS) -> str:
    names = [name for name in wrappers if isinstance(data, dict) and isinstance(data.get(name), dict | list)]
    return names[0] if len(names) == 1 else ""


Member = tuple[str, object]
"""A member of an object, or one of a list under the name ""."""


def members_of(data: object) -> Iterator[Member]:
    match data:
        case dict():
            yield from data.items()
        case list():
            yield from (("", member) for member in data)
        case _:
            raise NotUnderstood("neither a list nor an object")


Leaf = tuple[tuple[str, ...], object]
"""A value in nested objects or lists, behind the keys on the way to it; a place in a list names nothing: ""."""


def leaves(data: object, mark: str) -> Iterator[Leaf]:
    """Everything that has the key `mark`, at most two levels down, and everything that is in its place."""
    for outer, member in members_of(data):
        if isinstance(member, dict | list) and not (isinstance(member, dict) and mark in member):
            for inner, child in members_of(member):
                if child or not isinstance(child, dict | list):
                    yield (outer, inner), child
        else:
            yield (outer,), member


def keyed(data: object) -> Iterator[object]:
    """The entries of a list, or of an object whose keys are ids that the entries may leave out."""
    for key, entry in members_of(data):
        yield {"id": key, **entry} if isinstance(entry, dict) else entry


CODES: Mapping[str, type[ProviderError]] = {
    "wrong_token": WrongToken,
    "no_numbers": OutOfStock,
    "balance": AccountEmpty,
    "wait_sms": StillWaiting,
    "wrong_status": WrongStatus,
    # Not documented: the usual names, in case throttling ever says so instead of wearing the mask of no_numbers.
    "too_many_requests": Throttled,
    "rate_limit": Throttled,
}
PHRASES: Mapping[str, type[ProviderError]] = {
    "wrong token": WrongToken,
    "no numbers": OutOfStock,
    "more than the balance": AccountEmpty,
    "insufficient": AccountEmpty,
    "not enough": AccountEmpty,
    "low balance": AccountEmpty,
    "still waiting": StillWaiting,
    "too many": Throttled,
    "rate limit": Throttled,
}
PRICE = re.compile(r"max_?price|wrong_price|price_?changed|\bprices?\b|_price|price_|цен[аыуе]\b|\bgiá\b")
"""Nobody knows what a refusal for `maxPrice` says; a clear no that speaks of a price, and of no balance, is one."""
NO_ERROR = frozenset({"0", "ok", "none", "null", "false", "success", "no_error"})
"""Codes of an error that is none."""
REQUEST_GONE = "request not exist"
"""Clients tell a dead request by its words only, whatever the code beside them."""


def refusal(data: object, status: int) -> tuple[type[ProviderError], str] | None:
    """The kind of error that an answer carries and what it says, not redacted; `None` where it carries none.

    An error has `error_code` or `error_msg` (text, or an object of texts), or `success` set to false, which is often
    missing. Under an HTTP 4xx, `message` and `error` are words of a refusal too.
    """
    if not isinstance(data, dict):
        return None
    code = _text(data.get("error_code"))
    code = "" if code.lower() in NO_ERROR else code
    words = _text(data.get("error_msg"))
    if 400 <= status < 500:
        words = words or _text(data.get("message")) or _text(data.get("error"))
    if not (code or words or data.get("success", True) in (False, 0, "0", "false")):
        return None
    kind = _kind(code.lower(), words.lower())
    return Throttled if kind is Refused and status == 429 else kind, f"{code}: {words}"


def _kind(code: str, words: str) -> type[ProviderError]:
    if REQUEST_GONE in words:
        return ActivationGone
    kind = CODES.get(code) or next((kind for phrase, kind in PHRASES.items() if phrase in words), Refused)
    if kind in (Refused, OutOfStock) and PRICE.search(f"{code} {words}"):
        return AccountEmpty if "balance" in words else PriceChanged
    return kind


def _text(value: object) -> str:
    match value:
        case str():
            return value.strip()
        case bool() | None:
            return ""
        case dict():
            return "; ".join(f"{name}: {_text(part)}" for name, part in value.items() if isinstance(part, str | list))
        case list():
            return "; ".join(text for text in value if isinstance(text, str))
        case _:
            return str(value)
