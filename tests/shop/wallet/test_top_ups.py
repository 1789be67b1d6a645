"""Refunds of Stars whose workers sleep, die, or are told strange things; payments and purchases at once."""

import asyncio
from unittest.mock import AsyncMock

import pytest
from redis.asyncio import Redis

from bot.domain import clock as machine_clock
from bot.domain.alerts import ShopAlert
from bot.domain.clock import boot_time
from bot.domain.errors import ChatGone, RefundRefused, SlowDown, StorageError, TooLittleMoney, Undelivered
from bot.domain.stars import Payment, RefundOutcome, TopUpNews, TopUpState, top_up_id
from bot.domain.wallet import Balance
from bot.shop.wallet.top_ups import LEASE_S, TopUps
from bot.storage.wallet import WalletStore
from tests.clock import Clock
from tests.shop.wallet.conftest import RATE
from tests.shop.wallet.till import Till
from tests.world import USER, Messages, Shop


async def paid(top_ups: TopUps, charge: str = "c1", stars: int = 50) -> str:
    await top_ups.credit(Payment(charge, USER, stars, "topup:an-invoice"))
    return top_up_id(charge)


async def state(top_ups: TopUps, id_: str) -> TopUpState:
    top_up, _ = await top_ups.find(id_, USER, admin=False)
    return top_up.state


async def refunding(top_ups: TopUps, till: Till) -> str:
    """A payment that its user wants back, and of which nobody has told Telegram."""
    id_ = await paid(top_ups)
    await top_ups.run_once(till)
    assert await top_ups.refund(id_, USER, admin=False) is RefundOutcome.BEGUN
    return id_


async def test_the_operator_is_told_of_each_payment_however_fast_they_come(
    top_ups: TopUps, till: Till, messages: Messages
) -> None:
    for number in range(3):
        await paid(top_ups, f"c{number}", 50 + number)
    await top_ups.run_once(till)
    assert messages.notices == [ShopAlert.PAYMENT_WITHOUT_INVOICE] * 3
    for number in range(3):
        await top_ups.refunded(f"c{number}")
    await top_ups.run_once(till)
    assert messages.notices[3:] == [ShopAlert.REFUNDED_ELSEWHERE] * 3
    assert sorted(values["stars"] for values in messages.values) == [50, 50, 51, 51, 52, 52]


@pytest.mark.parametrize("answer", [ChatGone("forbidden"), Undelivered("timeout"), SlowDown(5.0)])
async def test_a_refund_is_asked_for_until_telegram_says_yes_or_no(
    top_ups: TopUps, till: Till, clock: Clock, answer: Exception
) -> None:
    id_ = await refunding(top_ups, till)
    till.answers = [answer]
    await top_ups.run_once(till)
    assert await state(top_ups, id_) is TopUpState.REFUNDING
    await clock.advance(60)
    await top_ups.run_once(till)
    assert (till.refunds, await state(top_ups, id_)) == (["c1", "c1"], TopUpState.REFUNDED)


async def test_an_alert_outlives_the_process_that_booked_and_an_admin_who_is_away(
    top_ups: TopUps, till: Till, messages: Messages, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It died just after it had credited the payment: nothing but the database knows that there is news."""
    await top_ups._store.paid(Payment("c1", USER, 50, "topup:an-invoice"), RATE)
    monkeypatch.setattr(messages, "notify", AsyncMock(side_effect=Undelivered("away")))
    await top_ups.run_once(till)
    assert messages.notices == []
    monkeypatch.undo()
    await clock.advance(60)
    await top_ups.run_once(till)
    assert messages.notices == [ShopAlert.PAYMENT_WITHOUT_INVOICE]
    await clock.advance(LEASE_S + 1)
    assert await top_ups.run_once(till) == 0


async def test_a_worker_that_slept_begins_no_call_any_more(
    top_ups: TopUps, till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The refund may have been refused and credited by now, and its user may have spent it."""
    await refunding(top_ups, till)
    too_late: list[bool] = []

    async def asleep(user_id: int, charge_id: str) -> None:
        for slept in (0.0, LEASE_S / 3 - 1, LEASE_S / 3 + 1):
            monkeypatch.setattr(machine_clock, "boot_time", lambda slept=slept: boot_time() + slept)
            too_late.append(machine_clock.is_too_late())
        monkeypatch.setattr(machine_clock, "boot_time", boot_time)

    monkeypatch.setattr(till, "refund", asleep)
    await top_ups.run_once(till)
    assert too_late == [False, False, True]


async def test_a_refusal_that_comes_after_its_time_credits_nothing(
    top_ups: TopUps, till: Till, clock: Clock, wallets: WalletStore
) -> None:
    """A worker slept with Telegram's no in its hands. Meanwhile another got that no, and the user asked once more."""
    id_ = await refunding(top_ups, till)
    till.answers, till.hangs = [RefundRefused("BALANCE_TOO_LOW"), RefundRefused("BALANCE_TOO_LOW")], asyncio.Event()
    wakes = till.hangs
    sleeper = asyncio.create_task(top_ups.run_once(till))
    await till.called.wait()
    await clock.advance(LEASE_S + 1)
    await top_ups.run_once(till)
    assert (await wallets.balance(USER)).free == 50 * RATE
    assert await top_ups.refund(id_, USER, admin=False) is RefundOutcome.BEGUN
    wakes.set()
    await sleeper
    assert (await wallets.balance(USER)).free == 0, "the Stars may be on their way"
    assert await state(top_ups, id_) is TopUpState.REFUNDING
    await top_ups.run_once(till)
    assert await state(top_ups, id_) is TopUpState.REFUNDED
    assert (await wallets.balance(USER)).free == 0


async def test_a_late_no_takes_nothing_back_of_a_yes(
    top_ups: TopUps, till: Till, clock: Clock, wallets: WalletStore
) -> None:
    id_ = await refunding(top_ups, till)
    till.answers, till.hangs = [RefundRefused("BALANCE_TOO_LOW")], asyncio.Event()
    wakes = till.hangs
    sleeper = asyncio.create_task(top_ups.run_once(till))
    await till.called.wait()
    await clock.advance(LEASE_S + 1)
    await top_ups.run_once(till)
    wakes.set()
    await sleeper
    assert await state(top_ups, id_) is TopUpState.REFUNDED
    assert await wallets.balance(USER) == Balance(0)


async def test_a_long_wait_that_telegram_asks_for_is_no_busy_loop(top_ups: TopUps, till: Till, clock: Clock) -> None:
    await refunding(top_ups, till)
    till.answers = [SlowDown(3600.0)] * 9
    assert await top_ups.run_once(till) == 1
    for _ in range(5):
        assert await top_ups.run_once(till) == 0
        await clock.advance(10)


@pytest.mark.parametrize("how", ["a state of a newer version", "no hash"])
async def test_a_top_up_that_cannot_be_read_is_in_nobodys_way(
    top_ups: TopUps, till: Till, redis: Redis, clock: Clock, how: str
) -> None:
    broken = await paid(top_ups, "c0")
    if how == "no hash":
        await redis.set(f"{{sb}}:topup:{broken}", "melted")
    else:
        await redis.hset(f"{{sb}}:topup:{broken}", "state", "melted")
    await refunding(top_ups, till)
    for _ in range(3):
        await clock.advance(LEASE_S + 1)
        await top_ups.run_once(till)
    assert till.refunds == ["c1"]
    assert [one.charge_id for one in await top_ups.of(USER)] == ["c1"]
    assert [found and found.charge_id for found, _ in await top_ups._store.several([broken, top_up_id("c1")])] == [
        None,
        "c1",
    ]
    kept = {str(member).partition("|")[0] for member in await redis.zrange("{sb}:topups:due", 0, -1)}
    assert kept == {"paid", "payment_without_invoice"}, "it is kept for who can read it"


async def test_a_refund_and_a_purchase_at_once_leave_no_debt(
    shop: Shop, top_ups: TopUps, till: Till, wallets: WalletStore
) -> None:
    offer = await shop.some_offer()
    stars = -(-int(offer.price * 1_000_000) // RATE)
    for number in range(6):
        id_ = await paid(top_ups, f"c{number}", stars)
        quote, _ = await shop.purchases.quote(USER, offer.country_id, offer.service_id)
        begun, outcome = await asyncio.gather(
            shop.purchases.begin(quote.nonce, user_id=USER, chat_id=USER, card_id=1, language="en"),
            top_ups.refund(id_, USER, admin=False),
            return_exceptions=True,
        )
        balance = await wallets.balance(USER)
        assert balance.free >= 0
        assert isinstance(begun, TooLittleMoney) == (outcome is RefundOutcome.BEGUN)
        await top_ups.run_once(till)
        if not isinstance(begun, BaseException):
            await shop.settle()
            await shop.purchases.cancel(USER, begun.id)
            await shop.settle()
            assert await top_ups.refund(id_, USER, admin=False) is RefundOutcome.BEGUN, "the money is back"
            await top_ups.run_once(till)
    assert await wallets.balance(USER) == Balance(0)


async def test_what_is_held_does_not_go_back(shop: Shop, top_ups: TopUps, wallets: WalletStore) -> None:
    offer = await shop.some_offer()
    id_ = await paid(top_ups, stars=-(-int(offer.price * 1_000_000) // RATE))
    activation = await shop.tap_buy()
    assert await top_ups.refund(id_, USER, admin=False) is RefundOutcome.SHORT
    assert (await wallets.balance(USER)).held == int(offer.price * 1_000_000)
    assert (await shop.now(activation)).state.value == "reserved"


async def test_an_admins_refund_of_what_is_held_is_made_up_by_the_release(
    shop: Shop, top_ups: TopUps, till: Till, wallets: WalletStore
) -> None:
    offer = await shop.some_offer()
    id_ = await paid(top_ups, stars=-(-int(offer.price * 1_000_000) // RATE))
    activation = await shop.buy()
    assert await top_ups.refund(id_, 9, admin=True) is RefundOutcome.BEGUN
    assert (await wallets.balance(USER)).free < 0
    await top_ups.run_once(till)
    await shop.purchases.cancel(USER, activation.id)
    await shop.settle()
    assert await wallets.balance(USER) == Balance(0)


async def test_a_refund_of_somebody_who_is_forgotten_meanwhile_is_done_or_credited(
    shop: Shop, top_ups: TopUps, till: Till, wallets: WalletStore
) -> None:
    for answers, free in (([RefundRefused("no")], 50 * RATE), ([], 0)):
        await paid(top_ups, "c1")
        await top_ups.run_once(till)
        assert await top_ups.refund(top_up_id("c1"), USER, admin=False) is RefundOutcome.BEGUN
        assert (await shop.built.users.forget(USER)).value == "ok"
        till.answers = [*answers]
        await top_ups.run_once(till)
        await top_ups.run_once(till)
        assert await wallets.balance(USER) == Balance(free)
        assert till.told[-1] == (TopUpNews.REFUSED if free else TopUpNews.REFUNDED, "c1")


async def test_of_many_workers_each_job_is_one_workers(
    shop: Shop, top_ups: TopUps, till: Till, wallets: WalletStore
) -> None:
    for number in range(30):
        await paid(top_ups, f"c{number}")
    for number in range(30):
        await top_ups.refund(top_up_id(f"c{number}"), USER, admin=False)
    while any(await asyncio.gather(*[top_ups.run_once(till) for _ in range(4)])):
        pass
    assert sorted(till.refunds) == sorted(f"c{number}" for number in range(30))
    assert len(till.told) == 60
    assert await wallets.balance(USER) == Balance(0)


async def test_a_payment_waits_for_a_database_that_is_away(
    top_ups: TopUps, wallets: WalletStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, plan = top_ups._store.paid, iter(["away", "", "its reply is lost", ""])

    async def shaky(payment: Payment, rate: int) -> object:
        how = next(plan)
        done = how != "away" and await real(payment, rate)
        if how:
            raise StorageError(how)
        return done

    monkeypatch.setattr(top_ups._store, "paid", shaky)
    await paid(top_ups, "c1")
    await paid(top_ups, "c2")
    assert (await wallets.balance(USER)).free == 100 * RATE


async def test_the_operator_is_told_of_a_refund_that_telegram_does_not_answer(
    top_ups: TopUps, till: Till, clock: Clock, messages: Messages
) -> None:
    await refunding(top_ups, till)
    till.answers = [Undelivered("timeout")] * 99
    for _ in range(14):
        await top_ups.run_once(till)
        await clock.advance(301)
    assert messages.notices[1:] == [ShopAlert.REFUND_STUCK]
    assert messages.values[1:] == [{"reason": "timeout"}]
    till.answers.clear()
    await top_ups.run_once(till)
    await top_ups.run_once(till)
    assert till.told[-1] == (TopUpNews.REFUNDED, "c1")
