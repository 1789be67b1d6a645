"""Answers every tap at once, beside the handler, so that the button never seems dead while the provider thinks.

A tap that came by webhook is answered by the webhook's own answer, unless its handler takes its time.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import CallbackQuery, TelegramObject

from bot.shop.tasks import Tasks
from bot.telegram.intake import Reply
from bot.telegram.render import answer

ANSWERS = "answers"
"""The flag of a handler that answers its taps itself, with a toast; where it fails, they are answered without."""

SOON: Final = 0.3
"""Seconds that a tap waits for the webhook's answer, which comes with the end of its handler: by then the new page is
there, since to show it took a request to Telegram as well."""


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
        reply: Reply | None = data.get("reply")
        if reply is None:
            return await self._beside(handler(event, data), event)
        return await self._in_reply(handler(event, data), event, reply)

    async def _beside(self, handling: Awaitable[Any], tap: CallbackQuery) -> Any:
        answered = self._tasks.start(answer(tap), name="answer a tap")
        try:
            return await handling
        finally:
            if not answered.done():
                await asyncio.wait({answered})

    async def _in_reply(self, handling: Awaitable[Any], tap: CallbackQuery, reply: Reply) -> Any:
        answered: set[asyncio.Task[None]] = set()
        late = asyncio.get_running_loop().call_later(
            SOON, lambda: answered.add(self._tasks.start(answer(tap), name="answer a tap"))
        )
        try:
            return await handling
        finally:
            late.cancel()
            if answered:
                await asyncio.wait(answered)
            else:
                reply.answers = tap.id
