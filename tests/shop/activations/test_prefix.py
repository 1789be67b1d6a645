"""Two bots on one database, each under a prefix of its own: neither sees, buys or counts what is the other's."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached, NotFound
from bot.domain.models import State
from bot.domain.users import Limits
from bot.storage.audit_log import read_audit
from bot.storage.backup import Backup
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.ownership import owner
from sandbox.smsman import SmsMan as Sandbox
from tests.assortment import shortened
from tests.clock import Clock
from tests.storage.listed import listed
from tests.world import TOKEN, USER, Messages, Shop, open_shop

PREFIXES = ("sb", "sb2")
"""One begins with the other."""


@pytest.fixture
async def both(redis: Redis, clock: Clock) -> AsyncIterator[tuple[Shop, Shop]]:
    async with AsyncExitStack() as stack:
        shops = [
            await stack.enter_async_context(
                open_shop(redis, clock, seller(clock), Messages(), limits=Limits(all_active=1), prefix=prefix)
            )
            for prefix in PREFIXES
        ]
        yield shops[0], shops[1]


def seller(clock: Clock) -> Sandbox:
    sandbox = shortened(Sandbox(token=TOKEN, now=clock))
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0)
    return sandbox


async def test_a_number_is_its_own_bots_from_the_tap_to_the_code(both: tuple[Shop, Shop], redis: Redis) -> None:
    first, second = both
    wish = await first.tap_buy()
    await second.settle()
    assert (await first.now(wish)).state is State.RESERVED, "the other one took it"
    await first.settle()
    with pytest.raises(NotFound):
        await second.now(wish)
    assert await listed(second.store, USER, 0, 10) == ([], 0)
    await second.pass_time(30)
    assert (await first.now(wish)).state is State.WAITING
    await first.pass_time(30)
    assert (await first.now(wish)).state is State.DONE
    assert not second.provider.ledger
    assert [event["event"] for event in await read_audit(redis, Keys("sb"))] == ["bought"]
    assert await read_audit(redis, Keys("sb2")) == []
    assert [record async for record in Backup(redis, Keys("sb2")).read()] == []


async def test_the_caps_of_one_bot_leave_the_other_alone(both: tuple[Shop, Shop]) -> None:
    first, second = both
    await first.buy()
    with pytest.raises(LimitReached):
        await first.tap_buy(USER + 1)
    assert (await second.buy(USER + 1)).state is State.WAITING


async def test_what_one_replica_does_for_all_it_does_for_its_own_bot(redis: Redis) -> None:
    assert [await Leases(redis, Keys(prefix)).take("auditor", 60) for prefix in PREFIXES] == [True, True]


async def test_a_prefix_is_the_bots_who_came_first(redis: Redis) -> None:
    assert await owner(redis, Keys("sb"), 42) == 42
    assert await owner(redis, Keys("sb"), 43) == 42
    assert await owner(redis, Keys("sb2"), 43) == 43


async def test_the_mark_of_whose_data_it_is_stays_out_of_a_backup(redis: Redis) -> None:
    await owner(redis, Keys(), 42)
    assert await Backup(redis, Keys()).is_empty()
