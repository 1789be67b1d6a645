"""Whatever the provider sends, a reader gives a value of the right type and measure, or the one error it may raise."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.errors import ProviderError, StillWaiting
from bot.domain.models import Account, Bought, Country, Offer, Service
from bot.providers.smsman import Limit
from bot.providers.smsman import models as wire
from bot.providers.smsman.answers import NotUnderstood, clean, decode, excerpt, found, refusal

# Close enough to the real thing that much of it is nearly understood.
FIELDS = ["id", "title", "name", "code", "balance", "hold", "channels", "request_id", "number", "sms_code", "success"]
MORE_FIELDS = ["cost", "count", "numbers", "country_id", "application_id", "error_code", "error_msg", "message"]
KEYS = st.sampled_from([*FIELDS, *MORE_FIELDS, "0", "1", "2", "17", "-1"]) | st.text(max_size=5)
NUMERALS = st.sampled_from(
    ["0", "1", "17", "-1", "1.5", "1e999", "١٢٣٤٥", "1_000", " 7 ", "+84901234567", "79002415539", "9" * 30, "", "x"]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**25)
    | st.decimals(allow_nan=False, allow_infinity=True)
    | st.just(Decimal("NaN"))  # a signalling one is no number that JSON can hold
    | NUMERALS
    | st.text(st.characters(), max_size=12)
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(KEYS, inner, max_size=6), max_leaves=40
)


def read_or_none(read: Callable[[Any], Any], data: object) -> Any:
    try:
        return read(data)
    except NotUnderstood:
        return None


Reader = Callable[[object], Coroutine[Any, Any, Sequence[Any]]]


def listed(read: Reader, data: object) -> Sequence[Any]:
    return read_or_none(lambda data: asyncio.run(read(data)), data) or []


def is_price(value: object) -> bool:
    return isinstance(value, Decimal) and value.is_finite() and 0 <= value <= 10**12 and len(f"{value:f}") < 40


def is_id(value: object) -> bool:
    return type(value) is int and 0 <= value < 10**18


def is_title(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 80 and value.isprintable() and value == value.strip()


@given(VALUES)
@example({"balance": Decimal("1E+999999")})
def test_a_balance_is_an_amount(data: object) -> None:
    account = read_or_none(wire.read_account, data)

    assert account is None or (isinstance(account, Account) and is_price(abs(account.balance)))


@given(VALUES)
def test_a_purchase_is_a_request_and_a_number(data: object) -> None:
    bought = read_or_none(wire.read_bought, data)

    if bought is not None:
        assert isinstance(bought, Bought)
        assert bought.number.isascii()
        assert bought.number.isdigit()
        assert 5 <= len(bought.number) <= 20
        assert bought.request_id.strip("0")


@given(VALUES)
def test_a_code_is_printable_text(data: object) -> None:
    try:
        code = read_or_none(partial(wire.read_code, "17"), data)
    except StillWaiting:
        code = None

    assert code is None or (isinstance(code, str) and 0 < len(code) <= 1000 and code.isprintable())


@given(VALUES)
def test_a_status_is_confirmed_or_not_understood(data: object) -> None:
    confirmed = True
    try:
        wire.read_status("17", data)
    except NotUnderstood:
        confirmed = False

    assert not confirmed or (isinstance(data, dict) and "success" in data)


@given(VALUES)
def test_countries_and_services_have_an_id_and_a_title_each(data: object) -> None:
    readers: list[tuple[Reader, type[Country | Service]]] = [
        (wire.read_countries, Country),
        (wire.read_services, Service),
    ]
    for read, kind in readers:
        entries = listed(read, data)

        assert all(isinstance(entry, kind) and is_id(entry.id) and is_title(entry.title) for entry in entries)
        assert len({entry.id for entry in entries}) == len(entries)


@given(VALUES, st.none() | st.just(17))
def test_offers_have_a_price_and_a_stock_each(data: object, country_id: int | None) -> None:
    for offer in listed(partial(wire.read_offers, country_id), data):
        assert isinstance(offer, Offer)
        assert is_id(offer.country_id)
        assert is_id(offer.service_id)
        assert is_id(offer.stock)
        assert is_price(offer.price)
        assert country_id in (None, offer.country_id)


@given(VALUES, st.none() | st.just(17), st.none() | st.just(1))
def test_limits_have_a_count_each(data: object, country_id: int | None, service_id: int | None) -> None:
    for limit in listed(partial(wire.read_limits, country_id, service_id), data):
        assert isinstance(limit, Limit)
        assert is_id(limit.country_id)
        assert is_id(limit.service_id)
        assert is_id(limit.numbers)


@given(VALUES, st.sampled_from([200, 400, 429, 500]))
def test_a_refusal_is_a_provider_error_with_words(data: object, status: int) -> None:
    refused = refusal(data, status)

    if refused is not None:
        kind, words = refused
        assert issubclass(kind, ProviderError)
        assert len(excerpt(words, "a-token")) <= 160


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.binary() | PLAIN.map(lambda value: json.dumps(value).encode()), st.integers(0, 30))
@example(b"9" * 5000, 0)
@example(b"1e" + b"9" * 30, 0)
@example(b'{"a":"\\ud800"}', 0)
def test_any_bytes_are_decoded_or_not_understood(body: bytes, cut: int) -> None:
    for part in (body, body[: len(body) - cut]):
        why = ""
        try:
            decode(part)
        except NotUnderstood as error:
            why = str(error)
        assert len(why) < 30  # the name of what went wrong, and never a piece of the answer


NUMBERS = st.text("0123456789", min_size=5, max_size=20).filter(lambda number: not number.startswith("00"))
"""Without the way to dial abroad, which is left out."""


@given(st.integers(1, 10**12), NUMBERS, st.integers(0, 80), st.booleans())
def test_a_cut_purchase_never_gives_half_a_value(request_id: int, number: str, length: int, quoted: bool) -> None:
    value = {"request_id": str(request_id) if quoted else request_id, "number": number, "country_id": 1}
    found_id, bought = wire.salvage_bought(json.dumps(value).encode()[:length])

    assert found_id in ("", str(request_id))
    assert bought in (None, Bought(str(request_id), number))


@given(st.text(min_size=1, max_size=40), st.integers(0, 90), st.sampled_from(["sms_code", "error_code"]))
def test_a_cut_look_never_gives_half_a_code(code: str, length: int, last: str) -> None:
    whole = json.dumps({"request_id": "17", "sms_code": code, last: code}).encode()
    try:
        read = read_or_none(partial(wire.read_code, "17"), {"sms_code": code})
    except StillWaiting:
        read = None
    try:
        salvaged = read_or_none(partial(wire.salvage_code, "17"), whole[:length])
    except StillWaiting:
        salvaged = None

    assert salvaged in (None, read)


@given(VALUES, st.integers(0, 60))
def test_what_looks_get_of_a_cut_answer_is_a_code_or_nothing(data: object, cut: int) -> None:
    body = json.dumps({"request_id": 17, "sms_code": data}, default=str).encode()
    try:
        code = read_or_none(partial(wire.salvage_code, "17"), body[: len(body) - cut])
    except StillWaiting:
        code = None

    assert code is None or (isinstance(code, str) and 0 < len(code) <= 1000 and code.isprintable())


@given(st.booleans(), st.integers(0, 80), st.sampled_from([b"", b"<b>Notice</b> x [1] in {y}\n", b"\xff"]))
def test_a_cut_status_is_confirmed_only_by_a_whole_yes(success: bool, length: int, before: bytes) -> None:
    whole = json.dumps({"success": success, "request_id": 17}).encode()
    body = before + whole[:length]
    confirmed = False
    try:
        for data in found(body):
            wire.read_status("17", data)
            confirmed = True
    except NotUnderstood:
        pass

    assert not confirmed or (success and length >= len(whole))


@given(st.binary(max_size=300) | PLAIN.map(lambda value: json.dumps(value).encode()), st.integers(0, 30))
@example(b"[" * 60_000, 0)
@example(b"[ " * 30_000, 0)
@example(b"{x" * 30_000, 0)
def test_what_is_found_in_any_bytes_is_an_object_or_a_list(body: bytes, cut: int) -> None:
    values = read_or_none(found, body[: len(body) - cut]) or []
    assert all(isinstance(value, dict | list) for value in values)


@given(st.text(st.characters()), st.integers(1, 50))
def test_clean_text_is_one_printable_line(text: str, limit: int) -> None:
    line = clean(text, limit)

    assert line.isprintable()
    assert len(line) <= limit
    assert clean(line, limit) == line
