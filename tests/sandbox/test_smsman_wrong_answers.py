"""Answers in good order that are not true, and true ones in odd shapes: what the caller sees, and what was done."""

import json
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import aiohttp
import pytest

from sandbox.smsman.faults import WRONG_ANSWERS, groups
from sandbox.smsman.shapes import SHAPES
from tests.sandbox.smsman_client import RUSSIA, TELEGRAM, TOKEN, Client, serving


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with serving() as client:
        yield client


async def raw(client: Client, name: str, **params: Any) -> tuple[int, bytes]:
    async with client.http.post(f"/control/{name}", data={"token": TOKEN, **params}) as response:
        return response.status, await response.read()


async def buy(client: Client, **params: Any) -> Any:
    return await client.call("get-number", country_id=RUSSIA, application_id=TELEGRAM, **params)


def price(client: Client) -> Decimal:
    offer = client.smsman.orders.stock.offer(RUSSIA, TELEGRAM)
    assert offer
    return offer.price


@pytest.mark.parametrize(("kind", "code"), [("request_gone", "wrong_request"), ("wrong_status", "wrong_status")])
@pytest.mark.parametrize("call", ["get-sms", "set-status"])
async def test_a_request_seems_ended_for_some_answers_and_is_not(
    client: Client, kind: str, code: str, call: str
) -> None:
    request_id = await client.buy()
    client.smsman.faults.add(kind, call, times=2)
    for _ in range(2):
        answer = await client.call(call, request_id=request_id, status="reject")
        assert (answer["success"], answer["error_code"]) == (False, code)
    assert [entry.kind for entry in client.smsman.ledger] == ["charge"]
    client.clock.time += 10
    assert (await client.sms(request_id))["sms_code"]


async def test_a_wrong_answer_lasts_for_some_seconds_and_for_one_request(client: Client) -> None:
    one, other = await client.buy(), await client.buy()
    client.smsman.faults.add("request_gone", times=None, lasting=60, request_id=one)
    for _ in range(3):
        assert (await client.sms(one))["error_msg"] == "Current request not exists"
        assert (await client.sms(other))["error_code"] == "wait_sms"
    client.clock.time += 60
    assert (await client.sms(one))["sms_code"]
    assert client.smsman.snapshot()["faults"] == []


async def test_an_outage_has_any_length(client: Client) -> None:
    client.smsman.faults.outage(3600)
    for name in ("get-balance", "countries", "get-prices"):
        assert (await raw(client, name))[0] == 500
    client.clock.time += 3599
    assert (await raw(client, "get-balance"))[0] == 500
    client.clock.time += 1
    assert (await client.call("get-balance"))["balance"] == "5000.00"


async def test_a_price_moves_between_the_list_and_the_purchase(client: Client) -> None:
    before = price(client)
    client.smsman.faults.add("price_moved", factor=3.0)
    assert (await buy(client))["number"]
    assert client.smsman.ledger[0].amount == price(client) == 3 * before


@pytest.mark.parametrize(
    ("max_price", "answer"),
    [("refused", "max_price"), ("as no numbers", "no_numbers"), ("ignored", None)],
)
async def test_a_price_above_the_highest_one_named(client: Client, max_price: Any, answer: str | None) -> None:
    before = price(client)
    client.smsman.switch(max_price=max_price)
    client.smsman.faults.add("price_moved", factor=2.0)
    bought = await buy(client, maxPrice=str(before))
    assert bought.get("error_code") == answer
    assert [entry.amount for entry in client.smsman.ledger] == ([] if answer else [2 * before])
    assert (await buy(client, maxPrice=str(2 * before), currency="RUB"))["number"]


async def test_more_is_charged_than_was_quoted_and_a_reject_gives_it_all_back(client: Client) -> None:
    quoted = price(client)
    client.smsman.faults.add("charged_otherwise", factor=2.5)
    bought = await buy(client, maxPrice=str(quoted))
    assert price(client) == quoted
    assert client.smsman.ledger[0].amount == (quoted * Decimal("2.5")).quantize(Decimal("0.01"))
    await client.status(bought["request_id"], "reject")
    assert (await client.call("get-balance"))["balance"] == "5000.00"


@pytest.mark.parametrize(("charged", "charges"), [(False, 1), (True, 2)])
async def test_two_purchases_get_the_same_answer(client: Client, charged: bool, charges: int) -> None:
    first = await buy(client)
    client.smsman.faults.add("request_repeated", charged=charged)
    assert await buy(client) == first
    assert len(client.smsman.ledger) == charges
    assert (await buy(client))["request_id"] != first["request_id"]


async def test_a_purchase_that_has_none_before_it_cannot_be_repeated(client: Client) -> None:
    client.smsman.faults.add("request_repeated")
    assert (await buy(client))["number"]


async def test_everything_costs_nothing_in_the_list_and_is_charged_all_the_same(client: Client) -> None:
    client.smsman.faults.add("cost_zero")
    prices = await client.call("get-prices")
    assert {offer["cost"] for offers in prices.values() for offer in offers.values()} == {"0"}
    await buy(client)
    assert client.smsman.ledger[0].amount > 0


@pytest.mark.parametrize("call", ["countries", "applications", "get-prices", "limits"])
@pytest.mark.parametrize("dialect", ["documented", "newer"])
async def test_a_list_comes_back_empty_once(client: Client, call: str, dialect: Any) -> None:
    client.smsman.switch(dialect=dialect)
    client.smsman.faults.add("empty_list", call)
    assert await client.call(call) == []
    assert await client.call(call)


@pytest.mark.parametrize(("kind", "name"), [("wrong_country", "country_id"), ("wrong_service", "application_id")])
async def test_the_answer_names_another_offer_than_was_ordered(client: Client, kind: str, name: str) -> None:
    client.smsman.faults.add(kind, "get-number")
    answer = await buy(client)
    wanted = {"country_id": RUSSIA, "application_id": TELEGRAM}
    assert {key for key in wanted if answer[key] != wanted[key]} == {name}
    assert client.smsman.orders.requests[answer["request_id"]].country_id == RUSSIA


async def test_a_frozen_account_sells_nothing(client: Client) -> None:
    client.smsman.faults.add("account_frozen")
    assert (await buy(client))["error_code"] == "account_frozen"
    assert client.smsman.ledger == []


CODES = [
    ("code_as_list", b'"sms_code": ["4711"]'),
    ("code_as_object", b'"sms_code": {"code": "4711"}'),
    ("code_as_float", b'"sms_code": 4711.0'),
    ("whole_sms", b'"sms_code": "Your Telegram code: 4711. Do not share it"'),
    ("request_id_as_float", b'"request_id": 300000001.0'),
    ("notice_before", b"<b>Notice</b>"),
    ("text_behind", b"}\n<!--"),
    ("data_wrapper", b'{"data": {"request_id"'),
    ("list_of_one", b'[{"request_id"'),
    ("bad_utf8", b"caf\xe9"),
]


@pytest.mark.parametrize(("kind", "content"), CODES)
async def test_a_code_comes_in_an_odd_shape(client: Client, kind: str, content: bytes) -> None:
    request_id = await client.buy()
    client.smsman.deliver(request_id, "4711")
    client.smsman.faults.add(kind, "get-sms")
    status, body = await raw(client, "get-sms", request_id=request_id)
    assert status == 200
    assert content in body
    assert b"4711" in body
    assert (await client.sms(request_id))["sms_code"] == "4711"


async def test_the_shape_of_a_code_waits_for_the_code(client: Client) -> None:
    request_id = await client.buy()
    client.smsman.faults.add("code_as_list", "get-sms")
    assert (await client.sms(request_id))["error_code"] == "wait_sms"
    client.smsman.deliver(request_id, "4711")
    assert (await client.sms(request_id))["sms_code"] == ["4711"]


async def test_a_code_that_begins_with_a_zero_loses_nothing_as_a_float(client: Client) -> None:
    request_id = await client.buy()
    client.smsman.deliver(request_id, "0123")
    client.smsman.faults.add("code_as_float", "get-sms")
    assert (await client.sms(request_id))["sms_code"] == "0123"


async def test_a_whole_answer_comes_under_a_400(client: Client) -> None:
    client.smsman.faults.add("http_400_around")
    status, body = await raw(client, "get-number", country_id=RUSSIA, application_id=TELEGRAM)
    assert (status, json.loads(body)["request_id"]) == (400, 300_000_001)


async def test_a_whole_answer_is_said_to_be_longer(client: Client) -> None:
    client.smsman.faults.add("wrong_length")
    with pytest.raises(aiohttp.ClientPayloadError):
        await raw(client, "get-balance")


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("number_with_spaces", "+7 916 123-45-67"),
        ("number_with_parentheses", "7(916)1234567"),
        ("number_with_dots", "7.916.123.45.67"),
        ("number_with_no_break_space", "7\u00a0916\u00a01234567"),
        ("number_as_link", "tel:+79161234567"),
        ("number_with_00", "0079161234567"),
        ("number_as_float", 79161234567.0),
        ("number_with_exponent", b'{"request_id": 1, "number": 7.9161234567E+10}'),
    ],
)
def test_a_number_is_written_in_an_odd_way(kind: str, number: Any) -> None:
    shaped = SHAPES[kind]({"request_id": 1, "number": "79161234567"})
    assert shaped == (number if isinstance(number, bytes) else {"request_id": 1, "number": number})


@pytest.mark.parametrize(
    ("kind", "balance", "shown"),
    [
        ("balance_with_thousands", "1234.56", "1,234.56"),
        ("balance_with_space", "1234.56", "1 234.56"),
        ("balance_with_comma", "799.70", "799,70"),
        ("balance_with_currency", "799.70", "799.70 RUB"),
        ("balance_with_plus", "799.70", "+799.70"),
        ("balance_without_zero", "0.50", ".50"),
    ],
)
async def test_a_balance_is_written_in_an_odd_way(client: Client, kind: str, balance: str, shown: str) -> None:
    client.smsman.set_balance(Decimal(balance))
    client.smsman.faults.add(kind)
    assert (await client.call("get-balance"))["balance"] == shown


@pytest.mark.parametrize(
    ("kind", "name", "value", "shown"),
    [
        ("count_with_plus", "count", 6455, "1000+"),
        ("count_with_comma", "count", 6455, "6,455"),
        ("count_as_float", "count", 3, 3.0),
        ("cost_with_comma", "cost", "12.5", "12,50"),
        ("cost_with_last_dot", "cost", "12", "12."),
        ("cost_without_zero", "cost", "0.5", ".50"),
    ],
)
@pytest.mark.parametrize("levels", [1, 2])
def test_an_offer_is_written_in_an_odd_way(kind: str, name: str, value: Any, shown: Any, levels: int) -> None:
    answer: Any = {"3": {"cost": "7", "count": 5, name: value}}
    wanted: Any = {"3": {"cost": "7", "count": 5, name: shown}}
    if levels == 2:
        answer, wanted = {"2": answer}, {"2": wanted}
    changed: Any = SHAPES[kind](answer)
    while "3" not in changed:
        changed, wanted = changed["2"], wanted["2"]
    assert changed["3"][name] == wanted["3"][name]


def test_every_kind_stands_in_one_group() -> None:
    listed = [name for names in groups().values() for name in names]
    assert len(listed) == len(set(listed))
    assert set(WRONG_ANSWERS) < set(listed)
