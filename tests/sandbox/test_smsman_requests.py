"""The life of a request: the SMS comes, or never, or is not waited for; and what that does to the money."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from tests.sandbox.smsman_client import RUSSIA, TELEGRAM, Client, serving

START = Decimal(5000)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with serving() as client:
        yield client


async def test_the_sms_comes_when_its_time_has_come(client: Client) -> None:
    request_id = await client.buy()
    client.clock.time += 9.9
    assert (await client.sms(request_id))["error_code"] == "wait_sms"
    client.clock.time += 0.1
    code = (await client.sms(request_id))["sms_code"]
    assert code.isdigit()
    assert 4 <= len(code) <= 6
    assert client.smsman.orders.requests[request_id].received_at == client.clock()


async def test_a_code_stays_after_the_lifetime_and_the_money_is_spent(client: Client) -> None:
    request_id = await client.buy()
    client.clock.time += 100_000
    assert "sms_code" in await client.sms(request_id)
    assert [entry.kind for entry in client.smsman.ledger] == ["charge"]


async def test_a_delivered_code_is_there_at_once(client: Client) -> None:
    request_id = await client.buy()
    client.smsman.deliver(request_id, "007007")
    assert (await client.sms(request_id))["sms_code"] == "007007"


async def test_nothing_is_delivered_where_nothing_is_waited_for(client: Client) -> None:
    request_id = await client.buy()
    client.smsman.deliver(request_id)
    with pytest.raises(LookupError):
        client.smsman.deliver(request_id)
    with pytest.raises(LookupError):
        client.smsman.deliver(1)


async def test_a_number_without_an_sms_ends_with_its_lifetime_and_is_refunded(client: Client) -> None:
    client.smsman.never_share = 1.0
    request_id = await client.buy()
    client.clock.time += 1199.9
    assert (await client.sms(request_id))["error_code"] == "wait_sms"
    client.clock.time += 50
    assert await client.sms(request_id) == {
        "success": False,
        "error_code": "wrong_request",
        "error_msg": "Current request not exists",
    }
    charge, refund = client.smsman.ledger
    assert refund == (request_id, charge.amount, charge.time + 1200, "refund")
    assert client.smsman.orders.account.balance == START


async def test_a_reject_gives_the_money_and_the_number_back(client: Client) -> None:
    stock = client.smsman.orders.stock.offer(RUSSIA, TELEGRAM)
    request_id = await client.buy()
    assert await client.status(request_id, "reject") == {"request_id": request_id, "success": True}
    assert client.smsman.orders.account.balance == START
    assert client.smsman.orders.stock.offer(RUSSIA, TELEGRAM) == stock
    assert (await client.sms(request_id))["error_code"] == "wrong_status"


async def test_a_second_reject_is_refused_and_refunds_nothing(client: Client) -> None:
    request_id = await client.buy()
    await client.status(request_id, "reject")
    assert (await client.status(request_id, "reject"))["error_code"] == "wrong_status"
    assert [entry.kind for entry in client.smsman.ledger] == ["charge", "refund"]


async def test_a_code_that_is_there_wins_over_a_reject(client: Client) -> None:
    request_id = await client.buy()
    client.clock.time += 10
    assert (await client.status(request_id, "reject"))["error_code"] == "wrong_status"
    assert "sms_code" in await client.sms(request_id)
    assert [entry.kind for entry in client.smsman.ledger] == ["charge"]


async def test_a_reject_that_comes_too_early_is_refused(client: Client) -> None:
    client.smsman.early_cancel = 120.0
    client.smsman.sms_delay = (300.0, 300.0)
    request_id = await client.buy()
    client.clock.time += 119
    refused = await client.status(request_id, "reject")
    assert (refused["success"], refused["error_code"]) == (False, "early_cancel_denied")
    client.clock.time += 1
    assert (await client.status(request_id, "reject"))["success"] is True


async def test_close_ends_a_request_that_has_its_code(client: Client) -> None:
    request_id = await client.buy()
    assert (await client.status(request_id, "close"))["error_code"] == "wrong_status"
    client.smsman.deliver(request_id)
    assert (await client.status(request_id, "close"))["success"] is True
    assert (await client.sms(request_id))["error_msg"] == "Current request not exists"


async def test_a_used_number_is_refunded_but_not_sold_again(client: Client) -> None:
    before = client.smsman.orders.stock.offer(RUSSIA, TELEGRAM)
    request_id = await client.buy()
    assert (await client.status(request_id, "used"))["success"] is True
    after = client.smsman.orders.stock.offer(RUSSIA, TELEGRAM)
    assert before is not None
    assert after is not None
    assert after.stock == before.stock - 1
    assert client.smsman.orders.account.balance == START


@pytest.mark.parametrize("status", ["ready", "retrysms"])
async def test_a_number_for_several_sms_waits_for_one_more(client: Client, status: str) -> None:
    request_id = await client.buy(hasMultipleSms="true")
    client.smsman.deliver(request_id, "1111")
    await client.status(request_id, status)
    assert (await client.sms(request_id))["error_code"] == "wait_sms"
    assert (await client.status(request_id, "reject"))["error_code"] == "wrong_status"
    client.clock.time += 10
    assert (await client.sms(request_id))["sms_code"] not in ("1111", "")


async def test_a_further_sms_that_never_comes_costs_what_the_first_one_did(client: Client) -> None:
    request_id = await client.buy(hasMultipleSms="true")
    client.smsman.deliver(request_id)
    client.smsman.never_share = 1.0
    await client.status(request_id, "ready")
    client.clock.time += 1200
    assert (await client.sms(request_id))["error_msg"] == "Current request not exists"
    assert [entry.kind for entry in client.smsman.ledger] == ["charge"]


async def test_a_number_for_one_sms_has_no_second_one(client: Client) -> None:
    request_id = await client.buy()
    client.smsman.deliver(request_id, "1111")
    assert (await client.status(request_id, "retrysms"))["error_code"] == "wrong_status"
    await client.status(request_id, "ready")
    assert (await client.sms(request_id))["sms_code"] == "1111"


async def test_delays_are_as_the_settings_say() -> None:
    async with serving(sms_delay=(5.0, 40.0), slow_share=0.15, never_share=0.10) as client:
        client.smsman.set_balance(Decimal(100_000))
        requests = [client.smsman.orders.buy(RUSSIA, TELEGRAM) for _ in range(400)]
        waits = [request.sms_due_at and request.sms_due_at - request.bought_at for request in requests]
        arrived = [wait for wait in waits if wait is not None]
        assert 0.05 < waits.count(None) / len(waits) < 0.15
        assert 5 <= min(arrived) < max(arrived) <= 120
        assert 0.05 < sum(wait > 40 for wait in arrived) / len(arrived) < 0.20


async def test_two_sandboxes_of_one_seed_tell_the_same_story(client: Client) -> None:
    async with serving() as other:
        first, second = await client.buy(), await other.buy()
        assert client.smsman.orders.requests[first] == other.smsman.orders.requests[second]
