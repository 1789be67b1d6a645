"""Makes a short piece of an answer fit for logs: no token, no code, no phone number, no tricks with direction."""

import html
import re
import unicodedata
from urllib.parse import unquote

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
