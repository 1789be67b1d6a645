"""What a story stands on: calls played twice, the model beside them, and what must hold after each."""

import json
from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant

from bot.domain.errors import NotFound, ShopError
from bot.domain.models import Activation
from bot.domain.pairs import Pair
from bot.domain.vouchers import Batch
from bot.storage.activations import ActivationStore, Transition
from bot.storage.job_queue import Claim, JobQueue
from bot.storage.keys import Keys
from bot.storage.vouchers import VoucherStore
from bot.storage.waiting import WaitingStore
from bot.storage.wallet import WalletStore
from tests.clock import LUA_CLOCK, START
from tests.storage.model import DIAGRAM, Life, successor_of
from tests.storage.stored import World

T = TypeVar("T")
Call = Callable[[], Coroutine[Any, Any, T]]

USER, STRANGER = 1001, 1017
USERS = st.sampled_from([USER, USER, USER, STRANGER])
BASE = Keys().base
BEGUN = Bundle("begun")
BATCH, VOUCHER = "a-batch", "a-digest"
USER_PRICE = 15_000_000
"""What a number costs that the provider sells at 12.50."""


class Played(RuleBasedStateMachine):
    """After each rule the database is as the model says."""

    world: ClassVar[World]
    store: ClassVar[ActivationStore]
    waiting: ClassVar[WaitingStore]

    def __init__(self) -> None:
        super().__init__()
        self.lives: dict[str, Life] = {}
        self.activations: dict[str, Activation] = {}
        self.senders: dict[str, set[str]] = {}
        self.requests: dict[str, str] = {}
        """Whose each request of the provider's is."""
        self.claims: list[Claim] = []
        self.drawn: dict[str, int] = {}
        """The lease of whoever said last that it drew a card."""
        self.wallets = WalletStore(self.world.redis, Keys(), clock=LUA_CLOCK)
        self.money: int | None = None
        """What the user has paid in; `None` where the operator pays for all."""
        self.voucher = False
        """They have redeemed one for a number."""
        self.paused = False
        """An admin has stopped purchases."""
        self.answers = 0
        """So many answers of the provider's have been told apart."""
        self.world.run(self.world.redis.flushall())
        self.world.run(self.world.clock.set(START))
        self.before = self.after = self.world.poll()

    def steps(self, nonce: str) -> dict[str, Callable[[], object]]:
        """What may be done with this one, by a name. Each story has its own."""
        raise NotImplementedError

    def get_voucher(self) -> None:
        vouchers = VoucherStore(self.world.redis, Keys(), clock=LUA_CLOCK)
        batch = Batch(BATCH, 1_000_000_000, 1, 0.0, 9, 0.0, pair=Pair(10, 3))
        assert self.twice(lambda: vouchers.make(batch, 366 * 86_400.0, [VOUCHER])) is not None
        assert self.twice(lambda: vouchers.redeem(VOUCHER, USER, admit=False, pays=True)).number
        self.voucher = True

    @property
    def holders(self) -> list[str]:
        """The activation that has the voucher, or has used it up."""
        return [nonce for nonce, life in self.lives.items() if life.has_voucher]

    def once(self, call: Call[T]) -> T:
        self.before = self.after
        answer = self.world.run(call())
        self.after = self.world.poll()
        return answer

    def twice(self, call: Call[T]) -> T:
        """As redis-py does when a reply is lost; gives the first answer."""
        answer = self.once(call)
        self.world.run(call())
        assert self.world.poll() == self.after, "a second call changes nothing"
        return answer

    def refused(self, call: Call[object], error: type[Exception]) -> None:
        with pytest.raises(ShopError) as caught:
            self.world.run(call())
        assert caught.type is error
        assert self.world.poll() == self.after, "a refusal changes nothing"

    def ask(self, user: int, call: Call[Activation], expected: Callable[[], bool]) -> None:
        if user != USER:
            self.refused(call, NotFound)
        else:
            self.twice(call)
            expected()

    def step(self, call: Call[Transition], expected: Callable[[], bool]) -> None:
        assert self.twice(call).done == expected()

    def queue(self, name: str) -> JobQueue:
        return self.store.due if name == "due" else self.store.outbox

    def holds(self, claim: Claim) -> bool:
        return self.before.queue(BASE, "outbox" if claim.kind else "due").get(claim.member) == claim.lease

    # -- what must always hold

    @invariant()
    def the_database_is_as_the_model_says(self) -> None:
        due, outbox = self.after.queue(BASE, "due"), self.after.queue(BASE, "outbox")
        for nonce, life in self.lives.items():
            record = self.after.record(BASE, nonce)
            codes = [*json.loads(record.get("earlier", "[]")), *([record["code"]] if "code" in record else [])]
            real = record["state"], record.get("owner", ""), record.get("request", ""), codes
            assert real == (life.state, life.owner, life.request, life.codes)
            assert ("reason" in record) == life.reason
            assert record.get("reject", "") == life.rejecting
            assert int(record.get("gone:answers", 0)) == len(life.gone)
            assert record.get("replace", "") == life.replace
            assert self.after.lives_on(BASE, nonce) != life.ends, "nothing live has a TTL, and what ended has one"
        assert set(due) == {nonce for nonce, life in self.lives.items() if life.is_due}
        assert set(outbox) == {f"{nonce}|{kind}" for nonce, life in self.lives.items() for kind in life.untold}
        unknown = {nonce for nonce, life in self.lives.items() if life.state == "unknown"}
        assert set(self.after.queue(BASE, "unknown")) == unknown
        parked = self.after.members(BASE, f"parked:{USER}")
        assert parked == {f"{nonce}|{kind}" for nonce, life in self.lives.items() for kind in life.parked}

    @invariant()
    def the_ledger_says_what_the_account_should_have_paid(self) -> None:
        sums = self.after.sums(BASE)
        assert sums.spent == sum(life.price for life in self.lives.values() if life.paid)
        assert sums.settled == sum(life.settled for life in self.lives.values())
        assert self.after.spent_by_all(BASE) == sum(life.price for life in self.lives.values() if life.counts)

    @invariant()
    def another_number_is_bought_only_once_the_cancel_of_the_first_is_confirmed(self) -> None:
        for nonce in self.lives:
            first, next_one = self.after.record(BASE, nonce), self.after.record(BASE, successor_of(nonce))
            assert bool(next_one) == (first["replace"] == "begun" if "replace" in first else False)
            assert not next_one or ("confirmed" in first and next_one["replaces"] == nonce)

    @property
    def in_wallet(self) -> int:
        """By the model: what the user may spend."""
        lives = [life for life in self.lives.values() if not life.voucher]
        return (self.money or 0) - USER_PRICE * sum(life.hold in ("held", "captured") for life in lives)

    @invariant()
    def the_wallets_are_as_the_model_says(self) -> None:
        lives = self.lives.values()
        held = sum(life.hold == "held" and not life.voucher for life in lives)
        captured = sum(life.hold == "captured" for life in lives if self.money is not None)
        given = sum(life.hold == "captured" and life.voucher for life in lives if self.money is not None)
        charged = sum(life.price for life in lives if life.paid and life.hold and self.money is not None)
        accounts = {
            f"user:{USER}": self.in_wallet,
            f"held:{USER}": held * USER_PRICE,
            "revenue": captured * USER_PRICE,
            "provider": charged,
            "cost": -charged,
            "topups": -(self.money or 0),
            "vouchers": -given * USER_PRICE,
        }
        assert self.after.balances(BASE) == {account: amount for account, amount in accounts.items() if amount}
        assert sum(accounts.values()) == 0
        for nonce, life in self.lives.items():
            assert self.after.record(BASE, nonce).get("hold", "") == life.hold
        if self.money is None and not self.voucher:
            assert not [key for key in self.after.keys if ":wallet:" in key], (
                "without wallets nothing of them is written"
            )

    @invariant()
    def the_voucher_is_where_the_model_says(self) -> None:
        if not self.voucher:
            return
        holders = self.holders
        assert len(holders) <= 1
        assert set(self.after.queue(BASE, f"vouchers:of:{USER}")) == (set() if holders else {f"10:3 {VOUCHER}"})
        assert self.after.keys[f"{BASE}:voucher:{VOUCHER}"] == (" ".join([BATCH, str(USER), *holders]), True)
        made, _ = self.after.keys[f"{BASE}:vouchers:{BATCH}"]
        used = sum(life.hold == "captured" for life in self.lives.values() if life.voucher)
        assert isinstance(made, dict)
        assert int(made.get("used", 0)) == used

    @invariant()
    def nobody_spends_more_than_there_is(self) -> None:
        assert self.after.balances(BASE).get(f"user:{USER}", 0) >= 0

    def teardown(self) -> None:
        assert self.world.run(self.wallets.verify()).sound

    @invariant()
    def a_state_is_reached_by_the_diagram_alone(self) -> None:
        for nonce in self.lives:
            old, new = (look.record(BASE, nonce).get("state", "") for look in (self.before, self.after))
            assert new == old or new in DIAGRAM[old]

    @invariant()
    def at_most_one_owner_was_ever_told_to_send(self) -> None:
        assert all(len(owners) <= 1 for owners in self.senders.values())

    @invariant()
    def a_request_is_never_lost(self) -> None:
        for nonce in self.lives:
            old, new = self.before.record(BASE, nonce), self.after.record(BASE, nonce)
            assert new.get("request") == old.get("request", new.get("request"))

    @invariant()
    def a_code_is_kept_for_ever_and_queued_until_it_was_told(self) -> None:
        """It leaves the outbox only for who held its lease, or for a user who left."""
        held = {claim.member: claim.lease for claim in self.claims if claim.kind == "code"}
        before, after = self.before.queue(BASE, "outbox"), self.after.queue(BASE, "outbox")
        for nonce in self.lives:
            old, new = self.before.record(BASE, nonce), self.after.record(BASE, nonce)
            member = f"{nonce}|code"
            assert "code" in new or "code" not in old
            if "code" in new and "code" not in old:
                assert member in after
            if member in before and member not in after:
                assert held[member] == before[member]
