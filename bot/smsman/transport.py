"""One HTTP exchange with the provider: bounded, never redirected, and never repeated where it changes something."""

from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

import aiohttp

Method = Literal["post", "get"]

NOT_SENT = (
    aiohttp.ClientConnectorError,  # DNS, refused, unreachable, TLS
    aiohttp.ConnectionTimeoutError,
    aiohttp.ServerFingerprintMismatch,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
)
"""The failures after which not a byte of the request has left."""

FORM: Final = "application/x-www-form-urlencoded"
_CONNECT_TIMEOUT = 10.0


@dataclass(slots=True)
class Reply:
    """What has come of an answer so far. Filled as the bytes arrive, so a broken exchange leaves what there was."""

    status: int = 0
    """The HTTP status; 0 before the head of the answer is there."""
    body: bytearray = field(default_factory=bytearray, repr=False)


class TooLong(aiohttp.ClientPayloadError):
    """The answer is longer than any honest one; the connection was dropped."""


class Dropped(aiohttp.ClientPayloadError):
    """The connection ended with no answer. Not an error that aiohttp answers by sending the request again."""


def open_session(*, connections: int = 100) -> aiohttp.ClientSession:
    """A session for `SmsMan`: at most so many connections at once, no proxy from the environment, no cookies, and no
    decompression (a few kilobytes of gzip can be gigabytes). Close it when the client is no longer needed."""
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=connections),
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"Accept-Encoding": "identity"},
        auto_decompress=False,
        trust_env=False,
    )


async def fetch(
    reply: Reply,
    session: aiohttp.ClientSession,
    url: str,
    *,
    method: Method,
    form: str,
    connect: float,
    limit: int,
    once: bool,
) -> None:
    """Send `form`, which is URL-encoded, and fill `reply` with at most `limit` bytes of the answer.

    `connect` is the seconds for a connection. With `once` the request goes over one of its own: a kept-alive one may be
    closed by the provider at the very moment it is used again, and that looks like an unknown outcome.
    """
    post = method == "post"
    async with open_session(connections=1) if once else nullcontext(session) as ours:
        request = ours.request(
            method,
            url if post else f"{url}?{form}",
            # Not by aiohttp's own form, which was about a quarter of what a look costs.
            data=aiohttp.BytesPayload(form.encode(), content_type=FORM) if post else None,
            allow_redirects=False,
            timeout=_patience(connect),
            middlewares=(_send_once,) if once else (),
        )
        async with request as response:
            reply.status = response.status
            while chunk := await response.content.readany():
                reply.body += chunk[: limit - len(reply.body) + 1]
                if len(reply.body) > limit:
                    response.close()
                    raise TooLong(f"more than {limit} bytes")


@lru_cache(16)
def _patience(connect: float) -> aiohttp.ClientTimeout:
    """The total time is the caller's; connecting has less, so that "not sent" and "no answer" can be told apart."""
    return aiohttp.ClientTimeout(total=None, connect=min(_CONNECT_TIMEOUT, connect))


async def _send_once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """aiohttp 3.14 sends a GET again, on a fresh connection too, when the first one drops before the answer: that would
    buy twice. It does so on these two errors, so they are turned into one that it passes on."""
    try:
        return await send(request)
    except NOT_SENT:
        raise
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):
        pass
    raise Dropped("connection lost")
