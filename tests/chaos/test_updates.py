"""Updates before the webhooks of several bots: each is brought to one that lives and answers."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from random import Random
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from chaos.kill_points import KillPoint, KillPoints, Phase
from chaos.replica import Replica
from chaos.updates import Odds, Updates
from sandbox.telegram.core import Core
from sandbox.telegram.people import People

USER = 1001


class AtOnce(Random):
    """Draws the least delay there can be."""

    def uniform(self, a: float, b: float) -> float:
        return a


class Bots:
    """Webhooks that note what they got, and answer as they are told."""

    def __init__(self, stack: AsyncExitStack) -> None:
        self.core = Core(42, now=time.time, sleep=asyncio.sleep)
        self.replicas = [Replica(0), Replica(1)]
        self.kill_points = KillPoints(Random(1))
        self.got: list[tuple[int, str]] = []
        self.statuses = [200, 200]
        self.delays = [0.0, 0.0]
        self.people = People(self.core)
        self.people.add_user(USER, "Ann", "en")
        self.tasks: list[asyncio.Future[Any]] = []
        self._stack = stack

    def open(self, *, odds: Odds | None = None) -> None:
        updates = Updates(
            self.core,
            self.replicas,
            random=AtOnce(1),
            odds=odds or Odds(),
            kill_points=self.kill_points,
            start=lambda work: self.tasks.append(asyncio.ensure_future(work)),
            stuck=0.3,
        )
        self.core.webhook.set("http://127.0.0.1:9/path", secret="a-secret")
        self._stack.push_async_callback(updates.close)

    async def live(self, index: int) -> None:
        app = web.Application()
        app.router.add_post("/path", self._handler(index))
        server = TestServer(app)
        await server.start_server()
        self._stack.push_async_callback(server.close)
        assert server.port
        self.replicas[index].port, self.replicas[index].pid = server.port, 1

    def _handler(self, index: int) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "a-secret"
            self.got.append((index, (await request.json())["message"]["text"]))
            await asyncio.sleep(self.delays[index])
            return web.Response(status=self.statuses[index])

        return handle

    async def say(self, text: str, count: int = 1) -> None:
        """Until it was brought, so many times."""
        self.people.send_text(USER, text)
        async with asyncio.timeout(10):
            while len(self.tasks) < count:
                await asyncio.sleep(0.01)
            await asyncio.gather(*self.tasks)

    def strike(self, phase: Phase) -> list[int]:
        """Who is struck at an update's next such step; it is dead from then on."""
        struck: list[int] = []

        def kill(index: int) -> None:
            struck.append(index)
            self.replicas[index].pid = None

        self.kill_points.known = {KillPoint("telegram", "update", phase)}
        self.kill_points.arm(kill)
        return struck


@pytest.fixture
async def bots() -> AsyncIterator[Bots]:
    async with AsyncExitStack() as stack:
        yield Bots(stack)


async def test_an_update_reaches_the_one_that_lives(bots: Bots) -> None:
    bots.open()
    await bots.live(1)
    await bots.say("hello")
    assert bots.got == [(1, "hello")]


async def test_where_one_refuses_or_is_gone_another_gets_it(bots: Bots) -> None:
    bots.open()
    await bots.live(1)
    bots.replicas[0].port, bots.replicas[0].pid = unused_port(), 1
    for text in "abcde":
        await bots.say(text)
    assert bots.got == [(1, text) for text in "abcde"]
    await bots.live(0)
    bots.statuses[0] = 503
    bots.got.clear()
    for text in "abcde":
        await bots.say(text)
    assert [text for index, text in bots.got if index == 1] == [*"abcde"]


async def test_one_that_stands_still_loses_it_to_another(bots: Bots) -> None:
    bots.open()
    for index in range(2):
        await bots.live(index)
    bots.delays[0] = 2.0
    for text in "abcde":
        await bots.say(text)
    assert [text for index, text in bots.got if index == 1] == [*"abcde"]


async def test_one_that_stands_still_gets_no_more_while_others_are_free(bots: Bots) -> None:
    """Else all connections would be its before its time is over."""
    bots.open()
    for index in range(2):
        await bots.live(index)
    bots.delays[0] = 0.25
    while (0, "first") not in bots.got:
        bots.people.send_text(USER, "first")
        await asyncio.sleep(0.02)
    bots.got.clear()
    for _ in range(8):
        bots.people.send_text(USER, "next")
        await asyncio.sleep(0.02)
    assert bots.got == [(1, "next")] * 8
    await asyncio.gather(*bots.tasks)


@pytest.mark.parametrize(("phase", "times"), [("before", 1), ("between", 2), ("after", 1)])
async def test_who_dies_with_an_update_in_hand_is_followed_by_another(bots: Bots, phase: Phase, times: int) -> None:
    bots.open()
    for index in range(2):
        await bots.live(index)
    struck = bots.strike(phase)
    await bots.say("hello")
    assert len(struck) == 1
    assert [text for _, text in bots.got] == ["hello"] * times


async def test_an_update_may_come_twice(bots: Bots) -> None:
    bots.open(odds=Odds(twice=1.0))
    await bots.live(0)
    await bots.say("hello", count=2)
    assert bots.got == [(0, "hello")] * 2
