"""Connections outlive what they were made for: a failover behind one address, forgotten flows, and a small plan."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.domain.models import State
from bot.storage import connection
from bot.storage.activations import ActivationStore
from bot.storage.connection import CONNECTIONS, PING_AFTER_S, PING_TIMEOUT_S, open_redis
from bot.storage.fitness import durability
from bot.storage.keys import Keys
from bot.storage.replicas import Replicas
from bot.storage.scripts import Script
from bot.storage.users import UserStore
from tests.storage.buying import Buyer
from tests.storage.servers import HOST, Server, one_server, until
from tests.storage.switch import switch

pytestmark = pytest.mark.slow

LOGIN = ":p%40ss%2Fword@"


async def follow(replica: Server, master: Server) -> None:
    await replica.ask("REPLICAOF", HOST, master.port)
    await until(lambda: _is_up(replica))


async def _is_up(replica: Server) -> bool:
    return bool((await replica.ask("INFO", "replication"))["master_link_status"] == "up")


async def test_behind_one_address_the_former_master_is_left_at_once(tmp_path: Path) -> None:
    """Its connections stay open, and it refuses what is written: plain commands, scripts and pipelines."""
    async with one_server(tmp_path / "one") as old, one_server(tmp_path / "two") as new, switch(old.port) as front:
        redis = open_redis(f"redis://{LOGIN}{HOST}:{front.port}")
        users, script = UserStore(redis, Keys()), Script(redis, "return redis.call('INCR', KEYS[1])")
        await follow(new, old)
        await asyncio.gather(*(users.set_language(user, "vi") for user in range(2 * CONNECTIONS)))
        activation = await Buyer(ActivationStore(redis, Keys())).begin()
        await script("count")
        await until(lambda: _has(new, "count"))
        await new.ask("REPLICAOF", "NO", "ONE")
        front.target = new.port
        await follow(old, new)

        await asyncio.gather(*(users.set_language(user, "en") for user in range(2 * CONNECTIONS)))
        assert await script("count") == 2
        assert await users.language(1) == "en"
        assert await Replicas(redis, Keys()).hold(activation, "state", State.RESERVED)
        await redis.aclose()


async def _has(server: Server, key: str) -> bool:
    return bool(await server.ask("EXISTS", key))


async def test_behind_one_address_a_replica_without_its_master_is_left_at_once(tmp_path: Path) -> None:
    async with one_server(tmp_path / "one") as old, one_server(tmp_path / "two") as new, switch(old.port) as front:
        redis = open_redis(f"redis://{LOGIN}{HOST}:{front.port}")
        await redis.set("name", "old")
        await new.ask("SET", "name", "new")
        await old.ask("CONFIG", "SET", "replica-serve-stale-data", "no")
        await old.ask("REPLICAOF", HOST, 1)
        front.target = new.port
        assert await redis.get("name") == "new"
        await redis.aclose()


async def test_forgotten_flows_cost_a_burst_one_short_wait(tmp_path: Path) -> None:
    async with one_server(tmp_path / "one") as server, switch(server.port) as front:
        redis = open_redis(f"redis://{LOGIN}{HOST}:{front.port}")
        users = UserStore(redis, Keys())
        await asyncio.gather(*(users.set_language(user, "vi") for user in range(2 * CONNECTIONS)))
        front.forget()
        await asyncio.sleep(PING_AFTER_S)
        began = time.monotonic()
        assert await asyncio.gather(*(users.language(user) for user in range(2 * CONNECTIONS))) == ["vi"] * 32
        assert time.monotonic() - began < 3 * PING_TIMEOUT_S
        await redis.aclose()


async def test_after_a_long_pause_a_connection_is_dialled_anew_without_asking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "REDIAL_AFTER_S", PING_AFTER_S)
    async with one_server(tmp_path / "one") as server, switch(server.port) as front:
        redis = open_redis(f"redis://{LOGIN}{HOST}:{front.port}")
        await redis.set("name", "value")
        front.forget()
        await asyncio.sleep(PING_AFTER_S)
        began = time.monotonic()
        assert await redis.get("name") == "value"
        assert time.monotonic() - began < PING_TIMEOUT_S
        assert front.dialled == 2
        await redis.aclose()


async def test_a_connection_in_use_is_neither_asked_nor_dialled_anew(tmp_path: Path) -> None:
    async with one_server(tmp_path / "one") as server, switch(server.port) as front:
        redis = open_redis(f"redis://{LOGIN}{HOST}:{front.port}")
        for _ in range(50):
            await redis.set("name", "value")
        assert front.dialled == 1
        before = await _pings(server)
        await redis.get("name")
        assert await _pings(server) == before
        await asyncio.sleep(PING_AFTER_S)
        assert await redis.get("name") == "value"
        assert front.dialled == 1, "it was asked, and answered"
        await redis.aclose()


async def _pings(server: Server) -> int:
    return int((await server.ask("INFO", "commandstats")).get("cmdstat_ping", {}).get("calls", 0))


async def test_a_plan_for_twenty_clients_serves_many_at_once(tmp_path: Path) -> None:
    async with one_server(tmp_path / "one", "--maxclients", "20") as server:
        redis = open_redis(f"redis://{LOGIN}{HOST}:{server.port}")
        users = UserStore(redis, Keys())
        await asyncio.gather(*(users.set_language(user, "vi") for user in range(300)))
        assert (await durability(redis)).append_only
        await redis.aclose()
