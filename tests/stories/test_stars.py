"""Top-ups by Stars: paid, refused before any Star moves, told twice, late or never, and given back."""

import asyncio
import re
from collections.abc import AsyncIterator
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.domain.errors import Undelivered
from bot.domain.stars import Payment, StarTerms
from bot.domain.wallet import Booking, EntryKind, Markup
from bot.storage.keys import Keys
from bot.storage.top_ups import TopUpStore
from bot.storage.wallet import WalletStore
from bot.telegram.access import Access
from tests.clock import LUA_CLOCK, Clock
from tests.stories.chat import ALICE, MINH, OLGA, Person, World, labels, open_world

RUB = 1_000_000
DAY_S = 86_400.0
TERMS = StarTerms(rate=1_200_000, packs=(50, 100), refund_s=14 * DAY_S, support="@the_operator")
"""A Star is worth 1.20 ₽."""


@pytest.fixture
async def world(redis: Redis, clock: Clock) -> AsyncIterator[World]:
    """Alice runs the bot; Minh pays."""
    access = Access(public=True, admins=frozenset({ALICE}))
    async with open_world(redis, clock, access, stars=TERMS, markup=Markup()) as world:
        for user in (ALICE, MINH, OLGA):
            world.telegram.add_user(user, world.telegram.users()[0]["first_name"], "en")
            world.telegram.send_text(user, "/start")
        await world.pump()
        yield world


@pytest.fixture
def minh(world: World) -> Person:
    return world.person(MINH)


@pytest.fixture
def alice(world: World) -> Person:
    return world.person(ALICE)


@pytest.fixture
def wallets(redis: Redis) -> WalletStore:
    return WalletStore(redis, Keys(), clock=LUA_CLOCK)


@pytest.fixture(autouse=True)
async def _books_add_up(world: World, wallets: WalletStore) -> AsyncIterator[None]:
    """After each story the ledger is sound."""
    yield
    assert (await wallets.verify()).sound


async def free(wallets: WalletStore, user: int = MINH) -> int:
    return (await wallets.balance(user)).free


def stars(world: World, user: int = MINH) -> int:
    return next(int(one["stars"]) for one in world.telegram.users() if one["id"] == user)


async def reconcile(world: World) -> None:
    await world.shop.built.star_reconciliation.round(world.cashier)
    await world.pump()
    await world.shop.built.top_ups.run_once(world.cashier)


async def top_up(minh: Person, pack: str = "50 ⭐") -> None:
    await minh.say("/topup")
    await minh.tap(pack)
    assert await minh.pay() == ""


async def spend(wallets: WalletStore, amount: int, operation: str = "adj:1") -> None:
    assert (await wallets.book(Booking(operation, EntryKind.ADJUSTMENT, MINH, -amount))).done


def told(person: Person) -> list[str]:
    return [str(message["text"]) for message in person.screens]


def callbacks(person: Person) -> list[str]:
    return [str(one["callback_data"]) for row in person.screen["keyboard"] for one in row if "callback_data" in one]


async def alerts(alice: Person, words: str) -> int:
    return sum(words in text for text in told(alice))


async def test_a_pack_is_paid_and_stands_in_the_wallet(world: World, minh: Person, wallets: WalletStore) -> None:
    await minh.say("/topup")
    assert labels(minh.screen)[:2] == ["50 ⭐ · ₽60", "100 ⭐ · ₽120"]
    assert "A voucher? Just send its code" in minh.text
    await minh.tap("50 ⭐")
    invoice = minh.screen["invoice"]
    assert (invoice["title"], invoice["total_amount"]) == ("Wallet top-up", 50)
    assert invoice["description"] == "50 Stars become ₽60 in your wallet with this bot."
    assert await minh.pay() == ""
    assert await free(wallets) == 60 * RUB
    assert "₽60 came in for 50 ⭐." in minh.text
    assert labels(minh.screen) == ["📲 Buy a number", "☰ Menu"]
    assert (stars(world), world.telegram.stars.balance) == (2450, 50)


async def test_a_user_is_told_in_the_language_of_their_telegram(world: World) -> None:
    world.telegram.add_user(OLGA, "Olga", "ru")
    olga = world.person(OLGA)
    await olga.say("/topup 50")
    assert await olga.pay() == ""
    assert "Зачислено" in olga.text


async def test_any_other_amount_is_written(minh: Person, wallets: WalletStore) -> None:
    await minh.say("/topup 75")
    assert minh.screen["invoice"]["total_amount"] == 75
    for wrong in ("/topup 0", "/topup 10001", "/topup many", "/topup 99999999999999999999"):
        await minh.say(wrong)
        assert "from 1 to 10,000 Stars" in minh.text
    assert await free(wallets) == 0


async def test_the_rate_of_the_invoice_counts_whatever_it_is_later(
    world: World, minh: Person, wallets: WalletStore
) -> None:
    await minh.say("/topup 10")
    world.shop.built.top_ups.terms = StarTerms(rate=5, packs=())
    assert await minh.pay() == ""
    assert await free(wallets) == 12 * RUB


async def test_an_old_invoice_paid_again_is_credited_again(world: World, minh: Person, wallets: WalletStore) -> None:
    await top_up(minh)
    assert await minh.pay() == ""
    assert await free(wallets) == 120 * RUB
    assert len({one.id for one in world.telegram.stars.transactions}) == 2


async def test_a_payment_told_twice_is_credited_once(world: World, minh: Person, wallets: WalletStore) -> None:
    world.telegram.set_payment_updates("twice")
    await top_up(minh)
    await reconcile(world)
    assert await free(wallets) == 60 * RUB
    assert sum("came in" in text for text in told(minh)) == 1


async def test_a_payment_of_which_no_update_tells_is_found(world: World, minh: Person, wallets: WalletStore) -> None:
    world.telegram.set_payment_updates("lost")
    await top_up(minh)
    assert await free(wallets) == 0
    await reconcile(world)
    assert await free(wallets) == 60 * RUB
    assert "₽60 came in for 50 ⭐." in minh.text


async def test_a_late_update_of_what_was_found_books_nothing(world: World, minh: Person, wallets: WalletStore) -> None:
    world.telegram.set_payment_updates("late")
    await top_up(minh)
    await reconcile(world)
    world.telegram.set_payment_updates("delivered")
    await world.pump()
    assert await free(wallets) == 60 * RUB
    assert sum("came in" in text for text in told(minh)) == 1


@pytest.mark.parametrize("newest_first", [False, True])
async def test_every_payment_is_found_in_a_long_list_in_either_order(
    world: World, minh: Person, wallets: WalletStore, newest_first: bool
) -> None:
    world.telegram.stars.newest_first = newest_first
    await minh.say("/topup 1")
    payload = minh.screen["invoice"]["payload"]
    for _ in range(250):
        world.telegram.receive_elsewhere(MINH, 1, payload)
        await world.shop.clock.advance(1)
    await reconcile(world)
    assert await free(wallets) == 250 * TERMS.rate
    world.telegram.receive_elsewhere(MINH, 1, payload)
    before = len(world.telegram.requests)
    await reconcile(world)
    assert await free(wallets) == 251 * TERMS.rate
    lists = [name for name, _ in list(world.telegram.requests)[before:] if name == "getStarTransactions"]
    assert len(lists) <= 4


async def test_a_wallet_of_an_older_backup_gets_back_what_was_paid_since(
    redis: Redis, world: World, minh: Person, wallets: WalletStore
) -> None:
    await top_up(minh)
    await reconcile(world)
    copy = {name: await redis.dump(name) or b"" async for name in redis.scan_iter("{sb}:*")}
    await top_up(minh, "100 ⭐")
    await reconcile(world)
    assert await free(wallets) == 180 * RUB
    for name in [one async for one in redis.scan_iter("{sb}:*")]:
        await redis.delete(name)
    for name, value in copy.items():
        await redis.restore(name, 0, value)
    assert await free(wallets) == 60 * RUB
    await reconcile(world)
    assert await free(wallets) == 180 * RUB


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("paused", "Purchases are paused, so no Stars are taken just now. You have not paid."),
        ("shut out", "You can't use this bot any more. You have not paid."),
        ("taken no more", "Purchases are paused, so no Stars are taken just now. You have not paid."),
        ("forgotten", "This invoice is too old. Please make a new one with /topup. You have not paid."),
    ],
)
async def test_a_payment_is_refused_before_any_star_moves(
    redis: Redis, world: World, minh: Person, why: str, said: str
) -> None:
    await minh.say("/topup 10")
    if why == "paused":
        await world.shop.purchases.set_sales(ALICE, on=False)
    elif why == "taken no more":
        world.shop.built.top_ups.terms = StarTerms()  # as with WALLET=off
    elif why == "shut out":
        await world.users.admit(MINH, False, admin_id=ALICE)
    else:
        for name in [one async for one in redis.scan_iter("{sb}:invoice:*")]:
            await redis.delete(name)
    assert await minh.pay() == said
    assert (stars(world), world.telegram.stars.transactions) == (2500, [])


async def test_nothing_is_invoiced_while_sales_are_paused(world: World, minh: Person) -> None:
    await world.shop.purchases.set_sales(ALICE, on=False)
    await minh.say("/topup 10")
    assert "Purchases are paused" in minh.text


async def test_another_users_invoice_is_not_paid(world: World, minh: Person) -> None:
    await minh.say("/topup 10")
    world.telegram.send_text(OLGA, "/topup 10")
    await world.pump()
    chat = world.telegram.stars
    message = next(one for one in world.telegram.messages(MINH) if one["invoice"])
    message["invoice"]["start_parameter"] = ""  # as a client that does not mind it
    assert await world.person(OLGA).pay(on={**message, "chat_id": MINH}) == (
        "This invoice is for another user. Please make one of your own with /topup. You have not paid."
    )
    assert chat.transactions == []


async def test_the_word_before_a_payment_waits_behind_no_flood_of_taps(world: World, minh: Person) -> None:
    await minh.say("/topup 10")
    for _ in range(60):
        world.telegram.tap(MINH, minh.screens[0]["id"], data="m:0")
    assert await minh.pay() == ""
    assert stars(world) == 2490


async def test_a_payment_of_a_user_who_was_shut_out_meanwhile_is_credited(
    world: World, minh: Person, wallets: WalletStore
) -> None:
    world.telegram.set_payment_updates("late")
    await minh.say("/topup 10")
    assert await minh.pay() == ""
    await world.users.admit(MINH, False, admin_id=ALICE)
    world.telegram.set_payment_updates("delivered")
    await world.pump()
    assert await free(wallets) == 12 * RUB


async def test_a_payment_whose_invoice_is_gone_is_credited_at_the_present_rate_and_alerted(
    redis: Redis, world: World, minh: Person, alice: Person, wallets: WalletStore
) -> None:
    world.telegram.set_payment_updates("late")
    await minh.say("/topup 10")
    assert await minh.pay() == ""
    for name in [one async for one in redis.scan_iter("{sb}:invoice:*")]:
        await redis.delete(name)
    world.shop.built.top_ups.terms = StarTerms(rate=2 * RUB)
    world.telegram.set_payment_updates("delivered")
    await world.pump()
    assert await free(wallets) == 20 * RUB
    assert await alerts(alice, "an invoice that is forgotten") == 1


async def test_a_payment_of_a_forgotten_invoice_where_no_stars_are_taken_any_more_can_go_back(
    redis: Redis, world: World, minh: Person, alice: Person, wallets: WalletStore
) -> None:
    await minh.say("/topup 10")
    world.telegram.set_payment_updates("late")
    assert await minh.pay() == ""
    for name in [one async for one in redis.scan_iter("{sb}:invoice:*")]:
        await redis.delete(name)
    world.shop.built.top_ups.terms = StarTerms()
    world.telegram.set_payment_updates("delivered")
    await world.pump()
    await world.shop.built.star_reconciliation.round(world.cashier)
    await world.shop.built.top_ups.run_once(world.cashier)
    assert await alerts(alice, "an invoice that is forgotten") == 1
    assert [one.amount for one in (await wallets.history(MINH, 0, 9))[0]] == [0]
    [top_up] = await world.shop.built.top_ups.of(MINH)
    await world.shop.built.top_ups.refund(top_up.id, ALICE, admin=True)
    await world.shop.built.top_ups.run_once(world.cashier)
    assert (await free(wallets), stars(world)) == (0, 2500)


async def test_stars_that_are_no_top_up_are_alerted_once_and_booked_nowhere(
    world: World, alice: Person, wallets: WalletStore
) -> None:
    world.telegram.receive_elsewhere(MINH, 5, "another bot's")
    world.telegram.receive_elsewhere(OLGA, 7, "another bot's")
    world.telegram.withdraw(3)
    for _ in range(2):
        await reconcile(world)
    assert await free(wallets) == 0
    assert await alerts(alice, "no top-ups of this bot: 2, of 12 ⭐ together") == 1


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


async def test_a_payment_and_a_purchase_at_once_count_both(world: World, minh: Person, wallets: WalletStore) -> None:
    await top_up(minh)
    await minh.say("/topup 10")
    payload = minh.screen["invoice"]["payload"]
    offer = await world.shop.some_offer()
    quote, _ = await world.shop.purchases.quote(MINH, offer.country_id, offer.service_id)
    charge = world.telegram.receive_elsewhere(MINH, 10, payload)
    await asyncio.gather(
        world.shop.built.top_ups.credit(Payment(charge, MINH, 10, payload)),
        world.shop.purchases.begin(quote.nonce, user_id=MINH, chat_id=MINH, card_id=1, language="en"),
        world.shop.built.star_reconciliation.round(world.cashier),
    )
    balance = await wallets.balance(MINH)
    assert (balance.free + balance.held, balance.held) == (72 * RUB, int(quote.shown_price * RUB))


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


async def test_what_is_no_list_of_transactions_is_not_taken_for_an_empty_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = world.bot.__class__.__call__

    async def nonsense(self: Any, method: Any, request_timeout: int | None = None) -> Any:
        found = await real(self, method, request_timeout)
        return {"transactions": None} if isinstance(found, dict) else found

    monkeypatch.setattr(world.bot.__class__, "__call__", nonsense)
    with pytest.raises(Undelivered):
        await world.cashier.transactions(0, 100)


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


async def test_an_unreadable_transaction_costs_no_other_its_credit(
    world: World, minh: Person, alice: Person, wallets: WalletStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.telegram.set_payment_updates("lost")
    await top_up(minh)
    real = world.bot.__class__.__call__

    async def with_rubbish(self: Any, method: Any, request_timeout: int | None = None) -> Any:
        found = await real(self, method, request_timeout)
        return {"transactions": [{"id": 5}, *found["transactions"]]} if isinstance(found, dict) else found

    monkeypatch.setattr(world.bot.__class__, "__call__", with_rubbish)
    await reconcile(world)
    assert await free(wallets) == 60 * RUB
    assert await alerts(alice, "can't be read: 1") == 1


async def test_two_replicas_that_read_the_list_at_once_credit_once(
    world: World, minh: Person, wallets: WalletStore
) -> None:
    world.telegram.set_payment_updates("lost")
    await top_up(minh)
    first, second = world.shop.built.star_reconciliation, world.shop.built.star_reconciliation
    await asyncio.gather(first.round(world.cashier), second.round(world.cashier))
    assert await free(wallets) == 60 * RUB


async def test_paysupport_names_whom_to_ask(minh: Person) -> None:
    await minh.say("/paysupport")
    assert "@the_operator" in minh.text


async def test_a_clock_that_goes_back_holds_no_refund_up(
    redis: Redis, clock: Clock, world: World, minh: Person
) -> None:
    await top_up(minh)
    store = TopUpStore(redis, Keys(), clock=LUA_CLOCK)
    await store.paid(Payment("stx-later", MINH, 10, "topup:x"), TERMS.rate)
    await clock.advance(-7 * 3600)
    assert await world.shop.built.top_ups.run_once(world.cashier) == 2, "its user and the operator are told"


async def take_back(minh: Person) -> None:
    await minh.say("/topup")
    await minh.tap("My top-ups")
    await minh.tap("↩️ 50 ⭐ (₽60)")
    await minh.tap("Give back 50 ⭐")


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
