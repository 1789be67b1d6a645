"""What every test may ask for: a real Valkey, emptied between tests, with a clock that the test moves."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest
from redis.asyncio import Redis

import bot.telegram  # loads aiogram as the bot does, before any test imports it by itself
from bot.storage.activations import ActivationStore
from bot.storage.connection import connected, open_redis
from bot.storage.embedded import EmbeddedValkey
from bot.storage.keys import Keys
from tests.browser import chromium, pytest_collection_modifyitems
from tests.clock import LUA_CLOCK, START, Clock

# How long an example takes says how busy the machine is, and nothing else.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

__all__ = ["bot", "chromium", "pytest_collection_modifyitems"]


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="valkey-") as folder:
        server = EmbeddedValkey(Path(folder))
        asyncio.run(_start(server))
        yield server.url
        asyncio.run(server.stop())


async def _start(server: EmbeddedValkey) -> None:
    """It dies with the tests, so nothing that it writes has to be on a disk before it answers."""
    await server.start()
    async with connected(server.url) as client:
        assert isinstance(client, Redis)
        await client.config_set("appendfsync", "no")


@pytest.fixture
async def redis(valkey_url: str) -> AsyncIterator[Redis]:
    client = open_redis(valkey_url)
    assert isinstance(client, Redis)
    await client.flushall()
    yield client
    await client.aclose()


@pytest.fixture
async def clock(redis: Redis) -> Clock:
    clock = Clock(redis)
    await clock.set(START)
    return clock


@pytest.fixture
def store(redis: Redis, clock: Clock) -> ActivationStore:
    return ActivationStore(redis, Keys(), clock=LUA_CLOCK)
