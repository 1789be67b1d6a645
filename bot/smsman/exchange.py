"""One call from request to value, guarded as a whole: whatever goes wrong in it becomes a `ProviderError`."""

import asyncio
from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlencode

import aiohttp
from pydantic import SecretStr

from bot.domain.errors import OutcomeUnknown, ProviderDown, Refused, StillWaiting, Throttled
from bot.smsman.connections import Connections
from bot.smsman.decode import NotUnderstood, decode
from bot.smsman.pieces import Reader, Slow, at_once, members, members_of
from bot.smsman.redact import excerpt
from bot.smsman.refusals import refusal
from bot.smsman.request import Reply
from bot.smsman.transport import Method, fetch

T = TypeVar("T")
Form = Mapping[str, str | int | None]

SMALL = 64 * 1024
"""Bytes that an answer may have unless it is a list; a longer one is read piece by piece."""

TURN, REST = 0.003, 0.001
"""Seconds after which others have their turn while a long list is read, and for how long at the least: an answer from
outside takes the event loop several rounds, and each round of `sleep(0)` would be behind another piece of the list."""


class Exchange:
    """Talks to one account at the provider. `read` may be repeated by the caller, `change` may not."""

    def __init__(self, session: Connections, *, url: str, token: SecretStr, method: Method) -> None:
        self._session = session
        self._url = url.rstrip("/")
        self._token = token
        self._signed = urlencode({"token": token.get_secret_value()})
        self._method: Method = method

    async def read(self, call: str, read: Callable[[object], T], form: Form, seconds: float) -> T:
        """A call that changes nothing: what is unclear is `ProviderDown`."""
        reply = Reply()
        await self._request(call, form, seconds, reply, limit=SMALL, unclear=ProviderDown)
        return self._understand(call, reply, read, ProviderDown)

    async def read_list(self, call: str, read: Reader[T], form: Form, seconds: float, *, limit: int) -> T:
        """The same for an answer of up to `limit` bytes, which is understood in the same time."""
        reply, ends = Reply(), asyncio.get_running_loop().time() + seconds
        await self._request(call, form, seconds, reply, limit=limit, unclear=ProviderDown)
        if len(reply.body) <= SMALL:
            return self._understand(call, reply, lambda data: at_once(read(members_of(data))), ProviderDown)
        try:
            async with asyncio.timeout_at(ends):
                return await self._understand_slowly(call, reply, read)
        except TimeoutError:
            trouble = "TimeoutError"
        raise ProviderDown(self._told(call, reply, trouble))

    async def change(
        self,
        call: str,
        read: Callable[[object], T],
        form: Form,
        seconds: float,
        reply: Reply | None = None,
    ) -> T:
        """A call that changes something: `ProviderDown` only where it did not go out, what is unclear is
        `OutcomeUnknown`. `reply` keeps what came of the answer, however the call ends."""
        reply = reply or Reply()
        trouble = await self._request(call, form, seconds, reply, limit=SMALL, unclear=OutcomeUnknown)
        return self._understand(call, reply, read, OutcomeUnknown, trouble)

    async def _request(
        self,
        call: str,
        form: Form,
        seconds: float,
        reply: Reply,
        *,
        limit: int,
        unclear: type[ProviderDown | OutcomeUnknown],
    ) -> str:
        """Fills `reply`. Gives the trouble that came after the request went out, where what came may say more."""
        if self._session.closed:
            raise ProviderDown(f"{call}: the session is closed")
        changes = unclear is OutcomeUnknown
        fields = urlencode({name: value for name, value in form.items() if value is not None})
        try:
            async with asyncio.timeout(seconds):
                await fetch(
                    reply,
                    self._session,
                    f"{self._url}/{call}",
                    method=self._method,
                    form=f"{self._signed}&{fields}" if fields else self._signed,
                    seconds=seconds,
                    limit=limit,
                    once=changes,
                )
                return ""
        except (aiohttp.ClientError, OSError, ValueError) as error:  # TimeoutError is an OSError
            trouble = type(error).__name__
        # Raised out here: aiohttp's errors carry the whole URL, and must not be found behind ours.
        if changes and not reply.sent:
            raise ProviderDown(f"{call}: could not connect, {trouble}")
        if not changes:
            raise unclear(self._told(call, reply, trouble))
        return trouble  # what came before it may still say what became of the call

    async def _understand_slowly(self, call: str, reply: Reply, read: Reader[T]) -> T:
        """As `_understand`, and others have their turns meanwhile. No refusal is as long as this."""
        trouble = ""
        try:
            if 200 <= reply.status < 300:
                return await _in_turns(read(members(reply.body)))
        except NotUnderstood as error:
            trouble = str(error)
        raise (Throttled if reply.status == 429 else ProviderDown)(self._told(call, reply, trouble))

    def _understand(
        self,
        call: str,
        reply: Reply,
        read: Callable[[object], T],
        unclear: type[ProviderDown | OutcomeUnknown],
        trouble: str = "",
    ) -> T:
        """The value of an answer. Raises what it says is wrong, or `unclear`."""
        try:
            data = decode(bytes(reply.body))
            refused = refusal(data, reply.status)
            if refused is None and 200 <= reply.status < 300:
                return read(data)
        except NotUnderstood as error:
            refused, trouble = None, trouble or str(error)
        if refused:
            kind, words = refused
            if kind is StillWaiting:  # the answer to nearly every look: nobody reads its words
                raise kind(f"{call}: wait_sms")
            # Unknown words under a 5xx are the cry of a broken program, which may have done its work before.
            if kind is not Refused or reply.status < 500:
                raise kind(f"{call}: {excerpt(words, self._token.get_secret_value())}")
        raise (Throttled if reply.status == 429 else unclear)(self._told(call, reply, trouble))

    def _told(self, call: str, reply: Reply, trouble: str) -> str:
        shown = excerpt(reply.body[:8192].decode("utf-8", "replace"), self._token.get_secret_value())
        return f"{call}: HTTP {reply.status or 'none'}, {len(reply.body)} bytes, {trouble or 'unexpected'}: {shown}"


async def _in_turns(slow: Slow[T]) -> T:
    loop = asyncio.get_running_loop()
    began = loop.time()
    while True:
        try:
            next(slow)
        except StopIteration as done:
            outcome: T = done.value
            return outcome
        if loop.time() - began >= TURN:
            await asyncio.sleep(REST)
            began = loop.time()
