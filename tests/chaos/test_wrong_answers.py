"""Answers that are well-formed and wrong: each kind is given, and says of itself what the checker has to know."""

import json
from collections.abc import Mapping
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from aiohttp import web

from chaos.wrong_answers import REPEATED, WrongAnswers
from sandbox.smsman import SmsMan


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class World:
    def __init__(self) -> None:
        self.clock = Clock()
        self.provider = SmsMan(token="t", now=self.clock)
        self.provider.switch(sms_delay=(600.0, 600.0), never_share=0.0)
        self.wrong = WrongAnswers(self.provider, Random(1), now=self.clock)
        self.wrong.on = True
        self.carried_out = 0
        self.pair = next(offer.key for offer in self.provider.orders.stock.offers() if offer.stock > 9)

    async def ask(self, call: str, form: Mapping[str, str], answer: Any = None) -> tuple[Any, list[str]]:
        """The answer's JSON, its status where it has none, `None` where the connection drops; and what happened."""
        faults: list[str] = []

        async def carry_out() -> web.StreamResponse:
            self.carried_out += 1
            if call == "get-number":
                request = self.provider.orders.buy(int(form["country_id"]), int(form["application_id"]))
                return web.json_response({"request_id": request.id, "number": request.number})
            return web.json_response(answer)

        response = await self.wrong.answer(call, form, faults, carry_out)
        if response is None:
            return None, faults
        assert isinstance(response, web.Response)
        body = response.body
        assert isinstance(body, bytes)
        return (json.loads(body) if response.status == 200 else response.status), faults

    async def buy(self) -> tuple[Any, list[str]]:
        return await self.ask("get-number", {"country_id": str(self.pair[0]), "application_id": str(self.pair[1])})


@pytest.fixture
def world() -> World:
    return World()


async def test_a_request_is_denied_for_a_while_and_then_known_again(world: World) -> None:
    world.wrong.often = 1e9
    body, faults = await world.ask("get-sms", {"request_id": "7"}, {"sms_code": "1"})
    assert body["error_code"] in ("wrong_request", "wrong_status")
    assert (world.carried_out, len(faults)) == (0, 1)
    again, _ = await world.ask("set-status", {"request_id": "7", "status": "reject"}, {"success": True})
    assert again == body, "one run, one answer, whatever is asked"
    world.clock.now += 60
    assert await world.ask("get-sms", {"request_id": "7"}, {"sms_code": "1"}) == ({"sms_code": "1"}, [])


async def test_an_answer_is_given_again_for_a_purchase_that_was_not_made(world: World) -> None:
    first, _ = await world.buy()
    world.wrong.often = 1e9
    second, faults = await world.buy()
    assert (second["request_id"], second["number"], faults) == (first["request_id"], first["number"], [REPEATED])
    assert len(world.provider.orders.requests) == 1


@pytest.mark.parametrize("draw", [0.009, 0.0235])
async def test_more_is_taken_than_was_quoted_and_known_where_no_limit_could_hold_it(world: World, draw: float) -> None:
    quoted = next(offer for offer in world.provider.orders.stock.offers() if offer.key == world.pair).price
    world.wrong._draw = lambda: draw  # type: ignore[method-assign]
    body, faults = await world.buy()
    charged = sum((entry.amount for entry in world.provider.ledger), Decimal())
    assert charged > quoted
    assert (faults, world.wrong.overcharged) == ([], {body["request_id"]} if draw > 0.02 else set())


async def test_lists_are_empty_and_prices_nothing_once_in_a_while(world: World) -> None:
    prices = {"1": {"2": {"cost": "22.5", "count": 3}}}
    given = [(await world.ask("get-prices", {}, prices))[0] for _ in range(1000)]
    free = {"1": {"2": {"cost": 0, "count": 3}}}
    assert [answer for answer in given if answer not in (prices, [], free)] == []
    assert 5 < given.count([]) < 50
    assert 2 < given.count(free) < 30
    given = [(await world.ask("countries", {}, prices))[0] for _ in range(1000)]
    assert given.count(prices) + given.count([]) == 1000, "a list without prices has none to lose"


async def test_an_outage_answers_nothing_until_it_is_over(world: World) -> None:
    world.wrong.go_down(30.0)
    answers = [await world.ask("get-balance", {}, {}) for _ in range(2)]
    assert all(body in (None, 502) and faults[0] in ("http_500", "drop_before") for body, faults in answers)
    assert world.carried_out == 0
    world.clock.now += 31
    assert await world.ask("get-balance", {}, {"balance": "1"}) == ({"balance": "1"}, [])


async def test_all_is_true_again_once_the_faults_are_over(world: World) -> None:
    world.wrong.often = 1e9
    await world.ask("get-sms", {"request_id": "7"}, {})
    world.wrong.go_down(60.0)
    world.wrong.clear()
    assert await world.ask("get-sms", {"request_id": "7"}, {"sms_code": "1"}) == ({"sms_code": "1"}, [])
