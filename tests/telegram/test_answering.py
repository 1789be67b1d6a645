"""Every tap is answered at once, by a call or within the answer to a webhook."""

import asyncio

import pytest
from aiogram.types import CallbackQuery, TelegramObject

from bot.domain.errors import StorageError
from bot.telegram.access import Access
from bot.telegram.intake import Reply
from bot.telegram.middlewares import answering
from bot.telegram.middlewares.answering import ANSWERS
from bot.telegram.render import answer
from tests.sandbox.telegram_world import ANN, TelegramWorld
from tests.telegram.fed import Memory, Seen, answers, button_of, dispatcher, feed, seen


async def test_a_tap_is_answered_while_its_handler_still_works(world: TelegramWorld) -> None:
    answered = asyncio.Event()
    world.telegram.on_change.append(lambda: answered.set() if world.telegram.answers else None)

    async def slow(_: TelegramObject) -> None:
        await answered.wait()

    world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(slow, Access(public=True), Memory()))
    assert answers(world) == [""]


async def test_a_tap_that_came_by_webhook_is_answered_in_the_reply(world: TelegramWorld) -> None:
    query_id = world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(Seen().note, Access(public=True), Memory()), reply := Reply())
    assert reply.answers == query_id
    assert answers(world) == []


async def test_a_handler_that_takes_its_time_does_not_hold_up_the_answer(
    world: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "SOON", 0.01)
    answered = asyncio.Event()
    world.telegram.on_change.append(lambda: answered.set() if world.telegram.answers else None)

    async def slow(_: TelegramObject) -> None:
        await answered.wait()

    world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(slow, Access(public=True), Memory()), reply := Reply())
    assert (answers(world), reply.answers) == ([""], "")


async def test_a_tap_whose_handler_fails_is_answered_in_the_reply_as_well(world: TelegramWorld) -> None:
    async def fails(_: TelegramObject) -> None:
        raise StorageError("away")

    query_id = world.telegram.tap(ANN, await button_of(world), data="x")
    with pytest.raises(StorageError, match="away"):
        await feed(world, dispatcher(fails, Access(public=True), Memory()), reply := Reply())
    assert reply.answers == query_id


async def test_a_toast_is_never_left_to_the_reply(world: TelegramWorld) -> None:
    async def toast(query: CallbackQuery) -> None:
        await answer(query, "mine")

    world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(toast, Access(public=True), Memory(), flags={ANSWERS: True}), reply := Reply())
    assert (answers(world), reply.answers) == (["mine"], "")


async def test_a_handler_with_a_toast_of_its_own_is_not_answered_for(world: TelegramWorld) -> None:
    async def toast(query: CallbackQuery) -> None:
        await answer(query, "mine")

    world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(toast, Access(public=True), Memory(), flags={ANSWERS: True}))
    assert answers(world) == ["mine"]
    assert [name for name, _ in world.telegram.requests].count("answerCallbackQuery") == 1


async def test_an_answer_that_fails_takes_nothing_from_the_handler(world: TelegramWorld) -> None:
    world.telegram.tap(ANN, await button_of(world), data="x")
    world.clock.advance(world.telegram.queries.answer_within + 1)
    assert len((await seen(world)).events) == 1
    world.telegram.tap(ANN, await button_of(world), data="x")
    world.telegram.html_502("answerCallbackQuery")
    assert len((await seen(world)).events) == 1
    assert answers(world) == []


async def test_a_handler_that_fails_fails_as_itself_and_the_tap_is_answered(world: TelegramWorld) -> None:
    async def fails(_: TelegramObject) -> None:
        raise StorageError("away")

    world.telegram.tap(ANN, await button_of(world), data="x")
    with pytest.raises(StorageError, match="away"):
        await feed(world, dispatcher(fails, Access(public=True), Memory()))
    assert answers(world) == [""]
