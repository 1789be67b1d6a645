"""Follows both worlds and tells the open pages what changed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from aiohttp import web

from sandbox.page.hub import Hub
from sandbox.page.people import People
from sandbox.smsman import SmsMan
from sandbox.telegram import Telegram
from sandbox.telegram.feed import Watch
from sandbox.telegram.views import BOT_NAME

GATHER_SECONDS = 0.1
"""Changes within this time are shown together."""

TICK_SECONDS = 1.0
"""The SMS-Man lets time pass only when somebody asks, so an open page asks this often."""


class Changes:
    def __init__(self, hub: Hub, telegram: Telegram, smsman: SmsMan, people: People) -> None:
        self._hub, self._telegram, self._smsman, self._people = hub, telegram, smsman, people
        self._chats: dict[int, asyncio.Task[None]] = {}
        self._changed = asyncio.Event()

    def everything(self) -> dict[str, Any]:
        """The whole state; whatever changes from now on is sent."""
        self._follow_newcomers()
        return {"bot": {"name": BOT_NAME}, "people": self._people.everything(), "panel": self._panel()}

    async def run(self, app: web.Application) -> AsyncIterator[None]:
        """A cleanup context of the server."""
        worlds = (self._telegram, self._smsman)
        for world in worlds:
            world.on_change.append(self._changed.set)
        following = asyncio.create_task(self._follow_worlds())
        yield
        for world in worlds:
            world.on_change.remove(self._changed.set)
        tasks = [following, *self._chats.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _follow_worlds(self) -> None:
        people, panel = self._telegram.users(), self._panel()
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(TICK_SECONDS):
                    await self._changed.wait()
            self._changed.clear()
            if not self._hub.is_watched:
                continue  # a page that is opened gets everything
            if people != (people := self._telegram.users()):
                self._follow_newcomers()
                self._hub.send("people", {"people": self._people.everything()})
            if panel != (panel := self._panel()):
                self._hub.send("panel", panel)
            await asyncio.sleep(GATHER_SECONDS)

    def _follow_newcomers(self) -> None:
        for person in self._telegram.users():
            if person["id"] not in self._chats:
                watch = self._telegram.events(person["id"])
                self._chats[person["id"]] = asyncio.create_task(self._follow_chat(person["id"], watch))

    async def _follow_chat(self, person: int, watch: Watch) -> None:
        async for event in watch:
            self._hub.send("chat", {"person": person, "event": event})

    def _panel(self) -> dict[str, Any]:
        """Without the log of calls: it grows with every poll of the bot, and the panel does not show it."""
        smsman = {name: value for name, value in self._smsman.snapshot().items() if name != "calls"}
        return {**smsman, "telegram": self._people.troubles()}
