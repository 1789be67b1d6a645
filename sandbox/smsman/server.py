"""An SMS-Man of one's own over HTTP: the eight calls, their faults, and a side panel to look behind them."""

import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from sandbox.smsman import refusal
from sandbox.smsman.broken_answers import perform
from sandbox.smsman.dialect import DIALECTS
from sandbox.smsman.faults import EVERY_KIND, Fault
from sandbox.smsman.panel import Panel, snapshot
from sandbox.smsman.provider import Call, Provider
from sandbox.smsman.refusal import Refusal

_REFUSALS: Mapping[str, Callable[[], Refusal]] = {
    "throttle_mask": refusal.no_numbers,
    "account_empty": refusal.account_empty,
    "no_channels": refusal.no_channels,
    "early_cancel_refused": refusal.too_early,
    "request_gone": refusal.gone,
    "wrong_status": refusal.not_in_this_state,
    "account_frozen": refusal.frozen,
}


class SmsMan(Provider):
    """The provider at an address. Its switches are its attributes: see `Settings`."""

    def __init__(
        self,
        *,
        token: str,
        seed: int = 1,
        now: Callable[[], float] = time.time,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        """`state` is what `dump()` gave, read back from JSON; its seed comes before `seed`."""
        super().__init__(seed=seed, now=now, state=state)
        self._token = token

    def snapshot(self) -> dict[str, Any]:
        """The state as the panel shows it."""
        return snapshot(self)

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            # A HEAD is no call: aiohttp would answer it by making one.
            web.get("/control/{call}", self._control, allow_head=False),
            web.post("/control/{call}", self._control),
            *Panel(self).routes(),
        ]

    def application(self) -> web.Application:
        """This provider alone, ready for a server."""
        application = web.Application()
        application.add_routes(self.routes())
        application.on_shutdown.append(self.stop)
        return application

    async def stop(self, application: web.Application) -> None:
        """For `on_shutdown`: calls that hang are let go, since the server waits for them."""
        self.faults.clear()

    async def _control(self, request: web.Request) -> web.StreamResponse:
        call, params = request.match_info["call"], await _params(request)
        token = params.pop("token", "")
        self.calls.append(Call(self._now(), call, params, request.method))
        if call not in self.answers.names():
            return web.Response(status=404, text="<html><h1>Not Found (#404)</h1></html>", content_type="text/html")
        taken = self.faults.take(call, params)
        for fault in taken:
            if EVERY_KIND[fault.kind].when == "before":
                response = await perform(fault, request, b"", self.faults)
                if response is not None:
                    return response
        status, answer = self._answer(call, token, params, taken)
        for fault in taken:
            if EVERY_KIND[fault.kind].when == "after":
                response = await perform(fault, request, answer, self.faults)
                if response is not None:
                    return response
        return web.Response(status=status, body=answer, content_type="application/json")

    def _answer(self, call: str, token: str, params: Mapping[str, str], taken: list[Fault]) -> tuple[int, bytes]:
        dialect = DIALECTS[self.dialect]
        instead = [fault.kind for fault in taken if EVERY_KIND[fault.kind].when == "instead"]
        if "wrong_token" in instead or not hmac.compare_digest(token.encode(), self._token.encode()):
            return dialect.wrong_token_status, json.dumps(dialect.wrong_token(call)).encode()
        effects = {fault.kind: fault.options for fault in taken if EVERY_KIND[fault.kind].when == "during"}
        try:
            for kind in instead:
                if kind == "out_of_stock":
                    self.answers.sell_out(params)
                else:
                    raise _REFUSALS[kind]()
            body = self.answers.answer(call, params, effects)
        except Refusal as refused:
            body = refused.body
        shaped = self.faults.reshape(call, params, body)
        return 200, shaped if isinstance(shaped, bytes) else json.dumps(shaped).encode()


async def _params(request: web.Request) -> dict[str, str]:
    form = await request.post()
    return {**request.query, **{name: value for name, value in form.items() if isinstance(value, str)}}
