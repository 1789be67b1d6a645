"""The list of Star transactions, read by replicas that die, sleep and overlap: each payment is credited once."""

import asyncio

import pytest
from redis.asyncio import Redis

from bot.domain.errors import Undelivered
from bot.domain.stars import RefundOutcome, TopUpState, Transaction, top_up_id
from bot.domain.wallet import Balance
from bot.shop.wallet.star_reconciliation import LEASE, PAGE, StarReconciliation
from bot.shop.wallet.top_ups import TopUps
from bot.storage.keys import Keys
from bot.storage.top_ups import Seen
from bot.storage.wallet import WalletStore
from tests.clock import START
from tests.shop.wallet.conftest import RATE
from tests.shop.wallet.till import Till, line
from tests.world import USER, Shop

DAY = 86_400


def replica(shop: Shop) -> StarReconciliation:
    """Another one, on the same database."""
    return StarReconciliation(shop.built.top_ups._store, shop.built.top_ups, shop.built.leases, shop.built.alerts)


def newest_first(count: int, days: int = 0) -> list[Transaction | None]:
    """So many payments of one Star, each so many days after the last."""
    return [line(f"c{number}", int(START) + number * max(1, days * DAY)) for number in reversed(range(count))]


async def test_who_loses_the_lease_while_it_reads_moves_no_mark_beyond_what_it_has_read(
    shop: Shop, till: Till, redis: Redis, wallets: WalletStore
) -> None:
    """The newest page is read, then this replica sleeps; the other one dies before it has read anything."""
    till.lines, till.hangs = [*newest_first(3 * PAGE, days=1)], asyncio.Event()
    wakes = till.hangs
    sleeper = asyncio.create_task(replica(shop).round(till))
    await till.called.wait()
    await redis.set(Keys().lease(LEASE), "a replica that dies", px=60_000)
    wakes.set()
    await sleeper
    assert await shop.built.top_ups._store.seen() == Seen()
    await redis.delete(Keys().lease(LEASE))
    await replica(shop).round(till)
    assert (await wallets.balance(USER)).free == 3 * PAGE * RATE


async def test_a_page_that_nobody_can_read_ends_no_reading(shop: Shop, till: Till, wallets: WalletStore) -> None:
    till.lines = [*newest_first(PAGE + 5, days=1)]
    till.lines[2:2] = [None] * (2 * PAGE)
    await replica(shop).round(till)
    assert (await wallets.balance(USER)).free == (PAGE + 5) * RATE


async def test_a_reading_that_ends_in_an_error_is_begun_again(shop: Shop, till: Till, wallets: WalletStore) -> None:
    till.lines = [*newest_first(2 * PAGE + 1, days=1)]
    real, calls = till.transactions, 0

    async def fails(offset: int, limit: int) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise Undelivered("html")
        return await real(offset, limit)

    till.transactions = fails  # type: ignore[method-assign,assignment]
    with pytest.raises(Undelivered):
        await replica(shop).round(till)
    assert await shop.built.top_ups._store.seen() == Seen()
    await replica(shop).round(till)
    assert (await wallets.balance(USER)).free == (2 * PAGE + 1) * RATE


async def test_two_replicas_that_read_and_work_at_once_credit_each_payment_once(
    shop: Shop, till: Till, top_ups: TopUps, wallets: WalletStore
) -> None:
    till.lines = [line(f"c{number}", int(START) + number) for number in range(150)]
    readers = [replica(shop) for _ in range(2)]
    payments = [one.payment for one in till.lines if one and one.payment]
    await asyncio.gather(
        *[reader.round(till) for reader in readers],
        *[top_ups.credit(payment) for payment in payments[::7]],
        *[top_ups.run_once(till) for _ in range(4)],
    )
    assert await wallets.balance(USER) == Balance(150 * RATE)
    while await top_ups.run_once(till):
        pass
    assert len(till.told) == 150


async def test_a_refund_is_found_in_the_list_while_its_worker_waits_for_the_answer(
    shop: Shop, till: Till, top_ups: TopUps, wallets: WalletStore
) -> None:
    till.lines = [line("c1", int(START), 50)]
    await replica(shop).round(till)
    assert await top_ups.refund(top_up_id("c1"), USER, admin=False) is RefundOutcome.BEGUN
    till.hangs = asyncio.Event()
    wakes = till.hangs
    worker = asyncio.create_task(top_ups.run_once(till))
    while not till.refunds:
        await asyncio.sleep(0)
    till.lines.append(line("c1", int(START) + 1, 50, is_incoming=False))
    await replica(shop).round(till)
    top_up, balance = await top_ups.find(top_up_id("c1"), USER, admin=False)
    assert (top_up.state, balance) == (TopUpState.REFUNDED, Balance(0))
    wakes.set()
    await worker
    while await top_ups.run_once(till):
        pass
    assert await wallets.balance(USER) == Balance(0)
    assert [news.value for news, _ in till.told].count("refunded") == 1


async def test_a_list_read_before_a_refund_credits_nothing_after_it(
    shop: Shop, till: Till, top_ups: TopUps, wallets: WalletStore
) -> None:
    till.lines = [line("c1", int(START), 50)]
    await replica(shop).round(till)
    till.hangs = asyncio.Event()
    wakes = till.hangs
    till.called.clear()
    reading = asyncio.create_task(replica(shop).round(till))
    await till.called.wait()
    await top_ups.refund(top_up_id("c1"), USER, admin=False)
    while await top_ups.run_once(till):
        pass
    wakes.set()
    await reading
    assert await wallets.balance(USER) == Balance(0)
