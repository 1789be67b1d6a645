"""Whose data stands under `REDIS_PREFIX`, as a real process meets it."""

import pytest
from redis.asyncio import Redis

from bot.storage.keys import Keys
from tests.stories.outside import Outside

pytestmark = pytest.mark.slow


async def test_a_bot_does_not_start_on_the_data_of_another(outside: Outside, redis: Redis, valkey_url: str) -> None:
    await redis.set(Keys().bot, 99)
    process = await outside.start(REDIS_URL=valkey_url)
    said, _ = await process.communicate()
    assert process.returncode == 1
    assert said.decode().splitlines()[-1].startswith("REDIS_PREFIX: sb holds the data of another bot, 99,")


async def test_it_starts_under_a_prefix_of_its_own(outside: Outside, redis: Redis, valkey_url: str) -> None:
    await redis.set(Keys().bot, 99)
    async with outside.running(REDIS_URL=valkey_url, REDIS_PREFIX="another"):
        await outside.buy()
    assert await redis.get(Keys("another").bot) == "42"
    assert {name.split(":")[0] async for name in redis.scan_iter()} == {"{sb}", "{another}"}
    assert [name async for name in redis.scan_iter("{sb}:*")] == [Keys().bot]
