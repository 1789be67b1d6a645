"""The whole sandbox on a real port, with HTTP as the page speaks it and as a bot speaks it."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from sandbox.app import Sandbox

BOT_TOKEN, SMSMAN_TOKEN = "42:made-up-token", "made-up-token"
ALICE, MINH, OLGA = 1001, 1002, 1003


@dataclass(frozen=True)
class PageWorld:
    sandbox: Sandbox
    address: str
    http: aiohttp.ClientSession

    async def bot(self, method: str, **parameters: Any) -> Any:
        """A call of the Bot API; gives its result."""
        async with self.http.post(f"{self.address}/bot{BOT_TOKEN}/{method}", json=parameters) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]

    async def say(self, text: str, *rows: list[dict[str, Any]], to: int = ALICE, **parameters: Any) -> int:
        """The bot sends HTML with a keyboard; gives the message's id."""
        if rows:
            parameters["reply_markup"] = {"inline_keyboard": list(rows)}
        message = await self.bot("sendMessage", chat_id=to, text=text, parse_mode="HTML", **parameters)
        return int(message["message_id"])

    async def edit(self, message_id: int, text: str, *rows: list[dict[str, Any]], of: int = ALICE) -> None:
        markup = {"reply_markup": {"inline_keyboard": list(rows)}} if rows else {}
        await self.bot("editMessageText", chat_id=of, message_id=message_id, text=text, parse_mode="HTML", **markup)

    async def next_tap(self) -> dict[str, Any]:
        """The next callback query, as the bot gets it by polling."""
        while True:
            for update in await self.bot("getUpdates", timeout=20):
                await self.bot("getUpdates", offset=update["update_id"] + 1, timeout=0)
                if "callback_query" in update:
                    return dict(update["callback_query"])

    async def buy(self) -> int:
        """Somebody buys a number at the SMS-Man; gives the request's id."""
        form = {"token": SMSMAN_TOKEN, "country_id": "0", "application_id": "3"}
        async with self.http.post(f"{self.address}/control/get-number", data=form) as response:
            bought = await response.json(content_type=None)
        return int(bought["request_id"])

    async def post(self, path: str, body: Any, **options: Any) -> tuple[int, Any]:
        async with self.http.post(f"{self.address}/sandbox{path}", json=body, **options) as response:
            return response.status, await response.json()

    async def get(self, path: str) -> Any:
        async with self.http.get(f"{self.address}/sandbox{path}") as response:
            assert response.status == 200, await response.text()
            return await response.json()

    @asynccontextmanager
    async def events(self) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
        """The page's stream: kind and data of each event."""
        async with self.http.get(f"{self.address}/sandbox/events") as response:
            yield _events(response)


async def _events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, Any]]:
    kind = ""
    async for line in response.content:
        name, _, value = line.decode().strip().partition(": ")
        if name == "event":
            kind = value
        elif name == "data":
            yield kind, json.loads(value)


@asynccontextmanager
async def sandbox_on_a_port(data: Path | None = None, port: int = 0) -> AsyncIterator[PageWorld]:
    """Every SMS waits until it is delivered by hand."""
    sandbox = Sandbox(bot_token=BOT_TOKEN, smsman_token=SMSMAN_TOKEN, data=data)
    sandbox.smsman.switch(never_share=1.0)
    timeout = aiohttp.ClientTimeout(total=None)
    async with sandbox.serve(port=port) as address, aiohttp.ClientSession(timeout=timeout) as http:
        yield PageWorld(sandbox, address, http)
