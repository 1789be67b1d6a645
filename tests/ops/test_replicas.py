"""Several real processes of one bot on one database: one asks for updates, or each is sent some; no tap is lost."""

import asyncio
import signal
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from aiohttp import ClientSession, ClientTimeout, web
from aiohttp.test_utils import TestServer, unused_port
from redis.asyncio import Redis

from bot.storage.keys import Keys
from sandbox.smsman import SmsMan as Sandbox
from sandbox.telegram import Telegram
from tests.assortment import shortened
from tests.stories.chat import ALICE, BOT_TOKEN, MINH
from tests.stories.outside import Outside
from tests.world import TOKEN

pytestmark = pytest.mark.slow

LEASE = Keys().lease("updates")


@dataclass
class Balancer:
    """What stands before the replicas: it brings each request to one that answers."""

    ports: list[int] = field(default_factory=list)
    url: str = ""
    answered: Counter[int] = field(default_factory=Counter)
    turn: int = 0

    async def handle(self, request: web.Request) -> web.Response:
        body, headers = await request.read(), {k: v for k, v in request.headers.items() if k.startswith("X-")}
        for _ in self.ports:
            self.turn += 1
            port = self.ports[self.turn % len(self.ports)]
            try:
                async with (
                    ClientSession(timeout=ClientTimeout(10)) as http,
                    http.post(f"http://127.0.0.1:{port}{request.path}", data=body, headers=headers) as response,
                ):
                    if response.status != 503:
                        self.answered[port] += 1
                        return web.Response(status=response.status)
            except OSError:
                continue
        return web.Response(status=502)


@dataclass
class Fleet:
    """One bot in several processes."""

    outside: Outside
    valkey_url: str
    redis: Redis
    balancer: Balancer
    conflicts: list[str]
    said: dict[Process, bytearray] = field(default_factory=dict)

    async def start(self, **changes: str) -> Process:
        name = str(len(self.said))
        process = await self.outside.start(
            **{"REDIS_URL": self.valkey_url, "DATA_DIR": str(self.outside.folder / name), **changes}
        )
        self.said[process] = bytearray()
        reading = asyncio.ensure_future(self._read(process))
        await self.until(lambda: b"ready" in self.said[process], reading)
        return process

    async def start_webhook(self) -> Process:
        self.balancer.ports.append(port := unused_port())
        process = await self.start(WEBHOOK_URL=self.balancer.url, WEBHOOK_PORT=str(port))
        await self.until(lambda: b"Telegram has the webhook" in self.said[process])
        return process

    async def _read(self, process: Process) -> None:
        assert process.stdout
        while line := await process.stdout.readline():
            self.said[process] += line

    async def until(self, holds: Callable[[], bool], reading: "asyncio.Future[None] | None" = None) -> None:
        async with asyncio.timeout(60):
            while not holds():
                assert reading is None or not reading.done(), "it has ended"
                await asyncio.sleep(0.02)

    async def stop(self, process: Process) -> None:
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0, self.said[process].decode()

    async def answered(self, words: str, user: int = ALICE) -> None:
        """A message of hers gets its answer."""
        before = len(self.outside.telegram.messages(user))
        self.outside.telegram.send_text(user, words)

        def seen() -> bool:
            messages = self.outside.telegram.messages(user)[before:]
            return any(message["from_bot"] for message in messages)

        await self.until(seen)

    def logged(self, phrase: str) -> int:
        return sum(text.decode().count(phrase) for text in self.said.values())


@pytest.fixture
async def fleet(tmp_path: Path, redis: Redis, valkey_url: str) -> AsyncIterator[Fleet]:
    telegram, provider = Telegram(token=BOT_TOKEN), shortened(Sandbox(token=TOKEN))
    provider.switch(sms_delay=(600.0, 600.0), never_share=0.0)
    telegram.add_user(ALICE, "Alice", "en")
    telegram.add_user(MINH, "Minh", "vi")
    conflicts: list[str] = []
    balancer = Balancer()

    @web.middleware
    async def notice(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        response = await handler(request)
        lives = request.transport is not None and not request.transport.is_closing()
        if response.status == 409 and lives:
            conflicts.append(request.path.rpartition("/")[2])
        return response

    app = web.Application(middlewares=[notice])
    app.add_routes([*telegram.routes(), *provider.routes()])
    app.on_shutdown.extend([telegram.close, provider.stop])
    front = web.Application()
    front.router.add_post("/{path:.*}", balancer.handle)
    async with AsyncExitStack() as stack:
        server, before = TestServer(app), TestServer(front)
        for one in (server, before):
            await one.start_server()
            stack.push_async_callback(one.close)
        balancer.url = str(before.make_url("/bots/mine")).rstrip("/")
        outside = Outside(telegram, provider, str(server.make_url("")).rstrip("/"), tmp_path)
        fleet = Fleet(outside, valkey_url, redis, balancer, conflicts)
        try:
            yield fleet
        finally:
            for process in fleet.said:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
    for said in fleet.said.values():
        assert b"Traceback" not in said, said.decode()
        for secret in (BOT_TOKEN, TOKEN, *outside.secrets()):
            assert secret not in said.decode(), "a secret was logged"


async def test_one_replica_asks_and_another_takes_over_within_seconds_of_its_death(fleet: Fleet) -> None:
    replicas = [await fleet.start(), await fleet.start()]
    await fleet.answered("/start")
    (first,) = [replica for replica in replicas if b"asking Telegram" in fleet.said[replica]]
    (second,) = [replica for replica in replicas if replica is not first]
    first.kill()
    began = asyncio.get_running_loop().time()
    await fleet.answered("/start")
    assert asyncio.get_running_loop().time() - began < 10
    assert b"asking Telegram" in fleet.said[second]
    assert fleet.conflicts == []


async def test_a_rolling_update_loses_no_tap_and_never_has_two_that_ask(fleet: Fleet) -> None:
    old = await fleet.start()
    await fleet.outside.buy()
    for _ in range(2):
        new = await fleet.start()
        async with steadily(fleet):
            await fleet.stop(old)
            began = asyncio.get_running_loop().time()
            await fleet.answered("/start")
            assert asyncio.get_running_loop().time() - began < 3, "the turn was not given back"
        old = new
    (request_id,) = fleet.outside.provider.orders.requests
    fleet.outside.provider.deliver(request_id, "90817")
    await fleet.outside.until(lambda message: "90817" in message["text"])
    assert fleet.conflicts == []


@asynccontextmanager
async def steadily(fleet: Fleet) -> AsyncIterator[None]:
    """Somebody writes all the time, and in the end has as many answers as words sent."""
    going = True

    async def write() -> int:
        sent = 0
        while going or not sent:
            fleet.outside.telegram.send_text(MINH, f"no such service {sent}")
            sent += 1
            await asyncio.sleep(0.4)  # slower than what the bot calls a flood
        return sent

    def answers() -> int:
        return sum(message["from_bot"] for message in fleet.outside.telegram.messages(MINH))

    before = answers()
    writing = asyncio.ensure_future(write())
    yield
    going = False
    sent = await writing
    await fleet.until(lambda: answers() - before >= sent)
    assert answers() - before == sent, "a word was answered twice"


async def test_a_replica_that_stood_still_does_not_ask_beside_the_one_that_took_over(fleet: Fleet) -> None:
    first = await fleet.start()
    await fleet.answered("/start")
    second = await fleet.start()
    first.send_signal(signal.SIGSTOP)
    await fleet.until(lambda: b"asking Telegram" in fleet.said[second])
    await fleet.answered("/start")
    first.send_signal(signal.SIGCONT)
    await fleet.until(lambda: b"another replica asks" in fleet.said[first])
    await fleet.answered("/start")
    assert fleet.logged("asking Telegram") == 2
    assert len(fleet.conflicts) <= 1, "only what it had asked before it stood still"


async def test_replicas_behind_a_balancer_share_the_updates_through_a_rolling_update(fleet: Fleet) -> None:
    old = [await fleet.start_webhook(), await fleet.start_webhook()]
    await fleet.outside.buy()
    new = [await fleet.start_webhook(), await fleet.start_webhook()]
    async with steadily(fleet):
        for replica in old:
            await fleet.stop(replica)
            await fleet.answered("/start")
    (request_id,) = fleet.outside.provider.orders.requests
    fleet.outside.provider.deliver(request_id, "90817")
    await fleet.outside.until(lambda message: "90817" in message["text"])
    assert len(fleet.balancer.answered) == 4
    assert "getUpdates" not in {method for method, _ in fleet.outside.telegram.requests}
    for replica in new:
        await fleet.stop(replica)
    assert fleet.conflicts == []


async def test_from_polling_to_a_webhook_and_back_no_tap_is_lost(fleet: Fleet) -> None:
    first = await fleet.start()
    await fleet.answered("/start")
    second = await fleet.start_webhook()
    await fleet.stop(first)
    await fleet.answered("/start")
    await fleet.until(lambda: sum(fleet.balancer.answered.values()) > 0)
    third = await fleet.start()
    await fleet.stop(second)
    await fleet.answered("/start")
    await fleet.stop(third)
