"""An SMS-Man of one's own over HTTP: the eight calls, their faults, and a side panel to look behind them."""

import hmac
import json
import time
from collections import deque
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from aiohttp import web

from sandbox.smsman import refusal
from sandbox.smsman.account import Entry
from sandbox.smsman.calls import Calls
from sandbox.smsman.desk import Desk
from sandbox.smsman.dialect import DIALECTS
from sandbox.smsman.faults import EVERY_KIND, Fault, Faults
from sandbox.smsman.panel import Panel, snapshot
from sandbox.smsman.refusal import Refusal
from sandbox.smsman.settings import Settings
from sandbox.smsman.wire import perform

_REFUSALS: Mapping[str, Callable[[], Refusal]] = {
    "throttle_mask": refusal.no_numbers,
    "account_empty": refusal.account_empty,
    "no_channels": refusal.no_channels,
    "early_cancel_refused": refusal.too_early,
    "request_gone": refusal.gone,
    "wrong_status": refusal.not_in_this_state,
    "account_frozen": refusal.frozen,
}
_CALLS_KEPT = 10_000


class Call(NamedTuple):
    """One request as it came in, without its token."""

    time: float
    call: str
    params: dict[str, str]
    method: str


class SmsMan(Settings):
    """The provider. Its switches are its attributes: see `Settings`."""

    def __init__(
        self,
        *,
        token: str,
        seed: int = 1,
        now: Callable[[], float] = time.time,
        state: Mapping[str, Any] | None = None,
    ) -> None:
        """`state` is what `dump()` gave, read back from JSON; its seed comes before `seed`."""
        state = state or {}
        settings = dict(state.get("settings", {}))
        if "sms_delay" in settings:
            settings["sms_delay"] = tuple(settings["sms_delay"])
        super().__init__(**settings)
        self.on_change: list[Callable[[], None]] = []
        """Called after anything has changed."""
        self.calls: deque[Call] = deque(maxlen=_CALLS_KEPT)
        self.desk = Desk(self, seed=seed, now=now, changed=self._changed, state=state.get("desk"))
        self._calls = Calls(self.desk, self)
        self.faults = Faults(seed=seed, calls=self._calls.names(), changed=self._changed, now=now)
        self._token = token
        self._now = now

    @property
    def ledger(self) -> list[Entry]:
        """Every charge and refund in the order they happened, up to now."""
        self.desk.settle()
        return list(self.desk.account.ledger)

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

    def dump(self) -> dict[str, Any]:
        names = Settings.__dataclass_fields__
        return {"settings": {name: getattr(self, name) for name in names}, "desk": self.desk.dump()}

    def snapshot(self) -> dict[str, Any]:
        return snapshot(self)

    def deliver(self, request_id: int, code: str | None = None) -> None:
        """The SMS arrives now, with a drawn code unless one is given. `LookupError` where none is waited for."""
        self.desk.deliver(request_id, code)

    def never(self, request_id: int) -> None:
        """No SMS comes to this number any more. `LookupError` where none is waited for."""
        self.desk.never(request_id)

    def end(self, request_id: int) -> None:
        """The provider ends this number by itself, now. `LookupError` for one that has ended."""
        self.desk.end(request_id)

    def set_balance(self, balance: Decimal) -> None:
        self.desk.account.set_balance(balance)
        self._changed()

    def set_rating(self, rating: Decimal) -> None:
        self.desk.account.rating = rating
        self._changed()

    def switch(self, **settings: Any) -> None:
        """Changes several settings and tells those who look on."""
        for name, value in settings.items():
            if name not in Settings.__dataclass_fields__:
                raise ValueError(f"no setting {name!r}")
            setattr(self, name, value)
        self._changed()

    def _changed(self) -> None:
        for tell in self.on_change:
            tell()

    async def _control(self, request: web.Request) -> web.StreamResponse:
        call, params = request.match_info["call"], await _params(request)
        token = params.pop("token", "")
        self.calls.append(Call(self._now(), call, params, request.method))
        if call not in self._calls.names():
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
                    self._calls.sell_out(params)
                else:
                    raise _REFUSALS[kind]()
            body = self._calls.answer(call, params, effects)
        except Refusal as refused:
            body = refused.body
        shaped = self.faults.reshape(call, params, body)
        return 200, shaped if isinstance(shaped, bytes) else json.dumps(shaped).encode()


async def _params(request: web.Request) -> dict[str, str]:
    form = await request.post()
    return {**request.query, **{name: value for name, value in form.items() if isinstance(value, str)}}
