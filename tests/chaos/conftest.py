"""What the checks of the chaos program look at: a provider, and a database behind the name that they know it by."""

from contextlib import asynccontextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from redis.asyncio import Redis

from sandbox.smsman import SmsMan


@pytest.fixture
def provider() -> SmsMan:
    return SmsMan(token="t")


@pytest.fixture
def valkey(redis: Redis) -> Any:
    @asynccontextmanager
    async def client() -> Any:
        yield redis

    return SimpleNamespace(client=client)
