"""A script is known to any server once it was called, and its failures are the database's."""

import pytest
from redis.asyncio import Redis

from bot.domain.errors import StorageError
from bot.storage.connection import open_redis
from bot.storage.scripts import Script
from tests.storage.servers import HOST, free_ports

ADD = "return redis.call('INCRBY', KEYS[1], ARGV[1])"


async def test_a_server_that_has_forgotten_a_script_is_told_it_again_and_does_it_once(redis: Redis) -> None:
    add = Script(redis, ADD)
    assert await add("sum", 2) == 2
    await redis.script_flush()
    assert await add("sum", 3) == 5
    before = (await redis.info("commandstats")).get("cmdstat_eval", {}).get("calls", 0)
    assert await add("sum", 4) == 9
    assert (await redis.info("commandstats"))["cmdstat_eval"]["calls"] == before, "it is known again"


async def test_what_goes_wrong_in_a_script_is_a_storage_error(redis: Redis) -> None:
    with pytest.raises(StorageError):
        await Script(redis, ADD)("sum", "no number")


async def test_a_script_on_a_database_that_is_away_is_a_storage_error() -> None:
    redis = open_redis(f"redis://{HOST}:{free_ports(1)[0]}")
    with pytest.raises(StorageError):
        await Script(redis, ADD)("sum", 1)
    await redis.aclose()
