"""The limits on one user, in the script that begins a purchase: who is refused, until when, what gives room again."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached
from bot.domain.models import Bought, Reason, State
from bot.domain.users import LimitKind, Limits
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from tests.clock import LUA_CLOCK, Clock
from tests.storage.buying import USER, Buyer
from tests.storage.listed import listed

OTHER = 1017


async def test_without_caps_a_user_buys_as_he_likes(store: ActivationStore) -> None:
    buyer = Buyer(store)
    assert {(await buyer.begin()).state for _ in range(20)} == {State.RESERVED}


async def test_a_number_too_many_is_refused_until_one_ends(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(active=2))
    first = await buyer.buy()
    await buyer.begin()
    refusal = await buyer.refused()
    assert (refusal.kind, refusal.limit, refusal.opens_at) == (LimitKind.ACTIVE, Decimal(2), None)
    await store.code(first, "1234")
    await buyer.begin()


async def test_a_limit_on_what_waits_does_not_read_all_that_was_bought_in_two_days(
    store: ActivationStore, redis: Redis, clock: Clock
) -> None:
    """It took 84 ms of the database for 10,000 of one user."""
    buyer = Buyer(store, Limits(active=2))
    for _ in range(30):
        await buyer.use()
    await clock.advance(6 * 3600 + 1)
    waiting = await buyer.buy()
    await redis.config_resetstat()
    await buyer.begin()
    assert (await redis.info("commandstats"))["cmdstat_hmget"]["calls"] < 10
    assert (await buyer.refused()).kind is LimitKind.ACTIVE, "what waits counts"
    await store.code(waiting, "1234")
    await buyer.begin()


async def test_a_refusal_writes_nothing_down(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(active=1))
    await buyer.begin()
    await buyer.refused()
    assert (await listed(store, USER, 0, 10))[1] == 1


async def test_one_users_cap_is_not_anothers(store: ActivationStore) -> None:
    await Buyer(store, Limits(active=1)).begin()
    await Buyer(store, Limits(active=1), OTHER).begin()


async def test_a_second_tap_at_the_cap_gives_the_same_activation(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(active=1, hour=1, day=1))
    nonce = await buyer.quote()
    assert await buyer.tap(nonce) == await buyer.tap(nonce)


async def test_a_refused_quote_buys_once_there_is_room(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(active=1))
    first = await buyer.begin()
    nonce = await buyer.quote()
    with pytest.raises(LimitReached) as caught:
        await buyer.tap(nonce)
    assert caught.value.kind is LimitKind.ACTIVE
    await store.fail(first, Reason.REFUSED, owner="me")
    assert (await buyer.tap(nonce)).state is State.RESERVED


@pytest.mark.parametrize(
    ("cap", "limits", "seconds"), [(LimitKind.HOUR, Limits(hour=2), 3600), (LimitKind.DAY, Limits(day=2), 86_400)]
)
async def test_purchases_open_again_as_the_oldest_leaves_the_window(
    store: ActivationStore, clock: Clock, cap: LimitKind, limits: Limits, seconds: int
) -> None:
    buyer = Buyer(store, limits)
    began = clock()
    await buyer.use()
    await clock.advance(600)
    await buyer.use()
    refusal = await buyer.refused()
    assert (refusal.kind, refusal.limit, refusal.opens_at) == (cap, Decimal(2), began + seconds)
    await clock.set(began + seconds - 1)
    await buyer.refused()
    await clock.set(began + seconds)
    await buyer.begin()
    assert (await buyer.refused()).opens_at == began + seconds + 600


async def test_what_failed_counts_for_nothing(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(active=1, hour=1, day=1, spending=Decimal(10)))
    for _ in range(3):
        activation = await buyer.begin()
        for _ in range(2):  # repeated after a lost reply
            await store.fail(activation, Reason.OUT_OF_STOCK, owner="me")
    await buyer.begin()
    assert (await buyer.refused()).kind is LimitKind.ACTIVE


async def test_a_stale_wish_counts_for_nothing(store: ActivationStore, clock: Clock) -> None:
    buyer = Buyer(store, Limits(day=1))
    activation = await buyer.begin()
    await clock.advance(61)
    assert not await store.sending(activation, owner="me", timeout_s=75)
    await buyer.begin()


async def test_a_number_bought_after_all_counts_again(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(active=1))
    activation = await buyer.begin()
    await store.sending(activation, owner="me", timeout_s=75)
    await store.fail(activation, Reason.REFUSED, owner="me")
    await store.bought(activation, Bought("77", "84912345678"), owner="me", lifetime=1180, first_poll=3)
    assert (await buyer.refused()).kind is LimitKind.ACTIVE


async def test_a_number_whose_record_was_lost_counts_again(store: ActivationStore, redis: Redis) -> None:
    buyer = Buyer(store, Limits(active=1))
    activation = await buyer.begin()
    await store.sending(activation, owner="me", timeout_s=75)
    async for key in redis.scan_iter("{sb}:*"):
        await redis.delete(key)
    await store.bought(activation, Bought("77", "84912345678"), owner="me", lifetime=1180, first_poll=3)
    assert (await buyer.refused()).kind is LimitKind.ACTIVE


async def test_spending_adds_up_exactly(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(spending=Decimal("0.3")))
    for _ in range(3):
        await buyer.use("0.1")
    refusal = await buyer.refused("0.000001")
    assert (refusal.kind, refusal.limit) == (LimitKind.SPENDING, Decimal("0.3"))


@pytest.mark.parametrize("price", ["4.03", "0.000001", "200000000"])
async def test_an_amount_that_is_just_enough_is_enough(store: ActivationStore, price: str) -> None:
    buyer = Buyer(store, Limits(price=Decimal(price), spending=Decimal(price)))
    await buyer.use(price)
    assert (await buyer.refused("0.000001")).limit == Decimal(price)


async def test_a_refund_is_given_back_once(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(spending=Decimal(20)))
    await buyer.use("10")
    cancelled = await buyer.leave("10")
    await store.cancelled(cancelled)
    await buyer.buy("10")
    assert (await buyer.refused("0.01")).kind is LimitKind.SPENDING


async def test_a_code_after_the_refund_is_free_of_charge(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(spending=Decimal(10)))
    await store.code(await buyer.leave("10"), "1234")
    await buyer.begin("10")


async def test_an_unconfirmed_cancel_is_no_refund(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(spending=Decimal(10)))
    activation = await buyer.buy("10")
    await store.cancel(USER, activation.id, Reason.USER)
    await store.unconfirmed(activation, pause=10)
    assert (await buyer.refused("10")).kind is LimitKind.SPENDING


async def test_spending_opens_when_enough_of_it_is_a_day_old(store: ActivationStore, clock: Clock) -> None:
    buyer = Buyer(store, Limits(spending=Decimal(30)))
    began = clock()
    for price in ("5", "5", "20"):
        await buyer.use(price)
        await clock.advance(60)
    assert (await buyer.refused("5")).opens_at == began + 86_400
    assert (await buyer.refused("6")).opens_at == began + 60 + 86_400
    assert (await buyer.refused("31")).opens_at is None, "it will never fit"


async def test_a_price_above_the_highest_is_refused(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(price=Decimal("12.50")))
    await buyer.begin("12.50")
    refusal = await buyer.refused("12.51")
    assert (refusal.kind, refusal.limit, refusal.opens_at) == (LimitKind.PRICE, Decimal("12.5"), None)


async def test_numbers_left_unused_close_the_shop_for_some_hours(store: ActivationStore, clock: Clock) -> None:
    buyer = Buyer(store, Limits(unused=3, unused_wait=7200))
    began = clock()
    for reason in (Reason.USER, Reason.EXPIRED, Reason.USER):
        await buyer.leave(reason=reason)
        await clock.advance(60)
    refusal = await buyer.refused()
    assert (refusal.kind, refusal.limit, refusal.opens_at) == (LimitKind.UNUSED, Decimal(3), began + 7200)
    await clock.set(began + 7200)
    await buyer.begin()


async def test_a_code_begins_a_new_row(store: ActivationStore, clock: Clock) -> None:
    buyer = Buyer(store, Limits(unused=2))
    waiting = await buyer.buy()
    await buyer.leave()
    await clock.advance(60)
    await store.code(waiting, "1234")  # bought before the other, used after it
    await clock.advance(60)
    await buyer.leave()
    await buyer.leave()
    await buyer.refused()
    await store.finish(USER, waiting.id)
    assert (await buyer.refused()).kind is LimitKind.UNUSED, "Done is no new code"


async def test_a_number_that_the_provider_ended_is_not_the_users_fault(store: ActivationStore) -> None:
    buyer = Buyer(store, Limits(unused=1))
    await buyer.leave(reason=Reason.PROVIDER)
    await buyer.begin()


async def test_retention_is_the_operators_choice(redis: Redis, clock: Clock) -> None:
    store = ActivationStore(redis, Keys(), retention=2 * 86_400, clock=LUA_CLOCK)
    buyer = Buyer(store)
    ended, waiting = await buyer.leave(), await buyer.buy()
    base = Keys().base
    assert await redis.pttl(f"{base}:a:{waiting.id}") == -1
    assert 86_400_000 < await redis.pttl(f"{base}:a:{ended.id}") <= 2 * 86_400_000


async def test_an_unknown_purchase_holds_a_number_for_an_hour(store: ActivationStore, clock: Clock) -> None:
    """It may be open at the provider, and take one of the account's channels."""
    buyer = Buyer(store, Limits(all_active=1))
    wish = await buyer.begin()
    await store.sending(wish, owner="me", timeout_s=75)
    await store.unknown(wish, owner="me")
    assert (await buyer.refused()).kind is LimitKind.ALL_ACTIVE
    await clock.advance(3599)
    assert (await buyer.refused()).kind is LimitKind.ALL_ACTIVE
    await clock.advance(2)
    await buyer.begin()
