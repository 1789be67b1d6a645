"""An update that can't be read costs nobody else anything: it is skipped, counted, and named by its number alone."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Dispatcher
from aiogram.types import Message
from redis.asyncio import Redis

from bot.shop.background import Tasks
from bot.shop.leader import Leader
from bot.storage.keys import UPDATES, Keys
from bot.storage.leases import Leases
from bot.telegram import polling as module
from bot.telegram.polling import Polling
from bot.telegram.updates import UpdateIntake
from tests.metrics.reading import Counted
from tests.telegram.feeding import UNREADABLE, Feed, fed_bot, message
from tests.telegram.test_polling import until


class Asker:
    def __init__(self, feed: Feed) -> None:
        self.feed = feed
        self.counted = Counted()
        self.handled: list[str] = []
        self.dispatcher = Dispatcher(disable_fsm=True)
        self.dispatcher.message.register(self._handle)

    async def _handle(self, message: Message) -> None:
        self.handled.append(message.text or "")

    async def has(self, *words: str) -> None:
        await until(lambda: self.handled == list(words))


@pytest.fixture
async def asker(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Asker]:
    monkeypatch.setattr(module, "MAX_RETRY_INTERVAL_S", 0.01)
    asker, tasks = Asker(Feed()), Tasks()
    async with fed_bot(asker.feed) as bot:
        intake = UpdateIntake(asker.dispatcher, bot)
        tasks.start(Polling(bot, intake, Leader(Leases(redis, Keys()), UPDATES)).run(), name="polling")
        yield asker
        await tasks.cancel()


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_one_that_cannot_be_read_is_skipped_and_the_others_are_handled(
    asker: Asker, body: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    asker.feed.put(message("one"), body, message("two"))
    await asker.has("one", "two")
    await until(lambda: asker.feed.asked[-1].get("offset") == 73)
    assert asker.counted.value("updates_total", result="unreadable") == 1
    said = capsys.readouterr().out
    assert said.count("update not readable") == 1
    assert "update_id=71" in said
    assert "secret" not in said


async def test_a_batch_of_nothing_else_is_acknowledged_as_well(asker: Asker) -> None:
    asker.feed.put(*UNREADABLE.values())
    await until(lambda: asker.feed.asked and asker.feed.asked[-1].get("offset") == 70 + len(UNREADABLE))
    assert asker.counted.value("updates_total", result="unreadable") == len(UNREADABLE)
    asker.feed.put(message("one"))
    await asker.has("one")


@pytest.mark.parametrize("odd", [None, 7, "secret", [], {}, {"update_id": "x"}, {"update_id": True}, {"update_id": -1}])
async def test_what_is_no_update_at_all_keeps_none_of_the_batch_away(asker: Asker, odd: object) -> None:
    asker.feed.waiting = [odd, {"update_id": 70, **message("one")}]
    await until(lambda: asker.handled[:1] == ["one"])
    await until(lambda: asker.feed.asked[-1].get("offset") == 71)


@pytest.mark.parametrize("body", [b"<html>", b"\xff\xfe", b"[]", b"{}", b'{"ok": true}', b'{"ok": true, "result": 7}'])
async def test_an_answer_that_is_none_is_lived_through(asker: Asker, body: bytes) -> None:
    asker.feed.bodies = [(200, body)] * 3
    asker.feed.put(message("one"))
    await asker.has("one")


async def test_a_batch_that_nothing_can_acknowledge_is_asked_for_without_haste(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_RETRY_INTERVAL_S", 0.2)
    asker.feed.bodies = [(200, b'{"ok": true, "result": [{"x": 1}]}')] * 50
    await until(lambda: asker.feed.asked)
    before = len(asker.feed.asked)
    await asyncio.sleep(1.0)
    assert len(asker.feed.asked) - before <= 6
