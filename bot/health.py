"""What a monitor asks: whether the process is alive, whether its parts are well, and what it has counted."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Final, TypeAlias

from aiohttp import web

from bot.serving import BoundedServer
from bot.settings import SettingsError

Problem: TypeAlias = Callable[[], Awaitable[str | None]]
"""Why something is not well, without any secret; `None` if it is. Answers within seconds, and asks no provider."""

CONNECTIONS: Final = 32
"""At once: monitors and the container's own check."""

METRICS: Final = {"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}


class Health:
    def __init__(self, parts: Mapping[str, list[Problem]], metrics: Callable[[], Awaitable[bytes]]) -> None:
        """Of each part, what may be wrong with it."""
        self._parts = parts
        self._metrics = metrics

    async def answer(self, request: web.BaseRequest) -> web.Response:
        """What the address asks for."""
        pages = {"/healthz": self.alive, "/readyz": self.ready, "/metrics": self.measured}
        if request.path not in pages:
            return web.Response(status=404)
        return await pages[request.path](request) if request.method in ("GET", "HEAD") else web.Response(status=405)

    async def alive(self, _: web.BaseRequest) -> web.Response:
        """`/healthz`: 200 for as long as the event loop turns."""
        return web.json_response({"status": "ok"})

    async def ready(self, request: web.BaseRequest) -> web.Response:
        """`/readyz`, or `/readyz?parts=database,worker`: 200 if all of them are well, else 503. 400: no such part."""
        given = request.query.get("parts", ",".join(self._parts))
        names = list(dict.fromkeys(filter(None, given.split(","))))
        if not names or not self._parts.keys() >= set(names):
            return web.json_response({"status": "no such part", "parts": list(self._parts)}, status=400)
        verdicts = dict(zip(names, await asyncio.gather(*map(self._verdict, names)), strict=True))
        well = set(verdicts.values()) == {"ok"}
        return web.json_response(
            {"status": "ok" if well else "not ready", "parts": verdicts}, status=200 if well else 503
        )

    async def measured(self, _: web.BaseRequest) -> web.Response:
        """`/metrics`."""
        return web.Response(body=await self._metrics(), headers=METRICS)

    async def _verdict(self, name: str) -> str:
        problems = await asyncio.gather(*(problem() for problem in self._parts[name]))
        return "; ".join(filter(None, problems)) or "ok"


@asynccontextmanager
async def serve_health(port: int, health: Health) -> AsyncIterator[None]:
    """Listen on all addresses, so that a container's own check and its host can ask. Raises `SettingsError`."""
    server = BoundedServer(health.answer, most=CONNECTIONS, access_log=None)
    runner = web.ServerRunner(server, shutdown_timeout=1.0)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, port=port).start()
        except OSError as error:
            raise SettingsError(f"HTTP_PORT is wrong: port {port} can't be used ({error.strerror})") from error
        yield
    finally:
        await runner.cleanup()
