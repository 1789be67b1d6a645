"""Each fault on demand, over a real connection: what the client sees, and what was done or not done behind it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.smsman.faults import EVERY_KIND
from tests.sandbox.smsman_client import RUSSIA, TELEGRAM, TOKEN, Client, serving

BUY = {"token": TOKEN, "country_id": "0", "application_id": "3"}


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with serving() as client:
        yield client


async def buy(client: Client) -> tuple[int, bytes]:
    async with client.http.post("/control/get-number", data=BUY, allow_redirects=False) as response:
        return response.status, await response.read()


def charges(client: Client) -> int:
    return len(client.smsman.ledger)


ANSWERS = [
    ("http_500", {}, 500, b"<html>"),
    ("http_500", {"status": 502, "as_json": True}, 502, b'"success": false'),
    ("html", {}, 200, b"<!doctype html>"),
    ("empty", {}, 200, b""),
    ("rubbish", {}, 200, b"\xff\xfe"),
    ("not_a_number", {}, 200, b"NaN"),
    ("huge", {"megabytes": 3}, 200, b" " * 3_000_000),
    ("deep", {"levels": 60_000}, 200, b"[" * 60_000 + b"]" * 60_000),
]


@pytest.mark.parametrize(("kind", "options", "status", "content"), ANSWERS)
async def test_a_fault_before_the_effect_charges_nothing(
    client: Client, kind: str, options: dict[str, Any], status: int, content: bytes
) -> None:
    client.smsman.faults.add(kind, call="get-number", **options)
    seen, body = await buy(client)
    assert seen == status
    assert content in body
    assert charges(client) == 0


async def test_throttling_says_how_long_to_wait_and_charges_nothing(client: Client) -> None:
    client.smsman.faults.add("throttled_429", call="get-number", retry_after=7)
    async with client.http.post("/control/get-number", data=BUY) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "7")
        assert (await response.json())["error_code"] == "too_many_requests"
    assert charges(client) == 0


async def test_a_redirect_leads_to_another_host_and_charges_nothing(client: Client) -> None:
    client.smsman.faults.add("redirect", call="get-number", location="http://elsewhere.invalid/")
    async with client.http.post("/control/get-number", data=BUY, allow_redirects=False) as response:
        assert (response.status, response.headers["Location"]) == (307, "http://elsewhere.invalid/")
    assert charges(client) == 0


@pytest.mark.parametrize(("kind", "options", "status", "content"), ANSWERS)
async def test_a_fault_after_the_effect_hides_a_charge(
    client: Client, kind: str, options: dict[str, Any], status: int, content: bytes
) -> None:
    client.smsman.faults.add(f"{kind}_after", call="get-number", **options)
    seen, body = await buy(client)
    assert seen == status
    assert content in body
    assert charges(client) == 1


@pytest.mark.parametrize(("kind", "charged"), [("drop_before", 0), ("drop_after", 1)])
async def test_a_dropped_connection_is_an_error_with_or_without_a_charge(
    client: Client, kind: str, charged: int
) -> None:
    client.smsman.faults.add(kind, call="get-number")
    with pytest.raises(aiohttp.ClientError):
        await buy(client)
    assert charges(client) == charged


async def test_a_get_on_a_kept_connection_that_drops_may_be_charged_twice(client: Client) -> None:
    """Why buying over GET needs a fresh connection: aiohttp sends it again and says nothing."""
    await client.call("get-balance")
    client.smsman.faults.add("drop_after", call="get-number")
    async with client.http.get("/control/get-number", params=BUY) as response:
        assert "number" in await response.json()
    assert charges(client) == 2


async def test_a_cut_body_is_shorter_than_it_said(client: Client) -> None:
    client.smsman.faults.add("cut_body", call="get-number")
    async with client.http.post("/control/get-number", data=BUY) as response:
        assert response.status == 200
        with pytest.raises(aiohttp.ClientPayloadError):
            await response.read()
    assert charges(client) == 1


async def test_cut_json_arrives_whole_but_ends_in_the_middle(client: Client) -> None:
    client.smsman.faults.add("cut_json", call="get-number")
    status, body = await buy(client)
    assert status == 200
    assert body.startswith(b'{"request_id"')
    assert not body.endswith(b"}")
    assert charges(client) == 1


async def test_latency_only_delays(client: Client) -> None:
    client.smsman.faults.add("latency", seconds=0.01)
    client.smsman.faults.add("latency_after", seconds=0.01)
    assert (await client.call("get-balance"))["balance"] == "5000.00"
    assert client.smsman.faults.active() == []


async def test_trickle_gives_the_true_answer_byte_by_byte(client: Client) -> None:
    client.smsman.faults.add("trickle", seconds=0)
    assert (await client.call("get-balance"))["balance"] == "5000.00"


@pytest.mark.parametrize(("kind", "charged"), [("hang", 0), ("hang_after", 1)])
async def test_a_call_that_hangs_is_let_go_when_the_faults_are_cleared(client: Client, kind: str, charged: int) -> None:
    taken = asyncio.Event()
    client.smsman.faults.add(kind, call="get-number")
    client.smsman.on_change.append(taken.set)
    hanging = asyncio.ensure_future(buy(client))
    await taken.wait()
    client.smsman.faults.clear()
    with pytest.raises(aiohttp.ClientError):
        await hanging
    assert charges(client) == charged


async def test_a_hang_ends_in_the_clients_own_timeout(client: Client) -> None:
    client.smsman.faults.add("hang", times=None)
    with pytest.raises(asyncio.TimeoutError):
        await client.http.post("/control/get-balance", data=BUY, timeout=aiohttp.ClientTimeout(total=0.05))
    assert charges(client) == 0


async def test_a_gzip_bomb_is_small_on_the_wire_and_large_in_memory(client: Client) -> None:
    client.smsman.faults.add("gzip_bomb", megabytes=20)
    async with client.http.post("/control/get-balance", data={"token": TOKEN}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert int(response.headers["Content-Length"]) < 50_000
        assert len(await response.read()) == 20_000_000


async def test_an_offer_that_sells_out_is_out_of_stock_from_then_on(client: Client) -> None:
    client.smsman.faults.add("out_of_stock")
    for _ in range(2):
        answer = await client.call("get-number", country_id=RUSSIA, application_id=TELEGRAM)
        assert answer["error_code"] == "no_numbers"
    assert (await client.call("get-prices"))["0"]["3"]["count"] == 0
    assert charges(client) == 0


async def test_throttling_wears_the_mask_of_no_numbers_while_there_is_stock(client: Client) -> None:
    client.smsman.faults.add("throttle_mask", times=2)
    for _ in range(2):
        answer = await client.call("get-number", country_id=RUSSIA, application_id=TELEGRAM)
        assert answer["error_code"] == "no_numbers"
    assert (await client.call("get-prices"))["0"]["3"]["count"] > 0
    await client.buy()


@pytest.mark.parametrize(
    ("kind", "code"), [("account_empty", "balance"), ("no_channels", "no_channels"), ("wrong_token", "wrong_token")]
)
async def test_the_provider_says_no_on_demand(client: Client, kind: str, code: str) -> None:
    client.smsman.faults.add(kind, call="get-number")
    answer = await client.call("get-number", country_id=RUSSIA, application_id=TELEGRAM)
    assert answer["error_code"] == code
    assert charges(client) == 0


async def test_an_early_cancel_is_refused_on_demand_and_other_statuses_are_not(client: Client) -> None:
    client.smsman.faults.add("early_cancel_refused")
    request_id = await client.buy()
    assert (await client.status(request_id, "ready"))["success"] is True
    assert (await client.status(request_id, "reject"))["error_code"] == "early_cancel_denied"
    assert (await client.status(request_id, "reject"))["success"] is True


async def test_a_fault_happens_so_many_times_and_to_its_call_only(client: Client) -> None:
    client.smsman.faults.add("html", call="get-number", times=2)
    assert (await client.call("get-balance"))["balance"] == "5000.00"
    assert [(await buy(client))[1][:2] for _ in range(3)] == [b"<!", b"<!", b'{"']


async def test_of_two_faults_the_first_happens_first(client: Client) -> None:
    client.smsman.faults.add("empty")
    client.smsman.faults.add("html")
    assert [(await buy(client))[1][:2] for _ in range(3)] == [b"", b"<!", b'{"']


async def test_a_fault_with_a_probability_is_drawn_from_the_seed(client: Client) -> None:
    client.smsman.faults.add("empty", times=None, probability=0.5)
    empty = [(await buy(client))[1] == b"" for _ in range(40)]
    assert 8 < sum(empty) < 32
    async with serving() as other:
        other.smsman.faults.add("empty", times=None, probability=0.5)
        assert [(await buy(other))[1] == b"" for _ in range(40)] == empty


@pytest.mark.parametrize("kind", EVERY_KIND)
async def test_every_kind_ends_and_the_next_call_is_well(client: Client, kind: str) -> None:
    fault = client.smsman.faults.add(kind, call="*")
    for name, small in {"seconds": 0, "megabytes": 1, "levels": 10}.items():
        if name in fault.options:
            fault.options[name] = small
    timeout = aiohttp.ClientTimeout(total=0.2)
    try:
        async with client.http.post("/control/get-number", data=BUY, timeout=timeout, allow_redirects=False) as answer:
            await answer.read()
    except (aiohttp.ClientError, TimeoutError):
        pass
    client.smsman.faults.clear()
    assert "balance" in await client.call("get-balance")


@pytest.mark.parametrize(
    ("kind", "call", "options"),
    [
        ("earthquake", "*", {}),
        ("html", "get-rich", {}),
        ("early_cancel_refused", "get-sms", {}),
        ("latency", "*", {"minutes": 3}),
        ("latency", "*", {"seconds": "long"}),
        ("latency", "*", {"probability": 1.5}),
        ("latency", "*", {"times": 0}),
        ("latency", "*", {"lasting": 0}),
        ("code_as_list", "get-balance", {}),
    ],
)
async def test_a_fault_that_cannot_be_is_refused(client: Client, kind: str, call: str, options: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        client.smsman.faults.add(kind, call=call, **options)
    assert client.smsman.faults.active() == []
