"""How the connection obeys Telegram's 429."""

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramRetryAfter

from bot.telegram.bot import TRIES, RetryAfter, no_waiting
from tests.sandbox.telegram_world import ANN, TelegramWorld


class Naps:
    def __init__(self) -> None:
        self.taken: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.taken.append(seconds)


@pytest.fixture
def naps(world: TelegramWorld) -> Naps:
    naps = Naps()
    assert isinstance(world.bot.session, AiohttpSession)
    world.bot.session.middleware(RetryAfter(naps))
    return naps


def slow_down(world: TelegramWorld, method: str, seconds: int, times: int = 1) -> None:
    world.telegram.fail(method, status=429, description="Too Many Requests", retry_after=seconds, times=times)


def sent(world: TelegramWorld) -> int:
    return sum(message["from_bot"] for message in world.telegram.messages(ANN))


async def test_it_waits_as_long_as_telegram_asks_and_sends_again(world: TelegramWorld, naps: Naps) -> None:
    slow_down(world, "sendMessage", 3)
    await world.bot.send_message(ANN, "hello")
    assert (naps.taken, sent(world)) == ([3], 1)


async def test_it_does_not_wait_for_long(world: TelegramWorld, naps: Naps) -> None:
    slow_down(world, "sendMessage", 60)
    with pytest.raises(TelegramRetryAfter):
        await world.bot.send_message(ANN, "hello")
    assert naps.taken == []


async def test_it_does_not_try_for_ever(world: TelegramWorld, naps: Naps) -> None:
    slow_down(world, "sendMessage", 1, times=TRIES)
    with pytest.raises(TelegramRetryAfter):
        await world.bot.send_message(ANN, "hello")
    assert (len(naps.taken), sent(world)) == (TRIES - 1, 0)


async def test_polling_waits_by_itself(world: TelegramWorld, naps: Naps) -> None:
    slow_down(world, "getUpdates", 1)
    with pytest.raises(TelegramRetryAfter):
        await world.bot.get_updates(timeout=0)
    assert naps.taken == []


async def test_the_courier_waits_by_itself(world: TelegramWorld, naps: Naps) -> None:
    slow_down(world, "sendMessage", 1, times=2)
    with no_waiting(), pytest.raises(TelegramRetryAfter):
        await world.bot.send_message(ANN, "hello")
    assert naps.taken == []
    await world.bot.send_message(ANN, "hello")
    assert naps.taken == [1]


async def test_our_own_connection_has_it(bot: Bot) -> None:
    assert [type(middleware) for middleware in bot.session.middleware] == [RetryAfter]
