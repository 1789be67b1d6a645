"""Answers every tap at once, beside the handler, so that the button never seems dead while the provider thinks."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, TelegramObject

from bot.telegram.render import answer

ANSWERS = "answers"
"""The flag of a handler that answers its taps itself, with a toast; where it fails, they are answered without."""


class Answering(BaseMiddleware):
    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        if not isinstance(event, CallbackQuery):
            return await handler(event, data)
        if get_flag(data, ANSWERS):
            try:
                return await handler(event, data)
            except Exception:
                await answer(event)
                raise
        outcome: Any = (await asyncio.gather(handler(event, data), answer(event), return_exceptions=True))[0]
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome
