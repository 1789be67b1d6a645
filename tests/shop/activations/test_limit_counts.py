"""The counts under the limits over all users, beside a plain recount after random lives, deaths and repeats."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached
from bot.domain.models import Activation, State
from bot.domain.users import Limits
from tests.clock import Clock
from tests.shop.counter import DAY, USERS, Counter, Open

STEPS = (
    *("sent", "bought", "fail", "unknown", "cancel", "cancelled", "unconfirmed", "code", "finish"),
    *("lost", "not_charged"),
)
NOTHING_BOUGHT = {State.FAILED, State.NOT_CHARGED}
AWAITED = {State.RESERVED, State.SENDING, State.WAITING, State.CANCELLING}


@dataclass
class Recount:
    """What plain arithmetic over all activations gives. A refund is for good, even if a code comes after it."""

    refunded: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    doubtful: set[str] = field(default_factory=set)
    spent: dict[str, Decimal] = field(default_factory=dict)

    def add_up(self, activations: Iterable[Activation], now: float) -> None:
        every = list(activations)
        self.refunded |= {one.id for one in every if one.state is State.CANCELLED}
        kept = [one for one in every if one.state not in NOTHING_BOUGHT and one.id not in self.refunded]
        still = {one.id for one in kept if one.state in (State.CODE, State.CANCEL_UNCONFIRMED) and one.expires_at > now}
        self.open = still | {one.id for one in kept if one.state in AWAITED}
        self.doubtful = {one.id for one in kept if one.state is State.UNKNOWN and one.changed_at > now - 3600}
        self.spent = {one.id: one.price for one in kept if one.created_at > now - DAY}


async def live(counter: Counter, activation: Activation, random: Random, now: float) -> None:
    """One step in its life, perhaps repeated. A number comes only to one that was sent, and not an hour later."""
    stands = await counter.store.find(activation.user_id, activation.id)
    step = random.choice(STEPS)
    if step == "bought" and (stands.state not in (State.SENDING, State.UNKNOWN) or stands.changed_at < now - 3600):
        return
    for _ in range(random.choice((1, 2))):
        await getattr(counter, step)(activation)


@pytest.mark.parametrize("seed", range(8))
async def test_after_anything_a_plain_recount_gives_the_same(
    open_counter: Open, clock: Clock, redis: Redis, seed: int
) -> None:
    """Random lives, deaths and repeats on two replicas: under the cap at any time, and exact when it is asked."""
    random = Random(seed)
    limits = Limits(active=3, day=12, all_active=5, all_spending=Decimal(150))
    replicas = [open_counter(limits), open_counter(limits)]
    begun: list[Activation] = []
    recount = Recount()

    async def add_up() -> None:
        recount.add_up([await replicas[0].store.find(one.user_id, one.id) for one in begun], clock())

    for turn in range(120):
        counter, user = random.choice(replicas), random.choice(USERS)
        counter.count = turn * 1000  # quotes of two replicas never share a name
        with suppress(LimitReached):
            match random.randrange(6):
                case 0 | 1:
                    begun.append(await counter.begin(user, random.choice(("9.99", "0.1", "20"))))
                case 2:  # a quote that nobody buys
                    await counter.quote(user)
                case 3:
                    await clock.advance(random.choice((1, 30, 700, 3000)))
                case _ if begun:
                    await live(counter, random.choice(begun), random, clock())
        await add_up()
        assert len(recount.open) <= limits.all_active
        assert sum(recount.spent.values()) <= limits.all_spending
    await clock.advance(61)
    with suppress(LimitReached):  # which drops what is a day old
        begun.append(await replicas[0].begin(7, "0.01"))
    await add_up()
    open_now = {str(one) for one in await redis.zrangebyscore("{sb}:open", f"({clock() * 1000:.0f}", "+inf")}
    assert open_now == recount.open | recount.doubtful
    spent = {str(one).partition("|")[0] for one in await redis.zrange("{sb}:spent", 0, -1)}
    assert spent == recount.spent.keys()
    assert await replicas[0].spent(redis) == sum(recount.spent.values())
