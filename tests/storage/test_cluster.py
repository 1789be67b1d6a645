"""Over a Cluster, a master is killed or hangs while numbers wait: what was acknowledged stays, and work goes on."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot.domain.errors import LimitReached
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
