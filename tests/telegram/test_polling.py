"""Long polling: only the leader asks, acknowledges what is handled, and goes on whatever Telegram answers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message
from redis.asyncio import Redis

from bot.shop.background import Tasks
from bot.shop.leader import Leader
from bot.storage.keys import UPDATES, Keys
from bot.storage.leases import Leases
from bot.telegram import polling as module
from bot.telegram.polling import Polling
from bot.telegram.updates import UpdateIntake
from tests.sandbox.telegram_world import ANN, TelegramWorld

LEASE = Keys().lease(UPDATES)


class Asker:
    """One replica that polls."""

    def __init__(self, bot: Bot, redis: Redis) -> None:
        self.handled: list[str] = []
        self.go = asyncio.Event()
        self.go.set()
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.message.register(self._handle)
        self.intake = UpdateIntake(dispatcher, bot)
        self.polling = Polling(bot, self.intake, Leader(Leases(redis, Keys()), UPDATES, interval=0.02))
        self.tasks = Tasks()

    async def _handle(self, message: Message) -> None:
        await self.go.wait()
        self.handled.append(message.text or "")

    def start(self) -> None:
        self.tasks.start(self.polling.run(), name="polling")

    async def has(self, *words: str) -> None:
        await until(lambda: self.handled == list(words))


@pytest.fixture
async def asker(world: TelegramWorld, bot: Bot, redis: Redis) -> AsyncIterator[Asker]:
    world.telegram.requests.clear()
    asker = Asker(bot, redis)
    yield asker
    await asker.tasks.cancel()


def asked(world: TelegramWorld) -> list[dict[str, Any]]:
    return [parameters for method, parameters in world.telegram.requests if method == "getUpdates"]


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.01)


async def test_it_asks_for_what_its_handlers_take_and_acknowledges_what_they_have(
    world: TelegramWorld, asker: Asker
) -> None:
    world.telegram.send_text(ANN, "one")
    asker.start()
    await asker.has("one")
    await until(lambda: world.telegram.updates() == [])
    assert asked(world)[0]["allowed_updates"] == ["message"]
    world.telegram.send_text(ANN, "two")
    await asker.has("one", "two")


async def test_what_is_not_handled_yet_is_not_acknowledged_for_a_while(
    world: TelegramWorld, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HANDLERS_TIMEOUT_S", 60.0)
    asker.go.clear()
    world.telegram.send_text(ANN, "one")
    asker.start()
    await until(lambda: asked(world))
    assert len(world.telegram.updates()) == 1, "a kill now would lose it"
    asker.go.set()
    await asker.has("one")
    await until(lambda: world.telegram.updates() == [])


async def test_a_slow_handler_does_not_hold_up_what_comes_next(world: TelegramWorld, asker: Asker) -> None:
    asker.go.clear()
    world.telegram.send_text(ANN, "one")
    asker.start()
    await until(lambda: asked(world) and world.telegram.updates() == [])
    world.telegram.send_text(ANN, "two")
    await until(lambda: world.telegram.updates() == [])
    asker.go.set()
    await until(lambda: sorted(asker.handled) == ["one", "two"])


async def test_a_stop_acknowledges_what_was_taken_and_gives_the_lease_back(
    world: TelegramWorld, asker: Asker, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HANDLERS_TIMEOUT_S", 60.0)
    asker.go.clear()
    world.telegram.send_text(ANN, "one")
    asker.start()
    await until(lambda: len(asker.intake._tasks) == 1)
    stopping = asyncio.ensure_future(asker.polling.stop(10))
    await until(lambda: world.telegram.updates() == [])
    while await redis.exists(LEASE):
        await asyncio.sleep(0.01)
    assert not stopping.done(), "it is not handled yet"
    asker.go.set()
    await stopping
    assert asker.handled == ["one"]


async def test_only_the_leader_asks_and_no_more_once_the_lease_is_lost(
    world: TelegramWorld, asker: Asker, redis: Redis
) -> None:
    await redis.set(LEASE, "another")
    asker.start()
    await asyncio.sleep(0.1)
    assert asked(world) == []
    await redis.delete(LEASE)
    await until(lambda: asked(world))
    await redis.set(LEASE, "another")
    await until(lambda: asker.polling._asking is None)
    world.telegram.send_text(ANN, "one")
    assert (await world.bot.get_updates(timeout=0))[0].message is not None, "it is there for another"
    assert asker.handled == []


async def test_it_goes_on_through_whatever_telegram_answers(
    world: TelegramWorld, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_RETRY_INTERVAL_S", 0.01)
    world.telegram.fail("deleteWebhook", status=500, description="Internal Server Error")
    world.telegram.fail("getUpdates", status=500, description="Internal Server Error")
    world.telegram.html_502("getUpdates")
    world.telegram.drop("getUpdates")
    world.telegram.send_text(ANN, "one")
    asker.start()
    await asker.has("one")


async def test_a_webhook_is_taken_away_at_the_start_and_again_when_it_stays(
    world: TelegramWorld, asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_RETRY_INTERVAL_S", 0.01)
    monkeypatch.setattr(module, "CONFLICT_GRACE_S", 0.1)
    await world.bot.set_webhook("http://127.0.0.1:9/of-before")
    asker.start()
    world.telegram.send_text(ANN, "one")
    await asker.has("one")
    await world.bot.set_webhook("http://127.0.0.1:9/of-another")
    world.telegram.send_text(ANN, "two")
    await asker.has("one", "two")


async def test_a_stranger_that_asks_as_well_is_told_once_and_lived_through(
    world: TelegramWorld, asker: Asker, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "MAX_RETRY_INTERVAL_S", 0.01)
    asker.start()
    await until(lambda: asked(world))
    for _ in range(2):
        before = len(asked(world))
        await world.bot.get_updates(timeout=0)
        await until(lambda before=before: len(asked(world)) > before + 1)  # type: ignore[misc]  # bound at once
    world.telegram.send_text(ANN, "one")
    await asker.has("one")
    assert capsys.readouterr().out.count("another process gets the updates of this token") == 1
