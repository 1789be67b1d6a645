"""Who may use the bot, who runs it, what is remembered of each user, and whether they agreed to the terms."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from aiogram.filters import Filter
from aiogram.types import TelegramObject, User

from bot.domain.errors import TermsNotAgreed
from bot.domain.pairs import Pair, Place
from bot.domain.users import Forgotten, KnownUser


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

    async def choosing(self, user_id: int, place: Place) -> KnownUser:
        """The same, and they choose from that list from now on."""
        ...

    async def pin(self, user_id: int, pair: Pair, *, on: bool) -> None:
        """Put the pair first in their menu, or take it away."""
        ...

    async def record_visit(self, user_id: int, *, day: int, name: str, shown_name: str = "") -> None:
        """They were here on this day (since 1970), with this @username, or none, and this name."""
        ...

    async def forget(self, user_id: int) -> Forgotten:
        """All that is kept of them goes, or nothing."""
        ...

    async def set_language(self, user_id: int, language: str) -> None: ...

    async def accepted(self, user_id: int) -> str | None:
        """The digest of the terms that the user has agreed to; `None` if they never did."""
        ...

    async def accept(self, user_id: int, digest: str) -> None: ...


class Terms:
    """Not true where the operator sets none; then everybody may buy, and nobody is asked.

    What a user agreed to is remembered by its digest, so that they are asked again as soon as no language has that text
    any more, and not when they only change their language.
    """

    def __init__(self, all_terms: Mapping[str, str], users: UserMemory) -> None:
        """`all_terms`: the text for every language, or nothing at all."""
        self._all = all_terms
        self._digests = {language: sha256(text.encode()).hexdigest()[:16] for language, text in all_terms.items()}
        self._users = users

    def __bool__(self) -> bool:
        return bool(self._all)

    def text(self, language: str) -> str:
        return self._all[language]

    def digest(self, language: str) -> str:
        return self._digests[language]

    async def check(self, user_id: int) -> None:
        """Raises `TermsNotAgreed`."""
        if self._all and await self._users.accepted(user_id) not in self._digests.values():
            raise TermsNotAgreed("not asked yet, or the text has changed since")

    async def agree(self, user_id: int, digest: str) -> None:
        """Raises `TermsNotAgreed` where the text that was agreed to is not the present one."""
        if digest not in self._digests.values():
            raise TermsNotAgreed("another text")
        await self._users.accept(user_id, digest)
