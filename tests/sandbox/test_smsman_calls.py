"""The eight calls in both dialects, held against the shapes that the provider's page and its clients show."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.smsman_client import RUSSIA, TELEGRAM, TOKEN, Client, serving

NOWHERE = 999_999


@pytest.fixture
async def documented() -> AsyncIterator[Client]:
    async with serving(dialect="documented") as client:
        yield client


@pytest.fixture
async def newer() -> AsyncIterator[Client]:
    async with serving(dialect="newer") as client:
        yield client


async def test_the_documented_balance_is_one_string(documented: Client) -> None:
    assert await documented.call("get-balance") == {"balance": "5000.00"}


async def test_the_newer_balance_also_says_what_is_held_and_how_many_wait(newer: Client) -> None:
    await newer.buy()
    price = newer.smsman.ledger[0].amount
    assert await newer.call("get-balance") == {
        "balance": f"{5000 - price:.2f}",
        "hold": f"{price:.2f}",
        "channels": 100_000,
        "active_channels": 1,
        "rating": 96.0,
    }


async def test_documented_countries_are_a_list_with_integer_ids(documented: Client) -> None:
    countries = await documented.call("countries")
    assert {"id": 0, "title": "Russia"} in countries
    assert {"id": 3, "title": "China"} in countries


async def test_newer_countries_are_an_object_keyed_by_id(newer: Client) -> None:
    assert (await newer.call("countries"))["3"] == {"id": "3", "title": "China", "code": "CN"}


async def test_documented_services_are_a_list_with_string_ids_and_names(documented: Client) -> None:
    assert {"id": "3", "name": "Telegram", "code": "tg"} in await documented.call("applications")


async def test_newer_services_are_an_object_with_titles(newer: Client) -> None:
    assert (await newer.call("applications"))["3"] == {"id": 3, "title": "Telegram", "code": "tg"}


async def test_documented_limits_are_a_list_of_strings(documented: Client) -> None:
    stock = stock_of(documented)
    limits = await documented.call("limits", country_id=RUSSIA, application_id=TELEGRAM)
    assert limits == [{"application_id": "3", "country_id": "0", "numbers": str(stock)}]
    assert len(await documented.call("limits")) > 20_000


async def test_newer_limits_lose_a_level_with_a_country(newer: Client) -> None:
    entry = {"application_id": 3, "country_id": 0, "numbers": stock_of(newer)}
    assert (await newer.call("limits"))["0"]["3"] == entry
    assert (await newer.call("limits", application_id=TELEGRAM))["0"] == {"3": entry}
    assert (await newer.call("limits", country_id=RUSSIA))["3"] == entry
    assert await newer.call("limits", country_id=RUSSIA, application_id=TELEGRAM) == {"3": entry}


async def test_documented_prices_are_country_then_service(documented: Client) -> None:
    offer = documented.smsman.orders.stock.offer(RUSSIA, TELEGRAM)
    assert offer is not None
    entry = {"cost": f"{offer.price.normalize():f}", "count": offer.stock}
    assert (await documented.call("get-prices"))["0"]["3"] == entry
    assert (await documented.call("get-prices", country_id=RUSSIA))["0"]["3"] == entry


async def test_newer_prices_of_one_country_repeat_who_they_belong_to(newer: Client) -> None:
    offer = newer.smsman.orders.stock.offer(RUSSIA, TELEGRAM)
    assert offer is not None
    entry = {
        "cost": float(offer.price),
        "count": offer.stock,
        "application_id": 3,
        "country_id": "0",
        "country": "Russia",
        "application": "Telegram",
    }
    assert (await newer.call("get-prices", country_id=RUSSIA))["3"] == entry
    assert (await newer.call("get-prices"))["0"]["3"] == entry


@pytest.mark.parametrize("call", ["get-prices", "limits"])
async def test_nothing_for_sale_is_an_empty_list_in_the_newer_dialect(newer: Client, call: str) -> None:
    assert await newer.call(call, country_id=NOWHERE) == []


async def test_a_number_has_no_plus_sign_and_takes_one_from_the_stock(documented: Client) -> None:
    before = stock_of(documented)
    bought = await documented.call("get-number", country_id=RUSSIA, application_id=TELEGRAM, ref="friend")
    assert bought["number"].isdigit()
    assert bought == {**bought, "country_id": 0, "application_id": 3}
    assert list(bought) == ["request_id", "country_id", "application_id", "number"]
    assert stock_of(documented) == before - 1
    assert documented.smsman.orders.requests[bought["request_id"]].ref == "friend"


async def test_every_number_is_another_one(documented: Client) -> None:
    numbers = {(await documented.sms(await documented.buy()))["number"] for _ in range(20)}
    assert len(numbers) == 20


async def test_without_a_country_the_cheapest_in_stock_is_sold(documented: Client) -> None:
    bought = await documented.call("get-number", application_id=TELEGRAM)
    offers = documented.smsman.orders.stock.offers(service_id=TELEGRAM)
    assert documented.smsman.ledger[0].amount == min(offer.price for offer in offers if offer.stock)
    assert bought["application_id"] == TELEGRAM


async def test_a_waiting_sms_has_the_keys_of_its_request_and_no_success(documented: Client) -> None:
    request_id = await documented.buy()
    waiting = await documented.sms(request_id)
    assert waiting == {
        "request_id": request_id,
        "country_id": 0,
        "application_id": 3,
        "number": documented.smsman.orders.requests[request_id].number,
        "error_code": "wait_sms",
        "error_msg": "Still waiting...",
    }


async def test_an_id_changes_its_type_in_the_newer_dialect(newer: Client) -> None:
    request_id = await newer.buy()
    assert (await newer.sms(request_id))["request_id"] == str(request_id)


async def test_a_status_is_confirmed_with_its_request(documented: Client) -> None:
    request_id = await documented.buy()
    assert await documented.status(request_id, "ready") == {"request_id": request_id, "success": True}


async def test_an_unknown_status_is_refused_by_name(documented: Client) -> None:
    assert await documented.status(await documented.buy(), "burn") == {
        "success": False,
        "error_code": "wrong_status",
        "error_msg": "Status burn does not exists",
    }


OBJECT = {"token": "Wrong token!"}
TEXT = "Wrong token!"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("get-balance", TEXT),
        ("limits", OBJECT),
        ("get-number", OBJECT),
        ("get-sms", TEXT),
        ("set-status", TEXT),
        ("get-prices", OBJECT),
        ("countries", TEXT),
        ("applications", TEXT),
    ],
)
async def test_a_wrong_token_is_refused_as_the_page_shows(documented: Client, call: str, message: Any) -> None:
    refused = await documented.call(call, token="another")
    assert refused == {"success": False, "error_code": "wrong_token", "error_msg": message}


async def test_a_wrong_token_is_a_401_with_json_in_the_newer_dialect(newer: Client) -> None:
    async with newer.http.post("/control/get-number", data={"token": "wröng", "application_id": "3"}) as response:
        assert response.status == 401
        assert (await response.json())["error_code"] == "wrong_token"
    assert newer.smsman.ledger == []


async def test_out_of_stock_is_a_200_without_success(documented: Client) -> None:
    sold_out = next(offer for offer in documented.smsman.orders.stock.offers() if not offer.stock)
    answer = await documented.call("get-number", country_id=sold_out.country_id, application_id=sold_out.service_id)
    assert answer == {"error_code": "no_numbers", "error_id": 0, "error_msg": "No numbers, try again..."}


async def test_a_price_above_the_limit_is_not_paid(documented: Client) -> None:
    cheap = await documented.call("get-number", country_id=RUSSIA, application_id=TELEGRAM, maxPrice="0.01")
    assert (cheap["success"], cheap["error_code"]) == (False, "max_price")
    await documented.buy(maxPrice="1.00", currency="USD")
    assert len(documented.smsman.ledger) == 1


async def test_an_empty_account_buys_nothing(documented: Client) -> None:
    documented.smsman.set_balance(Decimal("0.50"))
    answer = await documented.call("get-number", country_id=RUSSIA, application_id=TELEGRAM)
    assert answer == {"error_code": "balance", "error_msg": "The price is more than the balance"}
    assert documented.smsman.ledger == []


async def test_no_more_requests_wait_than_there_are_channels(documented: Client) -> None:
    documented.smsman.channels = 1
    await documented.buy()
    answer = await documented.call("get-number", country_id=RUSSIA, application_id=TELEGRAM)
    assert answer["error_code"] == "no_channels"


@pytest.mark.parametrize(
    ("call", "params"),
    [
        ("get-number", {}),
        ("get-number", {"application_id": "-3"}),
        ("get-number", {"application_id": "²"}),
        ("get-number", {"application_id": "3", "maxPrice": "NaN"}),
        ("get-number", {"application_id": "3", "maxPrice": "cheap"}),
        ("get-number", {"application_id": "3", "maxPrice": "5", "currency": "VND"}),
        ("get-sms", {}),
        ("set-status", {"status": "reject"}),
        ("get-prices", {"country_id": "Russia"}),
    ],
)
async def test_a_missing_or_wrong_parameter_is_refused(documented: Client, call: str, params: dict[str, str]) -> None:
    assert (await documented.call(call, **params))["error_code"] == "wrong_parameters"


async def test_get_is_as_good_as_post(documented: Client) -> None:
    query = {"token": TOKEN, "country_id": "0", "application_id": "3"}
    async with documented.http.get("/control/get-number", params=query) as response:
        assert "number" in await response.json()
    assert documented.smsman.calls[-1].method == "GET"


async def test_a_head_request_buys_nothing(documented: Client) -> None:
    query = {"token": TOKEN, "country_id": "0", "application_id": "3"}
    async with documented.http.head("/control/get-number", params=query) as response:
        assert response.status == 405
    assert documented.smsman.ledger == []


async def test_an_unknown_call_is_a_404_page(documented: Client) -> None:
    async with documented.http.get("/control/get-rich", params={"token": TOKEN}) as response:
        assert response.status == 404
        assert response.content_type == "text/html"


async def test_the_record_of_calls_holds_no_token(documented: Client) -> None:
    await documented.buy()
    [call] = documented.smsman.calls
    assert call == (documented.clock(), "get-number", {"country_id": "0", "application_id": "3"}, "POST")
    assert TOKEN not in repr(documented.smsman)


def stock_of(client: Client) -> int:
    offer = client.smsman.orders.stock.offer(RUSSIA, TELEGRAM)
    assert offer is not None
    return offer.stock
