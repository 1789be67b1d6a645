"""One HTTP exchange with the provider: bounded, never redirected, and never repeated where it changes something."""

import secrets
from functools import lru_cache
from typing import Final, Literal

import aiohttp

from bot.providers.smsman.connections import Connections
from bot.providers.smsman.request import Once, Reply

Method = Literal["post", "get"]

FORM: Final = "application/x-www-form-urlencoded"
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
        # Not by aiohttp's own form, which was about a quarter of what a look costs.
        data=aiohttp.BytesPayload(form.encode(), content_type=FORM) if post else None,
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
