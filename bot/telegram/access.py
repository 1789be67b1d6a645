"""Who may use the bot, who runs it, and what is remembered of each user."""

from dataclasses import dataclass
from typing import Protocol

from aiogram.filters import Filter
from aiogram.types import TelegramObject, User

from bot.domain.users import KnownUser


@dataclass(frozen=True, slots=True)
class Access:
    public: bool
    allowed: frozenset[int] = frozenset()
    """Telegram ids; with `public` they mean nothing."""
    admins: frozenset[int] = frozenset()
    """Those who may see the account's balance. They may always use the bot."""

    def lets_in(self, user_id: int, admitted: bool | None = None) -> bool:
        """`admitted`: what an admin decided in the chat, which counts for more than all settings but `admins`."""
        if user_id in self.admins:
            return True
        return self.public or user_id in self.allowed if admitted is None else admitted


class Admin(Filter):
    """To all others the handler does not exist."""

    async def __call__(self, _: TelegramObject, user: User, access: Access) -> bool:
        return user.id in access.admins


class UserMemory(Protocol):
    """Every method may raise `StorageError`."""

    async def language(self, user_id: int) -> str | None:
        """What the user chose; `None` if they never did."""
        ...

    async def known(self, user_id: int) -> KnownUser:
        """All that an update needs to know of its user."""
        ...

    async def record_visit(self, user_id: int, *, day: int, name: str) -> None:
        """They were here on this day (since 1970), and has this @username, or none."""
        ...

    async def set_language(self, user_id: int, language: str) -> None: ...

    async def accepted(self, user_id: int) -> str | None:
        """The digest of the terms that the user has agreed to; `None` if they never did."""
        ...

    async def accept(self, user_id: int, digest: str) -> None: ...
