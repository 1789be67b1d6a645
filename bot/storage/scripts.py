"""Lua scripts, called by their digest."""

import asyncio
from collections.abc import Callable
from hashlib import sha1
from pathlib import Path
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


ASK_AGAIN: Final = "clock"
"""The answer, before anything is done, where the database's clock seems to have gone forward."""

OTHERS_CALL_S: Final = 1.5
"""Within which a process that runs has called once more, and told a step from a bot that was off."""


class SteadyScript(Script):
    """A script with several calls, whose `now` is the database's clock without its steps (clock.lua).

    `KEYS[1]` is the base of the keys, `ARGV[1]` the call, `ARGV[2]` how long ago this process called last.
    """

    def __init__(self, redis: Database, source: str, clock: str, steady: Callable[[], float] | None) -> None:
        """`steady`: seconds by a clock that never steps; without it a step forward is not told from a pause."""
        clock_lua = Path(__file__).with_name("clock.lua").read_text(encoding="utf-8")
        now = f"local now = steady({clock}, ARGV[2])\nif not now then return '{ASK_AGAIN}' end"
        super().__init__(redis, "\n".join([clock_lua, now, source]))
        self._steady = steady
        self._called_at: float | None = None
        """When the last call that was answered went out, by that clock: the server saw it later than that."""

    async def __call__(self, key: str, *arguments: str | float) -> Any:
        """The first argument is the call. Raises `StorageError`."""
        is_first = self._called_at is None
        began, answer = await self._ask(key, "", *arguments)
        if answer == ASK_AGAIN:
            if is_first:
                await asyncio.sleep(OTHERS_CALL_S)
            began, answer = await self._ask(key, "!", *arguments)
        self._called_at = max(began, self._called_at or began)
        return answer

    async def _ask(self, key: str, sure: str, call: str | float, *arguments: str | float) -> tuple[float, Any]:
        """With the moment at which it went out."""
        if self._steady is None:
            return 0.0, await super().__call__(key, call, "", *arguments)
        began = self._steady()
        since = 0 if self._called_at is None else max(1, round((began - self._called_at) * 1000))
        return began, await super().__call__(key, call, f"{since}{sure}", *arguments)
