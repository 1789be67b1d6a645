"""Ways to look at all numbers that wait, each for a process of its own: the bot's, and what one would do instead.

Each gives what `Window` counts in `seconds` that begin after `warm` ones.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

import aiohttp
import structlog

from bench import smsman
from bench.window import FIRST_REQUEST, LOOKS, USERS_FROM, Window, bot_at, phases, provider_at
from bot.domain.errors import ProviderError, StillWaiting
from bot.metrics import Counts, Page
from bot.providers.guard import Guard
from bot.providers.rate_limiter import RateLimiter
from bot.providers.smsman import open_session
from bot.shop.activations.buyer import Buyer
from bot.shop.activations.notifier import Notifier
from bot.shop.activations.poll_schedule import PollSchedule
from bot.shop.activations.sms_poller import SmsPoller
from bot.shop.activations.worker import ActivationJobs, Worker
from bot.shop.admin.alerts import Alerts
from bot.shop.catalogue.catalogue import Catalogue
from bot.storage.activations import ActivationStore
from bot.storage.connection import Database, open_redis
from bot.storage.job_queue import Claim
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.purchase_journal import Journal
from bot.storage.replicas import Replicas
from bot.storage.users import UserStore
from bot.telegram.loading import make_models
from bot.telegram.notifier import TelegramMessenger
from bot.texts import FOLDER, load_texts


class Steady(PollSchedule):
    """The same pause after each look, as all others here have it."""

    def __init__(self, interval: float) -> None:
        super().__init__(lambda *_: (), shortest=interval)

    def interval(self, country_id: int, service_id: int, age: float, stretch: float = 1.0) -> float:
        return self.shortest


async def ours(url: str, port: int, interval: float, warm: float, seconds: float) -> dict[str, Any]:
    """The bot's own parts, wired as in app.py; each look is due `interval` seconds after the one before."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    window = Window()
    due: dict[str, float] = {}
    redis = open_redis(url)
    keys = Keys()
    counts, rate_limiter = Counts(Page()), RateLimiter(None)
    store = ActivationStore(redis, keys, meter=counts)
    bot = bot_at(port)
    make_models()
    loop = asyncio.get_running_loop()
    async with open_session(connections=LOOKS + 32) as session:
        provider = Guard(provider_at(session, port), rate_limiter, counts)
        catalogue = Catalogue(provider, store.popularity, now=time.monotonic)
        await catalogue.ready()
        poll_schedule = Steady(interval)
        replicas = Replicas(redis, keys)
        sms_poller = SmsPoller(store, provider, rate_limiter, poll_schedule=poll_schedule)

        async def step(claim: Claim) -> float | None:
            now, at = loop.time(), due.pop(claim.member, None)
            window.looked(None if at is None else now - at)
            delay = await life.run(claim)
            if delay is not None:
                due[claim.member] = loop.time() + delay
            return delay

        messenger = TelegramMessenger(
            bot,
            catalogue,
            UserStore(redis, keys),
            load_texts(FOLDER),
            currency="RUB",
            default_language="en",
            admins=frozenset(),
            leases=Leases(redis, keys),
        )
        alerts = Alerts(messenger, Leases(redis, keys))
        buyer = Buyer(
            store,
            provider,
            catalogue,
            Journal(FOLDER, 42),
            replicas,
            alerts,
            poll_schedule=poll_schedule,
        )
        life = ActivationJobs(buyer, sms_poller)
        steps = Worker(store.due, step, concurrency=LOOKS, meter=counts)
        outbox = Worker(store.outbox, Notifier(store, messenger, counts).deliver, concurrency=64, meter=counts)
        try:
            return await window.last(warm, seconds, beside=[steps.run(), outbox.run()], counts=partial(commands, redis))
        finally:
            await steps.stop(5.0)
            await outbox.stop(5.0)
            await bot.session.close()
            await redis.aclose()


async def commands(redis: Database) -> dict[str, float]:
    """What Valkey was sent so far: scripts, which are all that the bot sends for its looks, and bytes either way."""
    stats, by_name = await redis.info("stats"), await redis.info("commandstats")
    return {
        "scripts": sum(by_name.get(name, {}).get("calls", 0) for name in ("cmdstat_evalsha", "cmdstat_eval")),
        "to": stats["total_net_input_bytes"],
        "from": stats["total_net_output_bytes"],
    }


async def bare(port: int, warm: float, seconds: float) -> dict[str, Any]:
    """The limit: requests one after the other in as many coroutines as the bot has looks at once, and nothing else."""
    window = Window()
    url, form = f"http://127.0.0.1:{port}/control/get-sms", {"token": smsman.TOKEN, "request_id": "1"}

    async def ask(session: aiohttp.ClientSession) -> None:
        while True:
            async with session.post(url, data=form) as response:
                json.loads(await response.read())
            window.looked()

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=LOOKS)) as session:
        return await window.last(warm, seconds, beside=[ask(session) for _ in range(LOOKS)])


async def tasks(port: int, waiting: int, interval: float, warm: float, seconds: float) -> dict[str, Any]:
    """One task a number, all in memory: a restart loses every one."""
    return await _in_memory(port, waiting, warm, seconds, lambda look: _each_its_task(look, waiting, interval))


async def sequential(port: int, waiting: int, interval: float, warm: float, seconds: float) -> dict[str, Any]:
    """One loop that goes over all, one after the other, as most bots of this kind do."""
    return await _in_memory(port, waiting, warm, seconds, lambda look: _one_by_one(look, waiting, interval))


Look = Callable[[int, float], Awaitable[bool]]
"""At the number of this index, which was due at this time of the loop; `False` once its code is there."""


async def _each_its_task(look: Look, waiting: int, interval: float) -> None:
    loop = asyncio.get_running_loop()
    began, phase = loop.time(), phases(waiting, interval)

    async def watch(index: int) -> None:
        at = began + phase[index]
        while True:
            await asyncio.sleep(at - loop.time())
            if not await look(index, at):
                return
            at = loop.time() + interval

    async with asyncio.TaskGroup() as group:
        for index in range(waiting):
            group.create_task(watch(index))


async def _one_by_one(look: Look, waiting: int, interval: float) -> None:
    loop = asyncio.get_running_loop()
    left = dict.fromkeys(range(waiting), loop.time())
    while True:
        began = loop.time()
        for index, at in list(left.items()):
            if await look(index, at):
                left[index] = max(at, loop.time()) + interval
            else:
                del left[index]
        await asyncio.sleep(max(0.0, began + interval - loop.time()))


async def _in_memory(
    port: int, waiting: int, warm: float, seconds: float, go: Callable[[Look], Coroutine[Any, Any, None]]
) -> dict[str, Any]:
    window, bot, loop = Window(), bot_at(port), asyncio.get_running_loop()
    async with open_session(connections=LOOKS) as session:
        provider = provider_at(session, port)

        async def look(index: int, at: float) -> bool:
            late = loop.time() - at
            try:
                code = await provider.poll(str(FIRST_REQUEST + index))
            except StillWaiting:
                window.looked(late)
                return True
            except ProviderError:  # it waited too long for a connection: more than fits through was due
                return True
            window.looked(late)
            await bot.send_message(USERS_FROM + index, f"Your code: <code>{code}</code>")
            return False

        try:
            return await window.last(warm, seconds, beside=[go(look)])
        finally:
            await bot.session.close()
