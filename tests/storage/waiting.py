"""Numbers that wait over some database: real loops and the real clock, a provider and a messenger in memory."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sized
from contextlib import asynccontextmanager, suppress
from decimal import Decimal

from bot.domain.errors import StillWaiting, StorageError
from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.providers.rate_limiter import RateLimiter
from bot.shop.activations.notifier import Notifier
from bot.shop.activations.poll_schedule import PollSchedule
from bot.shop.activations.sms_poller import SmsPoller
from bot.shop.activations.worker import Worker
from bot.shop.background import Tasks
from bot.storage.activations import ActivationStore
from bot.storage.connection import open_redis
from bot.storage.job_queue import Claim
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.replicas import Replicas
from tests.shop.market import Market
from tests.storage.servers import until
from tests.world import Messages


class Desk(Market):
    """A provider whose every code comes at once, when the test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.sent = False

    async def poll(self, request_id: str) -> str:
        if not self.sent:
            raise StillWaiting("not yet")
        return f"code of {request_id}"


class Waiting:
    def __init__(self, store: ActivationStore, leases: Leases, replicas: Replicas) -> None:
        self.store = store
        self.replicas = replicas
        self.desk = Desk()
        self.messages = Messages()
        self.acknowledged: list[Activation] = []
        """Every wish of `keep_wishing` that the database took, and a replica too where the bot waits for one."""
        self.taken_at: dict[str, float] = {}
        """When it was, by the loop's clock."""
        self.wishing = True
        poll_schedule = PollSchedule(lambda *_: (), shortest=1.0)
        self._sms_poller = SmsPoller(store, self.desk, RateLimiter(None), poll_schedule=poll_schedule)

    async def wish(self, nonce: str, user: int) -> Activation:
        await self.store.quote(Quote(nonce, user, 10, 3, Decimal(1)), ttl=900)
        return await self.store.begin(nonce, user_id=user, chat_id=user, card_id=5, language="en")

    async def buy(self, nonce: str, user: int) -> Activation:
        activation = await self.wish(nonce, user)
        assert await self.store.sending(activation, owner="me", timeout_s=75)
        bought = Bought(f"for {nonce}", "84912345678")
        step = await self.store.bought(activation, bought, owner="me", lifetime=1180, first_poll=0.1)
        assert step.activation is not None
        return step.activation

    async def keep_wishing(self) -> None:
        """One wish after the other, through whatever happens to the database."""
        count = 0
        while self.wishing:
            count += 1
            with suppress(StorageError):
                wish = await self.wish(f"wish{count}", count)
                if await self.replicas.hold(wish, "state", State.RESERVED):
                    self.acknowledged.append(wish)
                    self.taken_at[wish.id] = asyncio.get_running_loop().time()
            await asyncio.sleep(0)

    async def step(self, claim: Claim) -> float | None:
        """Looks for the waiting ones; wishes are left alone."""
        return await self._sms_poller.poll(claim) if claim.activation.state is State.WAITING else 3600.0

    def told(self) -> set[str]:
        """The activations whose code was delivered."""
        return {sent.id for sent in self.messages.codes}


@asynccontextmanager
async def waiting(url: str) -> AsyncIterator[Waiting]:
    redis = open_redis(url)
    store = ActivationStore(redis, Keys())
    numbers = Waiting(store, Leases(redis, Keys()), Replicas(redis, Keys()))
    steps = Worker(store.due, numbers.step, lease=3)
    outbox = Worker(store.outbox, Notifier(store, numbers.messages).deliver, lease=3)
    tasks = Tasks()
    try:
        for name, loop in (("steps", steps.run()), ("outbox", outbox.run())):
            tasks.start(loop, name=name)
        yield numbers
        numbers.wishing = False
        await steps.stop(5)
        await outbox.stop(5)
        assert await tasks.drain(10)
    finally:
        await tasks.cancel()
        await redis.aclose()


USER = 1001
"""Whose wish is written down when the master falls."""


async def a_master_falls(url: str, fall: Callable[[], Awaitable[None]], *, forgets: float = 0.0) -> None:
    """The story of both set-ups: codes come while there is no master, and somebody goes on wishing all the time.

    What was taken within `forgets` seconds of the fall may be forgotten.
    """
    async with waiting(url) as bot:
        bought = [await bot.buy(f"n{user}", user) for user in range(1, 33)]
        wish = await bot.wish("before", USER)
        writing = Tasks()
        writing.start(bot.keep_wishing(), name="writing")
        await until(lambda: _reached(bot.acknowledged, 20))
        fell = asyncio.get_running_loop().time()
        await fall()
        before = len(bot.acknowledged)
        bot.desk.sent = True
        await until(lambda: _reached(bot.told(), len(bought)))
        await until(lambda: _reached(bot.acknowledged, before + 48))
        bot.wishing = False
        assert await writing.drain(10)

        assert bot.told() == {activation.id for activation in bought}
        for activation in bot.acknowledged:
            if abs(bot.taken_at[activation.id] - fell) >= forgets:
                assert (await bot.store.find(activation.user_id, activation.id)).state is State.RESERVED
        assert not await bot.store.sending(wish, owner="me", timeout_s=75), "it was written before the failover"
        assert (await bot.store.find(USER, wish.id)).reason is Reason.STALE
        assert await bot.store.sending(bot.acknowledged[-1], owner="me", timeout_s=75)


async def _reached(found: Sized, count: int) -> bool:
    return len(found) >= count
