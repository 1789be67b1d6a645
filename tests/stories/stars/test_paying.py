"""Top-ups by Stars: invoices, the word before a payment, and the money in the wallet."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.domain.stars import Payment, StarTerms
from bot.storage.wallet import WalletStore
from tests.stories.chat import ALICE, MINH, OLGA, Person, World, labels
from tests.stories.stars.steps import (
    RUB,
    free,
    stars,
    top_up,
)


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


async def test_paysupport_names_whom_to_ask(minh: Person) -> None:
    await minh.say("/paysupport")
    assert "@the_operator" in minh.text
