"""What only one of all replicas does, or says: whoever takes its name first."""

from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys


class Leases:
    def __init__(self, redis: Database, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys

    async def take(self, name: str, seconds: float) -> bool:
        """`True` for the first who asks; then for nobody until so many seconds have passed, or it is dropped."""
        async with guarded():
            return bool(await self._redis.set(self._keys.lease(name), "1", nx=True, px=round(seconds * 1000)))

    async def drop(self, name: str) -> bool:
        """Free the name; `True` for the one who did, when it was taken."""
        async with guarded():
            return bool(await self._redis.delete(self._keys.lease(name)))
