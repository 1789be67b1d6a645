"""Makes a short piece of an answer fit for logs: no token, no code, no phone number, no tricks with direction."""

import re
import unicodedata
from urllib.parse import unquote

_WINDOW = 4096
_SHOWN = 160
_FROM_THE_CODE_ON = re.compile(r"(sms.?code).*", re.IGNORECASE | re.DOTALL)
_LONG_NUMBER = re.compile(r"\d(?:[\s().+-]*\d){3,}")
_HALF_ESCAPE = re.compile(r"(?:%[0-9A-Fa-f]?|\\)$")
_NOT_SHOWN = {"Cc": " ", "Zl": " ", "Zp": " ", "Cf": "", "Cs": "", "Co": "", "Cn": ""}
"""Control characters and line ends become spaces; direction marks, lone surrogates and unassigned ones go."""


def clean(text: str, limit: int) -> str:
    """One line of printable text, at most `limit` characters, each of them in the order it is read."""
    text = text[: 4 * limit]
    return " ".join("".join(_NOT_SHOWN.get(unicodedata.category(c), c) for c in text).split())[:limit].rstrip()


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
