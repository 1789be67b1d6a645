"""Alice runs a bot that takes Stars; Minh pays."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.domain.wallet import Markup
from bot.storage.keys import Keys
from bot.storage.wallet import WalletStore
from bot.telegram.access import Access
from tests.clock import LUA_CLOCK, Clock
from tests.stories.chat import ALICE, MINH, OLGA, Person, World, open_world
from tests.stories.stars.steps import TERMS


@pytest.fixture
async def world(redis: Redis, clock: Clock) -> AsyncIterator[World]:
    """Alice runs the bot; Minh pays."""
    access = Access(public=True, admins=frozenset({ALICE}))
    async with open_world(redis, clock, access, stars=TERMS, markup=Markup()) as world:
        for user in (ALICE, MINH, OLGA):
            world.telegram.add_user(user, world.telegram.users()[0]["first_name"], "en")
            world.telegram.send_text(user, "/start")
        await world.pump()
        yield world


@pytest.fixture
def minh(world: World) -> Person:
    return world.person(MINH)


@pytest.fixture
def alice(world: World) -> Person:
    return world.person(ALICE)


@pytest.fixture
def wallets(redis: Redis) -> WalletStore:
    return WalletStore(redis, Keys(), clock=LUA_CLOCK)


@pytest.fixture(autouse=True)
async def _books_add_up(world: World, wallets: WalletStore) -> AsyncIterator[None]:
    """After each story the ledger is sound."""
    yield
    assert (await wallets.verify()).sound
