"""The scripts of vouchers for one number, and of the purchases that take them, against a plain model.

Each voucher is one user's and pays for one number: what is given back buys once more, and no wallet is touched by it.
"""

from collections.abc import Callable

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, initialize, multiple, rule

from bot.domain.pairs import Pair
from bot.domain.users import Forgotten
from bot.domain.vouchers import Batch, NumberVoucher
from bot.domain.wallet import Booking, EntryKind
from bot.storage.activations import ActivationStore
from bot.storage.keys import Keys
from bot.storage.scripts import Script
from bot.storage.users import UserStore
from bot.storage.vouchers import VoucherStore
from tests.clock import LUA_CLOCK
from tests.storage.money import OTHER, USER, tell, tell_mutant
from tests.storage.number_money import NumberMoney
from tests.storage.numbers import ADMIN, DAY, OTHER_PAIR, PAIR, Made, Voucher
from tests.storage.stored import World

MILLION = 1_000_000
LOW, HIGH = 10 * MILLION, 15 * MILLION
MOST = {"b1": LOW, "b2": HIGH}
CODES = {"b1": ["b1-0", "b1-1"], "b2": ["b2-0"]}
USERS = st.sampled_from([USER, USER, OTHER])
BATCHES = st.sampled_from(list(CODES))
DIGESTS = st.sampled_from([code for codes in CODES.values() for code in codes])
PAIRS = st.sampled_from([PAIR, PAIR, PAIR, OTHER_PAIR])
PRICES = st.sampled_from([LOW, HIGH])
STEPS = st.sampled_from(
    ["send", "get", "get", "fail", "lose", "charged", "not charged", "cancel", "confirm", "confirm", "replace",
     "give up", "receive", "receive", "finish", "forget the purchase", "forget it and buy"]
)  # fmt: skip
REDEEMED = ("make", "redeem")
WAITING = (*REDEEMED, "buy", "send", "get")
WAYS = [
    (),
    REDEEMED,
    (*REDEEMED, "redeem another"),
    (*REDEEMED, "forget", "redeem by another"),
    (*REDEEMED, "revoke"),
    (*REDEEMED, "wait"),
    (*REDEEMED, "wait", "buy"),
    (*REDEEMED, "ask", "wait", "tap"),
    (*REDEEMED, "ask", "revoke", "tap"),
    (*REDEEMED, "ask", "buy", "tap"),
    (*REDEEMED, "wait half a day", "buy", "send", "get", "wait", "cancel", "confirm"),
    (*REDEEMED, "buy", "fail"),
    (*REDEEMED, "buy", "send", "lose"),
    (*REDEEMED, "buy", "send", "forget it and buy"),
    (*REDEEMED, "buy", "send", "forget it and buy", "receive"),
    (*REDEEMED, "buy", "send", "forget it and buy", "cancel", "confirm"),
    WAITING,
    (*WAITING, "receive"),
    (*WAITING, "cancel", "confirm"),
    (*WAITING, "cancel", "confirm", "receive"),
    (*WAITING, "cancel", "give up"),
    (*WAITING, "replace"),
    (*WAITING, "replace", "confirm"),
    (*WAITING, "replace", "revoke", "confirm"),
]


class Story(NumberMoney):
    """Two users, one of them a guest, two batches of a few codes, and what is bought with them and without."""

    quotes = Bundle("quotes")
    begun = Bundle("begun")

    @initialize(
        target=begun, way=st.sampled_from(WAYS), pays=st.sampled_from([True, True, False]), paid=st.integers(0, 2)
    )
    def start(self, way: tuple[str, ...], pays: bool, paid: int) -> MultipleResults[str]:
        """Part of the way to something interesting; `paid`: with money for so many numbers, where users pay at all."""
        self.pays = pays
        if pays and paid:
            booking = Booking("topup:c", EntryKind.TOP_UP, USER, paid * HIGH)
            assert self.world.run(self.wallets.book(booking)).done
            self.move(USER, paid * HIGH, "topups")
            self.after = self.world.poll()
        asked, bought = list[str](), list[str]()
        steps: dict[str, Callable[[], object]] = {
            "make": lambda: self.make("b1", 1),
            "revoke": lambda: self.revoke("b1"),
            "redeem": lambda: self.redeem("b1-0", USER),
            "redeem another": lambda: self.redeem("b1-1", USER),
            "redeem by another": lambda: self.redeem("b1-0", OTHER),
            "forget": lambda: self.forget(USER),
            "wait": lambda: self.time_passes(1),
            "wait half a day": lambda: self.time_passes(0.5),
            "ask": lambda: asked.append(self.get_quote(USER, PAIR, LOW)),
            "tap": lambda: bought.extend(self.tapped(asked[0])),
            "buy": lambda: bought.extend(self.bought(USER, PAIR, LOW)),
        }
        for step in way:
            if step in steps:
                steps[step]()
            else:
                bought.extend(self.take(step, bought[0]))
        return multiple(*bought)

    # -- the admin

    @rule(batch=BATCHES, days=st.sampled_from([1, 30]))
    def make(self, batch: str, days: int) -> None:
        new = Batch(batch, MOST[batch], len(CODES[batch]), 0.0, ADMIN, 0.0, pair=PAIR)
        self.twice(
            lambda: self.vouchers.make(new, days * DAY / 1000, CODES[batch]),
            lambda: self.numbers.made.setdefault(batch, self.batch(batch, days)).batch,
        )

    def batch(self, batch: str, days: int) -> Made:
        return Made(batch, MOST[batch], self.now, self.now + days * DAY, [Voucher(code) for code in CODES[batch]])

    @rule(batch=BATCHES)
    def revoke(self, batch: str) -> None:
        self.twice(lambda: self.vouchers.revoke(batch, admin_id=ADMIN), lambda: self.is_revoked(batch))

    def is_revoked(self, batch: str) -> Batch | None:
        made = self.numbers.made.get(batch)
        if made:
            made.revoked = True
        return made.batch if made else None

    @rule(older=st.sampled_from([60, 1500]))
    def release_overdue(self, older: int) -> None:
        self.both(lambda: self.store.release_overdue(older, limit=10))
        for nonce in self.purchases:
            self.lives_on(nonce, lambda life: life.release_overdue(self.world.clock(), older))

    # -- the user

    @rule(days=st.sampled_from([0.0005, 0.5, 1, 31]))
    def time_passes(self, days: float) -> None:
        self.world.run(self.world.clock.advance(days * DAY / 1000))

    @rule(digest=DIGESTS, user=USERS)
    def redeem(self, digest: str, user: int) -> None:
        self.twice(
            lambda: self.vouchers.redeem(digest, user, admit=True, pays=self.pays),
            lambda: self.numbers.redeem(digest, user, self.now),
        )

    @rule(user=USERS)
    def show(self, user: int) -> None:
        usable = [
            NumberVoucher(PAIR, made.most, one.ends / 1000) for made, one in self.numbers.usable(user, self.now)
        ]  # fmt: skip
        self.twice(lambda: self.vouchers.of(user, 10), lambda: usable)

    @rule(target=quotes, user=USERS, pair=PAIRS, price=PRICES)
    def ask(self, user: int, pair: Pair, price: int) -> str:
        return self.get_quote(user, pair, price)

    @rule(target=begun, nonce=quotes)
    def tap(self, nonce: str) -> MultipleResults[str]:
        return multiple(*self.tapped(nonce))

    @rule(target=begun, user=USERS, pair=PAIRS, price=PRICES)
    def buy(self, user: int, pair: Pair, price: int) -> MultipleResults[str]:
        return multiple(*self.bought(user, pair, price))

    @rule(user=USERS)
    def forget(self, user: int) -> None:
        mine = {nonce: one for nonce, one in self.purchases.items() if one.user == user}
        expected = Forgotten.OK
        if any(not one.life.ends for one in mine.values()):
            expected = Forgotten.LIVE
        elif self.money[user]:
            expected = Forgotten.MONEY
        assert self.both(lambda: self.users.forget(user)) == expected
        if expected is Forgotten.OK:
            self.numbers.forget(user)
            self.purchases = {nonce: one for nonce, one in self.purchases.items() if nonce not in mine}
            for one in self.quoted.values():
                one.is_gone = one.is_gone or one.user == user

    # -- what becomes of a purchase

    @rule(target=begun, step=STEPS, nonce=begun)
    def go_on(self, step: str, nonce: str) -> MultipleResults[str]:
        return multiple(*self.take(step, nonce))

    @rule()
    def all_comes_to_its_end(self) -> None:
        """Then nothing is held any more, and each voucher is used up or buys a number once more."""
        for nonce in list(self.purchases):
            for step in ("cancel", "confirm", "fail", "lose", "not charged", "finish"):
                self.take(step, nonce)
        assert all(one.life.ends for one in self.purchases.values())
        assert not any(one.taken and not one.used for _, one in self.numbers.all())
        for user in (USER, OTHER):
            for made, _ in self.numbers.usable(user, self.now)[:1]:
                [nonce] = self.bought(user, PAIR, made.most)
                self.take("fail", nonce)


def story(world: World, old: str = "", new: str = "") -> type[Story]:
    """With a mutant wherever its line stands: number_vouchers.lua is in front of two scripts."""
    store = ActivationStore(world.redis, Keys(), clock=LUA_CLOCK)
    vouchers = VoucherStore(world.redis, Keys(), clock=LUA_CLOCK)
    users = UserStore(world.redis, Keys(), clock=LUA_CLOCK)
    scripts = store._script, vouchers._script, users._forget
    assert any(old in script.source for script in scripts), "a mutant has to differ"
    for script in scripts:
        Script.__init__(script, world.redis, script.source.replace(old, new) if old else script.source)
    return type("Told", (Story,), {"world": world, "store": store, "vouchers": vouchers, "users": users})


@pytest.mark.timeout(0)
def test_whatever_happens_vouchers_for_numbers_do_as_the_model(world: World) -> None:
    tell(story(world))


MUTANTS = {
    "not taken": ("if holder == user and taken == '' then write(digest, batch, user, id) end", ""),
    "taken by two": ("if refusal_for_voucher(wanted, caps) then", "if false then"),
    "taken though another has it": ("if holder == user and taken == '' then write", "if holder == user then write"),
    "offered while it is taken": ("  redis.call('ZREM', usable_by(user), pair .. ' ' .. digest)\n", ""),
    "given back by who never had it": ("if taken ~= id then return end", ""),
    "given back twice": ("or hold and hold ~= 'held' then", "then"),
    "not given back": ("    write(digest, batch, user)\n    if ends", "    if ends"),
    "given back and not usable": ("if ends then offer_to(", "if false then offer_to("),
    "given back by a code": ("if kind == 'capture' then\n    if ends", "if false then\n    if ends"),
    "used up by a release": ("if kind == 'capture' then\n    if ends", "if true then\n    if ends"),
    "no day more": ("math.max(ends, now + LAST_CHANCE)", "ends"),
    "a day more each time": ("math.max(ends, now + LAST_CHANCE)", "ends + LAST_CHANCE"),
    "the wallet has to pay": ("  if not quote.voucher then\n", "  if true then\n"),
    "the wallet charged too": ("facts[6], id)\n    else\n", "facts[6], id)\n    end\n    if price then\n"),
    "earned though it came back": ("if not price or kind ~= 'capture' then return end", "if not price then return end"),
    "expiry ignored": ("ends and tonumber(ends) > now and ends or nil", "ends or nil"),
    "bought on the last moment": ("ends and tonumber(ends) > now and", "ends and tonumber(ends) >= now and"),
    "offered on the last moment": ("'(' .. string.format('%.0f', now)", "string.format('%.0f', now)"),
    "revoked and bought with": ("return not revoked and tonumber", "return tonumber"),
    "beyond its price": ("one[1] == pair and one[4] >= price", "one[1] == pair"),
    "for another pair": ("one[1] == pair and one[4] >= price", "one[4] >= price"),
    "a guest who pays": ("cjson.decode(caps).guest == 1", "false"),
    "redeemed by two": ("if holder ~= '' then return 'used' end", ""),
    "redeemed and not counted": ("redis.call('HINCRBY', batch_key(batch), 'redeemed', 1)", "local _"),
    "used and not counted": ("    if ends then redis.call('HINCRBY', batch_key(batch), 'used', 1) end", "    local _"),
    "a list without an end": ("redis.call('PEXPIRE', usable_by(user),", "local _ = ("),
    "a voucher without an end": (" 'XX', 'KEEPTTL')", " 'XX')"),
    "a user without an end": ("if is_new then redis.call('PEXPIRE', own, UNSEEN) end", ""),
    "theirs though they are forgotten": ("    redis.call('SET', name, batch, 'KEEPTTL')\n", ""),
    "counted though they are forgotten": ("batch, 'redeemed', -1)", "batch, 'redeemed', 0)"),
}


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_of_vouchers_for_numbers_is_caught(world: World, mutant: str) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        tell_mutant(story(world, *MUTANTS[mutant]))
