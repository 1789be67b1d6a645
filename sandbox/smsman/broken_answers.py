"""Acts a fault out on the connection: what a client meets when servers, proxies and networks fail, or attack."""

import asyncio
import zlib
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from aiohttp import web

from sandbox.smsman.faults import EVERY_KIND, Fault, Faults, Option

_JSON = "application/json"
_MEGABYTE = b" " * 1_000_000
_STEP = 0.05
"""Seconds between two checks whether a call that hangs is let go: aiohttp tells no handler that its client left."""


async def perform(fault: Fault, request: web.Request, answer: bytes, faults: Faults) -> web.StreamResponse | None:
    """The response that goes out in place of `answer`; `None` when the call just goes on."""
    wire, options = EVERY_KIND[fault.kind].wire, fault.options
    match wire:
        case "latency":
            await _stand_still(request, faults, float(options["seconds"]))
            return None
        case "hang":
            await _stand_still(request, faults, float("inf"))
            return _drop(request)
        case "drop":
            return _drop(request)
        case "trickle":
            return await _trickle(request, answer, faults, float(options["seconds"]))
        case "huge":
            return await _stream(request, (_MEGABYTE for _ in range(int(options["megabytes"]))))
        case "gzip_bomb":
            body = await asyncio.to_thread(_bomb, int(options["megabytes"]))
            return web.Response(body=body, content_type=_JSON, headers={"Content-Encoding": "gzip"})
        case "cut_body" | "wrong_length" | "cut_json" | "http_400_around":
            return await _in_a_frame(wire, request, answer)
        case _:
            return _CANNED[wire](options)


async def _in_a_frame(wire: str, request: web.Request, answer: bytes) -> web.StreamResponse:
    """The true answer, or half of it, in a frame that says something else."""
    half = answer[: len(answer) // 2]
    if wire == "cut_json":
        return web.Response(body=half, content_type=_JSON)
    if wire == "http_400_around":
        return web.Response(status=400, body=answer, content_type=_JSON)
    if wire == "cut_body":
        response = await _stream(request, [half], length=len(answer))
    else:
        response = await _stream(request, [answer], length=len(answer) + 500)
    if request.transport is not None:
        request.transport.close()  # unlike an abort, it lets what was written arrive
    return response


def _http_500(options: Mapping[str, Option]) -> web.Response:
    status = int(options["status"])
    if options["as_json"]:
        error = {"success": False, "error_code": "server_error", "error_msg": "Internal server error"}
        return web.json_response(error, status=status)
    return web.Response(status=status, text="<html><h1>Server error</h1></html>", content_type="text/html")


def _throttled(options: Mapping[str, Option]) -> web.Response:
    error = {"success": False, "error_code": "too_many_requests", "error_msg": "Too many requests"}
    return web.json_response(error, status=429, headers={"Retry-After": str(options["retry_after"])})


_CANNED: Mapping[str, Callable[[Mapping[str, Option]], web.Response]] = {
    "http_500": _http_500,
    "throttled_429": _throttled,
    "html": lambda _: web.Response(text="<!doctype html><title>Just a moment...</title>", content_type="text/html"),
    "empty": lambda _: web.Response(),
    "rubbish": lambda _: web.Response(body=b'\xff\xfe\x00{"request_id":\x80]]', content_type=_JSON),
    "not_a_number": lambda _: web.Response(body=b'{"balance":NaN,"request_id":1e999}', content_type=_JSON),
    "redirect": lambda options: web.Response(status=307, headers={"Location": str(options["location"])}),
    "deep": lambda options: web.Response(
        body=b"[" * int(options["levels"]) + b"]" * int(options["levels"]), content_type=_JSON
    ),
}


def _bomb(megabytes: int) -> bytes:
    gzip = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return b"".join([*(gzip.compress(_MEGABYTE) for _ in range(megabytes)), gzip.flush()])


def _drop(request: web.Request) -> web.StreamResponse:
    if isinstance(request.transport, asyncio.Transport):
        request.transport.abort()
    return web.Response()


async def _stand_still(request: web.Request, faults: Faults, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    until, generation = loop.time() + seconds, faults.cleared
    while (  # noqa: ASYNC110 - nothing announces that a client has left
        faults.cleared == generation and not _left(request) and (rest := until - loop.time()) > 0
    ):
        await asyncio.sleep(min(_STEP, rest))


def _left(request: web.Request) -> bool:
    return request.transport is None or request.transport.is_closing()


async def _trickle(request: web.Request, answer: bytes, faults: Faults, seconds: float) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": _JSON, "Content-Length": str(len(answer))})
    generation = faults.cleared
    with suppress(ConnectionError):
        await response.prepare(request)
        for at in range(len(answer)):
            await response.write(answer[at : at + 1])
            await _stand_still(request, faults, seconds)
            if faults.cleared != generation or _left(request):
                _drop(request)
                break
    return response


async def _stream(request: web.Request, chunks: Iterable[bytes], *, length: int | None = None) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": _JSON})
    response.content_length = length
    # A client that has had enough is the point of it, not a failure here.
    with suppress(ConnectionError):
        await response.prepare(request)
        for chunk in chunks:
            await response.write(chunk)
    return response
