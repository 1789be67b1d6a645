"""A purchase is sent only once a replica knows of it, where there are any; so no failover can make it look unsent."""

import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.domain.models import Activation, Reason, State
from bot.storage.activations import ActivationStore
from bot.storage.connection import open_redis
from bot.storage.keys import Keys
from bot.storage.replicas import Replicas, lacks_wait
from sandbox.smsman import SmsMan as Sandbox
from tests.clock import START, Clock
from tests.storage.buying import Buyer
from tests.storage.servers import HOST, Server, one_server, sentinels, until
from tests.world import TOKEN, Messages, open_shop

pytestmark = pytest.mark.slow


async def sending(store: ActivationStore) -> Activation:
    activation = await Buyer(store).begin()
    assert await store.sending(activation, owner="me", timeout_s=75)
    return activation


async def test_without_a_replica_nothing_is_waited_for(redis: Redis, store: ActivationStore) -> None:
    assert await Replicas(redis, Keys()).hold(await sending(store), "owner", "me")


async def test_replicas_that_lag_hold_up_what_was_not_sent_and_keep_what_was_bought(tmp_path: Path) -> None:
    async with sentinels(tmp_path) as servers:
        redis = open_redis(servers.url)
        assert isinstance(redis, Redis)
        clock, journal = Clock(redis), tmp_path / "journal"
        await clock.set(START)
        provider, master = Sandbox(token=TOKEN, now=clock), await servers.master()
        followers = [server for server in servers.data if server is not master]

        def freeze() -> None:
            for server in followers:
                server.freeze()

        async def thaw() -> None:
            for server in followers:
                server.process.send_signal(signal.SIGCONT)
            await until(lambda: _follows(redis))

        async with open_shop(redis, clock, provider, Messages(), folder=journal) as shop:
            bought = await shop.buy()
            assert (bought.state, list(journal.iterdir())) == (State.WAITING, [])

            freeze()
            held_up = await shop.buy()
            assert (held_up.state, held_up.reason) == (State.FAILED, Reason.STALE)
            assert shop.calls("get-number") == 1
            await thaw()

            provider.faults.add("latency_after", call="get-number", seconds=0.5)
            wish = await shop.tap_buy()
            await shop.activation_worker.run_once()
            await until(lambda: _sent(shop.calls, 2))
            freeze()
            await shop.settle()
            assert (await shop.now(wish)).state is State.WAITING
            (entry,) = journal.iterdir()
            await thaw()
            await shop.buyer.replay()
            assert list(journal.iterdir()) == [], f"{entry} is no longer needed"
        await redis.aclose()


@pytest.fixture
async def pair(tmp_path: Path) -> AsyncIterator[tuple[Server, str]]:
    """A master that somebody follows, and its address."""
    async with one_server(tmp_path / "one") as master, one_server(tmp_path / "two") as replica:
        await replica.ask("REPLICAOF", HOST, master.port)
        await until(lambda: _is_up(replica))
        yield master, f"redis://:p%40ss%2Fword@{HOST}:{master.port}"


async def test_a_new_master_that_knows_nothing_of_it_is_told_apart(pair: tuple[Server, str]) -> None:
    """Though its own replica takes every write."""
    redis = open_redis(pair[1])
    activation, replicas = await sending(ActivationStore(redis, Keys())), Replicas(redis, Keys())
    assert await replicas.hold(activation, "owner", "me")
    assert not await replicas.hold(activation, "owner", "somebody else")
    await redis.delete(f"{Keys().base}:a:{activation.id}")
    assert not await replicas.hold(activation, "owner", "me")
    await redis.aclose()


@pytest.mark.parametrize("acl", ["-wait", "+@all"])
async def test_a_database_without_wait_goes_on_and_it_is_said_once(
    tmp_path: Path, acl: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Forbidden by an ACL, or a word that the server does not know."""
    unknown = ("--rename-command", "WAIT", "") if acl == "+@all" else ()
    async with one_server(tmp_path / "one", *unknown) as master, one_server(tmp_path / "two") as replica:
        await replica.ask("REPLICAOF", HOST, master.port)
        await until(lambda: _is_up(replica))
        await master.ask("ACL", "SETUSER", "default", acl)
        redis = open_redis(f"redis://:p%40ss%2Fword@{HOST}:{master.port}")
        activation, replicas = await sending(ActivationStore(redis, Keys())), Replicas(redis, Keys())
        for _ in range(2):
            assert await replicas.hold(activation, "owner", "me")
            assert not await replicas.hold(activation, "owner", "somebody else")
        assert capsys.readouterr().out.count("no WAIT") == 1
        assert await lacks_wait(redis)
        await redis.aclose()


async def test_wait_is_lacked_by_none_that_has_it_or_needs_it_not(redis: Redis, pair: tuple[Server, str]) -> None:
    assert not await lacks_wait(redis)
    followed = open_redis(pair[1])
    assert not await lacks_wait(followed)
    await followed.aclose()


async def test_a_new_master_without_a_replica_holds_up_one_purchase_at_most(
    redis: Redis, store: ActivationStore
) -> None:
    activation = await sending(store)
    replicas = Replicas(redis, Keys())
    replicas._any, replicas._counted = True, float("inf")  # there were some a moment ago
    assert not await replicas.hold(activation, "owner", "me")
    assert await replicas.hold(activation, "owner", "me")


async def _is_up(replica: Server) -> bool:
    return bool((await replica.ask("INFO", "replication"))["master_link_status"] == "up")


async def _follows(redis: Redis) -> bool:
    async with redis.pipeline(transaction=False) as pipeline:
        pipeline.set("{sb}:lease:test", 1)
        pipeline.execute_command("WAIT", 2, 1000)
        _, replicas = await pipeline.execute()
    return bool(replicas == 2)


async def _sent(calls: object, count: int) -> bool:
    assert callable(calls)
    return bool(calls("get-number") == count)
