"""One call from request to value: sent once and bounded, and whatever goes wrong in it becomes a `ProviderError`."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, Literal, TypeVar
from urllib.parse import urlencode

import aiohttp
from pydantic import SecretStr

from bot.domain.clock import AnswerTimeout
from bot.domain.errors import (
    OutcomeUnknown,
    ProviderDown,
    ProviderError,
    Refused,
    StillWaiting,
    Throttled,
    TooLate,
    Unreadable,
    network_reason,
)
from bot.providers.smsman.answers import (
    NotUnderstood,
    decode,
    excerpt,
    found,
    refusal,
    shape,
    unpacked,
    unpronounced,
    unwrapped,
)
from bot.providers.smsman.connections import Connections, Form, Once, Reply

Method = Literal["post", "get"]

CONNECT_S: Final = 10.0
"""Seconds for a connection, waiting for a free one included."""

NO_CACHE: Final = {"Cache-Control": "no-cache"}


class TooLong(aiohttp.ClientPayloadError):
    """The answer is longer than any honest one; the connection was dropped."""


async def fetch(
    reply: Reply,
    connections: Connections,
    url: str,
    *,
    method: Method,
    form: str,
    seconds: float,
    limit: int,
    once: bool,
) -> None:
    """Send `form`, which is URL-encoded, and fill `reply` with at most `limit` bytes of the answer.

    `seconds` are those of the whole call. With `once` the request goes over a connection of its own.
    """
    post = method == "post"
    session = connections.changes if once else connections.reads
    request = session.request(
        method,
        # Two purchases by GET would have one address: something between here and there might answer the second itself.
        url if post else f"{url}?{form}&_={secrets.token_hex(8)}",
        # Not by aiohttp's own form, which was about a quarter of what a poll costs.
        data=Form(form.encode(), reply) if post else None,
        headers=None if post else NO_CACHE,
        allow_redirects=False,
        timeout=_timeout(seconds),
        middlewares=(Once(reply),) if once else (),
    )
    async with request as response:
        reply.status = response.status
        while chunk := await response.content.readany():
            reply.body += chunk[: limit - len(reply.body) + 1]
            if len(reply.body) > limit:
                response.close()
                raise TooLong(f"more than {limit} bytes")


@lru_cache(16)
def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    """The total time is the caller's; connecting has less, so that "not sent" and "no answer" can be told apart."""
    connect = min(CONNECT_S, seconds / 2)
    return aiohttp.ClientTimeout(total=None, connect=connect, sock_connect=connect)


T = TypeVar("T")
Fields = Mapping[str, str | int | None]

SMALL: Final = 64 * 1024
"""Bytes that an answer may have unless it is a list."""

SHOWS_NO_BODY: Final = ("get-sms", "set-status")
"""Calls whose answers may hold a code under whatever name: of them only the shape is ever told."""

A_CODE: Final = b'"sms_code"'
"""An answer with this in it is one to `get-sms`, however broken it is."""


def nothing(body: bytes) -> None:
    """What is salvaged from a broken answer, as a rule."""


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """What is asked, and how its answer is read."""

    name: str
    read: Callable[[object], T]
    form: Fields
    seconds: float
    """For the whole call: connecting, request, answer and reading it."""
    salvage: Callable[[bytes], T | None] = nothing
    """Reads an answer that is broken as a whole; a call with one is read however its connection ended."""


class Exchange:
    """Talks to one account at the provider. `read` may be repeated by the caller, `change` may not."""

    def __init__(self, session: Connections, *, url: str, token: SecretStr, method: Method) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._token = token
        self._signed = urlencode({"token": token.get_secret_value()})
        self._method: Method = method

    async def read(self, call: Call[T]) -> T:
        """A call that changes nothing. What is unclear is `ProviderDown`, or `Unreadable` where it is no outage."""
        reply = Reply()
        problem = await self._request(call, reply, SMALL)
        if problem and (call.salvage is nothing or not reply.body):
            raise ProviderDown(self._told(call, reply, problem))
        return self._understand(call, reply, ProviderDown, problem)

    async def read_list(self, call: Call[Awaitable[T]], limit: int) -> T:
        """The same for an answer of up to `limit` bytes, which is read in pieces and in the same time."""
        reply, ends = Reply(), asyncio.get_running_loop().time() + call.seconds
        problem = await self._request(call, reply, limit)
        if problem:
            raise ProviderDown(self._told(call, reply, problem))
        data = self._understand_list(call, reply)
        try:
            async with asyncio.timeout_at(ends):
                return await call.read(data)
        except NotUnderstood as error:
            problem = str(error)
        except TimeoutError:
            raise ProviderDown(self._told(call, reply, "TimeoutError")) from None
        raise Unreadable(self._told(call, reply, problem))

    async def change(self, call: Call[T], reply: Reply | None = None) -> T:
        """A call that changes something: `ProviderDown` only where it did not go out, what is unclear is
        `OutcomeUnknown`. `reply` keeps what came of the answer, however the call ends."""
        reply = reply or Reply()
        problem = await self._request(call, reply, SMALL, once=True)
        if reply.too_late:
            raise TooLate(f"{call.name}: not sent, since the process stood still")
        if not reply.sent:
            raise ProviderDown(f"{call.name}: could not connect, {problem}")
        return self._understand(call, reply, OutcomeUnknown, problem)

    async def _request(self, call: Call[T], reply: Reply, limit: int, *, once: bool = False) -> str:
        """Fills `reply`. Gives the trouble that came, where what came before it may say more."""
        if self._session.closed:
            raise ProviderDown(f"{call.name}: the session is closed")
        fields = urlencode({name: value for name, value in call.form.items() if value is not None})
        try:
            async with AnswerTimeout(call.seconds):
                await fetch(
                    reply,
                    self._session,
                    f"{self._url}/{call.name}",
                    method=self._method,
                    form=f"{self._signed}&{fields}" if fields else self._signed,
                    seconds=call.seconds,
                    limit=limit,
                    once=once,
                )
        except (aiohttp.ClientError, OSError, ValueError) as error:  # TimeoutError is an OSError
            # Not raised from here: aiohttp's errors carry the whole URL, and must not be found behind ours.
            reason = network_reason(error)
            return f"{type(error).__name__} ({reason})" if reason else type(error).__name__
        return ""

    def _understand(
        self, call: Call[T], reply: Reply, unclear: type[ProviderDown | OutcomeUnknown], problem: str = ""
    ) -> T:
        """The value of an answer. Raises what it says is wrong, `unclear`, or of a read `Unreadable`."""
        body = bytes(reply.body)
        answers: list[object] = []
        try:
            answers = found(body)
            return self._agreed(call, reply, answers)
        except NotUnderstood as error:
            problem = problem or str(error)
        if not self._says_no(call, reply, answers) and reply.status < 500:
            try:
                if (salvaged := call.salvage(body)) is not None:
                    return salvaged
            except NotUnderstood as error:
                problem = problem or str(error)
        raise self._unclear(call, reply, unclear, problem, is_answer=bool(answers) or A_CODE in body)

    def _agreed(self, call: Call[T], reply: Reply, answers: list[object]) -> T:
        """What all of the answers say; several that differ are none."""
        values: list[T] = []
        refusals: list[ProviderError] = []
        for data in map(unpacked, answers):
            refused = self._refusal(call, data, reply)
            if refused:
                refusals.append(refused)
            elif 200 <= reply.status < 300 or 400 <= reply.status < 500:
                try:
                    value = call.read(data)
                except StillWaiting as error:
                    refusals.append(error)
                else:
                    values += [value] if value not in values else []
        if len(values) + len({type(one) for one in refusals}) != 1:
            raise NotUnderstood("not one answer" if answers else "no answer")
        if values:
            return values[0]
        raise refusals[0]

    def _says_no(self, call: Call[T], reply: Reply, answers: list[object]) -> bool:
        return any(self._refusal(call, data, reply) for data in map(unpacked, answers))

    def _understand_list(self, call: Call[Awaitable[T]], reply: Reply) -> object:
        """The list in an answer, not read yet."""
        answers: list[object] = []
        problem = ""
        try:
            answers = found(reply.body)
        except NotUnderstood as error:
            problem = str(error)
        if len(answers) == 1:
            if refused := self._refusal(call, answers[0], reply):
                raise refused
            if 200 <= reply.status < 300:
                return unwrapped(answers[0])
        raise self._unclear(call, reply, ProviderDown, problem, is_answer=bool(answers))

    def _refusal(self, call: Call[T], data: object, reply: Reply) -> ProviderError | None:
        refused = refusal(data, reply.status)
        if refused is None:
            return None
        kind, words = refused
        if kind is StillWaiting:  # the answer to nearly every poll: nobody reads its words
            return kind(f"{call.name}: wait_sms")
        # Unknown words under a 5xx are the cry of a broken program, which may have done its work before.
        if kind is Refused and reply.status >= 500:
            return None
        words = unpronounced(words) if call.name in SHOWS_NO_BODY else words
        return kind(f"{call.name}: {excerpt(words, self._token.get_secret_value())}")

    def _unclear(
        self,
        call: Call[T],
        reply: Reply,
        unclear: type[ProviderDown | OutcomeUnknown],
        problem: str,
        *,
        is_answer: bool,
    ) -> ProviderError:
        """A connection that broke or a page in between is an outage; an answer in a strange form is none."""
        kind: type[ProviderError] = unclear
        if reply.status == 429:
            kind = Throttled
        elif unclear is ProviderDown and is_answer and reply.status < (300 if call.salvage is nothing else 500):
            kind = Unreadable
        return kind(self._told(call, reply, problem))

    def _told(self, call: Call[T], reply: Reply, problem: str) -> str:
        if call.name in SHOWS_NO_BODY:
            shown = _shape(bytes(reply.body))
        else:
            shown = excerpt(reply.body[:8192].decode("utf-8", "replace"), self._token.get_secret_value())
        why = problem or "unexpected"
        return f"{call.name}: HTTP {reply.status or 'none'}, {len(reply.body)} bytes, {why}: {shown}"


def _shape(body: bytes) -> str:
    try:
        return shape(decode(body))
    except NotUnderstood:
        return "no JSON" if body else "nothing"
