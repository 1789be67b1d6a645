"""Over a Cluster, a master is killed or hangs while numbers wait: what was acknowledged stays, and work goes on."""

from pathlib import Path

import pytest

from bot.storage.connection import durability, open_redis
from bot.storage.keys import SHARDS, Keys, shard_of
from bot.storage.machine import Machine
from bot.storage.users import Users
from tests.storage.servers import Cluster, cluster
from tests.storage.waiting import USER, a_master_falls


@pytest.mark.parametrize("blow", ["kill", "freeze"])
async def test_a_master_falls_while_numbers_wait_and_nothing_acknowledged_is_lost(tmp_path: Path, blow: str) -> None:
    async with cluster(tmp_path) as servers:
        await answers_as_one_server_would(servers)
        base = Keys().base(shard_of(USER))
        first = await servers.master_of(base)

        async def fall() -> None:
            getattr(first, blow)()

        await a_master_falls(servers.url, fall)
        assert await servers.master_of(base) is not first
        assert len({(await servers.master_of(Keys().base(shard))).port for shard in range(SHARDS)}) == 3


async def answers_as_one_server_would(servers: Cluster) -> None:
    """What else the bot asks: how durable the least durable master is, what a user chose, and what sells."""
    redis = open_redis(servers.url)
    try:
        found = await durability(redis)
        assert (found.append_only, found.evicts) == (True, False)
        await servers.masters[1].ask("CONFIG", "SET", "appendonly", "no")
        assert (await durability(redis)).append_only is False
        await servers.masters[1].ask("CONFIG", "SET", "appendonly", "yes")
        for user in range(SHARDS):
            await Users(redis, Keys()).set_language(user, "vi")
            assert await Users(redis, Keys()).language(user) == "vi"
        assert await Machine(redis, Keys()).popularity() == {}
    finally:
        await redis.aclose()
