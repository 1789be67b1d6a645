"""The database's clock jumps while numbers wait: codes come as they would, and no number ends before its time."""

import asyncio
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.models import Offer, State
from bot.shop.activations.queue_repair import QueueRepair
from bot.shop.admin.alerts import Alerts
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from bot.storage.reminders import ReminderStore
from bot.storage.scripts import OTHERS_CALL_S, Script
from tests.clock import LUA_CLOCK, Clock
from tests.storage.buying import Buyer
from tests.world import USER, Messages

BASE = Keys().base
LIFETIME_S = 1180.0


class Worker:
    """A process with a steady clock of its own, which a step of the database's does not move."""

    def __init__(self, redis: Redis, clock: Clock) -> None:
        self.clock = clock
        self.steady = 1000.0
        self.store = ActivationStore(redis, Keys(), clock=LUA_CLOCK, steady=lambda: self.steady)

    async def work(self, seconds: float, step_s: float = 0.0) -> None:
        """Claim each second or so for so long; the clock steps meanwhile."""
        await self.clock.advance(step_s)
        for _ in range(round(seconds)):
            await self.claim()
            self.steady += 1
            await self.clock.advance(1)

    async def claim(self) -> float | None:
        """Seconds until the number is due, which is looked at each three seconds."""
        claims, _ = await self.store.due.claim(limit=10, lease=3)
        for claim in claims:
            self.left = claim.activation.expires_at - claim.now
        return self.left if claims else None

    left = 0.0


@pytest.fixture
def worker(redis: Redis, clock: Clock) -> Worker:
    return Worker(redis, clock)


@pytest.mark.parametrize("steps", [[1300.0], [3600.0], [-600.0], [3600.0, -3600.0], [-600.0, 600.0], [86_400.0 * 365]])
async def test_a_number_lives_as_long_as_it_should_through_all_steps(worker: Worker, steps: list[float]) -> None:
    await worker.work(5)
    await Buyer(worker.store, user=USER).buy()
    for step_s in steps:
        await worker.work(30, step_s)
        assert abs(worker.store.clock_step() - step_s) < 10
    expected = LIFETIME_S - 30 * len(steps)
    assert abs(worker.left - expected) < 10 * len(steps)
    assert worker.store.clock_step() == 0


@pytest.mark.parametrize("step_s", [-30.0, -600.0, -10 * 86_400.0])
async def test_a_clock_that_goes_back_delays_no_step_by_more_than_a_lease(
    worker: Worker, redis: Redis, messages: Messages, step_s: float
) -> None:
    await worker.work(5)
    await Buyer(worker.store, user=USER).buy()
    await worker.work(5)
    before = worker.left
    await worker.work(6, step_s)
    assert before - 10 < worker.left < before, "it was claimed since"
    leases = Leases(redis, Keys())
    for _ in range(2):
        await QueueRepair(worker.store, leases, Alerts(messages, leases)).round()
    assert messages.notices == [ShopAlert.CLOCK_STEP]


async def test_a_tap_just_after_a_step_forward_hides_it_from_nobody(worker: Worker) -> None:
    await worker.work(5)
    activation = await Buyer(worker.store, user=USER).buy()
    await worker.work(5)
    await worker.clock.advance(3600)
    await worker.store.find(USER, activation.id)
    await Buyer(worker.store, user=USER).begin()
    await worker.work(5)
    assert worker.left > LIFETIME_S - 60


@pytest.mark.parametrize("step_s", [289.0, 3600.0])
async def test_what_is_bought_just_after_a_step_forward_is_due_in_time(worker: Worker, step_s: float) -> None:
    """Nobody has claimed since: an offset from before is wrong by now, and would make all of it due much too late."""
    await worker.work(5)
    await Buyer(worker.store, user=USER + 1).buy()
    await worker.work(5, -step_s)
    worker.steady += 0.1
    await worker.clock.advance(step_s)
    activation = await Buyer(worker.store, user=USER).buy()
    await worker.work(1)
    claims, _ = await worker.store.outbox.claim(limit=10, lease=3)
    assert activation.id in [claim.activation.id for claim in claims]
    assert abs(activation.changed_at - claims[0].now) < 2


@pytest.mark.parametrize("step_s", [289.0, 3600.0])
async def test_a_process_that_begins_just_after_a_step_leaves_it_to_the_others(
    worker: Worker, redis: Redis, step_s: float
) -> None:
    """Found by a run of chaos: what it wrote by the clock as it found it was due minutes later for all others."""
    await worker.work(5)
    await Buyer(worker.store, user=USER + 1).buy()
    await worker.work(5)
    await worker.clock.advance(step_s)
    born = Worker(redis, worker.clock)
    buyer = Buyer(born.store, user=USER)
    buying = asyncio.create_task(buyer.buy())
    claiming = asyncio.create_task(born.claim())
    await asyncio.sleep(OTHERS_CALL_S / 2)
    assert not buying.done()
    assert not claiming.done()
    await worker.work(1)
    activation = await buying
    await claiming
    claims, _ = await worker.store.outbox.claim(limit=10, lease=3)
    assert activation.id in [claim.activation.id for claim in claims]
    assert abs(activation.changed_at - claims[0].now) < 5
    assert worker.left > LIFETIME_S - 20


@pytest.mark.parametrize("step_s", [3600.0, -3600.0, 3600.0 * 24 * 365])
async def test_a_reminder_is_told_at_once_after_a_step(worker: Worker, redis: Redis, step_s: float) -> None:
    await worker.work(5)
    await Buyer(worker.store, user=USER + 1).buy()
    await worker.work(5, step_s)
    reminders, pair = ReminderStore(redis, Keys(), clock=LUA_CLOCK), (10, 3)
    await reminders.set(USER, pair, None, is_news=True, language="en")
    for reading in ("1", "2"):
        await reminders.observe(reading, pair, Offer(*pair, Decimal(22), 5))
    claims, _ = await worker.store.outbox.claim(limit=10, lease=3)
    assert USER in [claim.activation.user_id for claim in claims if claim.kind == "reminder"]


async def test_a_call_that_slept_on_its_way_is_no_step(
    worker: Worker, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    await worker.work(5)
    activation = await Buyer(worker.store, user=USER).buy()
    await worker.work(5)
    slept: list[str] = []
    run = Script.__call__

    async def asleep(script: Script, key: str, *arguments: str | float) -> object:
        if not slept:
            slept.append(str(arguments[0]))
            worker.steady += 600
            await worker.clock.advance(600)
        return await run(script, key, *arguments)

    monkeypatch.setattr(Script, "__call__", asleep)
    await worker.store.find(USER, activation.id)
    await worker.work(5)
    assert slept == ["find"]
    assert abs(worker.left - (LIFETIME_S - 610)) < 10
    assert worker.store.clock_step() == 0


async def test_a_bot_that_was_off_has_not_stopped_the_time(worker: Worker, redis: Redis) -> None:
    await worker.work(5)
    await Buyer(worker.store, user=USER).buy()
    await worker.work(5)
    await worker.clock.advance(900)
    after = Worker(redis, worker.clock)
    await after.work(5)
    assert abs(after.left - (LIFETIME_S - 905)) < 10
    assert after.store.clock_step() == 0


async def test_a_worker_that_slept_has_not_stopped_the_time_for_others(worker: Worker, redis: Redis) -> None:
    """Its machine stood still, and its clock with it; the others have noted the time meanwhile."""
    other = Worker(redis, worker.clock)
    await worker.work(5)
    await Buyer(worker.store, user=USER).buy()
    await worker.work(5)
    await other.work(300)
    await worker.work(5)
    assert abs(worker.left - (LIFETIME_S - 305)) < 10


async def test_with_nothing_live_the_clock_is_taken_as_it_is_again(worker: Worker, redis: Redis) -> None:
    buyer = Buyer(worker.store, user=USER)
    await worker.work(5)
    activation = await buyer.buy()
    await worker.work(5, 3600)
    assert await redis.hget(f"{BASE}:clock", "offset")
    await worker.store.cancel(USER, activation.id, activation.reason)
    assert (await worker.store.cancelled(activation)).activation is not None
    await redis.delete(f"{BASE}:live")
    await worker.work(2)
    assert await redis.hget(f"{BASE}:clock", "offset") is None
    fresh = await buyer.begin()
    assert fresh.state is State.RESERVED
    assert abs(fresh.created_at - worker.clock()) < 1


async def test_the_time_is_noted_only_now_and_then(worker: Worker, redis: Redis) -> None:
    await worker.work(5)
    before = (await redis.info("commandstats"))["cmdstat_hset"]["calls"]
    await worker.work(60)
    assert (await redis.info("commandstats"))["cmdstat_hset"]["calls"] - before <= 12
