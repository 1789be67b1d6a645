"""Over a Cluster, a master is killed or hangs while numbers wait: what was acknowledged stays, and work goes on."""

import asyncio
from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.errors import LimitReached, StorageError
from bot.domain.limits import Cap, Limits
from bot.domain.models import Quote, Reason
from bot.shop.limits import Admission
from bot.storage.announcements import Announcements
from bot.storage.bucket import Bucket
from bot.storage.connection import Database, durability, open_redis
from bot.storage.gate import Gate, Place
from bot.storage.keys import SHARDS, Keys, shard_of
from bot.storage.leases import Leases
from bot.storage.machine import Machine
from bot.storage.users import Users
from tests.storage.servers import Cluster, cluster, until
from tests.storage.tls import behind_tls, over_tls
from tests.storage.waiting import USER, a_master_falls


@pytest.mark.parametrize("blow", ["kill", "freeze"])
async def test_a_master_falls_while_numbers_wait_and_nothing_acknowledged_is_lost(tmp_path: Path, blow: str) -> None:
    async with cluster(tmp_path) as servers:
        await answers_as_one_server_would(servers)
        base = Keys().base(shard_of(USER))
        first = await servers.master_of(base)

        async def fall() -> None:
            getattr(first, blow)()

        # In a Cluster no replica is waited for: docs/reliability.md has it.
        await a_master_falls(servers.url, fall, forgets=0.05)
        assert await servers.master_of(base) is not first
        assert len({(await servers.master_of(Keys().base(shard))).port for shard in range(SHARDS)}) == 3


async def test_the_first_commands_go_to_whom_they_belong(tmp_path: Path) -> None:
    async with cluster(tmp_path) as servers:
        redis = open_redis(servers.url)
        try:
            await asyncio.gather(*(Users(redis, Keys()).set_language(user, "vi") for user in range(200)))
        finally:
            await redis.aclose()
        for master in servers.masters:
            assert "errorstat_MOVED" not in await master.ask("INFO", "errorstats")


async def test_while_a_master_hangs_the_others_answer_whoever_asks(tmp_path: Path) -> None:
    """Over TLS, where a connection takes a while to open and a farewell is awaited."""
    async with cluster(tmp_path) as servers, behind_tls(each.port for each in servers.masters + servers.replicas):
        hanging = servers.masters[0]
        masters = {user: await servers.master_of(Keys().base(shard_of(user))) for user in range(24)}
        redis = open_redis(over_tls(servers.url))
        users = Users(redis, Keys())
        back = asyncio.Event()

        async def write(user: int) -> None:
            while not back.is_set():
                try:
                    await users.set_language(user, "vi")
                except StorageError:
                    assert masters[user] is hanging
                await asyncio.sleep(0.02)

        async def returns() -> bool:
            await users.set_language(next(user for user in masters if masters[user] is hanging), "vi")
            return True

        try:
            await asyncio.gather(*(users.set_language(user, "vi") for user in masters))
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
        for user in range(SHARDS):
            await Users(redis, Keys()).set_language(user, "vi")
            assert await Users(redis, Keys()).language(user) == "vi"
            await Users(redis, Keys()).note(user + 1, day=20_000, name="")
        assert [one.id async for one in Users(redis, Keys()).everybody()] == [SHARDS, *range(1, SHARDS)]
        assert await Machine(redis, Keys()).popularity() == {}
        assert await Machine(redis, Keys()).census() == {}
        assert await Machine(redis, Keys()).tallies(24) == {}
        announcements = Announcements(redis, Keys())
        await announcements.draft("draft", "Hello", total=1)
        assert (await announcements.begin("draft", admin_id=7, chat_id=7, card_id=5))[0] == "ok"
        assert await announcements.claim("me", 15) is not None
        gate = Gate(redis, Keys())
        assert await gate.switch(7, on=False) == await gate.paused() is not None
        assert await gate.switch(7, on=True) is None
        assert [await Leases(redis, Keys()).take("round", 60) for _ in range(2)] == [True, False]
        assert (await Bucket(redis, Keys(), rate=10).take(1))[0] == 1
        await shares_one_cap(redis)
    finally:
        await redis.aclose()


async def shares_one_cap(redis: Database) -> None:
    """Users of three shards, which lie on several masters, share what all of them may have open."""
    machine, gate = Machine(redis, Keys()), Gate(redis, Keys())
    admission = Admission(machine, gate, Limits(all_active=2))
    quotes = [Quote(f"quote-{user}", user, 10, 3, Decimal(1)) for user in range(3)]
    for quote in quotes[:2]:
        await machine.quote(quote, ttl=900)
        async with admission.place(Place(quote.user_id, quote.nonce, quote.price)):
            await machine.begin(quote.nonce, user_id=quote.user_id, chat_id=1, card_id=5, language="en")
    last = Place(quotes[2].user_id, quotes[2].nonce, quotes[2].price)
    with pytest.raises(LimitReached):
        await gate.enter(last, active=2, spending=Decimal(0))
    await machine.fail(await machine.find(0, "quote-0"), Reason.REFUSED, owner="me")
    await admission.check(Cap.ALL_ACTIVE)
    await gate.enter(last, active=2, spending=Decimal(0))
