"""Whoever writes has not left the bot, or is back: he gets what could not be delivered meanwhile."""

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, User

from bot.domain.errors import StorageError
from bot.shop.purchase import Purchases

log = structlog.get_logger(__name__)


class Returning(BaseMiddleware):
    """For messages: a user who unblocks the bot sends /start by that, or writes."""

    def __init__(self, purchases: Purchases) -> None:
        self._purchases = purchases

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        answer = await handler(event, data)
        user: User = data["user"]
        try:
            await self._purchases.welcome_back(user.id)
        except StorageError:
            log.warning("not asked what a user has missed")  # his next message asks again
        return answer
