"""One of several replicas leads; another leads soon after that one is gone, and never both."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.domain.errors import StorageError
from bot.shop import leader as module
from bot.shop.leader import Leader
from bot.storage.keys import Keys
from bot.storage.leases import Leases

LEASE = Keys().lease("asking")


class Away(Leases):
    """A database that can be taken away."""

    away = False

    async def hold(self, name: str, holder: str, seconds: float) -> str:
        if self.away:
            raise StorageError("away")
        return await super().hold(name, holder, seconds)


class Watch:
    """The time by a process's own clock."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def leases(redis: Redis) -> Away:
    return Away(redis, Keys())


async def leading(leader: Leader) -> None:
    """Wait until it leads."""
    async with asyncio.timeout(5):
        async for leads in leader.renewals():
            if leads:
                return


async def test_the_first_leads_and_the_second_waits(leases: Away) -> None:
    first, second = Leader(leases, "asking"), Leader(leases, "asking")
    assert [await one.renew() for one in (first, second, first)] == [True, False, True]
    assert (first.certain, second.certain, second.leads) == (True, False, False)


async def test_the_second_leads_as_soon_as_the_first_resigns(leases: Away) -> None:
    first, second = Leader(leases, "asking"), Leader(leases, "asking", interval=0.01)
    await first.renew()
    waiting = asyncio.ensure_future(leading(second))
    await asyncio.wait({waiting}, timeout=0.1)
    assert not waiting.done()
    await first.resign()
    await waiting
    assert not await first.renew(), "it has resigned for good"
    assert not first.leads


async def test_the_second_leads_when_the_lease_of_a_killed_one_runs_out(
    leases: Away, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LEASE_S", 0.2)
    await Leader(leases, "asking").renew()
    await leading(Leader(leases, "asking", interval=0.01))


async def test_who_starts_again_as_the_same_leads_at_once(leases: Away) -> None:
    await Leader(leases, "asking", holder="the only one").renew()
    assert await Leader(leases, "asking", holder="the only one").renew()


async def test_with_the_database_away_the_leader_stays(leases: Away) -> None:
    watch = Watch()
    first, second = Leader(leases, "asking", now=watch), Leader(leases, "asking")
    await first.renew()
    leases.away = True
    watch.now += 6
    assert [await one.renew() for one in (first, second)] == [True, False]
    assert (first.certain, first.leads, second.leads) == (False, True, False)


async def test_who_finds_another_holder_leads_no_more(leases: Away, redis: Redis) -> None:
    leader = Leader(leases, "asking")
    await leader.renew()
    await redis.set(LEASE, "another")
    assert not await leader.renew()
    assert not leader.leads


async def test_who_stood_still_for_longer_than_the_lease_asks_before_it_goes_on(leases: Away, redis: Redis) -> None:
    watch = Watch()
    first, second = Leader(leases, "asking", now=watch), Leader(leases, "asking")
    await first.renew()
    await redis.pexpire(LEASE, 0)
    assert await second.renew()
    watch.now += 6
    assert not first.leads, "it can't know"
    assert not await first.renew()


async def test_a_leader_steps_aside_only_where_another_may_lead(leases: Away) -> None:
    watch = Watch()
    leader = Leader(leases, "asking", now=watch)
    await leader.renew()
    leader.step_aside()
    assert await leader.renew()
    leases.away = True
    watch.now += 6
    await leader.renew()
    leader.step_aside()
    assert [leader.leads, await leader.renew()] == [False, False]
    leases.away = False
    assert await leader.renew()
