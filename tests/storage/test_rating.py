"""The brake on users whose numbers cost the account its rating: who is refused, until when, and who is not punished."""

from datetime import timedelta
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached
from bot.domain.models import Activation, Bought, Quote, Reason, State
from bot.domain.users import LimitKind, Limits
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.waiting import WaitingStore
from tests.clock import LUA_CLOCK, Clock

ANN, BEN, CLEO = 1001, 1002, 1003
TELEGRAM, WHATSAPP = 3, 4
BRAKE = Limits(rating=17)
WEEK = timedelta(days=7).total_seconds()


class Buyers:
    """Some users who buy straight from the store, and what becomes of their numbers."""

    def __init__(self, store: ActivationStore, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self._count = 0

    async def begin(self, user: int, service: int = TELEGRAM, limits: Limits = BRAKE) -> Activation:
        self._count += 1
        nonce = f"nonce-{self._count}"
        await self.store.quote(Quote(nonce, user, 10, service, Decimal(5)), ttl=900)
        return await self.store.begin(nonce, user_id=user, chat_id=user, card_id=5, language="en", limits=limits)

    async def buy(self, user: int, service: int = TELEGRAM, limits: Limits = BRAKE) -> Activation:
        activation = await self.begin(user, service, limits)
        await self.store.sending(activation, owner="me", timeout_s=75)
        bought = Bought(activation.id, "84912345678")
        await self.store.bought(activation, bought, owner="me", lifetime=1180, first_poll=3)
        return activation

    async def vain(
        self,
        user: int,
        times: int,
        *,
        service: int = TELEGRAM,
        after: float = 90.0,
        reason: Reason = Reason.USER,
        limits: Limits = BRAKE,
    ) -> None:
        """Buy numbers and give each back after so many seconds."""
        for _ in range(times):
            activation = await self.buy(user, service, limits)
            await self.clock.advance(after)
            await self.store.cancel(user, activation.id, reason)
            await self.store.cancelled(activation)

    async def codes(self, user: int, times: int, *, service: int = TELEGRAM) -> None:
        for _ in range(times):
            activation = await self.buy(user, service)
            await self.clock.advance(20)
            await self.store.code(activation, "1234")

    async def refused(self, user: int, service: int = TELEGRAM) -> LimitReached:
        with pytest.raises(LimitReached) as caught:
            await self.begin(user, service)
        return caught.value


@pytest.fixture
def buyers(store: ActivationStore, clock: Clock) -> Buyers:
    return Buyers(store, clock)


async def test_six_numbers_without_a_code_are_too_many_until_the_first_is_a_week_old(
    buyers: Buyers, clock: Clock
) -> None:
    began = clock()
    await buyers.vain(ANN, 6)
    refusal = await buyers.refused(ANN, WHATSAPP)
    assert (refusal.kind, refusal.limit, refusal.opens_at) == (LimitKind.RATING, Decimal(17), began + WEEK)
    await clock.set(began + WEEK - 1)
    await buyers.refused(ANN)
    await clock.set(began + WEEK)
    assert await buyers.begin(ANN)


async def test_five_say_nothing_yet(buyers: Buyers) -> None:
    await buyers.vain(ANN, 5)
    assert await buyers.begin(ANN)


async def test_one_code_makes_five_numbers_good_and_no_sixth(buyers: Buyers) -> None:
    await buyers.codes(ANN, 1)
    await buyers.vain(ANN, 5)
    await buyers.vain(ANN, 1)
    assert (await buyers.refused(ANN)).kind is LimitKind.RATING


async def test_two_codes_make_ten_good(buyers: Buyers) -> None:
    await buyers.vain(ANN, 5)
    await buyers.codes(ANN, 2)
    await buyers.vain(ANN, 5)
    assert await buyers.begin(ANN)


async def test_without_the_brake_nobody_is_judged(buyers: Buyers) -> None:
    await buyers.vain(ANN, 20, limits=Limits())
    assert await buyers.begin(ANN, limits=Limits())


async def test_another_user_is_another_matter(buyers: Buyers) -> None:
    await buyers.vain(ANN, 6)
    assert await buyers.begin(BEN)


async def test_nobody_is_punished_for_an_offer_that_fails_for_others(buyers: Buyers) -> None:
    await buyers.vain(BEN, 3)
    await buyers.vain(CLEO, 4)
    await buyers.vain(ANN, 8)
    assert await buyers.begin(ANN)
    await buyers.vain(ANN, 5, service=WHATSAPP)
    assert await buyers.begin(ANN), "of those that count there are five"
    await buyers.vain(ANN, 1, service=WHATSAPP)
    assert (await buyers.refused(ANN)).kind is LimitKind.RATING


async def test_an_offer_that_works_for_others_is_no_excuse(buyers: Buyers) -> None:
    await buyers.codes(BEN, 2)
    await buyers.vain(CLEO, 5)
    await buyers.vain(ANN, 6)
    assert (await buyers.refused(ANN)).kind is LimitKind.RATING


async def test_what_others_gave_back_at_once_says_nothing_of_the_offer(buyers: Buyers) -> None:
    for user in (BEN, CLEO):
        await buyers.vain(user, 5, after=10.0)
    await buyers.vain(ANN, 6)
    assert (await buyers.refused(ANN)).kind is LimitKind.RATING


async def test_ones_own_numbers_are_no_excuse_though_given_back_at_once(buyers: Buyers) -> None:
    await buyers.vain(ANN, 6, after=10.0)
    assert (await buyers.refused(ANN)).kind is LimitKind.RATING


async def test_a_number_that_the_provider_ended_does_not_count(buyers: Buyers) -> None:
    await buyers.vain(ANN, 6, reason=Reason.PROVIDER)
    assert await buyers.begin(ANN)


async def test_a_refusal_writes_nothing_down(buyers: Buyers, redis: Redis) -> None:
    await buyers.vain(ANN, 6)
    total = await redis.get("{sb}:total")
    for _ in range(3):
        await buyers.refused(ANN)
    assert await redis.zcard("{sb}:mine:1001") == 6
    assert await redis.get("{sb}:total") == total
    assert await redis.zcard("{sb}:due") == 0


async def test_it_opens_as_soon_as_what_counts_is_forgotten(redis: Redis, clock: Clock) -> None:
    """With a retention of a day nothing is held against anybody for longer."""
    buyers = Buyers(ActivationStore(redis, Keys(), clock=LUA_CLOCK, retention=86_400.0), clock)
    began = clock()
    await buyers.vain(ANN, 6, after=90.0)
    assert (await buyers.refused(ANN)).opens_at == began + 90 + 86_400


async def test_one_record_that_cannot_be_read_keeps_nobody_from_buying(buyers: Buyers, redis: Redis) -> None:
    await buyers.vain(ANN, 5)
    await redis.zadd("{sb}:mine:1001", {"odd": buyers.clock() * 1000})
    await redis.set("{sb}:a:odd", "not a hash")
    assert await buyers.begin(ANN)


async def test_the_same_again_is_refused_at_its_tap_too(buyers: Buyers, store: ActivationStore) -> None:
    waiting = await buyers.buy(ANN)
    await buyers.vain(ANN, 6)
    with pytest.raises(LimitReached, match="rating"):
        await WaitingStore(store).replace(ANN, waiting.id, limits=BRAKE)
    assert (await store.find(ANN, waiting.id)).state is State.WAITING
