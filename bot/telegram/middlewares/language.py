"""The texts for whoever wrote or tapped: the language they chose, else their Telegram's, else the default."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, User

from bot.domain.errors import StorageError
from bot.domain.users import KnownUser
from bot.telegram.access import UserMemory
from bot.texts import Texts

log = structlog.get_logger(__name__)


class Language(BaseMiddleware):
    """Provides `texts`, and `known`: what the bot remembers of the user, read in the one command that an update costs.

    With the database away, Telegram's language is good enough, and `known` is `None`.
    """

    def __init__(self, users: UserMemory, all_texts: Mapping[str, Texts], default: str) -> None:
        self._users = users
        self._all_texts = all_texts
        self._default = default

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = data.get("event_from_user")
        known = await self._known(user) if user else None
        chosen = self._all_texts.get((known and known.language) or "")
        data["known"] = known
        data["texts"] = chosen or by_telegram(user, self._all_texts, self._default)
        return await handler(event, data)

    async def _known(self, user: User) -> KnownUser | None:
        try:
            return await self._users.known(user.id)
        except StorageError:
            log.warning("nothing known of a user")
            return None


def by_telegram(user: User | None, all_texts: Mapping[str, Texts], default: str) -> Texts:
    """The texts in the language of the user's Telegram, if there are such, else the default ones."""
    return all_texts.get(((user and user.language_code) or "").split("-")[0].lower(), all_texts[default])
