"""The Bot API over HTTP: token, method, parameters, faults, and the envelope around every answer."""

import hmac
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import web
from pydantic import ValidationError

from sandbox.telegram.core import REMEMBERED, Core
from sandbox.telegram.errors import ApiError
from sandbox.telegram.faults import Fault, Faults, Limits
from sandbox.telegram.methods import METHODS, Method
from sandbox.telegram.parameters import read_parameters, refusal

HTML_502 = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n"
    "<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


class BotApi:
    def __init__(self, token: str, core: Core, *, now: Callable[[], float]) -> None:
        self._token = token
        self.core = core
        self.faults = Faults()
        self.limits = Limits(now)
        self.requests: deque[tuple[str, dict[str, Any]]] = deque(maxlen=REMEMBERED)
        """Every call with a right token: the method's name and its parameters."""
        core.webhook.replied = self.carry_out_reply

    def routes(self) -> list[web.AbstractRouteDef]:
        return [web.route("*", "/bot{token:[^/]+}/{method}", self.handle)]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        try:
            method = self._method(request)
            result, fault = await self._carry_out(method, await read_parameters(request))
        except ApiError as error:
            return web.json_response(error.body(), status=error.status)
        if fault:
            return _fail(request, fault)
        return web.json_response({"ok": True, "result": result})

    async def carry_out_reply(self, said: dict[str, Any]) -> None:
        """A call in the answer to a webhook; how it ended is told to no one."""
        name = str(said.pop("method", "")).lower()
        method = METHODS.get(name)
        if method and not name.startswith("get") and name not in ("setwebhook", "deletewebhook", "close", "logout"):
            with suppress(ApiError):
                await self._carry_out(method, said)

    async def _carry_out(self, method: Method, parameters: dict[str, Any]) -> tuple[Any, Fault | None]:
        """Its result, and the fault that takes its place. Raises `ApiError`."""
        call = self._read(method, parameters)
        fault = self.faults.take(method.name)
        if fault and not fault.after:
            return None, fault
        if method.is_message:
            self.limits.spend(self.core.chat(call.chat_id).id)
        result = await method.carry_out(self.core, call)
        if self.core.stars.lose_refund_answers and method.name == "refundStarPayment":
            fault = fault or Fault(method.name, "drop", after=True)
        return result, fault

    def _method(self, request: web.Request) -> Method:
        if not hmac.compare_digest(request.match_info["token"].encode(), self._token.encode()):
            raise ApiError(401, "Unauthorized")
        if request.method not in ("GET", "POST"):
            raise ApiError(405, "Method Not Allowed")
        method = METHODS.get(request.match_info["method"].lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        return method

    def _read(self, method: Method, parameters: dict[str, Any]) -> Any:
        """The call as its model; what cannot be read is noted as it came."""
        try:
            call = method.parameters.model_validate(parameters)
        except (ValidationError, ApiError) as error:
            self.requests.append((method.name, parameters))
            raise error if isinstance(error, ApiError) else refusal(error) from None
        self.requests.append((method.name, call.model_dump(exclude_unset=True)))
        self.core.old_server.check(call)
        return call


def _fail(request: web.Request, fault: Fault) -> web.StreamResponse:
    match fault.kind:
        case "error":
            error = ApiError(fault.status, fault.description, retry_after=fault.retry_after)
            return web.json_response(error.body(), status=error.status)
        case "html":
            return web.Response(text=HTML_502, status=502, content_type="text/html")
        case "drop":
            if request.transport:
                request.transport.abort()
            return web.Response()
