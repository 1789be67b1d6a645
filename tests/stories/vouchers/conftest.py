"""A private bot with wallets; Sam is a stranger."""

from decimal import Decimal

import pytest

from bot.domain.models import Offer
from bot.domain.wallet import Markup
from bot.telegram.access import Access
from tests.stories.chat import ALICE, MINH, STRANGER, Person, World


@pytest.fixture
def markup() -> Markup | None:
    return Markup(percent=Decimal(50), step=Decimal(1))


@pytest.fixture
def access() -> Access:
    return Access(public=False, allowed=frozenset({MINH}), admins=frozenset({ALICE}))


@pytest.fixture
def sam(world: World) -> Person:
    return world.person(STRANGER)


@pytest.fixture
async def minh(world: World) -> Person:
    await world.users.set_language(MINH, "en")
    return world.person(MINH)


@pytest.fixture
async def offer(world: World) -> Offer:
    """The one that vouchers here are for."""
    return await world.shop.some_offer()
