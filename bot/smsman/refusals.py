"""What SMS-Man's errors mean: its codes and phrases, mapped to the error family of the domain."""

import re
from collections.abc import Mapping

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
GONE = "request not exist"
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
    if GONE in words:
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
