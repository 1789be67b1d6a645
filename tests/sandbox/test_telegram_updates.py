"""How updates reach a bot that polls: offsets, two pollers, and what is late or comes twice."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram.exceptions import TelegramConflictError

from sandbox.telegram.updates import wait_for
from tests.sandbox.telegram_world import ANN, TelegramWorld, acknowledge_all, telegram_world, until


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


async def texts(world: TelegramWorld, **parameters: Any) -> list[str | None]:
    updates = await world.bot.get_updates(timeout=0, **parameters)
    return [update.message.text if update.message else None for update in updates]


async def test_an_offset_acknowledges_what_lies_below_it(world: TelegramWorld) -> None:
    for text in ("a", "b", "c"):
        world.telegram.send_text(ANN, text)
    first, *_ = await world.bot.get_updates(timeout=0)
    assert await texts(world) == ["a", "b", "c"]
    assert await texts(world, offset=first.update_id + 1) == ["b", "c"]
    assert await texts(world, limit=1) == ["b"]
    assert await texts(world, offset=-1) == ["c"]
    assert await texts(world) == ["c"]
    assert [update["message"]["text"] for update in world.telegram.updates()] == ["c"]


async def test_update_ids_rise(world: TelegramWorld) -> None:
    ids = []
    for text in ("a", "b", "c"):
        world.telegram.send_text(ANN, text)
        ids.append((await world.bot.get_updates(timeout=0))[-1].update_id)
        await acknowledge_all(world)
    assert ids == sorted(set(ids))


async def test_a_long_poll_ends_with_the_first_update(world: TelegramWorld) -> None:
    poll = await waiting_poll(world)
    world.telegram.send_text(ANN, "here")
    assert [update.message and update.message.text for update in await poll] == ["here"]


def test_a_long_poll_is_cut_at_fifty_seconds() -> None:
    assert [wait_for(seconds) for seconds in (-1, 0, 10, 50, 600)] == [0, 0, 10, 50, 50]


async def waiting_poll(world: TelegramWorld) -> asyncio.Task[Any]:
    """A poll that the server has begun."""
    requests = len(world.telegram.requests)
    task = asyncio.create_task(world.bot.get_updates(timeout=50))
    await until(lambda: len(world.telegram.requests) > requests)
    return task


async def test_of_two_pollers_the_older_is_told_of_a_conflict(world: TelegramWorld) -> None:
    older = await waiting_poll(world)
    newer = await waiting_poll(world)
    with pytest.raises(TelegramConflictError, match="Conflict: terminated by other getUpdates request; make sure that"):
        await older
    world.telegram.send_text(ANN, "hello")
    assert len(await newer) == 1


async def test_while_a_webhook_is_set_nobody_polls(world: TelegramWorld) -> None:
    poll = await waiting_poll(world)
    await world.bot.set_webhook("https://bot.example.org/hook")
    with pytest.raises(TelegramConflictError, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active; use delete"):
        await world.bot.get_updates(timeout=0)
    await world.bot.delete_webhook()
    assert await world.bot.get_updates(timeout=0) == []


async def test_a_server_that_stops_does_not_wait_for_a_poll(world: TelegramWorld) -> None:
    poll = await waiting_poll(world)
    await world.telegram.close()
    assert await poll == []


async def test_only_the_kinds_that_were_asked_for_come(world: TelegramWorld) -> None:
    await world.bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    world.telegram.send_text(ANN, "unheard")
    world.telegram.tap(ANN, 1, data="x")
    (update,) = await world.bot.get_updates(timeout=0)
    assert update.callback_query is not None


async def test_undelivered_taps_live_150_seconds_and_messages_a_day(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "hello")
    world.telegram.tap(ANN, 1, data="x")
    world.clock.advance(149)
    assert len(world.telegram.updates()) == 2
    world.clock.advance(2)
    assert [list(update) for update in world.telegram.updates()] == [["update_id", "message"]]
    world.clock.advance(24 * 3600)
    assert await world.bot.get_updates(timeout=0) == []


async def test_an_update_can_come_twice_whatever_was_acknowledged(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "pay")
    (update,) = await world.bot.get_updates(timeout=0)
    assert await texts(world, offset=update.update_id + 1) == []
    world.telegram.redeliver(update.update_id)
    (again,) = await world.bot.get_updates(offset=update.update_id + 1, timeout=0)
    assert again == update
    assert await texts(world, offset=update.update_id + 1) == []


async def test_an_update_not_yet_acknowledged_can_come_twice_too(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "pay")
    (update,) = await world.bot.get_updates(timeout=0)
    world.telegram.redeliver(update.update_id)
    assert await texts(world) == ["pay", "pay"]
    assert await texts(world) == ["pay"]


async def test_taps_can_be_late_and_in_another_order(world: TelegramWorld) -> None:
    world.telegram.hold_callbacks()
    for data in ("first", "second"):
        world.telegram.tap(ANN, 1, data=data)
    world.telegram.send_text(ANN, "hello")
    assert await texts(world) == ["hello"]
    world.telegram.release_callbacks(reverse=True)
    _, *taps = await world.bot.get_updates(timeout=0)
    assert [tap.callback_query and tap.callback_query.data for tap in taps] == ["second", "first"]
    assert taps[0].update_id < taps[1].update_id


async def test_pending_updates_can_be_dropped(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "old")
    await world.bot.delete_webhook(drop_pending_updates=True)
    assert await world.bot.get_updates(timeout=0) == []
