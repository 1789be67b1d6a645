"""A tap that Telegram delivers by webhook, more than once and to more than one replica: it buys once."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from pydantic import SecretStr

from bot.domain.errors import StorageError
from bot.shop.background import Tasks
from bot.telegram.updates import UpdateIntake
from bot.telegram.webhook import HEADER, Webhook
from tests.stories.chat import Person, World


class Replicas:
    """Two webhooks before one shop, as two processes would be on one database."""

    def __init__(self, world: World) -> None:
        self.ports = [unused_port(), unused_port()]
        self.webhooks = [self._webhook(world, port) for port in self.ports]

    def _webhook(self, world: World, port: int) -> Webhook:
        intake = UpdateIntake(world.dispatcher, world.bot)
        url = f"http://127.0.0.1:{port}"
        return Webhook(world.bot, intake, url=url, path=SecretStr("path"), secret=SecretStr("secret"))

    async def bring(self, update: dict[str, Any], replica: int = 0) -> int:
        url = f"http://127.0.0.1:{self.ports[replica]}/path"
        async with ClientSession() as http, http.post(url, json=update, headers={HEADER: "secret"}) as response:
            return response.status


@pytest.fixture
async def replicas(world: World) -> AsyncIterator[Replicas]:
    replicas = Replicas(world)
    async with AsyncExitStack() as stack:
        for webhook, port in zip(replicas.webhooks, replicas.ports, strict=True):
            await stack.enter_async_context(webhook.listening(port))
        yield replicas


def tapped(world: World, alice: Person, label: str) -> dict[str, Any]:
    """The update of a tap, as it waits to be delivered."""
    world.telegram.tap(alice.id, alice.screen["id"], label=label)
    return world.telegram.updates()[-1]


async def test_a_tap_that_is_delivered_over_and_over_buys_once(world: World, alice: Person, replicas: Replicas) -> None:
    await alice.start_buying()
    update = tapped(world, alice, "Buy")
    at_once = [replicas.bring(update, replica) for replica in (0, 1, 0, 1)]
    assert await asyncio.gather(*at_once) == [200] * 4
    await world.shop.settle()
    assert "Waiting" in alice.text
    assert await replicas.bring(update, 1) == 200
    await world.shop.settle()
    await world.pass_time(30)
    assert await replicas.bring(update) == 200
    await world.shop.settle()
    assert world.shop.charged() == {"charge": 1}
    assert (await world.shop.purchases.history(alice.id, 0, 5)).total == 1


async def test_the_tap_is_written_down_before_telegram_has_its_answer(
    world: World, alice: Person, replicas: Replicas
) -> None:
    await alice.start_buying()
    assert await replicas.bring(tapped(world, alice, "Buy")) == 200
    (activation,) = (await world.shop.purchases.history(alice.id, 0, 5)).activations
    assert activation.state == "reserved"
    assert world.shop.charged() == {}


async def test_with_the_database_away_the_tap_is_answered_and_buys_nothing_later(
    world: World, alice: Person, replicas: Replicas, monkeypatch: pytest.MonkeyPatch
) -> None:
    await alice.start_buying()
    update = tapped(world, alice, "Buy")

    async def away(*_: object) -> object:
        raise StorageError("away")

    with monkeypatch.context() as patched:
        patched.setattr(world.shop.store, "call", away)
        assert await replicas.bring(update) == 200
    assert "database" in alice.text
    await world.shop.settle()
    assert world.shop.charged() == {}


async def test_telegram_brings_by_itself_what_it_has(world: World, alice: Person, replicas: Replicas) -> None:
    tasks = Tasks()
    tasks.start(replicas.webhooks[0].run(), name="webhook")
    world.telegram.send_text(alice.id, "/start")
    async with asyncio.timeout(10):
        while not alice.screens:
            await asyncio.sleep(0.01)
    await tasks.cancel()
    assert alice.screens[0]["keyboard"]


async def test_a_tap_that_telegram_brings_is_answered_by_the_webhook_itself(
    world: World, alice: Person, replicas: Replicas
) -> None:
    await alice.start_buying()
    world.telegram.answers.clear()
    tasks = Tasks()
    tasks.start(replicas.webhooks[0].run(), name="webhook")
    query_id = world.telegram.tap(alice.id, alice.screen["id"], label="Buy")
    async with asyncio.timeout(10):
        while not world.telegram.answers:
            await asyncio.sleep(0.01)
    await tasks.cancel()
    assert [(one.query_id, one.text) for one in world.telegram.answers] == [(query_id, "")]
