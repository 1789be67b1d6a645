"""What the bot remembers of each user, as the handlers need it."""

from typing import Protocol


class Users(Protocol):
    """Every method may raise `StorageError`."""

    async def language(self, user_id: int) -> str | None:
        """What the user chose; `None` if he never did."""
        ...

    async def set_language(self, user_id: int, language: str) -> None: ...

    async def accepted(self, user_id: int) -> str | None:
        """The digest of the terms that the user has agreed to; `None` if he never did."""
        ...

    async def accept(self, user_id: int, digest: str) -> None: ...
