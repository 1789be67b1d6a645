"""Answers of the provider that are well-formed and wrong: no status code and no broken byte gives them away."""

import asyncio
import json
import time
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal
from random import Random
from typing import Any, Final, NamedTuple, TypeAlias

from aiohttp import web

from sandbox.smsman import SmsMan

CarryOut: TypeAlias = "Callable[[], Awaitable[web.StreamResponse]]"
Form: TypeAlias = "Mapping[str, str]"

NO_SUCH_REQUEST: Final = {"success": False, "error_code": "wrong_request", "error_msg": "Current request not exists"}
WRONG_STATUS: Final = {"success": False, "error_code": "wrong_status", "error_msg": "Wrong status of the request"}
DENIALS: Final = {"gone_for_a_while": NO_SUCH_REQUEST, "wrong_status_for_a_while": WRONG_STATUS}
"""Runs of the same wrong "no", by their names: an answer that came as it was given."""
LISTS: Final = ("countries", "applications", "limits", "get-prices")

REPEATED: Final = "repeated_request"
"""Fault of a purchase that was not made: its answer is the one of an earlier purchase."""

_SMS_RUN: Final = 0.004
_LONG_RUN_S: Final = (0.3, 2.0, 6.0, 15.0)
"""For how long a request is denied: from one poll to many."""
_REPEATED: Final = 0.004
_MOVED: Final = 0.015
_MAX_PRICE_IGNORED: Final = 0.002
_SHORT_LIVED: Final = 0.004
_ZERO: Final = 0.01
_EMPTY: Final = 0.02
"""Shares of the calls at which each kind begins."""

_MOVED_FROM: Final = _REPEATED + _SHORT_LIVED
_IGNORED_FROM: Final = _MOVED_FROM + _MOVED
"""A purchase meets one of them at the most."""

_FAR_TOO_MUCH: Final = Decimal(1000)
"""More than all together that may be under way in a quiet moment."""

_SHORT_LIFE_S: Final = 15.0
"""After that the provider ends such a number by itself, and gives the money back."""


class Denial(NamedTuple):
    """One request that the provider denies for a while, though it lives."""

    until: float
    kind: str
    body: Mapping[str, Any]


class WrongAnswers:
    """Stands before the provider; off until `on`."""

    def __init__(self, provider: SmsMan, random: Random, *, now: Callable[[], float] = time.time) -> None:
        self.on = False
        self.often = 1.0
        """How many times as often."""
        self.denials = 1.0
        """How many times as often, on top of that, a request is denied."""
        self.calm = False
        """Leave out what makes purchases with an unknown outcome."""
        self.count: Counter[str] = Counter()
        self.repeated: set[int] = set()
        """Requests with which a later order was answered as well."""
        self.charge_more_next = False
        """The next number that is sold costs more than any limit allows, also while these answers are off."""
        self.overcharged: set[int] = set()
        """Requests that were charged more than `maxPrice` allowed, or more than was quoted where there was none."""
        self._provider = provider
        self._random = random
        self._now = now
        self._denials: dict[str, Denial] = {}
        self._sold: deque[dict[str, Any]] = deque(maxlen=50)
        self._outage: tuple[float, str] = (0.0, "")

    def clear(self) -> None:
        """Everything is true again, from the next answer on."""
        self.on = False
        self._denials.clear()
        self._outage = (0.0, "")

    def go_down(self, seconds: float) -> None:
        """Answer nothing but errors, or nothing at all, for so long."""
        kind = self._random.choice(("http_500", "drop_before"))
        self.count["outages"] += 1
        self._outage = (self._now() + seconds, kind)

    async def answer(self, call: str, form: Form, faults: list[str], carry_out: CarryOut) -> web.StreamResponse | None:
        """The answer of the provider, or a wrong one; `None` for a connection to drop. `faults` gets its kind."""
        if self._now() < self._outage[0]:
            return await self._down(call, faults)
        if self.charge_more_next and call == "get-number":
            return await self._sell_dearly(carry_out)
        if not self.on:
            return await carry_out()
        match call:
            case "get-sms" | "set-status":
                return self._denied(form.get("request_id", ""), faults) or await carry_out()
            case "get-number":
                return await self._sell(form, faults, carry_out)
            case _ if call in LISTS:
                return await self._list(call, carry_out)
            case _:
                return await carry_out()

    async def _down(self, call: str, faults: list[str]) -> web.Response | None:
        kind = self._outage[1]
        if self.calm and call == "get-number":
            faults.append("throttled_429")
            return web.json_response({"error_code": "too_many_requests"}, status=429)
        faults.append(kind)
        if kind == "http_500":
            return web.Response(status=502, text="<html><h1>Bad gateway</h1></html>", content_type="text/html")
        await asyncio.sleep(self._random.uniform(0.0, 2.0))
        return None

    def _denied(self, request_id: str, faults: list[str]) -> web.Response | None:
        """A run of the same wrong "no" to everything about one request."""
        denial = self._denials.get(request_id)
        if denial is None and self._draw() < _SMS_RUN * self.denials:
            kind, body = self._random.choice((*DENIALS.items(),))
            denial = Denial(self._now() + self._random.choice(_LONG_RUN_S), kind, body)
            self._denials[request_id] = denial
            self.count[f"runs of {kind}"] += 1
        if denial is None or self._now() >= denial.until:
            return None
        faults.append(denial.kind)
        return web.json_response(denial.body)

    async def _sell(self, form: Form, faults: list[str], carry_out: CarryOut) -> web.StreamResponse:
        draw, pair = self._draw(), (int(form["country_id"]), int(form["application_id"]))
        if draw < _REPEATED and self._sold and not self.calm:
            self.count["request ids repeated"] += 1
            faults.append(REPEATED)
            earlier = self._random.choice(self._sold)
            self.repeated.add(int(earlier["request_id"]))
            return web.json_response({**earlier, "country_id": pair[0], "application_id": pair[1]})
        if _MOVED_FROM < draw <= _MOVED_FROM + _MOVED:
            self._move_price(*pair)
        lifetime = self._provider.lifetime
        if _REPEATED < draw <= _REPEATED + _SHORT_LIVED and lifetime > _SHORT_LIFE_S:
            self.count["numbers that the provider ends early"] += 1
            self._provider.lifetime = _SHORT_LIFE_S
        try:
            response = await carry_out()
        finally:
            self._provider.lifetime = max(lifetime, self._provider.lifetime)
        if (sold := _sold(response)) is not None:
            self._sold.append(sold)
            if _IGNORED_FROM < draw <= _IGNORED_FROM + _MAX_PRICE_IGNORED:
                self._charge_more(int(sold["request_id"]))
        return response

    async def _sell_dearly(self, carry_out: CarryOut) -> web.StreamResponse:
        response = await carry_out()
        if (sold := _sold(response)) is not None:
            self.charge_more_next = False
            self._charge_more(int(sold["request_id"]), _FAR_TOO_MUCH)
        return response

    def _draw(self) -> float:
        return self._random.random() / self.often

    def _move_price(self, country_id: int, service_id: int) -> None:
        """Between the quote and the order."""
        offer = self._provider.orders.stock.offer(country_id, service_id)
        if offer is not None:
            self.count["prices moved before the order"] += 1
            factor = Decimal(self._random.choice(("1.2", "1.5", "3")))
            self._provider.orders.stock.reprice(country_id, service_id, (offer.price * factor + 2).quantize(Decimal(1)))

    def _charge_more(self, request_id: int, more: Decimal = Decimal(0)) -> None:
        """Whatever limit was sent with the order: twice its price, and so much more."""
        request = self._provider.orders.requests[request_id]
        self.count["charged more than ordered"] += 1
        self.overcharged.add(request_id)
        self._provider.orders.account.charge(request_id, request.price + more, self._now())
        request.price += request.price + more

    async def _list(self, call: str, carry_out: CarryOut) -> web.StreamResponse:
        response, draw = await carry_out(), self._random.random()
        if not isinstance(response, web.Response) or response.status != 200:
            return response
        if draw < _EMPTY:
            self.count["lists answered empty"] += 1
            return web.json_response([])
        if call == "get-prices" and draw < _EMPTY + _ZERO:
            self.count["prices answered as 0"] += 1
            return web.json_response(_free_of_charge(_json(response)))
        return response


def _sold(response: web.StreamResponse) -> dict[str, Any] | None:
    """What a purchase that went well was answered."""
    body = _json(response) if isinstance(response, web.Response) and response.status == 200 else None
    return body if isinstance(body, dict) and "request_id" in body and "number" in body else None


def _json(response: web.Response) -> Any:
    try:
        return json.loads(response.body if isinstance(response.body, bytes) else b"")
    except ValueError:
        return None


def _free_of_charge(prices: Any) -> Any:
    if isinstance(prices, dict):
        return {name: 0 if name == "cost" else _free_of_charge(inner) for name, inner in prices.items()}
    return prices
