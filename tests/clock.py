"""A clock that stands still until the test moves it, for Python and for the scripts in Redis alike."""

from typing import Final

from redis.asyncio import Redis

LUA_CLOCK: Final = "tonumber(redis.call('GET', 'test:clock'))"
START: Final = 1_780_000_000.0


class Clock:
    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._now = START

    def __call__(self) -> float:
        return self._now

    async def set(self, now: float) -> None:
        self._now = now
        await self._redis.set("test:clock", round(now * 1000))

    async def advance(self, seconds: float) -> None:
        await self.set(self._now + seconds)
