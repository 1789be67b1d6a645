"""Over a Cluster, a master is killed or hangs while numbers wait: what was acknowledged stays, and work goes on."""

import asyncio
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage.activations import ActivationStore
from bot.storage.broadcasts import BroadcastStore
from bot.storage.connection import open_redis
from bot.storage.fitness import durability
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.rate_limit import RateLimit
from bot.storage.users import UserStore
from tests.storage.servers import Cluster, cluster, until
from tests.storage.tls import behind_tls, over_tls
from tests.storage.waiting import a_master_falls

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("blow", ["kill", "freeze"])
async def test_a_master_falls_while_numbers_wait_and_nothing_acknowledged_is_lost(tmp_path: Path, blow: str) -> None:
    async with cluster(tmp_path) as servers:
        await answers_as_one_server_would(servers)
        base = Keys().base
        first = await servers.master_of(base)

        async def fall() -> None:
            getattr(first, blow)()

        # In a Cluster no replica is waited for: docs/reliability.md has it.
        await a_master_falls(servers.url, fall, forgets=0.05)
        assert await servers.master_of(base) is not first
        assert len({(await servers.master_of(Keys(f"bot{n}").base)).port for n in range(24)}) == 3, "bots spread"


async def test_the_first_commands_go_to_whom_they_belong(tmp_path: Path) -> None:
    async with cluster(tmp_path) as servers:
        redis = open_redis(servers.url)
        try:
            bots = (UserStore(redis, Keys(f"bot{n}")) for n in range(200))
            await asyncio.gather(*(users.set_language(1, "vi") for users in bots))
        finally:
            await redis.aclose()
        for master in servers.masters:
            assert "errorstat_MOVED" not in await master.ask("INFO", "errorstats")


async def test_while_a_master_hangs_the_others_answer_whoever_asks(tmp_path: Path) -> None:
    """Over TLS, where a connection takes a while to open and a farewell is awaited."""
    async with cluster(tmp_path) as servers, behind_tls(each.port for each in servers.masters + servers.replicas):
        hanging = servers.masters[0]
        bots = {n: Keys(f"bot{n}") for n in range(24)}
        masters = {n: await servers.master_of(keys.base) for n, keys in bots.items()}
        redis = open_redis(over_tls(servers.url))
        users = {n: UserStore(redis, keys) for n, keys in bots.items()}
        back = asyncio.Event()

        async def write(user: int) -> None:
            while not back.is_set():
                try:
                    await users[user].set_language(user, "vi")
                except StorageError:
                    assert masters[user] is hanging
                await asyncio.sleep(0.02)

        async def returns() -> bool:
            user = next(user for user in masters if masters[user] is hanging)
            await users[user].set_language(user, "vi")
            return True

        try:
            await asyncio.gather(*(users[user].set_language(user, "vi") for user in masters))
            async with asyncio.TaskGroup() as writing:
                hanging.freeze()
                for user in masters:
                    writing.create_task(write(user))
                await asyncio.sleep(0.1)
                await until(returns)
                back.set()
        finally:
            await redis.aclose()


async def answers_as_one_server_would(servers: Cluster) -> None:
    """What else the bot asks: how durable the least durable master is, what a user chose, and what sells."""
    redis = open_redis(servers.url)
    try:
        found = await durability(redis)
        assert (found.append_only, found.evicts) == (True, False)
        await servers.masters[1].ask("CONFIG", "SET", "appendonly", "no")
        assert (await durability(redis)).append_only is False
        await servers.masters[1].ask("CONFIG", "SET", "appendonly", "yes")
        for user in range(3):
            await UserStore(redis, Keys()).set_language(user, "vi")
            assert await UserStore(redis, Keys()).language(user) == "vi"
            await UserStore(redis, Keys()).record_visit(user + 1, day=20_000, name="")
        assert [one.id async for one in UserStore(redis, Keys()).everybody()] == [1, 2, 3]
        assert await ActivationStore(redis, Keys()).popularity() == {}
        assert await ActivationStore(redis, Keys()).count_states() == {}
        assert await ActivationStore(redis, Keys()).statistics(24) == {}
        broadcasts = BroadcastStore(redis, Keys())
        await broadcasts.draft("draft", "Hello", total=1)
        assert (await broadcasts.begin("draft", admin_id=7, chat_id=7, card_id=5))[0] == "ok"
        assert await broadcasts.claim("me", 15) is not None
        store = ActivationStore(redis, Keys())
        assert await store.switch(7, on=False) == await store.paused() is not None
        assert await store.switch(7, on=True) is None
        assert [await Leases(redis, Keys()).take("round", 60) for _ in range(2)] == [True, False]
        assert (await RateLimit(redis, Keys(), rate=10).take(1))[0] == 1
    finally:
        await redis.aclose()
