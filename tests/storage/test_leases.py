"""A name has one holder at a time, and a call that is sent again after a lost reply changes nothing."""

import pytest
from redis.asyncio import Redis

from bot.storage.keys import Keys
from bot.storage.leases import Leases

NAME = Keys().lease("work")


@pytest.fixture
def leases(redis: Redis) -> Leases:
    return Leases(redis, Keys())


async def test_who_comes_first_holds_it_and_the_others_are_told_who(leases: Leases) -> None:
    assert [await leases.hold("work", name, 60) for name in ("one", "two", "one")] == ["one", "one", "one"]


async def test_the_holder_keeps_it_for_longer_and_nobody_else_does(leases: Leases, redis: Redis) -> None:
    await leases.hold("work", "one", 10)
    await leases.hold("work", "one", 60)
    assert await redis.pttl(NAME) > 50_000
    await leases.hold("work", "two", 600)
    assert await redis.pttl(NAME) <= 60_000


async def test_it_is_free_once_its_time_is_over(leases: Leases, redis: Redis) -> None:
    await leases.hold("work", "one", 60)
    await redis.pexpire(NAME, 0)
    assert await leases.hold("work", "two", 60) == "two"


async def test_only_the_holder_gives_it_back_and_may_say_so_twice(leases: Leases) -> None:
    await leases.hold("work", "one", 60)
    await leases.release("work", "two")
    assert await leases.hold("work", "two", 60) == "one"
    await leases.release("work", "one")
    assert await leases.hold("work", "two", 60) == "two"
    await leases.release("work", "one")
    assert await leases.hold("work", "one", 60) == "two"


async def test_only_the_holder_passes_it_on_and_may_say_so_twice(leases: Leases, redis: Redis) -> None:
    await leases.hold("work", "one", 60)
    assert not await leases.pass_on("work", "two", "three", 600)
    assert [await leases.pass_on("work", "one", "two", 600) for _ in range(2)] == [True, True]
    assert await leases.holder("work") == "two"
    assert await redis.pttl(NAME) > 60_000
    await leases.release("work", "two")
    assert not await leases.pass_on("work", "two", "three", 60), "it is nobody's now"


async def test_what_is_taken_once_is_taken_by_nobody_again_until_it_is_dropped(leases: Leases) -> None:
    assert [await leases.take("work", 60) for _ in range(2)] == [True, False]
    assert [await leases.drop("work") for _ in range(2)] == [True, False]
    assert await leases.take("work", 60)


async def test_a_take_whose_answer_was_lost_is_still_the_takers(
    leases: Leases, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = leases._script

    async def twice(key: str, *arguments: str | float) -> object:
        await script(key, *arguments)  # as redis-py does after a lost reply
        return await script(key, *arguments)

    monkeypatch.setattr(leases, "_script", twice)
    assert await leases.take("work", 60)
