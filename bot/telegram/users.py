"""What the bot remembers of each user, as the handlers need it."""

from typing import Protocol

from bot.domain.people import Known


class Users(Protocol):
    """Every method may raise `StorageError`."""

    async def language(self, user_id: int) -> str | None:
        """What the user chose; `None` if he never did."""
        ...

    async def known(self, user_id: int) -> Known:
        """All that an update needs to know of its user."""
        ...

    async def note(self, user_id: int, *, day: int, name: str) -> None:
        """He was here on this day (since 1970), and has this @username, or none."""
        ...

    async def set_language(self, user_id: int, language: str) -> None: ...

    async def accepted(self, user_id: int) -> str | None:
        """The digest of the terms that the user has agreed to; `None` if he never did."""
        ...

    async def accept(self, user_id: int, digest: str) -> None: ...
