"""A purchase is sent only once a replica knows of it, where there are any; so no failover can make it look unsent."""

import signal
from pathlib import Path

from redis.asyncio import Redis

from bot.domain.models import Activation, Reason, State
from bot.storage.connection import open_redis
from bot.storage.keys import Keys
from bot.storage.machine import Machine
from bot.storage.replicas import Replicas
from sandbox.smsman import SmsMan as Sandbox
from tests.clock import START, Clock
from tests.storage.buying import Buyer
from tests.storage.servers import sentinels, until
from tests.world import TOKEN, Messages, open_shop


async def sending(machine: Machine) -> Activation:
    activation = await Buyer(machine).begin()
    assert await machine.sending(activation, owner="me", patience=75)
    return activation


async def test_without_a_replica_nothing_is_waited_for(redis: Redis, machine: Machine) -> None:
    assert await Replicas(redis, Keys()).hold(await sending(machine), "owner", "me")


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
            await shop.steps.turn()
            await until(lambda: _sent(shop.calls, 2))
            freeze()
            await shop.settle()
            assert (await shop.now(wish)).state is State.WAITING
            (entry,) = journal.iterdir()
            await thaw()
            await shop.buyer.replay()
            assert list(journal.iterdir()) == [], f"{entry} is no longer needed"
        await redis.aclose()


async def test_a_new_master_that_knows_nothing_of_it_is_told_apart(redis: Redis, machine: Machine) -> None:
    activation = await sending(machine)
    replicas = Replicas(redis, Keys())
    replicas._any, replicas._counted = True, float("inf")  # there were some a moment ago
    assert not await replicas.hold(activation, "owner", "somebody else")


async def _follows(redis: Redis) -> bool:
    async with redis.pipeline(transaction=False) as pipeline:
        pipeline.set("sb:lease:test", 1)
        pipeline.execute_command("WAIT", 2, 1000)
        _, replicas = await pipeline.execute()
    return bool(replicas == 2)


async def _sent(calls: object, count: int) -> bool:
    assert callable(calls)
    return bool(calls("get-number") == count)
