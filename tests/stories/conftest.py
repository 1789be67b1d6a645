"""Alice and her phone, with everything behind it real."""

from collections.abc import AsyncIterator, Mapping

import pytest
from redis.asyncio import Redis

from bot.domain.users import NO_LIMITS, Limits
from bot.domain.wallet import Markup
from bot.telegram.access import Access
from tests.clock import Clock
from tests.stories.chat import ALICE, NO_TERMS, Person, World, open_world
from tests.stories.outside import outside

__all__ = ["outside"]


@pytest.fixture
def access() -> Access:
    return Access(public=True, admins=frozenset({ALICE}))


@pytest.fixture
def limits() -> Limits:
    return NO_LIMITS


@pytest.fixture
def terms() -> Mapping[str, str]:
    return NO_TERMS


@pytest.fixture
def markup() -> Markup | None:
    """Users pay nothing, unless a story has wallets."""
    return None


@pytest.fixture
async def world(
    redis: Redis, clock: Clock, access: Access, limits: Limits, terms: Mapping[str, str], markup: Markup | None
) -> AsyncIterator[World]:
    async with open_world(redis, clock, access, limits, terms=terms, markup=markup) as world:
        yield world


@pytest.fixture
def alice(world: World) -> Person:
    return world.person(ALICE)
