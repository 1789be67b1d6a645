"""A shop whose messages are remembered instead of sent."""

from collections.abc import AsyncIterator
from typing import Any, cast

import pytest
from redis.asyncio import Redis

from bot.domain.users import NO_LIMITS, Limits
from bot.shop.activations.purchases import PurchaseLimits, Purchases
from bot.storage.activations import ActivationStore
from sandbox.smsman import SmsMan as Sandbox
from tests.assortment import shortened
from tests.clock import Clock
from tests.shop.counter import Counter, Open
from tests.shop.shelved import catalogue, market, popularity, watch
from tests.world import TOKEN, Messages, Shop, open_shop

__all__ = ["catalogue", "market", "popularity", "watch"]


@pytest.fixture
def messages() -> Messages:
    return Messages()


@pytest.fixture
def limits() -> Limits:
    return NO_LIMITS


@pytest.fixture
async def shop(redis: Redis, clock: Clock, messages: Messages, limits: Limits) -> AsyncIterator[Shop]:
    sandbox = shortened(Sandbox(token=TOKEN, now=clock))
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0)
    async with open_shop(redis, clock, sandbox, messages, limits=limits) as shop:
        yield shop


@pytest.fixture
def open_counter(store: ActivationStore) -> Open:
    """Each one is a replica of its own."""

    def open_one(limits: Limits, *, is_open: bool = True) -> Counter:
        purchase_limits = PurchaseLimits(limits, is_open=is_open)
        return Counter(store, purchase_limits, Purchases(store, cast(Any, None), purchase_limits, cast(Any, None)))

    return open_one
