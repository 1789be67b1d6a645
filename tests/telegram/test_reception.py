"""A bot that gets no updates is not well, whatever Telegram answers: a monitor and the admins are told."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Message
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.shop.admin.alerts import Alerts
from bot.shop.background import Tasks
from bot.shop.leader import Leader
from bot.storage.keys import UPDATES, Keys
from bot.storage.leases import Leases
from bot.telegram import polling as polling_module
from bot.telegram import webhook as webhook_module
from bot.telegram.polling import Polling
from bot.telegram.updates import CALM_S, DEAF_AFTER_S, Reception, UpdateIntake
from tests.sandbox.telegram_world import ANN, TelegramWorld
from tests.telegram.feeding import Feed, fed_bot, message
from tests.telegram.test_polling import until
from tests.telegram.test_webhook import Door
from tests.world import Messages

CONFLICT = b'{"ok": false, "error_code": 409, "description": "Conflict: terminated by other getUpdates request"}'
NO_UPDATE = b'{"ok": true, "result": [{"x": "secret"}]}'
STOPPED, COME = ShopAlert.UPDATES_STOPPED, ShopAlert.UPDATES_COME


class Watch:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def reception(watch: Watch) -> Reception:
    return Reception(watch)


async def test_a_short_failure_is_no_trouble_and_a_long_one_is(watch: Watch, reception: Reception) -> None:
    reception.failed("ServerError")
    watch.now += DEAF_AFTER_S - 1
    reception.failed("Bad Gateway")
    assert (await reception.problem(), reception.deaf) == (None, False)
    watch.now += 2
    assert await reception.problem() == "no updates for 46 s: Bad Gateway"
    reception.well()
    assert await reception.problem() is None


async def test_one_conflict_of_a_handover_is_no_trouble(watch: Watch, reception: Reception) -> None:
    reception.failed("Conflict", conflict=True)
    while watch.now < 100 + 2 * DEAF_AFTER_S:
        watch.now += 10
        reception.well()
        assert not reception.deaf


async def test_a_stranger_that_takes_every_other_update_is_trouble(watch: Watch, reception: Reception) -> None:
    while watch.now < 101 + DEAF_AFTER_S:
        reception.failed("Conflict", conflict=True)
        watch.now += CALM_S / 2
        reception.well()
    assert reception.deaf


async def test_a_replica_that_does_not_have_to_ask_is_well(watch: Watch, reception: Reception) -> None:
    reception.failed("Conflict", conflict=True)
    reception.idle()
    watch.now += 2 * DEAF_AFTER_S
    assert await reception.problem() is None


class Listening:
    """A replica that polls a Bot API which answers as told, and what its admins hear."""

    def __init__(self, polling: Polling, feed: Feed) -> None:
        self.polling, self.reception, self.feed = polling, polling.reception, feed
        self.messages = Messages()


@pytest.fixture
async def listening(redis: Redis, monkeypatch: pytest.MonkeyPatch, watch: Watch) -> AsyncIterator[Listening]:
    monkeypatch.setattr(polling_module, "MAX_RETRY_INTERVAL_S", 0.01)
    dispatcher, feed, tasks = Dispatcher(disable_fsm=True), Feed(), Tasks()

    async def handle(_: Message) -> None: ...

    dispatcher.message.register(handle)
    async with fed_bot(feed) as bot:
        polling = Polling(bot, UpdateIntake(dispatcher, bot), Leader(Leases(redis, Keys()), UPDATES))
        polling.reception._now = watch
        listening = Listening(polling, feed)
        tasks.start(polling.run(), name="polling")
        alerts = Alerts(listening.messages, Leases(redis, Keys()))
        tasks.start(polling.reception.report(alerts, every=0.01), name="report")
        yield listening
        await tasks.cancel()


@pytest.mark.parametrize(
    ("status", "body"),
    [(409, CONFLICT), (200, NO_UPDATE), (200, b"<html>"), (502, b"Bad Gateway"), (200, b'{"ok": true}')],
)
async def test_polling_in_vain_is_told_to_monitor_and_admins_and_its_end_too(
    listening: Listening, watch: Watch, status: int, body: bytes
) -> None:
    await until(lambda: listening.polling.receiving)
    listening.feed.bodies = [(status, body)] * 100_000
    await until(lambda: listening.reception._failing_since)
    assert listening.messages.notices == []
    watch.now += DEAF_AFTER_S + 1
    assert not listening.polling.receiving
    said = await listening.reception.problem()
    assert said is not None
    assert "no updates for 46 s" in said
    assert "secret" not in said
    await until(lambda: listening.messages.notices)
    await asyncio.sleep(0.1)
    listening.feed.bodies.clear()
    watch.now += CALM_S
    listening.feed.put(message("one"))
    await until(lambda: listening.polling.receiving)
    await until(lambda: len(listening.messages.notices) > 1)
    assert await listening.reception.problem() is None
    assert listening.messages.notices == [STOPPED, COME]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook_module, "RETRY_INTERVAL_S", 0.01)
    monkeypatch.setattr(webhook_module, "CHECK_INTERVAL_S", 0.01)


@pytest.fixture
def door(bot: Bot, watch: Watch, quick: None) -> Door:
    door = Door(bot)
    door.webhook.reception._now = watch
    return door


async def test_a_webhook_that_is_refused_is_trouble(world: TelegramWorld, door: Door, watch: Watch) -> None:
    reception, tasks = door.webhook.reception, Tasks()
    refusal = "Bad Request: bad webhook: IP address 10.0.0.1 is reserved"
    world.telegram.fail("setWebhook", status=400, description=refusal, times=100_000)
    tasks.start(door.webhook.run(), name="webhook")
    await until(lambda: reception._failing_since)
    watch.now += DEAF_AFTER_S + 1
    assert await reception.problem() == f"no updates for 46 s: {refusal}"
    assert not door.webhook.receiving
    world.telegram.clear_faults()
    await until(lambda: door.webhook.receiving)
    assert await reception.problem() is None
    await tasks.cancel()


async def test_a_webhook_that_telegram_cannot_reach_is_trouble_while_updates_wait(
    world: TelegramWorld, door: Door, watch: Watch
) -> None:
    reception, tasks = door.webhook.reception, Tasks()
    tasks.start(door.webhook.run(), name="webhook")
    await until(lambda: door.webhook.receiving)
    assert await reception.problem() is None
    world.clock.time = time.time()
    world.telegram.send_text(ANN, "one")  # and nobody listens at the door
    await until(lambda: reception._failing_since)
    watch.now += DEAF_AFTER_S + 1
    said = await reception.problem()
    assert said is not None
    assert "Connection" in said
    assert not door.webhook.receiving
    async with door.webhook.listening(door.port):
        await until(lambda: door.webhook.receiving)
    assert await reception.problem() is None
    await tasks.cancel()
