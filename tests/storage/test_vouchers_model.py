"""The scripts of vouchers against a plain model: each code is money once, whoever sends it and however often."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from bot.domain.vouchers import Batch, Redeemed, Redemption
from bot.storage.keys import Keys
from bot.storage.vouchers import VoucherStore
from tests.clock import LUA_CLOCK
from tests.storage.money import BASE, OTHER, USER, Money, tell, tell_mutant
from tests.storage.stored import World

DAY_S = 86_400.0
ADMIN = 9
TRIES = 5
BATCHES = st.sampled_from(["b1", "b2"])
USERS = st.sampled_from([USER, OTHER])
CODES = ["b1-0", "b1-1", "b2-0"]
GUESSES = [f"guess-{number}" for number in range(7)]
WAYS = [
    (),
    ("make",),
    ("make", "redeem"),
    ("make", "redeem", "forget", "redeem by another"),
    ("make", "revoke"),
    ("make", "wait", "redeem"),
    ("make", "guess"),
    ("make", "shut out"),
]


@dataclass
class Made:
    amount: int
    until: float
    codes: list[str]
    at: float
    revoked: bool = False


@dataclass
class Guesses:
    """Of one user within the hour."""

    wrong: set[str] = field(default_factory=set)


class Story(Money):
    """Two batches of a few codes, two users, and guesses."""

    vouchers: ClassVar[VoucherStore]

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, Made] = {}
        self.holders: dict[str, int] = {}
        """By code, for as long as its batch is known."""
        self.paid: dict[str, int] = {}
        """Every code that ever brought money, and to whom."""
        self.guesses = {USER: Guesses(), OTHER: Guesses()}
        self.doors = {USER: "", OTHER: ""}

    @initialize(way=st.sampled_from(WAYS))
    def start(self, way: tuple[str, ...]) -> None:
        """Part of the way to something interesting."""
        steps: dict[str, Callable[[], object]] = {
            "make": lambda: self.make("b1", 40, 1),
            "revoke": lambda: self.revoke("b1"),
            "wait": lambda: self.time_passes(1),
            "redeem": lambda: self.redeem("b1-0", USER, False),
            "redeem by another": lambda: self.redeem("b1-0", OTHER, False),
            "forget": lambda: self.a_code_is_forgotten_to_be_used("b1-0"),
            "guess": lambda: self.guess(USER),
            "shut out": lambda: self.decide(USER, "out"),
        }
        for step in way:
            steps[step]()

    # -- the admin

    @rule(batch=BATCHES, amount=st.sampled_from([3, 40]), days=st.sampled_from([1, 30]))
    def make(self, batch: str, amount: int, days: int) -> None:
        codes = [code for code in CODES if code.startswith(batch)]
        new = Batch(batch, amount, len(codes), 0.0, ADMIN, 0.0)
        self.twice(
            lambda: self.vouchers.make(new, days * DAY_S, codes), lambda: self.is_made(batch, amount, codes, days)
        )

    def is_made(self, batch: str, amount: int, codes: list[str], days: int) -> Batch | None:
        """The first code says whether it was this very call."""
        if batch not in self.made:
            now = self.world.clock()
            self.made[batch] = Made(amount, now + days * DAY_S, codes, now)
        return self.as_it_stands(batch)

    def as_it_stands(self, batch: str) -> Batch | None:
        made = self.made.get(batch)
        if made is None:
            return None
        used = sum(code in self.holders for code in made.codes)
        return Batch(batch, made.amount, len(made.codes), made.until, ADMIN, made.at, used, made.revoked)

    @rule()
    def list(self) -> None:
        newest_first = sorted(self.made, key=lambda batch: (self.made[batch].at, batch), reverse=True)
        listed = [self.as_it_stands(batch) for batch in newest_first], len(newest_first)
        self.twice(lambda: self.vouchers.batches(0, 10), lambda: listed)

    @rule(batch=BATCHES)
    def revoke(self, batch: str) -> None:
        self.twice(lambda: self.vouchers.revoke(batch, admin_id=ADMIN), lambda: self.is_revoked(batch))

    def is_revoked(self, batch: str) -> Batch | None:
        if batch in self.made:
            self.made[batch].revoked = True
        return self.as_it_stands(batch)

    @rule(user=USERS, door=st.sampled_from(["in", "out"]))
    def decide(self, user: int, door: str) -> None:
        self.doors[user] = door
        self.world.run(self.world.redis.hset(f"{BASE}:user:{user}", "door", door))
        self.after = self.world.poll()

    # -- the user

    @rule(code=st.sampled_from([*CODES, *CODES, *GUESSES[:2]]), user=USERS, admit=st.booleans())
    def redeem(self, code: str, user: int, admit: bool) -> None:
        self.twice(
            lambda: self.vouchers.redeem(code, user, admit=admit, pays=True),
            lambda: self.is_redeemed(code, user, admit=admit),
        )

    @rule(user=USERS)
    def guess(self, user: int) -> None:
        """All at once, as who tries one after the other."""
        for code in GUESSES:
            self.redeem(code, user, False)

    def is_redeemed(self, code: str, user: int, *, admit: bool) -> Redemption:
        batch = next((one for one in self.made.values() if code in one.codes), None)
        holder, wrong = self.holders.get(code), self.guesses[user].wrong
        if self.doors[user] == "out":
            return Redemption(Redeemed.SHUT_OUT)
        if batch and holder == user:
            return Redemption(Redeemed.OK, batch.amount, self.money[user])
        if len(wrong) >= TRIES and code not in wrong:
            return Redemption(Redeemed.TRIES)
        why = self.refusal(batch, holder)
        if why or batch is None:
            wrong.add(code)
            return Redemption(why or Redeemed.UNKNOWN)
        if code in self.paid:
            return Redemption(Redeemed.USED)
        self.paid[code] = self.holders[code] = user
        self.move(user, batch.amount, "vouchers")
        self.doors[user] = "in" if admit else self.doors[user]
        return Redemption(Redeemed.OK, batch.amount, self.money[user])

    def refusal(self, batch: Made | None, holder: int | None) -> Redeemed | None:
        if batch is None:
            return Redeemed.UNKNOWN
        if holder is not None:
            return Redeemed.USED
        if batch.revoked:
            return Redeemed.REVOKED
        return Redeemed.EXPIRED if batch.until <= self.world.clock() else None

    @rule(user=USERS, amount=st.sampled_from([1, 40]))
    def buy(self, user: int, amount: int) -> None:
        self.spend(user, amount)

    # -- the world around

    @rule(days=st.sampled_from([0.5, 1, 31]))
    def time_passes(self, days: float) -> None:
        self.world.run(self.world.clock.advance(days * DAY_S))

    @rule(user=USERS)
    def an_hour_is_over(self, user: int) -> None:
        """The database ends keys by its own clock, which stands still in a story for all that it notices."""
        self.guesses[user].wrong.clear()
        self.world.run(self.world.redis.delete(f"{BASE}:vouchers:wrong:{user}"))
        self.after = self.world.poll()

    @rule(code=st.sampled_from(CODES))
    def a_code_is_forgotten_to_be_used(self, code: str) -> None:
        """By whatever hand: the ledger remembers it."""
        if self.holders.pop(code, None) is None:
            return
        batch = code.partition("-")[0]
        self.world.run(self.world.redis.set(f"{BASE}:voucher:{code}", batch, keepttl=True))
        self.world.run(self.world.redis.hincrby(f"{BASE}:vouchers:{batch}", "used", -1))
        self.after = self.world.poll()

    # -- what must always hold

    @invariant()
    def the_batches_are_as_the_model_says(self) -> None:
        assert set(self.after.queue(BASE, "vouchers")) == set(self.made)
        for batch, made in self.made.items():
            fields, mortal = self.after.keys[f"{BASE}:vouchers:{batch}"]
            assert isinstance(fields, dict)
            assert mortal
            used = sum(code in self.holders for code in made.codes)
            assert int(fields.get("used", 0)) == used <= int(fields["count"])
            assert ("revoked" in fields) == made.revoked

    @invariant()
    def each_code_brought_its_money_once(self) -> None:
        worth = {code: made.amount for made in self.made.values() for code in made.codes}
        assert self.against["vouchers"] == sum(worth[code] for code in self.paid)

    @invariant()
    def what_is_kept_of_a_user_is_as_the_model_says(self) -> None:
        for user, guesses in self.guesses.items():
            assert self.after.members(BASE, f"vouchers:wrong:{user}") == guesses.wrong
            assert len(guesses.wrong) <= TRIES
            door, mortal = self.after.keys.get(f"{BASE}:user:{user}", ({}, False))
            assert isinstance(door, dict)
            assert (door.get("door", ""), mortal) == (self.doors[user], False)
            if guesses.wrong:
                assert self.after.keys[f"{BASE}:vouchers:wrong:{user}"][1], "an hour ends it"


def story(world: World, old: str = "", new: str = "") -> type[Story]:
    vouchers = world.changed(VoucherStore(world.redis, Keys(), clock=LUA_CLOCK), (old, new))
    return type("Told", (Story,), {"world": world, "vouchers": vouchers})


@pytest.mark.timeout(0)
def test_whatever_happens_vouchers_do_as_the_model(world: World) -> None:
    tell(story(world))


MUTANTS = {
    "used up by nobody": ("redis.call('SET', voucher_key(digest), batch .. ' ' .. user, 'KEEPTTL')", "local _"),
    "the ledger not asked": ("if booked == 'again' then return { 'used', '0', '0' } end", ""),
    "somebody else's given again": ("if batch and holder == user then", "if batch and holder ~= '' then"),
    "no end of tries": ("if tries >= TRIES and", "if false and"),
    "the same guess counted twice": ("redis.call('SADD', wrong, digest)", "redis.call('SADD', wrong, digest, now)"),
    "tries that are never forgotten": ("redis.call('PEXPIRE', wrong, HOUR)", "local _ = HOUR"),
    "revoked and redeemed": ("if revoked then return 'revoked' end", ""),
    "redeemed on the last moment": ("tonumber(till) <= now", "tonumber(till) < now"),
    "redeemed by who is shut out": ("if redis.call('HGET', own, 'door') == 'out'", "if false"),
    "made twice": ("if redis.call('EXISTS', key) == 1 then", "if false then"),
    "let in without being asked for": ("if admit == '1' then", "if true then"),
    "not counted": ("redis.call('HINCRBY', batch_key(batch), 'used', 1)", "local _"),
}


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_of_vouchers_is_caught(world: World, mutant: str) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        tell_mutant(story(world, *MUTANTS[mutant]))
