"""A job for each look, in the two job libraries that programs on asyncio use.

Each runs in an environment of its own, since both need a redis-py older than the bot's: nothing here may import
`bot.storage`. A job does one look by the bot's own adapter, and puts the next one into the queue.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from importlib import import_module
from typing import Any
from urllib.parse import unquote

from bench.window import FIRST_REQUEST, LOOKS, USERS_FROM, Window, bot_at, phases, provider_at
from bot.domain.errors import StillWaiting
from bot.providers.smsman import open_session

ARQ = ("arq==0.28.0",)
SAQ = ("saq[redis]==0.26.4",)

Later = Callable[[int, float], Awaitable[object]]
"""Put the look at the number of this index into the queue, for this Unix time."""


class Looks:
    """What a job does."""

    def __init__(self, window: Window, provider: Any, bot: Any, interval: float) -> None:
        self._window = window
        self._provider = provider
        self._bot = bot
        self._interval = interval

    async def poll(self, index: int, at: float, later: Later) -> None:
        self._window.looked(time.time() - at)
        try:
            code = await self._provider.look(str(FIRST_REQUEST + index))
        except StillWaiting:
            await later(index, time.time() + self._interval)
        else:
            await self._bot.send_message(USERS_FROM + index, f"Your code: <code>{code}</code>")


async def saq(url: str, port: int, waiting: int, interval: float, warm: float, seconds: float) -> dict[str, Any]:
    queues, workers = import_module("saq.queue.redis"), import_module("saq.worker")
    queue = queues.RedisQueue.from_url(url)
    async with AsyncExitStack() as stack:
        looks = await _looks(stack, window := Window(), port, interval)

        async def later(index: int, at: float) -> object:
            # whole seconds are all that its schedule knows
            return await queue.enqueue("look", index=index, at=at, scheduled=int(at), timeout=30, retries=1)

        async def look(_: Any, *, index: int, at: float) -> None:
            await looks.poll(index, at, later)

        await queue.connect()
        await _begin(waiting, interval, later)
        worker = workers.Worker(queue, functions=[("look", look)], concurrency=LOOKS)
        try:
            return await window.last(warm, seconds, beside=[worker.start()])
        finally:
            await queue.disconnect()


async def arq(url: str, port: int, waiting: int, interval: float, warm: float, seconds: float) -> dict[str, Any]:
    connections, workers = import_module("arq.connections"), import_module("arq.worker")
    socket = unquote(url.removeprefix("unix://"))
    pool = await connections.create_pool(connections.RedisSettings(unix_socket_path=socket))
    async with AsyncExitStack() as stack:
        looks = await _looks(stack, window := Window(), port, interval)

        async def later(index: int, at: float) -> object:
            wait = max(0.0, at - time.time())
            return await pool.enqueue_job("look", index, at, _defer_by=wait)

        async def look(_: Any, index: int, at: float) -> None:
            await looks.poll(index, at, later)

        await _begin(waiting, interval, later)
        worker = workers.Worker(
            functions=[workers.func(look, name="look")],
            redis_pool=pool,
            max_jobs=LOOKS,
            poll_delay=0.05,
            handle_signals=False,
            keep_result=0,
        )
        try:
            return await window.last(warm, seconds, beside=[worker.async_run()])
        finally:
            await pool.aclose()


async def _looks(stack: AsyncExitStack, window: Window, port: int, interval: float) -> Looks:
    session = await stack.enter_async_context(open_session(connections=LOOKS))
    bot = bot_at(port)
    stack.push_async_callback(bot.session.close)
    return Looks(window, provider_at(session, port), bot, interval)


async def _begin(waiting: int, interval: float, later: Later) -> None:
    """The first look of each, spread over the interval."""
    now, phase = time.time() + waiting / 4000, phases(waiting, interval)
    for start in range(0, waiting, 50):
        piece = range(start, min(waiting, start + 50))
        await asyncio.gather(*(later(index, now + phase[index]) for index in piece))
