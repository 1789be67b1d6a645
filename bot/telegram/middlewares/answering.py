"""Answers every tap at once, beside the handler, so that the button never seems dead while the provider thinks."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, TelegramObject

from bot.shop.background import Tasks
from bot.telegram.messages import answer

ANSWERS = "answers"
"""The flag of a handler that answers its taps itself, with a toast; where it fails, they are answered without."""


class Answering(BaseMiddleware):
    def __init__(self) -> None:
        self._tasks = Tasks()

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
        answered = self._tasks.start(answer(event), name="answer a tap")
        try:
            return await handler(event, data)
        finally:
            if not answered.done():
                await asyncio.wait({answered})
