"""Answers that are true and odd, or well formed and wrong: what becomes of a good answer on its way out.

Each function gets the decoded answer and gives another one, or its bytes; it raises `Unfit` for an answer that has
nothing of the kind in it. The shapes were seen in recorded answers of this provider and its like.
"""

import copy
import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

Json: TypeAlias = Any
Shape: TypeAlias = "Callable[[Json], Json | bytes]"

PHP_WARNING = b"<br />\n<b>Notice</b>:  Undefined index: x in <b>/w.php</b> on line <b>7</b><br />\n"


class Unfit(Exception):
    """This answer has nothing that could take the shape."""


def _value(name: str, change: Callable[[str], Json]) -> Shape:
    """Change one value at the top of the answer, read as text."""

    def shape(answer: Json) -> Json:
        if not isinstance(answer, dict) or "error_code" in answer or answer.get(name) in (None, ""):
            raise Unfit
        return {**answer, name: change(str(answer[name]))}

    return shape


def _offers(name: str, change: Callable[[str], Json]) -> Shape:
    """Change one value of every offer in a price list."""

    def shape(answer: Json) -> Json:
        changed = copy.deepcopy(answer)
        offers = [entry for entry in _entries(changed) if name in entry]
        if not offers:
            raise Unfit
        for entry in offers:
            entry[name] = change(str(entry[name]))
        return changed

    return shape


def _entries(answer: Json) -> Iterator[dict[str, Json]]:
    inner = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ()
    for entry in inner:
        if isinstance(entry, dict):
            yield from _entries(entry) if all(isinstance(part, dict) for part in entry.values()) else (entry,)


def _empty_list(answer: Json) -> Json:
    if not answer or (isinstance(answer, dict) and "error_code" in answer):
        raise Unfit
    return []


def _float(text: str) -> Json:
    """`123456.0`; what begins with a zero would lose it, so that it stays text."""
    return text if text.startswith("0") or not text.isdecimal() else float(text)


def _exponent(answer: Json) -> bytes:
    """`7.9161234567E+10`, as PHP writes a large number."""
    if not isinstance(answer, dict) or not str(answer.get("number", "")).isdecimal():
        raise Unfit
    mark = '"-exponent-"'
    text = json.dumps({**answer, "number": "-exponent-"})
    return text.replace(mark, f"{Decimal(answer['number']):E}").encode()


def _grouped(digits: str, template: str) -> str:
    """The digits in place of each `#`, all that are left at the last one."""
    pieces = template.split("#")
    last = len(pieces) - 2
    return "".join(piece + (digits[at:] if at == last else digits[at : at + 1]) for at, piece in enumerate(pieces[:-1]))


def _spoilt(answer: Json) -> bytes:
    if not isinstance(answer, dict) or not answer:
        raise Unfit
    return json.dumps({**answer, "comment": "café"}, ensure_ascii=False).encode("latin-1", "replace")


def _thousands(text: str, separator: str) -> str:
    return f"{Decimal(text):,}".replace(",", separator)


SHAPES: Mapping[str, Shape] = {
    # wrong, in a form that is right
    "wrong_country": _value("country_id", lambda text: int(text) + 1),
    "wrong_service": _value("application_id", lambda text: int(text) + 1),
    "cost_zero": _offers("cost", lambda _: "0"),
    "empty_list": _empty_list,
    # true, in an odd form
    "code_as_list": _value("sms_code", lambda code: [code]),
    "code_as_object": _value("sms_code", lambda code: {"code": code}),
    "code_as_float": _value("sms_code", _float),
    "whole_sms": _value("sms_code", lambda code: f"Your Telegram code: {code}. Do not share it"),
    "number_with_spaces": _value("number", lambda digits: _grouped(digits, "+# ### ###-##-#")),
    "number_with_parentheses": _value("number", lambda digits: _grouped(digits, "#(###)#")),
    "number_with_dots": _value("number", lambda digits: _grouped(digits, "#.###.###.##.#")),
    "number_with_no_break_space": _value("number", lambda digits: _grouped(digits, "#\u00a0###\u00a0#")),
    "number_as_link": _value("number", lambda digits: f"tel:+{digits}"),
    "number_with_00": _value("number", lambda digits: f"00{digits}"),
    "number_as_float": _value("number", float),
    "number_with_exponent": _exponent,
    "request_id_as_float": _value("request_id", float),
    "balance_with_thousands": _value("balance", lambda text: _thousands(text, ",")),
    "balance_with_space": _value("balance", lambda text: _thousands(text, " ")),
    "balance_with_comma": _value("balance", lambda text: text.replace(".", ",")),
    "balance_with_currency": _value("balance", lambda text: f"{text} RUB"),
    "balance_with_plus": _value("balance", lambda text: f"+{text}"),
    "balance_without_zero": _value("balance", lambda text: text.removeprefix("0")),
    "count_with_plus": _offers("count", lambda text: "1000+" if int(text) >= 1000 else text),
    "count_with_comma": _offers("count", lambda text: f"{int(text):,}"),
    "count_as_float": _offers("count", float),
    "cost_with_comma": _offers("cost", lambda text: f"{Decimal(text):.2f}".replace(".", ",")),
    "cost_with_last_dot": _offers("cost", lambda text: f"{Decimal(text):.2f}".replace(".00", ".")),
    "cost_without_zero": _offers("cost", lambda text: f"{Decimal(text):.2f}".removeprefix("0")),
    "notice_before": lambda answer: PHP_WARNING + json.dumps(answer).encode(),
    "text_behind": lambda answer: json.dumps(answer).encode() + b"\n<!-- 0.004 s -->\n",
    "data_wrapper": lambda answer: {"data": answer},
    "list_of_one": lambda answer: [answer],
    "bad_utf8": _spoilt,
}
