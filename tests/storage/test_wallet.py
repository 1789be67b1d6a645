"""The ledger: each operation booked once, every sum zero, and balances that are what the entries add up to."""

import asyncio
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from redis.asyncio import Redis

from bot.domain.wallet import Balance, Booked, Booking, EntryKind, Outcome
from bot.storage.connection import open_redis
from bot.storage.keys import Keys
from bot.storage.scripts import Script
from bot.storage.wallet import WalletStore
from tests.clock import LUA_CLOCK, START, Clock
from tests.storage.stored import LOOK, Stored, stored

USER, OTHER = 1001, 1002
OUTSIDE = [
    EntryKind.TOP_UP, EntryKind.REFUND, EntryKind.REFUND_REFUSED, EntryKind.VOUCHER, EntryKind.ADJUSTMENT,
    EntryKind.ALLOWANCE,
]  # fmt: skip


@pytest.fixture
def wallets(redis: Redis, clock: Clock) -> WalletStore:
    return WalletStore(redis, Keys(), clock=LUA_CLOCK)


def top_up(amount: int, charge: str = "c1", user: int = USER) -> Booking:
    return Booking(f"topup:{charge}", EntryKind.TOP_UP, user, amount)


async def test_a_payment_is_credited_once_however_often_it_is_told(wallets: WalletStore) -> None:
    first = await wallets.book(top_up(5_000_000))
    again = await wallets.book(top_up(5_000_000))
    assert (first.outcome, first.balance) == (Outcome.BOOKED, 5_000_000)
    assert again == Booked(Outcome.AGAIN, first.entry_id, 5_000_000)
    assert await wallets.balance(USER) == Balance(5_000_000)
    assert await wallets.booked("topup:c1")
    assert not await wallets.booked("topup:c2")


async def test_a_debit_of_more_than_there_is_books_nothing_and_may_be_tried_again(wallets: WalletStore) -> None:
    debit = Booking("refund:c1", EntryKind.REFUND, USER, -5_000_001)
    await wallets.book(top_up(5_000_000))
    assert await wallets.book(debit) == Booked(Outcome.SHORT, "", 5_000_000)
    await wallets.book(top_up(1, "c2"))
    assert (await wallets.book(debit)).balance == 0


async def test_what_is_gone_already_is_debited_below_zero(wallets: WalletStore) -> None:
    await wallets.book(Booking("refund:c1", EntryKind.REFUND, USER, -3, overdraw=True))
    assert await wallets.balance(USER) == Balance(-3)
    assert (await wallets.verify()).sound


async def test_history_is_the_users_own_newest_first_and_paged(wallets: WalletStore) -> None:
    await wallets.book(top_up(9, "theirs", OTHER))
    for number in range(5):
        await wallets.book(Booking(f"adj:{number}", EntryKind.ADJUSTMENT, USER, number + 1, by=7, reason="a gift"))
    page, total = await wallets.history(USER, 1, 2)
    assert total == 5
    assert [(entry.operation_id, entry.amount, entry.by, entry.reason, entry.at) for entry in page] == [
        ("adj:3", 4, 7, "a gift", START), ("adj:2", 3, 7, "a gift", START),
    ]  # fmt: skip
    assert page[0].postings == {f"user:{USER}": 4, "adjustments": -4}


async def test_all_users_have_what_came_in(wallets: WalletStore) -> None:
    await wallets.book(top_up(5))
    await wallets.book(top_up(7, "c2", OTHER))
    await wallets.book(Booking("adj:1", EntryKind.ADJUSTMENT, OTHER, -3))
    assert await wallets.totals() == {"users": 9, "held": 0, "topups": -12, "adjustments": 3}


async def test_the_export_has_every_entry_oldest_first(wallets: WalletStore) -> None:
    for number in range(3):
        await wallets.book(top_up(1, str(number)))
    assert [entry.operation_id async for entry in wallets.entries()] == ["topup:0", "topup:1", "topup:2"]


async def test_a_hand_in_the_balances_is_seen(wallets: WalletStore, redis: Redis) -> None:
    await wallets.book(top_up(5))
    await redis.hincrby("{sb}:wallet:balances", f"user:{USER}", 1)
    verdict = await wallets.verify()
    assert not verdict.sound
    assert (verdict.total, verdict.wrong) == (1, (f"user:{USER}",))
    await redis.hincrby("{sb}:wallet:balances", "topups", -1)
    verdict = await wallets.verify()
    assert verdict.total == 0
    assert not verdict.sound, "the sum is right again, and two accounts are not"


async def test_an_entry_of_a_newer_version_is_counted_all_the_same(wallets: WalletStore, redis: Redis) -> None:
    await wallets.book(top_up(5))
    found: Any = await redis.xrange("{sb}:wallet:entries")
    [(entry_id, fields)] = found
    await redis.xdel("{sb}:wallet:entries", entry_id)
    await redis.xadd("{sb}:wallet:entries", {**fields, "kind": "cashback", "colour": "green"})
    assert (await wallets.verify()).sound


class Ledger(RuleBasedStateMachine):
    """Bookings in any order, each sent twice, against a dictionary."""

    redis: ClassVar[Redis]
    runner: ClassVar[asyncio.Runner]
    wallets: ClassVar[WalletStore]

    def __init__(self) -> None:
        super().__init__()
        self.money = {USER: 0, OTHER: 0}
        self.booked: dict[str, str] = {}
        self.run = self.runner.get_loop().run_until_complete
        self.run(self.redis.flushall())
        self.run(Clock(self.redis).set(START))

    def poll(self) -> Stored:
        return stored(self.run(self.redis.register_script(LOOK)(args=["{sb}:*"])))

    @rule(
        operation=st.sampled_from([f"op:{number}" for number in range(30)]),
        kind=st.sampled_from(OUTSIDE),
        user=st.sampled_from([USER, OTHER]),
        amount=st.integers(-20, 30).filter(bool),
        overdraw=st.booleans(),
    )
    def book(self, operation: str, kind: EntryKind, user: int, amount: int, overdraw: bool) -> None:
        booking = Booking(operation, kind, user, amount, overdraw=overdraw)
        booked = self.run(self.wallets.book(booking))
        after = self.poll()
        if operation in self.booked:
            expected = Outcome.AGAIN
        elif amount < 0 and not overdraw and self.money[user] + amount < 0:
            expected = Outcome.SHORT
        else:
            expected = Outcome.BOOKED
            self.money[user] += amount
            self.booked[operation] = booked.entry_id
        assert booked == Booked(expected, self.booked.get(operation, ""), self.money[user])
        repeated = self.run(self.wallets.book(booking))
        assert repeated.done == booked.done
        assert repeated.entry_id == booked.entry_id
        assert self.poll() == after, "a second call changes nothing"

    @invariant()
    def the_books_add_up(self) -> None:
        verdict = self.run(self.wallets.verify())
        assert verdict.sound
        assert verdict.owed == sum(self.money.values())
        assert verdict.entries <= 8, "the bound holds"
        for user, money in self.money.items():
            assert self.run(self.wallets.balance(user)) == Balance(money)


@pytest.fixture(scope="module")
def ledger(valkey_url: str) -> Iterator[type[Ledger]]:
    with asyncio.Runner() as runner:
        client = open_redis(valkey_url)
        assert isinstance(client, Redis)
        Ledger.redis, Ledger.runner = client, runner
        run = runner.get_loop().run_until_complete
        run(client.config_set("appendfsync", "no"))
        yield Ledger
        run(client.config_set("appendfsync", "always"))
        run(client.aclose())


def tell(ledger: type[Ledger], old: str, new: str, examples: int) -> None:
    """Stories on the ledger, or a mutant of it, that keeps few entries."""
    ledger.wallets = WalletStore(ledger.redis, Keys(), clock=LUA_CLOCK)
    source = ledger.wallets._script.source.replace("ENTRIES_KEPT = 200000", "ENTRIES_KEPT = 8")
    assert "ENTRIES_KEPT = 8" in source
    assert old in source
    ledger.wallets._script = Script(ledger.redis, source.replace(old, new))
    run_state_machine_as_test(
        ledger,
        settings=settings(
            deadline=None, stateful_step_count=20, suppress_health_check=list(HealthCheck), max_examples=examples,
            derandomize=bool(old), database=None, phases=[Phase.generate] if old else list(Phase),
        ),
    )  # fmt: skip


@pytest.mark.timeout(0)
def test_whatever_is_booked_the_ledger_does_as_the_model(ledger: type[Ledger]) -> None:
    tell(ledger, "", "", 60)


MUTANTS = {
    "booked twice": ("if before then return", "if false then return"),
    "a wallet below zero": ("and not overdraw and", "and false and"),
    "an overdraft refused": ("not overdraw and", ""),
    "a balance of one side only": ("1, #postings, 2 do add(BALANCES", "1, 2, 2 do add(BALANCES"),
    "an entry that leaves no trace": ("do add(CHECKPOINT, account, tonumber(amount)) end", "do local _ = account end"),
    "entries without a bound": ("    redis.call('XDEL', ENTRIES, old[1])\n", ""),
}  # fmt: skip


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_of_the_ledger_is_caught(ledger: type[Ledger], mutant: str) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        tell(ledger, *MUTANTS[mutant], 300)
