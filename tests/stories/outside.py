"""The bot as the operator starts it, `python -m bot`, and both outside worlds behind one address."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiohttp.typedefs import Handler

from sandbox.smsman import SmsMan as Sandbox
from sandbox.telegram import Telegram
from tests.assortment import shortened
from tests.stories.chat import ALICE, BOT_TOKEN, labels
from tests.world import TOKEN

ROOT = Path(__file__).parents[2]


@dataclass
class Outside:
    """Both outside worlds behind one address, and a folder for the bot."""

    telegram: Telegram
    provider: Sandbox
    url: str
    folder: Path
    slow: dict[str, float] = field(default_factory=dict)
    """Seconds that a method of Telegram takes."""

    def environment(self, **changes: str) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "BOT_TOKEN": BOT_TOKEN,
            "SMSMAN_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.url,
            "SMSMAN_URL": f"{self.url}/control",
            "DATA_DIR": str(self.folder / "data"),
            "ACCESS": "public",
            "POLL_INTERVAL": "1",
            **changes,
        }

    async def start(self, *arguments: str, **changes: str) -> Process:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env=self.environment(**changes),
            stdout=PIPE,
            stderr=STDOUT,
        )

    @asynccontextmanager
    async def running(self, **changes: str) -> AsyncIterator[Process]:
        """A bot that is stopped with SIGTERM at the end, and must end well."""
        self.telegram.requests.clear()
        process = await self.start(**changes)
        try:
            async with asyncio.timeout(60):
                while not any(method == "getUpdates" for method, _ in self.telegram.requests):
                    await asyncio.sleep(0.02)
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
            output, _ = await process.communicate()
            text = output.decode()
            assert "Traceback" not in text, text
            assert "outcome unknown" not in text, text
            assert process.returncode == 0, text
            for secret in (BOT_TOKEN, TOKEN, *self.secrets()):
                assert secret not in text, "a secret was logged"

    def secrets(self) -> list[str]:
        """The numbers and codes there are."""
        requests = self.provider.orders.requests.values()
        return [value for request in requests for value in (request.number, request.code) if value]

    async def until(self, shown: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The newest message of the bot for which this holds, as soon as there is one."""
        async with asyncio.timeout(30):
            while True:
                screens = [message for message in self.telegram.messages(ALICE) if message["from_bot"]]
                if found := [message for message in screens if shown(message)]:
                    return found[-1]
                await asyncio.sleep(0.02)

    def tap(self, message: dict[str, Any], label: str) -> None:
        self.telegram.tap(ALICE, message["id"], label=label)

    async def buy(self) -> dict[str, Any]:
        """As far as the card of a waiting number."""
        await self.open_offer()
        return await self.tap_buy()

    async def open_offer(self) -> None:
        self.telegram.send_text(ALICE, "/start")
        seen: list[str] = []
        for label in ("Buy a number", None, None):
            page = await self.until(lambda message, seen=seen: labels(message) not in ([], seen))  # type: ignore[misc]
            seen = labels(page)
            self.tap(page, label or seen[0])

    async def tap_buy(self) -> dict[str, Any]:
        offer = await self.until(lambda message: any("Buy" in label for label in labels(message)[:1]))
        self.tap(offer, "Buy")
        return await self.until(lambda message: any("Cancel" in label for label in labels(message)))


@pytest.fixture
async def outside(tmp_path: Path) -> AsyncIterator[Outside]:
    telegram, provider = Telegram(token=BOT_TOKEN), shortened(Sandbox(token=TOKEN))
    provider.switch(sms_delay=(600.0, 600.0), never_share=0.0)
    telegram.add_user(ALICE, "Alice", "en")
    slow: dict[str, float] = {}

    @web.middleware
    async def wait(request: web.Request, handler: Handler) -> web.StreamResponse:
        await asyncio.sleep(slow.get(request.path.rpartition("/")[2], 0.0))
        return await handler(request)

    app = web.Application(middlewares=[wait])
    app.add_routes([*telegram.routes(), *provider.routes()])
    app.on_shutdown.extend([telegram.close, provider.stop])
    server = TestServer(app)
    await server.start_server()
    yield Outside(telegram, provider, str(server.make_url("")).rstrip("/"), tmp_path, slow)
    await server.close()
