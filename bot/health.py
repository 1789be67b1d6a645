"""`/healthz` for whoever watches over the process: it answers as long as the event loop turns."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.settings import SettingsError


async def _healthy(_: web.Request) -> web.Response:
    return web.json_response({"status": "ok"})


@asynccontextmanager
async def serve_health(port: int) -> AsyncIterator[None]:
    """Listen on all addresses, so that a container's own check and its host can ask. Raises `SettingsError`."""
    app = web.Application()
    app.router.add_get("/healthz", _healthy)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, port=port).start()
        except OSError as error:
            raise SettingsError(f"HTTP_PORT is wrong: port {port} can't be used ({error.strerror})") from error
        yield
    finally:
        await runner.cleanup()
