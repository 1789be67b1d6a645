"""The limits over all users and the switch: never one too many, whoever taps and whatever dies in between."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached, QuoteGone, SalesStopped, StorageError
from bot.domain.models import Account, Activation, Reason, State
from bot.domain.users import LimitKind, Limits
from bot.storage.activations import ActivationStore
from bot.storage.audit_log import read_audit
from bot.storage.keys import Keys
from tests.clock import Clock
from tests.shop.counter import ANN, BOB, DAY, USERS, Open

ADMIN, OTHER_ADMIN = 7, 8


async def test_all_users_together_hold_no_more_numbers_than_the_cap(open_counter: Open) -> None:
    counter = open_counter(Limits(all_active=2))
    first = await counter.buy(ANN)
    await counter.begin(BOB)
    refusal = await counter.refused(USERS[2])
    assert (refusal.kind, refusal.limit, refusal.opens_at) == (LimitKind.ALL_ACTIVE, Decimal(2), None)
    await counter.cancel(first)
    await counter.cancelled(first)
    await counter.begin(USERS[2])


async def test_a_number_with_a_code_is_open_at_the_provider_until_it_is_done(open_counter: Open) -> None:
    counter = open_counter(Limits(all_active=1))
    activation = await counter.buy()
    await counter.code(activation)
    await counter.refused(BOB)
    await counter.finish(activation)
    await counter.begin(BOB)


async def test_fifty_taps_on_four_replicas_take_no_place_too_many(open_counter: Open, redis: Redis) -> None:
    replicas = [open_counter(Limits(all_active=5)) for _ in range(4)]
    quotes = [(user, await replicas[0].quote(user)) for user in range(1000, 1050)]
    taps = (replicas[n % 4].tap(nonce, user) for n, (user, nonce) in enumerate(quotes))
    outcomes = await asyncio.gather(*taps, return_exceptions=True)
    assert sum(isinstance(outcome, Activation) for outcome in outcomes) == 5
    assert sum(isinstance(outcome, LimitReached) for outcome in outcomes) == 45
    assert len(await replicas[0].taken(redis)) == 5


async def test_fifty_taps_on_one_button_take_one_place(open_counter: Open, redis: Redis) -> None:
    replicas = [open_counter(Limits(active=1, all_active=1, all_spending=Decimal(10))) for _ in range(4)]
    nonce = await replicas[0].quote()
    taken = await asyncio.gather(*(replicas[n % 4].tap(nonce) for n in range(50)))
    assert {activation.id for activation in taken} == {nonce}
    assert await replicas[0].taken(redis) == {nonce}


async def test_spending_of_all_opens_as_a_day_passes(open_counter: Open, clock: Clock, redis: Redis) -> None:
    counter = open_counter(Limits(all_spending=Decimal("0.3")))
    began = clock()
    for user in USERS[:3]:
        await counter.code(await counter.buy(user, "0.1"))
        await clock.advance(60)
    refusal = await counter.refused(ANN, "0.15")
    assert (refusal.kind, refusal.limit, refusal.opens_at) == (LimitKind.ALL_SPENDING, Decimal("0.3"), began + 60 + DAY)
    assert (await counter.refused(ANN, "0.31")).opens_at is None
    await clock.set(began + 60 + DAY)
    await counter.begin(ANN, "0.15")
    assert await counter.spent(redis) == Decimal("0.25")


@pytest.mark.parametrize("price", ["4.03", "0.000001", "200000000"])
async def test_what_is_just_enough_for_all_is_enough(open_counter: Open, redis: Redis, price: str) -> None:
    counter = open_counter(Limits(all_spending=Decimal(price)))
    await counter.begin(ANN, price)
    assert await counter.spent(redis) == Decimal(price)
    assert (await counter.refused(BOB, "0.000001")).limit == Decimal(price)


async def test_a_refund_gives_back_what_all_may_spend(open_counter: Open, redis: Redis) -> None:
    counter = open_counter(Limits(all_spending=Decimal(10)))
    activation = await counter.buy()
    await counter.cancel(activation)
    await counter.refused(BOB)
    await counter.cancelled(activation)
    await counter.begin(BOB)
    assert await counter.spent(redis) == 10


async def test_who_is_refused_by_his_own_cap_takes_nothing_from_others(open_counter: Open) -> None:
    counter = open_counter(Limits(active=1, all_active=2, all_spending=Decimal(20)))
    await counter.begin(ANN)
    for _ in range(5):
        assert (await counter.refused(ANN)).kind is LimitKind.ACTIVE
    await counter.begin(BOB)


async def test_somebody_elses_button_takes_no_place_and_frees_none(open_counter: Open, redis: Redis) -> None:
    counter = open_counter(Limits(all_active=1))
    nonce = await counter.quote(ANN)
    await counter.tap(nonce, ANN)
    with pytest.raises(QuoteGone):
        await counter.tap(nonce, BOB)
    assert await counter.taken(redis) == {nonce}


async def test_a_tap_on_the_button_of_an_ended_number_takes_no_place(open_counter: Open, redis: Redis) -> None:
    counter = open_counter(Limits(all_active=1))
    activation = await counter.buy()
    await counter.cancel(activation)
    await counter.cancelled(activation)
    assert (await counter.tap(activation.id)).state is State.CANCELLED
    assert await counter.taken(redis) == set()


async def test_a_database_that_fails_in_between_leaves_the_place_taken(
    open_counter: Open, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter = open_counter(Limits(all_active=1))
    nonce = await counter.quote()
    begin = ActivationStore.begin

    async def begin_and_lose_the_answer(store: ActivationStore, *arguments: Any, **named: Any) -> Activation:
        await begin(store, *arguments, **named)
        raise StorageError("lost")

    with monkeypatch.context() as patch:
        patch.setattr(ActivationStore, "begin", begin_and_lose_the_answer)
        with pytest.raises(StorageError):
            await counter.tap(nonce)
    assert await counter.taken(redis) == {nonce}
    assert (await counter.tap(nonce)).state is State.RESERVED


async def test_the_accounts_channels_are_a_cap_too(open_counter: Open) -> None:
    counter = open_counter(Limits(all_active=5))
    counter.purchase_limits.learn(Account(Decimal(100), channels=None))
    assert counter.purchase_limits.limits.all_active == 5
    counter.purchase_limits.learn(Account(Decimal(100), channels=1))
    await counter.begin(ANN)
    assert (await counter.refused(BOB)).limit == 1
    counter.purchase_limits.learn(Account(Decimal(100), channels=50))
    assert counter.purchase_limits.limits.all_active == 5


async def test_the_switch_stops_purchases_on_every_replica_and_nothing_else(open_counter: Open, clock: Clock) -> None:
    one, other = (open_counter(Limits()) for _ in range(2))
    activation = await one.buy(ANN)
    nonce = await one.quote(BOB)
    pause = await one.purchases.set_sales(ADMIN, on=False)
    assert pause is not None
    assert (pause.by, pause.since) == (ADMIN, clock())
    with pytest.raises(SalesStopped):
        await other.tap(nonce, BOB)
    assert (await other.tap(activation.id, ANN)).state is State.WAITING, "a second tap buys nothing"
    await other.code(activation)
    assert await other.purchases.set_sales(ADMIN, on=True) is None
    assert (await other.tap(nonce, BOB)).state is State.RESERVED, "the same button buys when it goes on"


async def test_the_setting_stops_purchases_whatever_an_admin_says(open_counter: Open) -> None:
    counter = open_counter(Limits(), is_open=False)
    await counter.purchases.set_sales(ADMIN, on=True)
    with pytest.raises(SalesStopped):
        await counter.begin()


async def test_the_audit_log_says_once_who_turned_the_switch(open_counter: Open, redis: Redis) -> None:
    counter = open_counter(Limits())
    for admin, on in ((ADMIN, True), (ADMIN, False), (ADMIN, False), (OTHER_ADMIN, False), (OTHER_ADMIN, True)):
        await counter.purchases.set_sales(admin, on=on)
    events = await read_audit(redis, Keys())
    assert [(event["event"], event["user"]) for event in events] == [("switched_off", "7"), ("switched_on", "8")]


async def test_a_stop_reaches_a_wish_that_has_begun_and_was_not_sent(open_counter: Open) -> None:
    counter = open_counter(Limits())
    wish = await counter.begin(ANN)
    await counter.purchases.set_sales(ADMIN, on=False)
    assert not await counter.store.sending(wish, owner="me", timeout_s=75)
    failed = await counter.store.find(ANN, wish.id)
    assert (failed.state, failed.reason) == (State.FAILED, Reason.PAUSED)


async def test_a_stop_reaches_a_purchase_just_before_its_first_byte(open_counter: Open) -> None:
    counter = open_counter(Limits())
    wish = await counter.begin(ANN)
    await counter.sent(wish)
    assert await counter.store.may_send(wish, owner="me", within=10)
    await counter.purchases.set_sales(ADMIN, on=False)
    assert not await counter.store.may_send(wish, owner="me", within=10)


async def test_a_refused_button_buys_once_there_is_room(open_counter: Open) -> None:
    counter = open_counter(Limits(all_active=1))
    first = await counter.buy(ANN)
    nonce = await counter.quote(BOB)
    with pytest.raises(LimitReached):
        await counter.tap(nonce, BOB)
    await counter.cancel(first)
    await counter.cancelled(first)
    assert (await counter.tap(nonce, BOB)).state is State.RESERVED
