"""Carries updates to the bot's own address: one in flight per queue, in order, again and again until a 2xx.

The answer may be a call of the Bot API, as the real one's `WebhookActor` reads it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

import aiohttp

from sandbox.telegram.updates import Update, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
FIRST_RETRY = 1.0
LONGEST_RETRY = 300.0
ANSWER_WITHIN = 60.0


class Webhook:
    def __init__(
        self,
        updates: Updates,
        *,
        now: Callable[[], float],
        sleep: Callable[[float], Awaitable[object]],
        state: Mapping[str, Any] | None = None,
    ) -> None:
        self.updates, self.now, self.sleep = updates, now, sleep
        self.url: str = state["url"] if state else ""
        self.secret: str = state["secret"] if state else ""
        self.max_connections: int = state["max_connections"] if state else 40
        self.last_error: tuple[int, str] | None = None
        self.replied: Callable[[dict[str, Any]], Awaitable[None]] | None = None
        """Carries out a call that came in an answer, by its parameters and its `method`."""
        self._carriers: dict[str, asyncio.Task[None]] = {}
        self._session: aiohttp.ClientSession | None = None
        updates.on_push.append(self.carry)

    def set(self, url: str, *, secret: str = "", max_connections: int = 40) -> None:
        """An empty url ends it."""
        self._stop()
        self.url, self.secret, self.max_connections, self.last_error = url, secret, max_connections, None
        self._carry_all()

    def carry(self, queue: str) -> None:
        """Starts a carrier for the queue, unless it has one or all connections are taken."""
        if self.url and queue not in self._carriers and len(self._carriers) < self.max_connections:
            self._carriers[queue] = asyncio.create_task(self._carry_queue(queue), name=f"webhook {queue}")

    def _carry_all(self) -> None:
        for queue in self.updates.queues():
            self.carry(queue)

    async def _carry_queue(self, queue: str) -> None:
        delay = FIRST_RETRY
        while update := self.updates.first(queue):
            if await self._post(update):
                self.updates.acknowledge(update)
                delay = FIRST_RETRY
            else:
                await self.sleep(delay)
                delay = min(2 * delay, LONGEST_RETRY)
        del self._carriers[queue]
        self._carry_all()  # a queue that found all connections taken has one now

    async def _post(self, update: Update) -> bool:
        self._session = self._session or aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(ANSWER_WITHIN))
        headers = {"Content-Type": "application/json"}
        if self.secret:
            headers[SECRET_HEADER] = self.secret
        try:
            async with self._session.post(
                self.url, data=json.dumps(update.dump()), headers=headers, allow_redirects=False
            ) as response:
                if response.ok and response.status < 300:
                    await self.read_reply(response)
                    return True
                reason = f"Wrong response from the webhook: {response.status} {response.reason}"
        except (aiohttp.ClientError, TimeoutError):
            reason = "Connection failed"
        self.last_error = (int(self.now()), reason)
        return False

    async def read_reply(self, response: aiohttp.ClientResponse) -> None:
        """The call in an answer, if there is one that makes sense."""
        if self.replied is None or response.content_type != "application/json":
            return
        with suppress(ValueError):
            said = json.loads(await response.read())
            if isinstance(said, dict):
                await self.replied(said)

    def info(self) -> dict[str, Any]:
        info: dict[str, Any] = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.waiting()),
        }
        if self.url:
            info["max_connections"] = self.max_connections
        if self.updates.allowed:
            info["allowed_updates"] = self.updates.allowed
        if self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info

    def _stop(self) -> None:
        for carrier in self._carriers.values():
            carrier.cancel()
        self._carriers = {}

    async def close(self) -> None:
        carriers = list(self._carriers.values())
        self._stop()
        await asyncio.gather(*carriers, return_exceptions=True)
        if self._session:
            await self._session.close()

    def dump(self) -> dict[str, Any]:
        return {"url": self.url, "secret": self.secret, "max_connections": self.max_connections}
