"""Puts the page together: its files, its endpoints, its stream."""

from pathlib import Path

from aiohttp import web

from sandbox.page.guard import add_headers, guard
from sandbox.page.people import People
from sandbox.page.stream import Changes, Events, Hub
from sandbox.smsman import SmsMan
from sandbox.telegram import Telegram

STATIC = Path(__file__).parent / "static"


class Page:
    def __init__(self, telegram: Telegram, smsman: SmsMan, *, admins: frozenset[int] = frozenset()) -> None:
        hub = Hub()
        self._people = People(telegram, admins)
        self._changes = Changes(hub, telegram, smsman, self._people)
        self._events = Events(hub, self._changes)

    def attach(self, app: web.Application, *, host: str) -> None:
        """Adds the page to `app`, and its guard before everything that `app` serves on `host`."""
        app.middlewares.append(guard(host))
        app.on_response_prepare.append(add_headers)
        app.cleanup_ctx.append(self._changes.run)
        app.on_shutdown.append(self._events.close)
        app.add_routes(
            [
                web.get("/", _index),
                web.get("/favicon.ico", _icon),
                web.get("/sandbox/events", self._events.handle),
                *self._people.routes(),
                web.static("/sandbox/static", STATIC),
            ]
        )


async def _index(request: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "index.html")


async def _icon(request: web.Request) -> web.FileResponse:
    return web.FileResponse(STATIC / "icon.svg")
