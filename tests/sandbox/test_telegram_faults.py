"""Telegram on a bad day: errors, HTML, lost connections and limits, as aiogram meets them."""

from collections.abc import AsyncIterator

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld, telegram_world


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


def written(world: TelegramWorld) -> list[str]:
    return [message["text"] for message in world.telegram.messages(ANN) if message["from_bot"]]


async def test_a_planned_error_comes_as_often_as_planned_and_does_nothing(world: TelegramWorld) -> None:
    world.telegram.fail("sendMessage", status=500, description="Internal Server Error", times=2)
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await world.bot.send_message(ANN, "x")
    assert written(world) == []
    await world.bot.send_message(ANN, "y")
    assert written(world) == ["y"]


async def test_too_many_requests_say_how_long_to_wait(world: TelegramWorld) -> None:
    world.telegram.fail("sendMessage", status=429, description="Too Many Requests: retry after 7", retry_after=7)
    with pytest.raises(TelegramRetryAfter) as caught:
        await world.bot.send_message(ANN, "x")
    assert caught.value.retry_after == 7


async def test_an_answer_can_be_lost_after_the_call_was_carried_out(world: TelegramWorld) -> None:
    world.telegram.fail("sendMessage", status=504, description="Gateway Timeout", after=True)
    with pytest.raises(TelegramServerError):
        await world.bot.send_message(ANN, "taken")
    world.telegram.drop("sendMessage", after=True)
    with pytest.raises(TelegramNetworkError):
        await world.bot.send_message(ANN, "taken too")
    assert written(world) == ["taken", "taken too"]


async def test_a_connection_can_be_dropped_before_anything_is_done(world: TelegramWorld) -> None:
    world.telegram.drop("sendMessage")
    with pytest.raises(TelegramNetworkError):
        await world.bot.send_message(ANN, "x")
    assert written(world) == []
    assert world.telegram.requests[-1][0] == "sendMessage"


async def test_a_page_of_html_is_no_answer_that_aiogram_reads(world: TelegramWorld) -> None:
    world.telegram.html_502("sendMessage")
    with pytest.raises(ClientDecodeError, match="502 Bad Gateway"):
        await world.bot.send_message(ANN, "x")


async def test_a_fault_of_any_method_leaves_polling_alone(world: TelegramWorld) -> None:
    world.telegram.fail("*", status=401, description="Unauthorized")
    assert await world.bot.get_updates(timeout=0) == []
    with pytest.raises(TelegramUnauthorizedError):
        await world.bot.get_me()
    world.telegram.fail("getUpdates", status=401, description="Unauthorized")
    with pytest.raises(TelegramUnauthorizedError):
        await world.bot.get_updates(timeout=0)


async def test_faults_can_be_called_off(world: TelegramWorld) -> None:
    world.telegram.html_502("getMe", times=1000)
    world.telegram.clear_faults()
    assert await world.bot.get_me()


async def test_a_refusal_is_a_refusal_even_where_its_answer_would_be_lost(world: TelegramWorld) -> None:
    world.telegram.block(ANN)
    world.telegram.drop("sendMessage", after=True)
    with pytest.raises(TelegramForbiddenError):
        await world.bot.send_message(ANN, "x")


async def test_a_short_burst_into_a_chat_passes_then_one_message_a_second(world: TelegramWorld) -> None:
    world.telegram.limits.on = True
    for number in range(world.telegram.limits.chat_burst):
        await world.bot.send_message(ANN, str(number))
    with pytest.raises(TelegramRetryAfter) as caught:
        await world.bot.send_message(ANN, "one too many")
    assert caught.value.retry_after == 1
    world.clock.advance(1)
    await world.bot.send_message(ANN, "after a second")
    assert written(world)[-1] == "after a second"


async def test_thirty_messages_a_second_pass_in_all(world: TelegramWorld) -> None:
    people = range(1000, 1031)
    for user_id in people:
        world.telegram.add_user(user_id, "Somebody", "en")
        world.telegram.send_text(user_id, "/start")
    world.telegram.limits.on = True
    for user_id in people[:30]:
        await world.bot.send_message(user_id, "x")
    with pytest.raises(TelegramRetryAfter):
        await world.bot.send_message(people[30], "x")
    assert await world.bot.get_me()  # only messages count


async def test_a_group_gets_twenty_messages_a_minute(world: TelegramWorld) -> None:
    world.telegram.add_group(-1001, "Friends")
    world.telegram.limits.on = True
    for number in range(20):
        await world.bot.send_message(-1001, str(number))
    with pytest.raises(TelegramRetryAfter) as caught:
        await world.bot.send_message(-1001, "x")
    assert caught.value.retry_after == 3


async def test_without_limits_a_flood_passes(world: TelegramWorld) -> None:
    world.telegram.send_text(BOB, "/start")
    for number in range(50):
        await world.bot.send_message(BOB, str(number))
    assert len(world.telegram.messages(BOB)) == 51
