"""Counts running handlers, so that shutdown can wait for them: aiogram itself does not."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.types import TelegramObject


class InFlight(BaseMiddleware):
    def __init__(self) -> None:
        self._running = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        self._running += 1
        self._idle.clear()
        try:
            return await handler(event, data)
        finally:
            self._running -= 1
            if not self._running:
                self._idle.set()

    async def drained(self, timeout: float) -> bool:  # noqa: ASYNC109 -- the wait ends, the handlers go on
        """Wait until no handler runs; `False` when one still does after `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                while self._running:  # an error's handler starts where the update's own ends
                    await self._idle.wait()
        except TimeoutError:
            return False
        return True
