"""The sandbox's SMS-Man on a real port, with a clock that the test moves and a client that calls it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer

from sandbox.smsman import SmsMan

TOKEN = "secret-of-the-account"
TELEGRAM = 3
RUSSIA = 0


@dataclass
class Clock:
    time: float = 1_700_000_000.0

    def __call__(self) -> float:
        return self.time


@dataclass
class Client:
    smsman: SmsMan
    clock: Clock
    http: aiohttp.ClientSession

    async def call(self, name: str, **params: Any) -> Any:
        """A POST form, as the bot sends it."""
        async with self.http.post(f"/control/{name}", data={"token": TOKEN, **params}) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def buy(self, country_id: int = RUSSIA, service_id: int = TELEGRAM, **params: Any) -> int:
        bought = await self.call("get-number", country_id=country_id, application_id=service_id, **params)
        assert isinstance(bought["request_id"], int), bought
        return bought["request_id"]

    async def sms(self, request_id: int) -> Any:
        return await self.call("get-sms", request_id=request_id)

    async def status(self, request_id: int, status: str) -> Any:
        return await self.call("set-status", request_id=request_id, status=status)


@asynccontextmanager
async def serving(*, state: Mapping[str, Any] | None = None, **settings: Any) -> AsyncIterator[Client]:
    """Every SMS takes exactly ten seconds unless the test wants it otherwise."""
    clock = Clock()
    smsman = SmsMan(token=TOKEN, now=clock, state=state)
    if state is None:
        smsman.switch(**{"sms_delay": (10.0, 10.0), "never_share": 0.0, **settings})
    async with TestServer(smsman.application()) as server, aiohttp.ClientSession(server.make_url("/")) as http:
        yield Client(smsman, clock, http)
