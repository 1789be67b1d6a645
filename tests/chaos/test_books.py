"""The comparison of the ledger with Telegram's Stars sees each payment that is lost, doubled or wrong."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from types import SimpleNamespace
from typing import Any, cast

import pytest
from redis.asyncio import Redis

from bot.domain.stars import Invoice, Payment, top_up_id
from bot.domain.wallet import Booking, EntryKind
from bot.storage.keys import Keys
from bot.storage.top_ups import TopUpStore
from bot.storage.wallet import WalletStore
from chaos.books import RATE, Books
from chaos.stars import StrayStars
from sandbox.telegram.stars import Transaction

USER = 1000
MILLION = 1_000_000


class Play:
    def __init__(self, redis: Redis) -> None:
        @asynccontextmanager
        async def client() -> AsyncIterator[Redis]:
            yield redis

        self.stars = StrayStars(Random(1))
        self.top_ups, self.wallets = TopUpStore(redis, Keys()), WalletStore(redis, Keys())
        self.books = Books(cast(Any, SimpleNamespace(client=client)), self.stars, may_look=lambda: True)

    def pays(self, charge: str = "stx1", stars: int = 50) -> None:
        self.stars.book(Transaction(charge, stars, 1, True, USER, "topup:i"))

    async def credits(self, charge: str = "stx1", stars: int = 50) -> None:
        await self.top_ups.keep_invoice(Invoice("i", USER, 50, RATE * MILLION, "en"))
        await self.top_ups.paid(Payment(charge, USER, stars, "topup:i"), RATE * MILLION)

    def goes_back(self, charge: str = "stx1") -> None:
        self.stars.book(Transaction(charge, 50, 2, False, USER, "topup:i"))

    async def debits(self) -> None:
        await self.top_ups.refund(top_up_id("stx1"), user_id=USER, by=0, since=0)

    async def found(self) -> list[str]:
        return await self.books.settle(0.0)


@pytest.fixture
def play(redis: Redis) -> Play:
    return Play(redis)


async def test_payments_and_refunds_that_are_booked_are_no_finding(play: Play) -> None:
    play.pays()
    await play.credits()
    play.goes_back()
    await play.debits()
    play.pays("stx2", 7)
    await play.credits("stx2", 7)
    play.stars.book(Transaction("elsewhere", 5, 1, True, USER, "a gift"))
    play.stars.book(Transaction("fragment", 5, 1, False))
    assert await play.found() == []
    assert (play.books.found.payments, play.books.found.refunds) == (2, 1)


async def test_a_payment_that_was_never_credited_is_seen(play: Play) -> None:
    play.pays()
    assert "never credited" in (await play.found())[0]


async def test_a_payment_that_was_credited_twice_is_seen(play: Play) -> None:
    play.pays()
    await play.credits()
    await play.wallets.book(Booking("topup:stx1:again", EntryKind.TOP_UP, USER, 250 * MILLION))
    assert "credited 2 times" in (await play.found())[0]


async def test_another_amount_than_was_paid_is_seen(play: Play) -> None:
    play.pays(stars=26)
    await play.credits(stars=50)
    assert "of 26 Stars was credited as 250000000" in (await play.found())[0]


async def test_a_credit_that_nobody_paid_is_seen(play: Play) -> None:
    await play.credits()
    assert "nobody paid" in (await play.found())[0]


async def test_a_refund_without_its_debit_is_seen(play: Play) -> None:
    play.pays()
    await play.credits()
    play.goes_back()
    assert "went back, and 0 of 250000000 were debited" in (await play.found())[0]


async def test_a_debit_of_what_did_not_go_back_is_seen_until_it_is_booked_back(play: Play) -> None:
    play.pays()
    await play.credits()
    await play.debits()
    assert "did not go back, and 250000000" in (await play.found())[0]
    [job] = [job for job in await play.top_ups.claim(60) if job.kind == "refund"]
    await play.top_ups.refused(job, "no")
    assert await play.found() == []


async def test_a_ledger_that_does_not_add_up_is_seen_by_a_look(play: Play, redis: Redis) -> None:
    await play.credits()
    await play.books._look()
    assert (play.books.looks, play.books.wrong) == (1, [])
    await redis.hincrby("{sb}:wallet:balances", f"user:{USER}", 1)
    await play.books._look()
    assert "the sum 1" in play.books.wrong[0]


def test_updates_and_answers_go_astray_only_while_they_may() -> None:
    stars = StrayStars(Random(1))
    assert {stars.updates for _ in range(200)} == {"delivered"}
    assert not any(stars.lose_refund_answers for _ in range(200))
    stars.astray = True
    assert {stars.updates for _ in range(200)} == {"delivered", "lost", "late", "twice"}
    assert {stars.lose_refund_answers for _ in range(200)} == {True, False}
