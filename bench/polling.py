"""Ways to poll all numbers that wait, each for a process of its own: the bot's, and what one would do instead.

Each gives what `Window` counts in `seconds` that begin after `warm` ones.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
import structlog

from bench import smsman
from bench.window import FIRST_REQUEST, POLLS_AT_ONCE, USERS_FROM, Window, bot_at, phases, provider_at
from bot.domain.errors import ProviderError, StillWaiting
from bot.providers.guard import Guard
from bot.providers.rate_limiter import RateLimiter
from bot.providers.smsman import open_session
from bot.shop.activations.worker import Worker
from bot.shop.shop import Options, build_shop
from bot.storage.connection import Database, open_redis
from bot.storage.job_queue import Claim
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.users import UserStore
from bot.telegram.loading import make_models
from bot.telegram.notifier import TelegramMessenger
from bot.texts import load_texts


async def ours(url: str, port: int, interval: float, warm: float, seconds: float) -> dict[str, Any]:
    """The bot's own shop; each poll is due `interval` seconds after the one before, as all others here have it."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    window, redis, keys = Window(), open_redis(url), Keys()
    bot, due, loop = bot_at(port), dict[str, float](), asyncio.get_running_loop()
    make_models()
    with TemporaryDirectory(prefix="bench-") as folder:
        async with open_session(connections=POLLS_AT_ONCE + 32) as session:
            shop = build_shop(
                redis,
                keys,
                Guard(provider_at(session, port), RateLimiter(None)),
                lambda catalogue: TelegramMessenger(
                    bot,
                    catalogue,
                    UserStore(redis, keys),
                    load_texts(),
                    currency="RUB",
                    default_language="en",
                    admins=frozenset(),
                    leases=Leases(redis, keys),
                ),
                Options(Path(folder), bot_id=42, poll_concurrency=POLLS_AT_ONCE),
            )
            await shop.catalogue.ready()

            async def step(claim: Claim) -> float | None:
                now, at = loop.time(), due.pop(claim.member, None)
                window.polled(None if at is None else now - at)
                if await shop.jobs.run(claim) is None:
                    return None
                due[claim.member] = loop.time() + interval
                return interval

            polls = Worker(shop.store.due, step, concurrency=POLLS_AT_ONCE)
            beside = [polls.run(), shop.outbox.run()]
            try:
                return await window.last(warm, seconds, beside=beside, counts=partial(commands, redis))
            finally:
                await polls.stop(5.0)
                await shop.outbox.stop(5.0)
                await bot.session.close()
                await redis.aclose()


async def commands(redis: Database) -> dict[str, float]:
    """How many scripts Valkey was sent so far: they are all that the bot sends for its polls."""
    by_name = await redis.info("commandstats")
    return {"scripts": sum(by_name.get(name, {}).get("calls", 0) for name in ("cmdstat_evalsha", "cmdstat_eval"))}


async def bare(port: int, warm: float, seconds: float) -> dict[str, Any]:
    """The limit: requests one after the other in as many coroutines as the bot has polls at once, and nothing else."""
    window = Window()
    url, form = f"http://127.0.0.1:{port}/control/get-sms", {"token": smsman.TOKEN, "request_id": "1"}

    async def ask(session: aiohttp.ClientSession) -> None:
        while True:
            async with session.post(url, data=form) as response:
                json.loads(await response.read())
            window.polled()

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=POLLS_AT_ONCE)) as session:
        return await window.last(warm, seconds, beside=[ask(session) for _ in range(POLLS_AT_ONCE)])


async def tasks(port: int, waiting: int, interval: float, warm: float, seconds: float) -> dict[str, Any]:
    """One task a number, all in memory: a restart loses every one."""
    return await _in_memory(port, warm, seconds, lambda poll: _each_its_task(poll, waiting, interval))


async def sequential(port: int, waiting: int, interval: float, warm: float, seconds: float) -> dict[str, Any]:
    """One loop that goes over all, one after the other, as most bots of this kind do."""
    return await _in_memory(port, warm, seconds, lambda poll: _one_by_one(poll, waiting, interval))


Poll = Callable[[int, float], Awaitable[bool]]
"""Of the number of this index, which was due at this time of the loop; `False` once its code is there."""


async def _each_its_task(poll: Poll, waiting: int, interval: float) -> None:
    loop = asyncio.get_running_loop()
    began, phase = loop.time(), phases(waiting, interval)

    async def watch(index: int) -> None:
        at = began + phase[index]
        while True:
            await asyncio.sleep(at - loop.time())
            if not await poll(index, at):
                return
            at = loop.time() + interval

    async with asyncio.TaskGroup() as group:
        for index in range(waiting):
            group.create_task(watch(index))


async def _one_by_one(poll: Poll, waiting: int, interval: float) -> None:
    loop = asyncio.get_running_loop()
    left = dict.fromkeys(range(waiting), loop.time())
    while True:
        began = loop.time()
        for index, at in list(left.items()):
            if await poll(index, at):
                left[index] = max(at, loop.time()) + interval
            else:
                del left[index]
        await asyncio.sleep(max(0.0, began + interval - loop.time()))


async def _in_memory(
    port: int, warm: float, seconds: float, go: Callable[[Poll], Coroutine[Any, Any, None]]
) -> dict[str, Any]:
    window, bot, loop = Window(), bot_at(port), asyncio.get_running_loop()
    async with open_session(connections=POLLS_AT_ONCE) as session:
        provider = provider_at(session, port)

        async def poll(index: int, at: float) -> bool:
            late = loop.time() - at
            try:
                code = await provider.poll(str(FIRST_REQUEST + index))
            except StillWaiting:
                window.polled(late)
                return True
            except ProviderError:  # it waited too long for a connection: more than fits through was due
                return True
            window.polled(late)
            await bot.send_message(USERS_FROM + index, f"Your code: <code>{code}</code>")
            return False

        try:
            return await window.last(warm, seconds, beside=[go(poll)])
        finally:
            await bot.session.close()
