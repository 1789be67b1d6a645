"""Every tap is answered at once, whatever its handler does."""

import asyncio

import pytest
from aiogram.types import CallbackQuery, TelegramObject

from bot.domain.errors import StorageError
from bot.telegram.access import Access
from bot.telegram.middlewares import ANSWERS
from bot.telegram.ui import answer
from tests.sandbox.telegram_world import ANN, TelegramWorld
from tests.telegram.fed import Memory, answers, button_of, dispatcher, feed, seen


async def test_a_tap_is_answered_while_its_handler_still_works(world: TelegramWorld) -> None:
    answered = asyncio.Event()
    world.telegram.on_change.append(lambda: answered.set() if world.telegram.answers else None)

    async def slow(_: TelegramObject) -> None:
        await answered.wait()

    world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(slow, Access(public=True), Memory()))
    assert answers(world) == [""]


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
