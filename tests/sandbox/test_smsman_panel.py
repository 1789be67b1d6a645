"""What the side panel sees and switches, and what a restart remembers."""

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest

from sandbox.smsman import SmsMan
from sandbox.smsman.faults import EVERY_KIND
from tests.sandbox.smsman_client import TOKEN, Client, serving


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async with serving() as client:
        yield client


async def post(client: Client, name: str, body: Any, *, status: int = 200) -> Any:
    async with client.http.post(f"/sandbox/smsman/{name}", json=body) as response:
        assert response.status == status
        return await response.json()


async def test_the_state_shows_money_requests_faults_and_calls(client: Client) -> None:
    first, second = await client.buy(), await client.buy()
    price = client.smsman.ledger[0].amount
    await client.status(first, "reject")
    client.smsman.faults.add("http_500", call="get-number", status=502)
    async with client.http.get("/sandbox/smsman/state") as response:
        state = await response.json()
    assert state == client.smsman.snapshot()
    assert (state["balance"], state["held"]) == (f"{5000 - price:.2f}", f"{price:.2f}")
    assert (state["spent"], state["refunded"], state["currency"]) == (f"{price:.2f}", f"{price:.2f}", "RUB")
    assert (state["dialect"], state["early_cancel"]) == ("documented", 0.0)
    assert (state["sms_delay"], state["never_share"]) == ([10.0, 10.0], 0.0)
    newest = state["requests"][0]
    assert newest == {
        "request_id": second,
        "country": "Russia",
        "country_id": 0,
        "service": "Telegram",
        "service_id": 3,
        "number": client.smsman.orders.requests[second].number,
        "price": f"{price:.2f}",
        "status": "waiting",
        "bought_at": client.clock(),
        "expires_at": client.clock() + 1200,
        "code": "",
        "sms_due_at": client.clock() + 10,
        "received_at": None,
    }
    assert [request["status"] for request in state["requests"]] == ["waiting", "rejected"]
    [fault] = state["faults"]
    assert (fault["kind"], fault["call"], fault["times"], fault["status"]) == ("http_500", "get-number", 1, 502)
    assert state["fault_kinds"] == list(EVERY_KIND)
    assert [call["call"] for call in state["calls"]] == ["set-status", "get-number", "get-number"]


async def test_only_the_last_fifty_requests_and_calls_are_shown(client: Client) -> None:
    bought = [await client.buy() for _ in range(51)]
    state = client.smsman.snapshot()
    assert [request["request_id"] for request in state["requests"]] == bought[:0:-1]
    assert len(state["calls"]) == 50


async def test_the_panel_delivers_an_sms(client: Client) -> None:
    request_id = await client.buy()
    state = await post(client, "deliver", {"request_id": request_id, "code": "4711"})
    assert (state["requests"][0]["status"], state["requests"][0]["code"]) == ("received", "4711")
    assert "not waiting" in (await post(client, "deliver", {"request_id": request_id}, status=409))["error"]


async def test_the_panel_ends_a_number_and_keeps_the_sms_from_another(client: Client) -> None:
    silent, ended = await client.buy(), await client.buy()
    state = await post(client, "never", {"request_id": silent})
    assert [request["sms_due_at"] for request in state["requests"]] == [client.clock() + 10, None]
    state = await post(client, "end", {"request_id": ended})
    assert [request["status"] for request in state["requests"]] == ["expired", "waiting"]
    for name in ("never", "end"):
        assert (await post(client, name, {"request_id": ended}, status=409))["error"]


async def test_the_panel_sets_when_the_sms_of_one_number_comes(client: Client) -> None:
    one, other = await client.buy(), await client.buy()
    await post(client, "never", {"request_id": one})
    state = await post(client, "delay", {"request_id": one, "seconds": 90})
    assert [request["sms_due_at"] for request in state["requests"]] == [client.clock() + 10, client.clock() + 90]
    client.clock.time += 89
    assert [request["status"] for request in client.smsman.snapshot()["requests"]] == ["received", "waiting"]
    client.clock.time += 1
    assert [request["status"] for request in client.smsman.snapshot()["requests"]] == ["received", "received"]
    assert (await post(client, "delay", {"request_id": other, "seconds": 5}, status=409))["error"]


async def test_the_panel_limits_a_fault_in_time_and_to_one_request(client: Client) -> None:
    add = {"kind": "request_gone", "times": None, "lasting": 30, "request_id": 300_000_001}
    [fault] = (await post(client, "faults", {"add": add}))["faults"]
    assert (fault["until"], fault["request_id"]) == (client.clock() + 30, 300_000_001)
    client.clock.time += 30
    assert client.smsman.snapshot()["faults"] == []


async def test_the_panel_adds_removes_and_clears_faults(client: Client) -> None:
    await post(client, "faults", {"add": {"kind": "html"}})
    state = await post(client, "faults", {"add": {"kind": "latency", "call": "get-sms", "times": None, "seconds": 2.5}})
    assert [(fault["kind"], fault["times"]) for fault in state["faults"]] == [("html", 1), ("latency", None)]
    state = await post(client, "faults", {"remove": state["faults"][0]["id"]})
    assert [fault["seconds"] for fault in state["faults"]] == [2.5]
    assert (await post(client, "faults", {"clear": True}))["faults"] == []


async def test_the_panel_switches_settings(client: Client) -> None:
    wanted = {"balance": "12.50", "dialect": "newer", "early_cancel": 60, "sms_delay": [1, 2], "never_share": 0.5}
    state = await post(client, "settings", wanted)
    assert state == {**state, "balance": "12.50", "dialect": "newer", "early_cancel": 60.0}
    assert (state["sms_delay"], state["never_share"]) == ([1.0, 2.0], 0.5)
    assert await client.call("get-balance") == {**await client.call("get-balance"), "balance": "12.50"}
    more = {"rating": 12.5, "lifetime": 300, "max_price": "ignored"}
    state = await post(client, "settings", more)
    assert state == {**state, **more}
    assert (await post(client, "settings", {"delays": [3, 4]}))["sms_delay"] == [3.0, 4.0]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("settings", {"dialect": "klingon"}),
        ("settings", {"sms_delay": [5, 1]}),
        ("settings", {"never_share": 2}),
        ("settings", {"balance": "NaN"}),
        ("settings", {"colour": "red"}),
        ("settings", {"lifetime": 0}),
        ("never", {"request_id": "x"}),
        ("faults", {"add": {"kind": "html", "lasting": -1}}),
        ("deliver", {}),
        ("deliver", {"request_id": 1, "code": "<b>"}),
        ("faults", {"add": {"kind": "earthquake"}}),
        ("faults", {"add": {"kind": "html", "times": 0}}),
    ],
)
async def test_what_makes_no_sense_is_refused_and_changes_nothing(client: Client, name: str, body: Any) -> None:
    before = client.smsman.snapshot()
    assert (await post(client, name, body, status=400))["error"]
    assert client.smsman.snapshot() == before


async def test_a_form_of_another_site_switches_nothing(client: Client) -> None:
    async with client.http.post("/sandbox/smsman/settings", data='{"balance": "1"}') as response:
        assert response.status == 415
    assert client.smsman.snapshot()["balance"] == "5000.00"


async def test_those_who_look_on_are_told_of_every_change(client: Client) -> None:
    told: list[str] = []
    client.smsman.on_change.append(lambda: told.append(client.smsman.snapshot()["balance"]))
    request_id = await client.buy()
    assert len(told) == 1
    await client.sms(request_id)
    assert len(told) == 1
    client.clock.time += 10
    await client.sms(request_id)
    assert len(told) == 2
    client.smsman.faults.add("html")
    await client.http.post("/control/get-balance", data={"token": TOKEN})
    assert len(told) == 4


async def test_a_restart_forgets_nothing(client: Client) -> None:
    rejected, waiting, answered = [await client.buy() for _ in range(3)]
    await client.status(rejected, "reject")
    client.smsman.deliver(answered, "1234")
    client.smsman.switch(dialect="newer", never_share=1.0)
    state = json.loads(json.dumps(client.smsman.dump()))
    async with serving(state=state) as again:
        assert again.smsman.dump() == client.smsman.dump()
        assert again.smsman.ledger == client.smsman.ledger
        assert (await again.sms(answered))["sms_code"] == "1234"
        assert (await again.sms(waiting))["error_code"] == "wait_sms"
        again.clock.time += 10
        assert (await again.sms(waiting))["sms_code"]
        assert await again.buy() == answered + 1


async def test_a_state_of_an_older_sandbox_is_still_read(client: Client) -> None:
    request_id = await client.buy()
    state = json.loads(json.dumps(client.smsman.dump()))
    state["desk"] = state.pop("orders")
    del state["desk"]["account"]["rating"], state["settings"]["max_price"]
    del state["desk"]["requests"][0]["rated"]
    async with serving(state=state) as again:
        assert again.smsman.ledger == client.smsman.ledger
        assert (await again.sms(request_id))["error_code"] == "wait_sms"


def test_a_setting_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no setting"):
        SmsMan(token=TOKEN).switch(never_shared=0.0)
