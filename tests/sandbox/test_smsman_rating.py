"""The account's rating moves by the rules that the provider has published, and numbers end by the provider's clock."""

import json
from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from tests.sandbox.smsman_client import RUSSIA, TELEGRAM, TOKEN, Client, serving


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with serving(dialect="newer", lifetime=100.0) as client:
        yield client


async def rating(client: Client) -> float:
    shown = (await client.call("get-balance"))["rating"]
    assert isinstance(shown, float)
    return round(shown, 2)


async def test_it_begins_high_and_only_the_newer_dialect_shows_it(client: Client) -> None:
    assert await rating(client) == 96
    client.smsman.switch(dialect="documented")
    assert "rating" not in await client.call("get-balance")


async def test_a_top_up_raises_it_and_a_withdrawal_does_not(client: Client) -> None:
    client.smsman.set_balance(Decimal(6000))
    assert await rating(client) == 104
    client.smsman.set_balance(Decimal(100))
    assert await rating(client) == 104


async def test_each_end_of_a_number_counts_once(client: Client) -> None:
    closed, left, rejected, used, silent = [await client.buy() for _ in range(5)]
    client.smsman.never(silent)
    await client.status(rejected, "reject")
    assert await rating(client) == 95.9
    await client.status(used, "used")
    assert await rating(client) == 95.9
    client.clock.time += 10
    await client.status(closed, "close")
    assert await rating(client) == 96.4
    client.clock.time += 90
    assert await rating(client) == round(96.4 + 0.4 - 0.15, 2)
    assert (await client.sms(left))["sms_code"]
    await client.status(left, "close")
    assert await rating(client) == 96.65
    assert (await client.sms(silent))["error_code"] == "wrong_request"


async def test_an_account_without_rating_is_frozen_until_it_is_topped_up(client: Client) -> None:
    client.smsman.set_rating(Decimal(0))
    refused = await client.call("get-number", country_id=RUSSIA, application_id=TELEGRAM)
    assert refused["error_code"] == "account_frozen"
    client.smsman.set_balance(Decimal(6000))
    assert await client.buy()


async def test_the_provider_ends_a_number_by_itself_and_gives_the_money_back(client: Client) -> None:
    request_id = await client.buy()
    client.smsman.end(request_id)
    assert (await client.sms(request_id))["error_msg"] == "Current request not exists"
    assert [entry.kind for entry in client.smsman.ledger] == ["charge", "refund"]
    assert await rating(client) == 95.85
    with pytest.raises(LookupError):
        client.smsman.end(request_id)


async def test_a_number_with_a_code_ends_without_a_refund(client: Client) -> None:
    request_id = await client.buy()
    client.smsman.deliver(request_id)
    client.smsman.end(request_id)
    assert [entry.kind for entry in client.smsman.ledger] == ["charge"]
    assert await rating(client) == 96.4


async def test_no_sms_comes_to_a_number_that_was_told_so(client: Client) -> None:
    request_id = await client.buy()
    client.smsman.never(request_id)
    client.clock.time += 99
    assert (await client.sms(request_id))["error_code"] == "wait_sms"
    with pytest.raises(LookupError):
        client.smsman.never(request_id + 1)


async def test_a_restart_remembers_the_rating_and_what_has_counted(client: Client) -> None:
    left, counted = await client.buy(), await client.buy()
    client.smsman.deliver(left)
    client.smsman.deliver(counted)
    await client.status(counted, "close")
    state = json.loads(json.dumps(client.smsman.dump()))
    async with serving(state=state) as again:
        assert await rating(again) == 96.5
        again.clock.time += 100
        assert await rating(again) == 96.9


async def test_a_get_may_carry_a_nonce(client: Client) -> None:
    params = {"token": TOKEN, "country_id": "0", "application_id": "3", "nonce": "a1b2"}
    async with client.http.get("/control/get-number", params=params) as response:
        assert (await response.json())["number"]


async def test_a_reject_is_refused_while_the_number_is_too_young(client: Client) -> None:
    client.smsman.switch(early_cancel=60.0)
    request_id = await client.buy()
    assert (await client.status(request_id, "reject"))["error_code"] == "early_cancel_denied"
    client.smsman.never(request_id)
    client.clock.time += 60
    assert (await client.status(request_id, "reject"))["success"]
