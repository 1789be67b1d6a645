"""Both outside worlds as each replica meets them: at addresses of its own, with faults, and a death at any step."""

import time
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final, TypeAlias

from aiohttp import web

from chaos.history import History, Sending
from chaos.kill_points import KillPoint, KillPoints, Phase, Side
from chaos.reading import Pair
from chaos.replica import Replica
from chaos.wrong_answers import DENIALS, WrongAnswers
from sandbox.smsman import SmsMan
from sandbox.smsman import faults as provider_faults
from sandbox.telegram import faults as telegram_faults
from sandbox.telegram.core import Core, Method
from sandbox.telegram.errors import ApiError
from sandbox.telegram.server import BotApi

_REMINDER: Final = "🔔 <b>It is in stock: "
"""What the message that something is there begins with."""

Handler: TypeAlias = "Callable[[web.Request], Awaitable[web.StreamResponse]]"


@dataclass(eq=False, slots=True)
class Passing:
    """The call under way."""

    replica: Replica
    step: str
    faults: list[str] = field(default_factory=list)
    """What has happened to it."""
    sending: Sending | None = None


_passing: ContextVar[Passing | None] = ContextVar("passing", default=None)
"""`None` for a call that came in the answer to an update: what strikes it struck the update."""


class ProviderFaults(provider_faults.Faults):
    """The sandbox's own, which also say what they did to whom."""

    def take(self, call: str, params: Mapping[str, str]) -> list[provider_faults.Fault]:
        taken = super().take(call, params)
        if passing := _passing.get():
            passing.faults.extend(fault.kind for fault in taken)
        return taken


class TelegramFaults(telegram_faults.Faults):
    """Drawn for each call from the seed."""

    def __init__(self, random: Random) -> None:
        super().__init__()
        self.share = 0.0
        self._random = random

    def take(self, method: str) -> telegram_faults.Fault | None:
        passing = _passing.get()
        if passing is None or self._random.random() >= self.share:
            return None
        fault = self._draw(method)
        passing.faults.append(f"{fault.kind}_after" if fault.after else fault.kind)
        return fault

    def _draw(self, method: str) -> telegram_faults.Fault:
        after = self._random.random() < 0.5
        match self._random.randrange(4):
            case 0:
                seconds = self._random.choice((1, 1, 1, 2, 3, 5, 10, 30))
                text = f"Too Many Requests: retry after {seconds}"
                return telegram_faults.Fault(method, "error", 429, text, retry_after=seconds)
            case 1:
                return telegram_faults.Fault(method, "error", 500, "Internal Server Error", after=after)
            case 2:
                return telegram_faults.Fault(method, "html", after=after)
            case _:
                return telegram_faults.Fault(method, "drop", after=after)


class Struck(ApiError):
    """The process that called was killed just now, before anything was done."""

    def __init__(self) -> None:
        super().__init__(500, "Internal Server Error")


class WatchedApi(BotApi):
    """The sandbox's own, which also sees what kind of message it is about to send, and may strike before it does."""

    def __init__(self, token: str, core: Core, *, random: Random, kill_points: KillPoints, history: History) -> None:
        super().__init__(token, core, now=time.time)
        self.drawn = self.faults = TelegramFaults(random)
        self._kill_points = kill_points
        self._history = history

    async def carry_out_reply(self, said: dict[str, Any]) -> None:
        _passing.set(None)  # an update may be the fruit of a call, and is brought in its context
        await super().carry_out_reply(said)

    def _read(self, method: Method, parameters: dict[str, Any]) -> Any:
        call = super()._read(method, parameters)
        self.requests.clear()
        passing = _passing.get()
        if passing is None:
            return call
        if method.name == "sendMessage":
            text = str(parameters["text"])
            if text.startswith("🔑"):
                passing.step = "code"
                passing.sending = _sending(
                    self._history.code_messages, passing.replica, (int(parameters["chat_id"]), 0)
                )
                passing.sending.text = text
            elif text.startswith(_REMINDER):
                passing.step = "reminder"
                passing.sending = _sending(
                    self._history.reminder_messages, passing.replica, (int(parameters["chat_id"]), 0)
                )
                passing.sending.text = str(parameters.get("reply_markup", ""))
            elif "Activation: " in text:
                passing.step = "alert"
        if self._kill_points.at(passing.replica.index, KillPoint("telegram", passing.step, "before")):
            raise Struck
        return call


class Outside:
    def __init__(
        self,
        *,
        provider: SmsMan,
        api: WatchedApi,
        kill_points: KillPoints,
        replicas: list[Replica],
        history: History,
        wrong_answers: WrongAnswers,
    ) -> None:
        self._wrong_answers = wrong_answers
        routes = (route for route in provider.routes() if isinstance(route, web.RouteDef))
        self._control: Handler = next(route.handler for route in routes if route.path == "/control/{call}")
        self._provider = provider
        self._api = api
        self._kill_points = kill_points
        self._replicas = replicas
        self._history = history

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", r"/r{replica:\d+}/bot{token:[^/]+}/{method}", self._telegram)
        app.router.add_post(r"/r{replica:\d+}/control/{call}", self._sms_man)
        app.on_shutdown.append(self._provider.stop)
        return app

    async def _sms_man(self, request: web.Request) -> web.StreamResponse:
        form = {name: str(value) for name, value in (await request.post()).items()}
        call = request.match_info["call"]
        passing = self._enter(request, f"{call}:{form['status']}" if call == "set-status" else call)
        if call == "get-balance":
            self._history.balance_read[passing.replica.index, passing.replica.life] += 1
        if call == "get-number":
            pair = int(form["country_id"]), int(form["application_id"])
            passing.sending = _sending(self._history.purchases, passing.replica, pair)
        if self._struck(passing, "provider", "before"):
            return self._leave(passing, _cut(request), killed=True)

        async def carry_out(request: web.Request) -> web.StreamResponse:
            answer = await self._wrong_answers.answer(call, form, passing.faults, lambda: self._control(request))
            return _cut(request) if answer is None else answer

        response = await self._pass(request, passing, "provider", carry_out)
        if form.get("status") == "reject" and set(passing.faults) - DENIALS.keys():
            self._history.unanswered_rejects.add(int(form["request_id"]))
        return response

    async def _telegram(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        return await self._pass(request, self._enter(request, method), "telegram", self._api.handle)

    async def _pass(self, request: web.Request, passing: Passing, side: Side, carry_out: Handler) -> web.StreamResponse:
        response = await carry_out(request)
        if self._struck(passing, side, "between"):
            return self._leave(passing, _cut(request), killed=True)
        if self._kill_points.wants(KillPoint(side, passing.step, "after")):
            await response.prepare(request)
            await response.write_eof()
            self._struck(passing, side, "after")
        return self._leave(passing, response)

    def _enter(self, request: web.Request, step: str) -> Passing:
        passing = Passing(self._replicas[int(request.match_info["replica"])], step)
        _passing.set(passing)
        return passing

    def _leave(self, passing: Passing, response: web.StreamResponse, *, killed: bool = False) -> web.StreamResponse:
        if passing.sending is not None:
            passing.sending.ended = time.time()
            passing.sending.faults = [*passing.faults, "killed"] if killed else passing.faults
        return response

    def _struck(self, passing: Passing, side: Side, phase: Phase) -> bool:
        return self._kill_points.at(passing.replica.index, KillPoint(side, passing.step, phase))


def _sending(where: list[Sending], replica: Replica, pair: Pair) -> Sending:
    sending = Sending(pair, replica.index, replica.life, time.time())
    where.append(sending)
    return sending


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
