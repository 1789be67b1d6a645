"""What the side panel shows and switches: the state as JSON, and the ways to change it."""

import json
from collections.abc import Callable
from typing import Any, TypeVar

from aiohttp import web
from pydantic import ValidationError

from sandbox.smsman.catalogue import countries, services
from sandbox.smsman.faults import EVERY_KIND, groups
from sandbox.smsman.forms import ChangeFaults, Delay, Deliver, Form, OneRequest, Switches
from sandbox.smsman.provider import Provider
from sandbox.smsman.request import Request

_SHOWN = 50


def snapshot(smsman: Provider) -> dict[str, Any]:
    """Newest first. Money is text with two decimals, times are Unix seconds."""
    orders = smsman.orders
    orders.advance()
    account = orders.account
    return {
        "balance": f"{account.balance:.2f}",
        "held": f"{orders.held:.2f}",
        "spent": f"{account.spent:.2f}",
        "refunded": f"{account.refunded:.2f}",
        "currency": "RUB",
        "dialect": smsman.dialect,
        "rating": float(account.rating),
        "early_cancel": smsman.early_cancel,
        "lifetime": smsman.lifetime,
        "max_price": smsman.max_price,
        "sms_delay": list(smsman.sms_delay),
        "never_share": smsman.never_share,
        "requests": [_shown(request) for request in list(orders.requests.values())[: -_SHOWN - 1 : -1]],
        "faults": [fault.snapshot() for fault in smsman.faults.active()],
        "fault_kinds": list(EVERY_KIND),
        "fault_groups": groups(),
        "calls": [call._asdict() for call in list(smsman.calls)[: -_SHOWN - 1 : -1]],
    }


def _shown(request: Request) -> dict[str, Any]:
    return {
        "request_id": request.id,
        "country": countries()[request.country_id].title,
        "country_id": request.country_id,
        "service": services()[request.service_id].title,
        "service_id": request.service_id,
        "number": request.number,
        "price": f"{request.price:.2f}",
        "status": request.status,
        "bought_at": request.bought_at,
        "expires_at": request.expires_at,
        "code": request.code,
        "sms_due_at": request.sms_due_at,
        "received_at": request.received_at,
    }


class Panel:
    """The endpoints under `/sandbox/smsman/`; each answers with the state as it is then."""

    def __init__(self, smsman: Provider) -> None:
        self._smsman = smsman

    def routes(self) -> list[web.AbstractRouteDef]:
        return [
            web.get("/sandbox/smsman/state", self._state),
            web.post("/sandbox/smsman/deliver", self._deliver),
            web.post("/sandbox/smsman/delay", self._delay),
            web.post("/sandbox/smsman/never", self._never),
            web.post("/sandbox/smsman/end", self._end),
            web.post("/sandbox/smsman/faults", self._faults),
            web.post("/sandbox/smsman/settings", self._settings),
        ]

    async def _state(self, request: web.Request) -> web.Response:
        return web.json_response(snapshot(self._smsman))

    async def _deliver(self, request: web.Request) -> web.Response:
        form = await _read(request, Deliver)
        return await self._of_number(request, lambda: self._smsman.deliver(form.request_id, form.code))

    async def _delay(self, request: web.Request) -> web.Response:
        form = await _read(request, Delay)
        return await self._of_number(request, lambda: self._smsman.delay(form.request_id, form.seconds))

    async def _never(self, request: web.Request) -> web.Response:
        form = await _read(request, OneRequest)
        return await self._of_number(request, lambda: self._smsman.never(form.request_id))

    async def _end(self, request: web.Request) -> web.Response:
        form = await _read(request, OneRequest)
        return await self._of_number(request, lambda: self._smsman.end(form.request_id))

    async def _of_number(self, request: web.Request, change: Callable[[], None]) -> web.Response:
        try:
            change()
        except LookupError as error:
            raise _refuse(web.HTTPConflict, str(error)) from error
        return await self._state(request)

    async def _faults(self, request: web.Request) -> web.Response:
        form = await _read(request, ChangeFaults)
        faults = self._smsman.faults
        if form.clear:
            faults.clear()
        if form.remove is not None:
            faults.remove(form.remove)
        if form.add is not None:
            try:
                faults.add(**form.add.model_dump())
            except ValueError as error:
                raise _refuse(web.HTTPBadRequest, str(error)) from error
        return await self._state(request)

    async def _settings(self, request: web.Request) -> web.Response:
        switches = (await _read(request, Switches)).model_dump(exclude_none=True)
        if "balance" in switches:
            self._smsman.set_balance(switches.pop("balance"))
        if "rating" in switches:
            self._smsman.set_rating(switches.pop("rating"))
        self._smsman.switch(**switches)
        return await self._state(request)


FormT = TypeVar("FormT", bound=Form)


async def _read(request: web.Request, form: type[FormT]) -> FormT:
    # A page of another site can post a form or plain text without asking, but not this content type.
    if request.content_type != "application/json":
        raise _refuse(web.HTTPUnsupportedMediaType, "send application/json")
    try:
        return form.model_validate_json(await request.read())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise _refuse(web.HTTPBadRequest, f"{where}: {first['msg']}") from error


def _refuse(kind: type[web.HTTPClientError], message: str) -> web.HTTPClientError:
    return kind(text=json.dumps({"error": message}), content_type="application/json")
