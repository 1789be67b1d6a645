"""Lua scripts, called by their digest."""

from hashlib import sha1
from typing import Any, Final

from redis.exceptions import NoScriptError

from bot.storage.connection import Database, guarded

REDIS_TIME: Final = "(function(t) return t[1] * 1000 + math.floor(t[2] / 1000) end)(redis.call('TIME'))"
"""The clock of every script, as a Lua expression in milliseconds. Tests put another in its place."""


class Script:
    """A script of one key. A server that does not know it is sent its source, and no other node of a Cluster is asked.

    redis-py's `register_script` loads it into all masters first, and fails where one of them is away.
    """

    def __init__(self, redis: Database, source: str) -> None:
        self.source = source
        self._redis = redis
        self._digest = sha1(source.encode(), usedforsecurity=False).hexdigest()

    async def __call__(self, key: str, *arguments: str | float) -> Any:
        """Raises `StorageError`."""
        async with guarded():
            try:
                return await self._redis.execute_command("EVALSHA", self._digest, 1, key, *arguments)
            except NoScriptError:  # a new server, or one that was flushed; from now on it knows the script
                return await self._redis.execute_command("EVAL", self.source, 1, key, *arguments)
