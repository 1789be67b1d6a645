"""Each try of a call of the Bot API is counted, and a monitor is told when Telegram does not answer."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.telegram.bot import CallMonitor, build_bot
from tests.clock import START
from tests.metrics.reading import Counted
from tests.sandbox.telegram_world import hang_up

YES = {"ok": True, "result": True}


def no(status: int, **more: Any) -> tuple[int, dict[str, Any]]:
    return status, {"ok": False, "error_code": status, "description": "no", **more}


class Line:
    """A Telegram that gives these answers in turn, then always yes; and how it is seen."""

    def __init__(self) -> None:
        self.now = START
        self.answers: list[tuple[int, dict[str, Any]]] = []
        self.calls = CallMonitor(now=lambda: self.now)

    async def answer(self, _: web.Request) -> web.Response:
        status, body = self.answers.pop(0) if self.answers else (200, YES)
        return web.json_response(body, status=status)


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
async def bot(line: Line) -> AsyncIterator[Bot]:
    app = web.Application()
    app.router.add_post("/{rest:.*}", line.answer)
    async with TestServer(app) as server:
        bot = build_bot("42:" + "x" * 35, str(server.make_url("")).rstrip("/"))
        bot.session.middleware(line.calls)
        yield bot
        await hang_up(bot)


async def test_each_try_after_a_429_counts(bot: Bot, line: Line) -> None:
    line.answers, counted = [no(429, parameters={"retry_after": 1})], Counted()
    await bot.delete_webhook()
    assert counted.value("telegram_seconds_count", method="deleteWebhook") == 2
    assert counted.value("telegram_errors_total", method="deleteWebhook", error="TelegramRetryAfter") == 1
    assert counted.value("telegram_slow_down_total") == 1


async def test_telegram_is_well_once_it_has_answered_be_it_with_a_no(bot: Bot, line: Line) -> None:
    assert await line.calls.problem() == "has not answered yet"
    line.answers = [no(400)]
    with pytest.raises(AiogramError):
        await bot.delete_webhook()
    assert await line.calls.problem() is None


async def test_a_telegram_that_fails_is_not_well_until_it_answers_again(bot: Bot, line: Line) -> None:
    await bot.delete_webhook()
    line.answers = [no(502), no(502)]
    for _ in range(2):
        with pytest.raises(AiogramError):
            await bot.delete_webhook()
        line.now += 20
    assert await line.calls.problem() == "does not answer for 40 s"
    await bot.delete_webhook()
    assert await line.calls.problem() is None


async def test_a_token_that_is_not_known_any_more_is_told(bot: Bot, line: Line) -> None:
    await bot.delete_webhook()
    line.answers = [no(401)]
    with pytest.raises(AiogramError):
        await bot.delete_webhook()
    assert await line.calls.problem() == "does not know the bot's token"
