"""Sees each call of the Bot API: how long it took, how it ended, and whether Telegram answers at all."""

import time
from collections.abc import Callable
from typing import Final

from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import AiogramError, TelegramNetworkError, TelegramServerError, TelegramUnauthorizedError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.domain.meter import Meter

NO_ANSWER: Final = (TelegramNetworkError, TelegramServerError)


class Calls(BaseRequestMiddleware):
    """Stands inside of whatever tries again, so that each try counts."""

    def __init__(self, meter: Meter, *, now: Callable[[], float] = time.monotonic) -> None:
        self._meter = meter
        self._now = now
        self._answered = False
        self._known = True
        self._silent_since: float | None = None

    async def trouble(self) -> str | None:
        """Why Telegram can't be reached, as far as the last calls tell; `None` if it can."""
        if self._silent_since is not None:
            return f"does not answer for {self._now() - self._silent_since:.0f} s"
        if not self._known:
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
            self._answered, self._known, self._silent_since = True, known, None
        elif self._silent_since is None:
            self._silent_since = self._now()
