"""Who wins when two things happen at once. Each story names the winner, and the provider's ledger agrees."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from redis.asyncio import Redis

from bot.domain import clock as machine_clock
from bot.domain.clock import boot_time
from bot.domain.errors import QuoteGone
from bot.domain.models import Activation, Reason, State
from bot.storage.keys import Keys
from tests.clock import Clock
from tests.world import FIRST_LOOK, USER, Messages, Shop, open_shop


@pytest.fixture
async def replicas(redis: Redis, clock: Clock, shop: Shop, messages: Messages) -> AsyncIterator[list[Shop]]:
    """Four processes of one bot: the same database, the same provider, and the messages of all in one place."""
    async with AsyncExitStack() as stack:
        others = [await stack.enter_async_context(open_shop(redis, clock, shop.provider, messages)) for _ in range(3)]
        yield [shop, *others]


async def all_settle(replicas: list[Shop]) -> None:
    await asyncio.gather(*(each.settle() for each in replicas))


async def asleep_in(shop: Shop, call: str) -> None:
    """Let this process ask the provider and hear nothing until it wakes: like a SIGSTOP, to everybody else."""
    shop.provider.faults.add("latency_after", call=call, seconds=60.0)
    before = shop.calls(call)
    while shop.calls(call) == before:
        await shop.activation_worker.run_once()
        await asyncio.sleep(0.005)


async def wakes(shop: Shop) -> None:
    shop.provider.faults.clear()
    await shop.activation_worker.tasks.drain()


async def buy_on(replicas: list[Shop]) -> Activation:
    activation = await replicas[0].buy()
    assert activation.state is State.WAITING
    return activation


# -- a code and a cancel


async def test_a_code_that_nobody_has_seen_yet_wins_over_a_cancel(shop: Shop, messages: Messages) -> None:
    activation = await shop.buy()
    shop.provider.deliver(int(activation.request_id), "4321")
    assert (await shop.purchases.cancel(USER, activation.id)).state is State.CANCELLING
    await shop.settle()
    assert (await shop.now(activation)).state is State.DONE
    assert [sent.code for sent in messages.codes] == ["4321"]
    assert shop.charged() == {"charge": 1}


async def test_a_code_that_arrives_between_the_last_look_and_the_reject_wins(shop: Shop, messages: Messages) -> None:
    activation = await shop.buy()
    await shop.purchases.cancel(USER, activation.id)
    await asleep_in(shop, "get-sms")
    shop.provider.deliver(int(activation.request_id), "4321")
    await wakes(shop)
    await shop.pass_time(30)
    assert (await shop.now(activation)).state is State.DONE
    assert [sent.code for sent in messages.codes] == ["4321"]
    assert shop.charged() == {"charge": 1}


async def test_a_code_on_its_way_to_us_wins_over_a_cancel_that_comes_meanwhile(
    replicas: list[Shop], messages: Messages
) -> None:
    watching, other, *_ = replicas
    activation = await buy_on(replicas)
    watching.provider.deliver(int(activation.request_id), "4321")
    await watching.clock.advance(FIRST_LOOK)
    await asleep_in(watching, "get-sms")
    assert (await other.purchases.cancel(USER, activation.id)).state is State.CANCELLING
    await other.settle()
    await wakes(watching)
    await all_settle(replicas)
    assert (await other.now(activation)).state is State.DONE
    assert [sent.code for sent in messages.codes] == ["4321"]
    assert other.charged() == {"charge": 1}


async def test_a_confirmed_cancel_wins_over_an_sms_that_comes_after_it(shop: Shop, messages: Messages) -> None:
    activation = await shop.buy()
    await shop.purchases.cancel(USER, activation.id)
    await shop.settle()
    with pytest.raises(LookupError):
        shop.provider.deliver(int(activation.request_id), "4321")
    await shop.pass_time(60)
    assert (await shop.now(activation)).state is State.CANCELLED
    assert messages.codes == []
    assert shop.charged() == {"charge": 1, "refund": 1}


# -- a code and the end of the number's time


async def test_a_code_of_the_last_second_wins_over_the_clock(shop: Shop, messages: Messages) -> None:
    shop.provider.switch(never_share=1.0)
    activation = await shop.buy()
    await shop.pass_time(1150, step=50)
    shop.provider.deliver(int(activation.request_id), "4321")
    await shop.clock.set(activation.expires_at)
    await shop.settle()
    assert (await shop.now(activation)).state in (State.CODE, State.DONE), "its time is over, so it may be closed"
    assert [sent.code for sent in messages.codes] == ["4321"]
    assert shop.charged() == {"charge": 1}


# -- two cancels


async def test_of_two_cancels_the_first_is_carried_out_and_the_second_sees_it(replicas: list[Shop]) -> None:
    one, other, *_ = replicas
    activation = await buy_on(replicas)
    both = await asyncio.gather(*(each.purchases.cancel(USER, activation.id) for each in (one, other)))
    assert {each.state for each in both} == {State.CANCELLING}
    await all_settle(replicas)
    assert (await other.purchases.cancel(USER, activation.id)).state is State.CANCELLED
    await all_settle(replicas)
    assert one.calls("set-status") == 1
    assert one.charged() == {"charge": 1, "refund": 1}


async def test_of_the_user_and_the_clock_whoever_came_first_gives_the_reason(replicas: list[Shop]) -> None:
    one, other, *_ = replicas
    one.provider.switch(never_share=1.0)
    activation = await buy_on(replicas)
    await one.clock.set(activation.expires_at)
    await asyncio.gather(one.settle(), other.purchases.cancel(USER, activation.id), other.settle())
    ended = await one.now(activation)
    assert (ended.state, ended.reason in (Reason.USER, Reason.EXPIRED)) == (State.CANCELLED, True)
    assert one.charged() == {"charge": 1, "refund": 1}


# -- taps


@pytest.mark.parametrize("taps", [2, 50])
async def test_of_many_taps_on_four_replicas_one_buys(replicas: list[Shop], taps: int) -> None:
    shop = replicas[0]
    offer = await shop.some_offer()
    quote, _ = await shop.purchases.quote(USER, offer.country_id, offer.service_id)
    activations = await asyncio.gather(
        *(
            replicas[n % 4].purchases.begin(quote.nonce, user_id=USER, chat_id=USER, card_id=n + 1, language="en")
            for n in range(taps)
        )
    )
    await all_settle(replicas)
    assert {(each.id, each.card_id) for each in activations} == {(quote.nonce, activations[0].card_id)}
    assert shop.calls("get-number") == 1
    assert shop.charged() == {"charge": 1}


async def test_fifty_buyers_at_once_get_fifty_numbers(replicas: list[Shop]) -> None:
    bought = await asyncio.gather(*(replicas[n % 4].tap_buy(USER + n) for n in range(50)))
    await all_settle(replicas)
    now = [await replicas[0].now(activation) for activation in bought]
    assert {activation.state for activation in now} == {State.WAITING}
    assert len({activation.request_id for activation in now}) == 50
    assert replicas[0].charged() == {"charge": 50}


# -- a worker that slept past its lease


async def test_a_worker_that_slept_over_a_purchase_sends_nothing(replicas: list[Shop]) -> None:
    sleeper, other, *_ = replicas
    activation = await sleeper.tap_buy()
    await sleeper.clock.advance(5)  # the price is not fresh any more, so it is looked at
    await asleep_in(sleeper, "get-prices")
    await sleeper.clock.advance(31)
    await other.settle()
    assert (await other.now(activation)).state is State.WAITING
    await wakes(sleeper)
    await all_settle(replicas)
    assert sleeper.calls("get-number") == 1
    assert sleeper.charged() == {"charge": 1}


async def test_a_worker_that_slept_over_a_look_changes_nothing_any_more(
    replicas: list[Shop], redis: Redis, messages: Messages
) -> None:
    sleeper, other, *_ = replicas
    activation = await buy_on(replicas)
    await sleeper.clock.advance(FIRST_LOOK)
    await asleep_in(sleeper, "get-sms")  # "still waiting", which is long untrue when it is heard
    await sleeper.clock.advance(31)
    await other.settle()
    held = await other.now(activation)
    due = await redis.zscore(f"{Keys().base}:due", activation.id)
    await wakes(sleeper)
    await sleeper.settle()
    assert await other.now(activation) == held
    assert held.state is State.DONE
    assert await redis.zscore(f"{Keys().base}:due", activation.id) == due
    assert len(messages.codes) == 1


async def test_a_worker_that_slept_over_a_reject_is_told_that_it_is_done(
    replicas: list[Shop], messages: Messages
) -> None:
    sleeper, other, *_ = replicas
    activation = await buy_on(replicas)
    await sleeper.purchases.cancel(USER, activation.id)
    await asleep_in(sleeper, "set-status")
    await sleeper.clock.advance(31)
    await other.pass_time(150)
    assert (await other.now(activation)).state is State.CANCELLED
    await wakes(sleeper)
    await all_settle(replicas)
    assert (await other.now(activation)).state is State.CANCELLED
    assert sum(card.state is State.CANCELLED for card in messages.cards) == 1
    assert sleeper.charged() == {"charge": 1, "refund": 1}


async def test_a_notifier_that_slept_for_a_third_of_its_lease_begins_no_call_any_more(
    shop: Shop, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it draws over what another has drawn meanwhile, and if it dies then, nobody knows."""
    too_late: list[bool] = []
    show = messages.show_card

    async def asleep(activation: Activation) -> int:
        for slept in (0.0, 9.9, 10.1):
            monkeypatch.setattr(machine_clock, "boot_time", lambda slept=slept: boot_time() + slept)
            too_late.append(machine_clock.is_too_late())
        monkeypatch.setattr(machine_clock, "boot_time", boot_time)
        return await show(activation)

    monkeypatch.setattr(messages, "show_card", asleep)
    await shop.tap_buy()
    await shop.settle()
    assert too_late[:3] == [False, False, True]
    assert not machine_clock.is_too_late()


async def test_a_number_that_comes_after_everybody_gave_it_up_is_kept(replicas: list[Shop], messages: Messages) -> None:
    sleeper, other, *_ = replicas
    activation = await sleeper.tap_buy()
    await asleep_in(sleeper, "get-number")
    await sleeper.clock.advance(80)  # longer than a purchase may take; a process that was restarted finds it
    await other.settle()
    assert (await other.now(activation)).state is State.UNKNOWN
    assert messages.cards[-1].state is State.UNKNOWN
    await wakes(sleeper)
    await all_settle(replicas)
    late = await other.now(activation)
    assert (late.state, bool(late.number)) == (State.WAITING, True)
    assert messages.cards[-1].number == late.number
    assert sleeper.calls("get-number") == 1


# -- the same update, much later


async def test_the_same_cancel_tomorrow_gives_nothing_back(shop: Shop) -> None:
    activation = await shop.buy()
    await shop.pass_time(30)
    await shop.clock.advance(86_400)
    assert (await shop.purchases.cancel(USER, activation.id)).state in (State.CODE, State.DONE)
    await shop.settle()
    assert shop.charged() == {"charge": 1}


async def test_the_same_tap_after_all_is_forgotten_buys_nothing(shop: Shop, redis: Redis) -> None:
    activation = await shop.buy()
    await shop.pass_time(30)
    await redis.delete(f"{Keys().base}:a:{activation.id}")  # as its time to live would
    with pytest.raises(QuoteGone):
        await shop.purchases.begin(activation.id, user_id=USER, chat_id=USER, card_id=5, language="en")
    await shop.settle()
    assert shop.calls("get-number") == 1


class Skewed(Clock):
    """A replica's own clock, wrong by so many seconds; the database's is right."""

    def __init__(self, redis: Redis, clock: Clock, error: float) -> None:
        super().__init__(redis)
        self._clock = clock
        self._error = error

    def __call__(self) -> float:
        return self._clock() + self._error


@pytest.mark.parametrize("error", [-3600.0, 3600.0])
async def test_a_wrong_clock_ends_no_number_early_and_asks_no_more_often(
    shop: Shop, redis: Redis, clock: Clock, messages: Messages, error: float
) -> None:
    shop.provider.switch(sms_delay=(600.0, 600.0))
    await shop.some_offer()
    async with open_shop(redis, Skewed(redis, clock, error), shop.provider, lambda _: messages) as wrong:
        looks = []
        for each in (shop, wrong):
            asked = shop.calls("get-sms")
            activation = await each.buy()
            for _ in range(24):
                await clock.advance(5)
                await each.settle()
            assert (await each.now(activation)).state is State.WAITING
            looks.append(shop.calls("get-sms") - asked)
            shop.provider.deliver(int(activation.request_id))
            await clock.advance(60)
            await each.settle()
            assert (await each.now(activation)).state is State.DONE
    assert looks[1] <= 1.2 * looks[0]
