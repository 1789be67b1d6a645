"""Obeys Telegram's 429: waits as long as it asks, if that is short, and tries again."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType

LONGEST = 5.0
"""Seconds that a handler may be held up for; whoever is asked to wait longer gets the error."""
TRIES = 3

_off: ContextVar[bool] = ContextVar("impatient", default=False)


@contextmanager
def impatient() -> Iterator[None]:
    """Inside, a 429 is raised at once: the courier waits by itself, without holding up other users."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


class Patience(BaseRequestMiddleware):
    def __init__(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._sleep = sleep

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        for _ in range(TRIES - 1):
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                if method.__api_method__ == GetUpdates.__api_method__ or _off.get() or error.retry_after > LONGEST:
                    raise
                await self._sleep(error.retry_after)
        return await make_request(bot, method)
