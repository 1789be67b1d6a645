"""What each user chose for himself, and agreed to."""

from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys


class Users:
    def __init__(self, redis: Database, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys

    async def language(self, user_id: int) -> str | None:
        """The language that the user chose; `None` if he never did."""
        async with guarded():
            language = await self._redis.hget(self._keys.user(user_id), "language")
        return language if isinstance(language, str) else None

    async def set_language(self, user_id: int, language: str) -> None:
        async with guarded():
            await self._redis.hset(self._keys.user(user_id), "language", language)

    async def accepted(self, user_id: int) -> str | None:
        """The digest of the terms that the user has agreed to; `None` if he never did."""
        async with guarded():
            digest = await self._redis.hget(self._keys.user(user_id), "terms")
        return digest if isinstance(digest, str) else None

    async def accept(self, user_id: int, digest: str) -> None:
        async with guarded():
            await self._redis.hset(self._keys.user(user_id), "terms", digest)
