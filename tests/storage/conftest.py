"""The database under stories that are played against a model."""

import asyncio
from collections.abc import Iterator

import pytest
from redis.asyncio import Redis

from bot.storage import connection
from bot.storage.connection import open_redis
from tests.storage.stored import World


@pytest.fixture(scope="module")
def world(valkey_url: str) -> Iterator[World]:
    with asyncio.Runner() as runner, pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "TIMEOUT_S", 60.0)  # a busy computer makes everything slow
        client = open_redis(valkey_url)
        assert isinstance(client, Redis)
        yield World(client, runner)
        runner.run(client.aclose())
