"""What goes with each call of the Bot API: a measure, and the wait that a 429 asks for."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import (
    AiogramError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import GetUpdates, Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.domain.meter import Meter

NO_ANSWER: Final = (TelegramNetworkError, TelegramServerError)


class CallMonitor(BaseRequestMiddleware):
    """Stands inside of whatever tries again, so that each try counts."""

    def __init__(self, meter: Meter, *, now: Callable[[], float] = time.monotonic) -> None:
        self._meter = meter
        self._now = now
        self._answered = False
        self._token_known = True
        self._silent_since: float | None = None

    async def problem(self) -> str | None:
        """Why Telegram can't be reached, as far as the last calls tell; `None` if it can."""
        if self._silent_since is not None:
            return f"does not answer for {self._now() - self._silent_since:.0f} s"
        if not self._token_known:
            return "does not know the bot's token"
        return None if self._answered else "has not answered yet"

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        began, name = self._now(), method.__api_method__
        try:
            answer = await make_request(bot, method)
        except AiogramError as error:
            self._ended(well=not isinstance(error, NO_ANSWER), known=not isinstance(error, TelegramUnauthorizedError))
            self._meter.called(name, self._now() - began, type(error).__name__)
            raise
        self._ended(well=True)
        self._meter.called(name, self._now() - began, "")
        return answer

    def _ended(self, *, well: bool, known: bool = True) -> None:
        if well:
            self._answered, self._token_known, self._silent_since = True, known, None
        elif self._silent_since is None:
            self._silent_since = self._now()


MAX_WAIT_S = 5.0
"""Seconds that a handler may be held up for; whoever is asked to wait longer gets the error."""
TRIES = 3

_off: ContextVar[bool] = ContextVar("impatient", default=False)


@contextmanager
def no_waiting() -> Iterator[None]:
    """Inside, a 429 is raised at once: the notifier waits by itself, without holding up other users."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


class RetryAfter(BaseRequestMiddleware):
    def __init__(self, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep) -> None:
        self._sleep = sleep

    async def __call__(
        self, make_request: NextRequestMiddlewareType[TelegramType], bot: Bot, method: TelegramMethod[TelegramType]
    ) -> Response[TelegramType]:
        for _ in range(TRIES - 1):
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as error:
                if method.__api_method__ == GetUpdates.__api_method__ or _off.get() or error.retry_after > MAX_WAIT_S:
                    raise
                await self._sleep(error.retry_after)
        return await make_request(bot, method)
