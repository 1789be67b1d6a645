"""Over Sentinels, the master is killed or hangs while numbers wait: what was acknowledged stays, and work goes on."""

from pathlib import Path

import pytest

from bot.storage.connection import open_redis
from bot.storage.fitness import durability
from bot.storage.keys import Keys
from bot.storage.users import UserStore
from tests.storage.servers import Sentinels, sentinels
from tests.storage.waiting import a_master_falls

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("blow", ["kill", "freeze"])
async def test_a_master_falls_while_numbers_wait_and_nothing_acknowledged_is_lost(tmp_path: Path, blow: str) -> None:
    async with sentinels(tmp_path) as servers:
        await answers_as_one_server_would(servers)
        first = await servers.master()

        async def fall() -> None:
            getattr(first, blow)()

        await a_master_falls(servers.url, fall)
        assert await servers.master() is not first


async def answers_as_one_server_would(servers: Sentinels) -> None:
    """What else the bot asks: how durable it is, and what a user chose."""
    redis = open_redis(servers.url)
    try:
        found = await durability(redis)
        assert (found.append_only, found.evicts) == (True, False)
        await (await servers.master()).ask("CONFIG", "SET", "appendonly", "no")
        assert (await durability(redis)).append_only is False
        await (await servers.master()).ask("CONFIG", "SET", "appendonly", "yes")
        await UserStore(redis, Keys()).set_language(7, "vi")
        assert await UserStore(redis, Keys()).language(7) == "vi"
    finally:
        await redis.aclose()
