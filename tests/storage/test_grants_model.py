"""The scripts of what admins give and take against a plain model: each operation once, each month once."""

from collections.abc import Callable
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bot.domain.wallet import Allowance, Booked, Booking, EntryKind, Outcome
from bot.storage.grants import GrantStore
from bot.storage.keys import Keys
from tests.clock import LUA_CLOCK
from tests.storage.money import BASE, OTHER, USER, Money, tell, tell_mutant
from tests.storage.stored import World

ADMINS = st.sampled_from([8, 9])
USERS = st.sampled_from([USER, USER, OTHER])
MONTHS = st.sampled_from([202611, 202612, 202701])
WAYS = [
    (),
    ("give",),
    ("give", "take"),
    ("take",),
    ("allow",),
    ("allow", "collect"),
    ("allow", "collect", "go back"),
    ("allow", "end", "collect"),
]


class Story(Money):
    """Two users, two admins and three months, in any order: a clock may go back."""

    grants: ClassVar[GrantStore]

    def __init__(self) -> None:
        super().__init__()
        self.booked: dict[str, str] = {}
        """The entry of each operation."""
        self.bookings: dict[str, Booking] = {}
        self.allowances: dict[int, tuple[int, int]] = {}
        self.month = 0
        self.audited = 0

    @initialize(way=st.sampled_from(WAYS))
    def start(self, way: tuple[str, ...]) -> None:
        """Part of the way to something interesting."""
        steps: dict[str, Callable[[], object]] = {
            "give": lambda: self.adjust(1, USER, 12, 9),
            "take": lambda: self.adjust(3, USER, -9, 9),
            "allow": lambda: self.allow(USER, 5, 9, 202611),
            "end": lambda: self.allow(USER, 0, 9, 202611),
            "collect": lambda: self.collect(202612),
            "go back": lambda: self.collect(202611),
        }
        for step in way:
            steps[step]()

    def book(self, operation: str, user: int, amount: int, entry: str) -> Booked:
        """By the model; `entry`: what the ledger calls it, if it is booked now."""
        if operation in self.booked:
            return Booked(Outcome.AGAIN, self.booked[operation], self.money[user])
        if self.money[user] + amount < 0 and amount < 0:
            return Booked(Outcome.SHORT, "", self.money[user])
        self.booked[operation] = entry
        self.move(user, amount, "adjustments")
        return Booked(Outcome.BOOKED, entry, self.money[user])

    @rule(number=st.integers(1, 6), user=USERS, amount=st.integers(-9, 12).filter(bool), by=ADMINS)
    def adjust(self, number: int, user: int, amount: int, by: int) -> None:
        """The same message is the same order, however often its update comes."""
        kind = EntryKind.ADJUSTMENT if number % 2 else EntryKind.ALLOWANCE
        order = self.bookings.setdefault(
            f"adj:{number}", Booking(f"adj:{number}", kind, user, amount, by, "a reason" if number % 2 else "")
        )
        before = self.booked.get(order.operation_id)
        booked = self.played(lambda: self.grants.adjust(order))
        assert booked == self.book(order.operation_id, order.user_id, order.amount, booked.entry_id)
        self.audited += before is None and booked.done
        assert self.again(lambda: self.grants.adjust(order)) == self.book(
            order.operation_id, order.user_id, order.amount, ""
        )

    @rule(user=USERS, amount=st.sampled_from([0, 5, 7]), by=ADMINS, month=MONTHS)
    def allow(self, user: int, amount: int, by: int, month: int) -> None:
        one = Allowance(user, amount, by)
        self.audited += self.allowances.get(user, (0, 0))[0] != amount
        found = self.played(lambda: self.grants.allow(one, month))
        assert found == self.is_allowed(one, month, found.entry_id if isinstance(found, Booked) else "")
        assert self.again(lambda: self.grants.allow(one, month)) == self.is_allowed(one, month, "")

    def is_allowed(self, one: Allowance, month: int, entry: str) -> Booked | int:
        if not one.amount:
            self.allowances.pop(one.user_id, None)
            return self.money[one.user_id]
        self.allowances[one.user_id] = one.amount, one.by
        return self.book(f"allowance:{one.user_id}:{month}", one.user_id, one.amount, entry)

    @rule(month=MONTHS)
    def collect(self, month: int) -> None:
        self.twice(lambda: self.collected(month), lambda: self.is_collected(month))

    async def collected(self, month: int) -> set[int]:
        return set(await self.grants.collect(month))

    def is_collected(self, month: int) -> set[int]:
        """Who got theirs by this call."""
        if self.month >= month:
            return set()
        self.month = month
        return {
            user
            for user, (amount, _) in self.allowances.items()
            if self.book(f"allowance:{user}:{month}", user, amount, "?").outcome is Outcome.BOOKED
        }

    @rule(user=USERS, amount=st.sampled_from([1, 5]))
    def buy(self, user: int, amount: int) -> None:
        self.spend(user, amount)

    @rule(user=USERS)
    def a_user_is_forgotten(self, user: int) -> None:
        """What forget.lua does to them here."""
        self.allowances.pop(user, None)
        self.world.run(self.world.redis.hdel(f"{BASE}:wallet:allowances", str(user)))
        self.after = self.world.poll()

    @rule()
    def list(self) -> None:
        expected = [Allowance(user, amount, by) for user, (amount, by) in sorted(self.allowances.items())]
        assert self.world.run(self.grants.allowances()) == expected
        for user in (USER, OTHER):
            found = next((one for one in expected if one.user_id == user), None)
            assert self.world.run(self.grants.allowance(user)) == found

    @invariant()
    def each_order_stands_in_the_log_once(self) -> None:
        assert self.after.keys.get(f"{BASE}:audit", (0, False))[0] == self.audited

    @invariant()
    def who_gets_what_is_as_the_model_says(self) -> None:
        value, _ = self.after.keys.get(f"{BASE}:wallet:allowances", ({}, False))
        assert value == {str(user): f"{amount} {by}" for user, (amount, by) in self.allowances.items()}

    @invariant()
    def what_was_booked_is_remembered_by_its_entry(self) -> None:
        value, _ = self.after.keys.get(f"{BASE}:wallet:operations", ({}, False))
        assert isinstance(value, dict)
        known = {name: entry for name, entry in value.items() if not name.startswith("adj:spent-")}
        assert set(known) == set(self.booked)
        self.booked = known  # of a collected one only the database knew what its entry is called


def story(world: World, old: str = "", new: str = "") -> type[Story]:
    grants = world.changed(GrantStore(world.redis, Keys(), clock=LUA_CLOCK), (old, new))
    return type("Told", (Story,), {"world": world, "grants": grants})


@pytest.mark.timeout(0)
def test_whatever_is_given_the_wallets_are_as_the_model(world: World) -> None:
    tell(story(world))


MUTANTS = {
    "an allowance of each call": ("'allowance:' .. user .. ':' .. month,", "'allowance:' .. user .. ':' .. amount,"),
    "a month that does not count": ("book('allowance:' .. user .. ':' .. month,", "book('allowance:' .. user,"),
    "a clock that went back pays again": (">= tonumber(month) then return", "== tonumber(month) then return"),
    "a month that is not written down": ("redis.call('SET', MONTH, month)", "local _"),
    "who has it already is named again": ("month)[1] == 'booked'", "month)[1]"),
    "an end that is none": ("redis.call('HDEL', ALLOWANCES, user)", "local _"),
    "an end that pays": ("  if amount == '0' then\n", "  if amount == '0' then pay(user, 1, by, month)\n"),
    "logged at each call": ("if before ~= amount then audit", "if true then audit"),
    "logged though it was short": ("if outcome == 'booked' then audit", "if outcome ~= 'again' then audit"),
    "more than there is": ("'adjustments', by, reason, false)", "'adjustments', by, reason, true)"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_of_grants_is_caught(world: World, mutant: str) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        tell_mutant(story(world, *MUTANTS[mutant]))
