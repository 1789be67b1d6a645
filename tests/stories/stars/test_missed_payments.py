"""Payments that are told twice, late or never, and the list in which they are found."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.domain.errors import Undelivered
from bot.domain.stars import StarTerms
from bot.storage.wallet import WalletStore
from tests.stories.chat import ALICE, MINH, OLGA, Person, World
from tests.stories.stars.steps import (
    RUB,
    TERMS,
    alerts,
    free,
    reconcile,
    stars,
    told,
    top_up,
)


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
