"""A shop whose messages are remembered instead of sent."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.domain.limits import NO_LIMITS, Limits
from sandbox.smsman import SmsMan as Sandbox
from tests.clock import Clock
from tests.world import TOKEN, Messages, Shop, open_shop


@pytest.fixture
def messages() -> Messages:
    return Messages()


@pytest.fixture
def limits() -> Limits:
    return NO_LIMITS


@pytest.fixture
async def shop(redis: Redis, clock: Clock, messages: Messages, limits: Limits) -> AsyncIterator[Shop]:
    sandbox = Sandbox(token=TOKEN, now=clock)
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0)
    async with open_shop(redis, clock, sandbox, messages, limits=limits) as shop:
        yield shop
