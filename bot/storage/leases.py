"""What only one of all replicas does, or says: the first to take its name."""

from pathlib import Path
from uuid import uuid4

from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys
from bot.storage.scripts import Script


class Leases:
    def __init__(self, redis: Database, keys: Keys) -> None:
        self._redis = redis
        self._keys = keys
        self._script = Script(redis, Path(__file__).with_suffix(".lua").read_text(encoding="utf-8"))

    async def take(self, name: str, seconds: float) -> bool:
        """`True` for the first who asks; then for nobody until so many seconds have passed, or it is dropped."""
        asker = uuid4().hex
        return await self.hold(name, asker, seconds) == asker

    async def taken(self, name: str) -> bool:
        async with guarded():
            return bool(await self._redis.exists(self._keys.lease(name)))

    async def drop(self, name: str) -> bool:
        """Free the name, its holder's or another's; `True` for the one who did, when it was taken."""
        async with guarded():
            return bool(await self._redis.delete(self._keys.lease(name)))

    async def hold(self, name: str, holder: str, seconds: float) -> str:
        """Take the name, or keep it for so many seconds more; gives who has it now."""
        return str(await self._script(self._keys.lease(name), "hold", holder, round(seconds * 1000)))

    async def pass_on(self, name: str, holder: str, successor: str, seconds: float) -> bool:
        """Give the name to `successor` for so many seconds; `False` where neither of the two has it now."""
        has = await self._script(self._keys.lease(name), "pass_on", holder, round(seconds * 1000), successor)
        return bool(has == successor)

    async def holder(self, name: str) -> str | None:
        """Who has the name now."""
        async with guarded():
            found = await self._redis.get(self._keys.lease(name))
        return str(found) if found else None

    async def release(self, name: str, holder: str) -> None:
        """Free the name, where this one has it."""
        await self._script(self._keys.lease(name), "release", holder)
