"""What may happen to activations, in any order, as hypothesis rules: each played on the database and on the model."""

from collections.abc import Callable, Coroutine
from decimal import Decimal
from typing import Any, ClassVar, TypeVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
)

from bot.domain.errors import NotFound, QuoteGone
from bot.domain.models import Activation, Bought, Quote, Reason
from bot.storage.keys import Keys, shard_of
from bot.storage.machine import Machine, Step
from bot.storage.queue import Claim, Queue, Return
from tests.clock import START
from tests.storage.model import DIAGRAM, Life
from tests.storage.stored import World

T = TypeVar("T")
Call = Callable[[], Coroutine[Any, Any, T]]

USER, STRANGER = 1001, 1017  # of one shard
BASE = Keys().base(shard_of(USER))
NONCES = st.sampled_from(["n1", "n2"])
OWNERS = st.sampled_from(["first", "second"])
USERS = st.sampled_from([USER, USER, USER, STRANGER])
BOUGHT = ("send", "buy")
WAYS = [
    (),
    ("restart",),
    ("send",),
    BOUGHT,
    (*BOUGHT, "cancel"),
    (*BOUGHT, "cancel", "confirm"),
    (*BOUGHT, "receive"),
]


class Story(RuleBasedStateMachine):
    """What may happen to two activations of one user. After each rule the database is as the model says."""

    world: ClassVar[World]
    machine: ClassVar[Machine]
    begun = Bundle("begun")

    def __init__(self) -> None:
        super().__init__()
        self.lives: dict[str, Life] = {}
        self.activations: dict[str, Activation] = {}
        self.senders: dict[str, set[str]] = {}
        self.claims: list[Claim] = []
        self.world.run(self.world.redis.flushall())
        self.world.run(self.world.clock.set(START))
        self.before = self.after = self.world.look()

    def once(self, call: Call[T]) -> T:
        self.before = self.after
        answer = self.world.run(call())
        self.after = self.world.look()
        return answer

    def twice(self, call: Call[T]) -> T:
        """As redis-py does when a reply is lost; gives the first answer."""
        answer = self.once(call)
        self.world.run(call())
        assert self.world.look() == self.after, "a second call changes nothing"
        return answer

    def refused(self, call: Call[object], error: type[Exception]) -> None:
        with pytest.raises(error):
            self.world.run(call())
        assert self.world.look() == self.after, "a refusal changes nothing"

    # -- the user

    @initialize(target=begun, way=st.sampled_from(WAYS))
    def start(self, way: tuple[str, ...]) -> str:
        """Part of the way to something interesting."""
        self.begin("n1")
        for step in way:
            self.steps("n1")[step]()
        return "n1"

    def steps(self, nonce: str) -> dict[str, Callable[[], None]]:
        return {
            "restart": self.database_restarts,
            "send": lambda: self.send(nonce, "first"),
            "buy": lambda: self.buy(nonce, "r1"),
            "cancel": lambda: self.cancel(nonce, USER),
            "confirm": lambda: self.confirm(nonce),
            "receive": lambda: self.receive(nonce, "1111"),
        }

    @rule(target=begun, nonce=NONCES, user=USERS)
    def tap(self, nonce: str, user: int) -> str | MultipleResults[str]:
        if user == USER:
            self.begin(nonce)
            return nonce
        self.refused(lambda: self.machine.begin(nonce, user_id=user, chat_id=user, card_id=5, language="en"), QuoteGone)
        return multiple()

    def begin(self, nonce: str) -> None:
        if nonce not in self.lives:
            self.twice(lambda: self.machine.quote(Quote(nonce, USER, 10, 3, Decimal("12.50")), ttl=900))
        activation = self.twice(lambda: self.machine.begin(nonce, user_id=USER, chat_id=USER, card_id=5, language="en"))
        life = self.lives.setdefault(nonce, Life(USER, self.world.clock()))
        self.activations.setdefault(nonce, activation)
        assert activation.state == life.state

    @rule(nonce=begun, user=USERS)
    def cancel(self, nonce: str, user: int) -> None:
        self.ask(user, lambda: self.machine.cancel(user, nonce, Reason.USER), self.lives[nonce].cancel)

    @rule(nonce=begun, user=USERS)
    def finish(self, nonce: str, user: int) -> None:
        self.ask(user, lambda: self.machine.finish(user, nonce), self.lives[nonce].finish)

    def ask(self, user: int, call: Call[Activation], expected: Callable[[], bool]) -> None:
        if user != USER:
            self.refused(call, NotFound)
        else:
            self.twice(call)
            expected()

    # -- the worker who buys

    @rule(nonce=begun, owners=st.permutations(["first", "second"]))
    def send_twice(self, nonce: str, owners: list[str]) -> None:
        """Two workers have it, since the first one's lease ran out."""
        for owner in owners:
            self.send(nonce, owner)

    def send(self, nonce: str, owner: str) -> None:
        sent = self.twice(lambda: self.machine.sending(self.activations[nonce], owner=owner, patience=75))
        assert sent == self.lives[nonce].sending(owner, self.world.clock())
        self.senders.setdefault(nonce, set()).update([owner] if sent else [])

    @rule(nonce=begun, request=st.sampled_from(["r1", "r2"]))
    def buy(self, nonce: str, request: str) -> None:
        bought = Bought(request, "84912345678")
        self.step(
            lambda: self.machine.bought(self.activations[nonce], bought, owner="first", lifetime=1180, look=3),
            lambda: self.lives[nonce].bought(request),
        )

    @rule(nonce=begun, owner=OWNERS)
    def fail(self, nonce: str, owner: str) -> None:
        self.step(
            lambda: self.machine.fail(self.activations[nonce], Reason.OUT_OF_STOCK, owner=owner),
            lambda: self.lives[nonce].fail(owner),
        )

    @rule(nonce=begun, owner=OWNERS)
    def lose_sight(self, nonce: str, owner: str) -> None:
        self.step(
            lambda: self.machine.unknown(self.activations[nonce], owner=owner),
            lambda: self.lives[nonce].unknown(owner, leased=False),
        )

    # -- the watcher

    @rule(nonce=begun, code=st.sampled_from(["1111", "2222"]))
    def receive(self, nonce: str, code: str) -> None:
        self.step(lambda: self.machine.code(self.activations[nonce], code), lambda: self.lives[nonce].take_code(code))

    @rule(nonce=begun)
    def confirm(self, nonce: str) -> None:
        self.step(lambda: self.machine.cancelled(self.activations[nonce]), self.lives[nonce].cancelled)

    @rule(nonce=begun)
    def give_up(self, nonce: str) -> None:
        self.step(lambda: self.machine.unconfirmed(self.activations[nonce]), self.lives[nonce].unconfirmed)

    @rule(nonce=begun)
    def close(self, nonce: str) -> None:
        self.twice(lambda: self.machine.closed(self.activations[nonce]))
        self.lives[nonce].close()

    def step(self, call: Call[Step], expected: Callable[[], bool]) -> None:
        assert self.twice(call).done == expected()

    # -- the two queues

    @rule(name=st.sampled_from(["due", "outbox"]), limit=st.integers(1, 3))
    def claim(self, name: str, limit: int) -> None:
        queue, now = self.queue(name), round(self.world.clock() * 1000)
        claims, _ = self.once(lambda: queue.claim(shard_of(USER), limit=limit, lease=30))
        scores = self.before.queue(BASE, name)
        oldest = sorted((score, member) for member, score in scores.items() if score <= now)[:limit]
        assert [claim.member for claim in claims] == [member for _, member in oldest]
        assert all(claim.lease == now + 30_000 == self.after.queue(BASE, name)[claim.member] for claim in claims)
        self.claims += claims

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), delay=st.sampled_from([0.0, 5.0]))
    def put_back(self, data: st.DataObject, delay: float) -> None:
        claim = data.draw(st.sampled_from(self.claims[-4:]))
        name = "outbox" if claim.kind else "due"
        returns = [Return(claim, delay)]
        self.twice(lambda: self.queue(name).claim(shard_of(USER), limit=0, lease=30, returns=returns))
        expected = self.before.queue(BASE, name)
        if self.holds(claim):
            expected[claim.member] = round((self.world.clock() + delay) * 1000)
        assert self.after.queue(BASE, name) == expected, "only who holds the lease puts anything back"

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def act_on_lease(self, data: st.DataObject) -> None:
        """The due queue's: a purchase nobody answered for. The outbox's: Telegram has taken it."""
        self.act(data.draw(st.sampled_from(self.claims[-4:])))

    @rule(nonce=begun, meanwhile=st.sampled_from(["nothing", "buy", "cancel", "receive"]))
    def draw_a_card(self, nonce: str, meanwhile: str) -> None:
        """The courier at work, while life goes on."""
        known = len(self.claims)
        self.claim("outbox", 3)
        if meanwhile != "nothing":
            self.steps(nonce)[meanwhile]()
        for claim in self.claims[known:]:
            self.act(claim)

    def act(self, claim: Claim) -> None:
        id, _, kind = claim.member.partition("|")
        life, activation = self.lives[id], self.activations[id]
        if not kind:
            self.step(
                lambda: self.machine.unknown(activation, lease=claim.lease),
                lambda: life.unknown("", leased=self.holds(claim)),
            )
            return
        self.twice(lambda: self.machine.sent(activation, kind, lease=claim.lease, rev=claim.rev))
        if self.holds(claim) and self.before.record(BASE, id)[f"rev:{kind}"] == claim.rev:
            life.untold.remove(kind)

    def queue(self, name: str) -> Queue:
        return self.machine.due if name == "due" else self.machine.outbox

    def holds(self, claim: Claim) -> bool:
        return self.before.queue(BASE, "outbox" if claim.kind else "due").get(claim.member) == claim.lease

    # -- the world around

    @rule(seconds=st.sampled_from([1, 31, 61, 1200]))
    def time_passes(self, seconds: int) -> None:
        self.world.run(self.world.clock.advance(seconds))

    @rule()
    def database_restarts(self) -> None:
        for nonce, life in self.lives.items():
            self.world.run(self.world.redis.hset(f"{BASE}:a:{nonce}", "epoch", "of a server that is gone"))
            life.fresh = False
        self.before = self.after = self.world.look()

    # -- what must always hold

    @invariant()
    def the_database_is_as_the_model_says(self) -> None:
        due, outbox = self.after.queue(BASE, "due"), self.after.queue(BASE, "outbox")
        for nonce, life in self.lives.items():
            record = self.after.record(BASE, nonce)
            real = record["state"], record.get("owner", ""), record.get("request", ""), record.get("code", "")
            assert real == (life.state, life.owner, life.request, life.code)
            assert self.after.lives_on(BASE, nonce) != life.ends, "nothing live has a TTL, and what ended has one"
        assert set(due) == {nonce for nonce, life in self.lives.items() if life.is_due}
        assert set(outbox) == {f"{nonce}|{kind}" for nonce, life in self.lives.items() for kind in life.untold}

    @invariant()
    def a_state_is_reached_by_the_diagram_alone(self) -> None:
        for nonce in self.lives:
            old, new = (look.record(BASE, nonce).get("state", "") for look in (self.before, self.after))
            assert new == old or new in DIAGRAM[old]

    @invariant()
    def at_most_one_owner_was_ever_told_to_send(self) -> None:
        assert all(len(owners) <= 1 for owners in self.senders.values())

    @invariant()
    def a_request_and_a_code_are_never_lost(self) -> None:
        for nonce in self.lives:
            old, new = self.before.record(BASE, nonce), self.after.record(BASE, nonce)
            assert all(new.get(name) == old[name] for name in ("request",) if name in old)
            assert "code" in new or "code" not in old
