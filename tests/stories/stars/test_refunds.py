"""Payments given back: by their user, by an admin, or by Telegram itself."""

import asyncio
import re

from redis.asyncio import Redis

from bot.domain.stars import Payment
from bot.domain.wallet import Booking, EntryKind
from bot.storage.keys import Keys
from bot.storage.top_ups import TopUpStore
from bot.storage.wallet import WalletStore
from tests.clock import LUA_CLOCK, Clock
from tests.stories.chat import MINH, OLGA, Person, World, labels
from tests.stories.stars.steps import (
    DAY_S,
    RUB,
    TERMS,
    alerts,
    callbacks,
    free,
    reconcile,
    spend,
    stars,
    take_back,
    told,
    top_up,
)


async def test_an_unspent_payment_is_taken_back_by_its_user(world: World, minh: Person, wallets: WalletStore) -> None:
    await top_up(minh)
    await minh.say("/topup")
    await minh.tap("My top-ups")
    assert re.search(r"[A-Z][a-z]{2} \d+, \d{4} · 50 ⭐ · ₽60", minh.text), "a date as people write it"
    assert "tap it below" in minh.text
    await minh.tap("↩️ 50 ⭐ (₽60)")
    assert "₽60 leaves the wallet" in minh.text
    assert "whole or not at all" in minh.text
    await minh.tap("Give back 50 ⭐")
    assert (await free(wallets), stars(world)) == (0, 2500)
    assert "50 ⭐ went back to you." in told(minh)[-1]
    await minh.say("/topup")
    await minh.tap("My top-ups")
    assert "given back" in minh.text
    assert "tap it below" not in minh.text
    await reconcile(world)
    assert await free(wallets) == 0


async def test_a_second_tap_gives_nothing_back_twice(world: World, minh: Person, wallets: WalletStore) -> None:
    await top_up(minh)
    await top_up(minh, "100 ⭐")
    await minh.say("/topup")
    await minh.tap("My top-ups")
    await minh.tap("↩️ 50 ⭐ (₽60)")
    question = minh.screen
    world.telegram.tap(MINH, question["id"], label="Give back 50 ⭐")
    world.telegram.tap(MINH, question["id"], label="Give back 50 ⭐")
    await world.pump()
    assert (await free(wallets), stars(world)) == (120 * RUB, 2400)


async def test_a_payment_partly_spent_is_said_to_stay_before_the_tap(minh: Person, wallets: WalletStore) -> None:
    await top_up(minh)
    await spend(wallets, 1)
    await minh.say("/topup")
    await minh.tap("My top-ups")
    await minh.tap("↩️ 50 ⭐ (₽60)")
    assert "This payment can't go back now." in minh.text
    assert "your wallet has ₽59.999999" in minh.text
    assert "Give back" not in " ".join(labels(minh.screen))


async def test_refund_and_spending_at_once_leave_no_debt(world: World, minh: Person, wallets: WalletStore) -> None:
    await top_up(minh)
    await minh.say("/topup")
    await minh.tap("My top-ups")
    await minh.tap("↩️ 50 ⭐ (₽60)")
    world.telegram.tap(MINH, minh.screen["id"], label="Give back 50 ⭐")
    debit = Booking("adj:race", EntryKind.ADJUSTMENT, MINH, -60 * RUB)
    spent, _ = await asyncio.gather(wallets.book(debit), world.pump())
    assert await free(wallets) == 0
    assert stars(world) == (2450 if spent.done else 2500)


async def test_after_its_days_only_an_admin_gives_a_payment_back(
    world: World, minh: Person, alice: Person, wallets: WalletStore
) -> None:
    await top_up(minh)
    await minh.say("/topup")
    await minh.tap("My top-ups")
    await minh.tap("↩️ 50 ⭐ (₽60)")
    await world.shop.clock.advance(TERMS.refund_s + 1)
    await minh.tap("Give back 50 ⭐")
    assert "/paysupport" in minh.text
    await minh.tap("My top-ups")
    assert not any("↩️" in label for label in labels(minh.screen))
    await alice.say("/start")
    await alice.forge(f"tf:0:{MINH}")
    await alice.tap("↩️ 50 ⭐ (₽60)")
    await alice.tap("Give back 50 ⭐")
    assert (await free(wallets), stars(world)) == (0, 2500)


async def test_an_admin_refunds_what_was_spent_and_the_wallet_goes_below_zero(
    world: World, minh: Person, alice: Person, wallets: WalletStore
) -> None:
    await top_up(minh)
    await spend(wallets, 20 * RUB)
    await alice.say("/start")
    await alice.forge(f"tf:0:{MINH}")
    await alice.tap("↩️ 50 ⭐ (₽60)")
    assert "It would be below zero then" in alice.text
    await alice.tap("Give back 50 ⭐")
    assert (await free(wallets), stars(world)) == (-20 * RUB, 2500)


async def test_a_wallet_below_zero_buys_nothing_until_that_is_made_up(
    world: World, minh: Person, alice: Person, wallets: WalletStore
) -> None:
    await top_up(minh)
    await spend(wallets, 60 * RUB)
    await alice.say("/start")
    await alice.forge(f"tf:0:{MINH}")
    await alice.tap("↩️ 50 ⭐ (₽60)")
    await alice.tap("Give back 50 ⭐")
    assert await free(wallets) == -60 * RUB
    await minh.start_buying()
    await minh.forge(next(data for data in callbacks(minh) if data.startswith("b:")))
    assert world.shop.calls("get-number") == 0
    assert "⭐ Top up" in labels(minh.screen)
    await top_up(minh, "100 ⭐")
    assert await free(wallets) == 60 * RUB
    await minh.buy()
    assert world.shop.calls("get-number") == 1


async def test_nobody_takes_back_what_is_another_users(world: World, minh: Person, wallets: WalletStore) -> None:
    await top_up(minh)
    await minh.say("/topup")
    await minh.tap("My top-ups")
    data = next(b["callback_data"] for row in minh.screen["keyboard"] for b in row if "↩️" in b["text"])
    olga = world.person(OLGA)
    for forged in (data, data.replace("ta:", "tr:", 1)):
        await olga.forge(forged)
        assert "There is no such payment of yours." in olga.text
    await olga.forge(f"tf:0:{MINH}")
    assert await free(wallets) == 60 * RUB


async def test_a_refund_whose_answer_is_lost_is_asked_again_and_debited_once(
    world: World, minh: Person, wallets: WalletStore
) -> None:
    await top_up(minh)
    world.telegram.stars.lose_refund_answers = True
    world.telegram.set_payment_updates("lost")
    await take_back(minh)
    assert (await free(wallets), stars(world)) == (0, 2500)
    assert "went back" not in told(minh)[-1]
    world.telegram.stars.lose_refund_answers = False
    await world.shop.clock.advance(10)
    await world.shop.built.top_ups.run_once(world.cashier)
    await world.shop.built.top_ups.run_once(world.cashier)
    assert (await free(wallets), stars(world)) == (0, 2500)
    assert "50 ⭐ went back to you." in told(minh)[-1]


async def test_a_refund_that_telegram_refuses_is_credited_again_and_said(
    world: World, minh: Person, alice: Person, wallets: WalletStore
) -> None:
    await top_up(minh)
    world.telegram.withdraw(1)
    await take_back(minh)
    await world.shop.built.top_ups.run_once(world.cashier)
    assert (await free(wallets), stars(world)) == (60 * RUB, 2450)
    assert "₽60 is in your wallet again" in told(minh)[-1]
    assert await alerts(alice, "BALANCE_TOO_LOW") == 1
    world.telegram.receive_elsewhere(OLGA, 1, "x")
    await take_back(minh)
    assert (await free(wallets), stars(world)) == (0, 2500)


async def test_a_refund_for_somebody_who_left_telegram_is_refused_and_not_forgotten(
    world: World, minh: Person, alice: Person, wallets: WalletStore
) -> None:
    await top_up(minh)
    world.telegram.fail("refundStarPayment", status=403, description="Forbidden: user is deactivated")
    await take_back(minh)
    await world.shop.built.top_ups.run_once(world.cashier)
    assert (await free(wallets), stars(world)) == (60 * RUB, 2450)
    assert await alerts(alice, "user is deactivated") == 1


async def test_a_refund_made_elsewhere_is_debited_even_below_zero(
    world: World, minh: Person, alice: Person, wallets: WalletStore
) -> None:
    await top_up(minh)
    await spend(wallets, 20 * RUB)
    world.telegram.set_payment_updates("lost")
    world.telegram.refund_elsewhere(world.telegram.stars.transactions[0].id)
    for _ in range(2):
        await reconcile(world)
    assert await free(wallets) == -20 * RUB
    assert await alerts(alice, "without this bot's doing") == 1
    assert "50 ⭐ went back to you." in told(minh)[-1]


async def test_a_payment_and_its_refund_that_nobody_told_of_cancel_out(
    world: World, minh: Person, wallets: WalletStore
) -> None:
    world.telegram.set_payment_updates("lost")
    await top_up(minh)
    world.telegram.refund_elsewhere(world.telegram.stars.transactions[0].id)
    await reconcile(world)
    assert await free(wallets) == 0
    assert await wallets.history(MINH, 0, 9)


async def test_a_clock_that_goes_back_holds_no_refund_up(
    redis: Redis, clock: Clock, world: World, minh: Person
) -> None:
    await top_up(minh)
    store = TopUpStore(redis, Keys(), clock=LUA_CLOCK)
    await store.paid(Payment("stx-later", MINH, 10, "topup:x"), TERMS.rate)
    await clock.advance(-7 * 3600)
    assert await world.shop.built.top_ups.run_once(world.cashier) == 2, "its user and the operator are told"


async def test_an_admin_sees_stars_as_counts_and_what_users_may_take_back(
    world: World, minh: Person, alice: Person, wallets: WalletStore, clock: Clock
) -> None:
    await top_up(minh, "100 ⭐")
    await clock.advance(2 * DAY_S)
    await top_up(minh)
    await top_up(world.person(OLGA))
    await alice.say("/admin")
    await alice.tap("Earnings")
    assert "⭐ Stars received: 100 (₽120)" in alice.text, "of this day alone"
    assert "Users may take back now: 200 (₽240)" in alice.text
    await spend(wallets, 80 * RUB)
    await alice.tap("7 days")
    assert "⭐ Stars received: 200 (₽240)" in alice.text
    assert "Users may take back now: 100 (₽120)" in alice.text, "what the wallet still has counts once"
    await clock.advance(13 * DAY_S)
    await alice.tap("24 hours")
    assert "⭐ Stars received: 0 (₽0)" in alice.text
    assert "Users may take back now: 100 (₽120)" in alice.text
    await minh.say("/topup")
    await minh.tap("My top-ups")
    await minh.tap("↩️ 50 ⭐ (₽60)")
    await minh.tap("Give back")
    await alice.tap("30 days")
    assert "⭐ Stars received: 200 (₽240)" in alice.text
    assert "Users may take back now: 50 (₽60)" in alice.text, "what went back can't go back again"
    await clock.advance(2 * DAY_S)
    await alice.tap("24 hours")
    assert "Users may take back now: 0 (₽0)" in alice.text
