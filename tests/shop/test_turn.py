"""One of several replicas has the turn; another has it soon after that one is gone, and never both."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.domain.errors import StorageError
from bot.shop.tasks import Tasks
from bot.shop.turn import Turn
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


@pytest.fixture
async def tasks() -> AsyncIterator[Tasks]:
    tasks = Tasks()
    yield tasks
    await tasks.cancel()


async def test_the_first_has_it_and_the_second_waits(leases: Away) -> None:
    first, second = Turn(leases, "asking"), Turn(leases, "asking")
    assert [await turn.ask() for turn in (first, second, first)] == [True, False, True]
    assert (first.certain, second.certain) == (True, False)


async def test_the_second_has_it_as_soon_as_it_is_given_back(leases: Away, tasks: Tasks) -> None:
    first, second = Turn(leases, "asking"), Turn(leases, "asking", every=0.01)
    await first.ask()
    tasks.start(second.keep(), name="second")
    await first.give_back()
    async with asyncio.timeout(5):
        await second.taken()
    assert not await first.ask(), "it was given back for good"


async def test_the_second_has_it_when_the_lease_of_a_dead_one_runs_out(leases: Away, tasks: Tasks) -> None:
    await Turn(leases, "asking", lease=0.2).ask()
    second = Turn(leases, "asking", every=0.01)
    tasks.start(second.keep(), name="second")
    async with asyncio.timeout(5):
        await second.taken()


async def test_who_starts_again_as_the_same_has_it_at_once(leases: Away) -> None:
    await Turn(leases, "asking", holder="the only one").ask()
    assert await Turn(leases, "asking", holder="the only one").ask()


async def test_with_the_database_away_it_stays_where_it_is(leases: Away) -> None:
    watch = Watch()
    first, second = Turn(leases, "asking", lease=5, now=watch), Turn(leases, "asking")
    await first.ask()
    leases.away = True
    watch.now += 6
    assert [await turn.ask() for turn in (first, second)] == [True, False]
    assert (first.certain, first.stands) == (False, True)


async def test_who_finds_another_owner_has_lost_it_at_once(leases: Away, redis: Redis, tasks: Tasks) -> None:
    turn = Turn(leases, "asking", every=0.01)
    tasks.start(turn.keep(), name="turn")
    await turn.taken()
    await redis.set(LEASE, "somebody else")
    async with asyncio.timeout(5):
        await turn.lost()
    assert not turn.stands


async def test_who_stood_still_for_longer_than_the_lease_asks_before_he_goes_on(leases: Away, redis: Redis) -> None:
    watch = Watch()
    first, second = Turn(leases, "asking", lease=5, now=watch), Turn(leases, "asking")
    await first.ask()
    await redis.pexpire(LEASE, 0)
    assert await second.ask()
    watch.now += 6
    assert first.ours, "it does not know yet"
    assert not first.stands
    assert not await first.ask()


async def test_a_doubt_counts_only_where_somebody_else_may_have_it(leases: Away) -> None:
    watch = Watch()
    turn = Turn(leases, "asking", lease=5, now=watch)
    await turn.ask()
    turn.doubt()
    assert turn.ours
    leases.away = True
    watch.now += 6
    await turn.ask()
    turn.doubt()
    assert not turn.stands
    leases.away = False
    assert await turn.ask()
