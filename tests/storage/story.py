"""What may happen to activations, in any order, as hypothesis rules: each played on the database and on the model."""

from collections.abc import Callable, Coroutine
from decimal import Decimal
from functools import partial
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, initialize, multiple, precondition, rule

from bot.domain.errors import NotFound, QuoteGone, TooLittleMoney
from bot.domain.models import Activation, Bought, Quote, Reason
from bot.domain.reports import REPORTS_A_DAY, Verdict, Wrong
from bot.domain.users import Limits
from bot.domain.wallet import Booking, EntryKind
from bot.storage.job_queue import Claim, Return
from tests.storage.model import LIFETIME, Life, successor_of
from tests.storage.played import BASE, STRANGER, USER, USER_PRICE, Played

NONCES = st.sampled_from(["n1", "n2"])
OWNERS = st.sampled_from(["first", "second"])
USERS = st.sampled_from([USER, USER, USER, STRANGER])
BOUGHT = ("send", "buy")
WAYS = [
    (),
    ("restart", "send"),
    ("send",),
    ("send", "rival"),
    ("send", "lose"),
    ("send", "lose", "charged"),
    BOUGHT,
    (*BOUGHT, "confirm"),
    (*BOUGHT, "cancel"),
    (*BOUGHT, "cancel", "confirm"),
    (*BOUGHT, "cancel", "confirm", "receive"),
    (*BOUGHT, "cancel", "reject"),
    (*BOUGHT, "cancel", "reject", "refuse another"),
    (*BOUGHT, "replace"),
    (*BOUGHT, "replace", "confirm"),
    (*BOUGHT, "replace", "give up"),
    (*BOUGHT, "replace", "receive"),
    (*BOUGHT, "replace", "cancel", "confirm"),
    (*BOUGHT, "replace", "restart", "confirm"),
    (*BOUGHT, "give up"),
    (*BOUGHT, "cancel", "give up", "ask"),
    (*BOUGHT, "give up", "ask", "revive", "give up"),
    (*BOUGHT, "receive"),
    (*BOUGHT, "receive", "again"),
    (*BOUGHT, "receive", "again", "receive"),
]


class Story(Played):
    """What may happen to two activations of one user. After each rule the database is as the model says."""

    begun = Bundle("begun")

    # -- the user

    @initialize(
        target=begun, way=st.sampled_from(WAYS), numbers=st.sampled_from([None, 1, 1, 2, 3]), voucher=st.booleans()
    )
    def start(self, way: tuple[str, ...], numbers: int | None, voucher: bool) -> str:
        """Part of the way to something interesting, with money for so many numbers, or with the operator's.

        `voucher`: and with one for a number.
        """
        if voucher:
            self.get_voucher()
        if numbers:
            self.money = numbers * USER_PRICE
            booking = Booking("topup:c", EntryKind.TOP_UP, USER, self.money)
            assert self.twice(lambda: self.wallets.book(booking)).balance == self.money
        self.begin("n1")
        for step in way:
            self.steps("n1")[step]()
        return "n1"

    def steps(self, nonce: str) -> dict[str, Callable[[], object]]:
        return {
            "restart": self.database_restarts,
            "send": lambda: self.send(nonce, "first"),
            "rival": lambda: self.send(nonce, "second"),
            "lose": lambda: self.lose_sight(nonce, "first"),
            "give up": lambda: self.give_up(nonce),
            "ask": lambda: self.ask_the_operator(nonce),
            "revive": lambda: self.revive(nonce),
            "reject": lambda: self.reject(nonce, 1, sent=True),
            "refuse another": lambda: self.reject(nonce, 2, sent=False),
            "charged": lambda: self.resolve(nonce, charged=True),
            "buy": lambda: self.buy(nonce, "r1", several=True),
            "cancel": lambda: self.cancel(nonce, USER),
            "confirm": lambda: self.confirmed(nonce),
            "replace": lambda: self.replace(nonce, USER),
            "receive": lambda: self.receive(nonce, "1111"),
            "again": lambda: self.want_another(nonce, USER),
        }

    @rule(target=begun, nonce=NONCES, user=USERS)
    def tap(self, nonce: str, user: int) -> str | MultipleResults[str]:
        if user == USER:
            return nonce if self.begin(nonce) else multiple()
        self.refused(lambda: self.store.begin(nonce, user_id=user, chat_id=user, card_id=5, language="en"), QuoteGone)
        return multiple()

    def begin(self, nonce: str) -> bool:
        """Whether there was the money for it."""
        by_voucher = self.voucher and not self.holders
        if nonce not in self.lives:
            user_price = None if self.money is None else Decimal(15)
            self.twice(lambda: self.store.quote(Quote(nonce, USER, 10, 3, Decimal("12.50"), user_price), ttl=900))
            if self.money is not None and not by_voucher and self.in_wallet < USER_PRICE:
                self.refused(lambda: self.tap_buy(nonce), TooLittleMoney)
                return False
        activation = self.twice(lambda: self.tap_buy(nonce))
        hold = "held" if by_voucher or self.money is not None else ""
        life = self.lives.setdefault(nonce, Life(USER, self.world.clock(), hold=hold, voucher=by_voucher))
        self.activations.setdefault(nonce, activation)
        assert activation.state == life.state
        return True

    def tap_buy(self, nonce: str) -> Coroutine[Any, Any, Activation]:
        limits = Limits(pays=self.money is not None)
        return self.store.begin(nonce, user_id=USER, chat_id=USER, card_id=5, language="en", limits=limits)

    @rule(nonce=begun, user=USERS)
    def cancel(self, nonce: str, user: int) -> None:
        self.ask(user, lambda: self.store.cancel(user, nonce, Reason.USER), self.lives[nonce].cancel)

    @rule(nonce=begun, user=USERS)
    def replace(self, nonce: str, user: int) -> None:
        """Another number in its place, once its cancel is confirmed."""
        life = self.lives[nonce]
        self.ask(user, lambda: self.waiting.replace(user, nonce), lambda: life.want_another(self.world.clock()))

    @rule(nonce=begun, price=st.sampled_from([10, 15]))
    def price_moves(self, nonce: str, price: int) -> None:
        """What was not sent yet is bought for less, and never for more."""
        self.step(
            lambda: self.waiting.lower_price(self.activations[nonce], Decimal(price)),
            lambda: self.lives[nonce].cheaper(price * 1_000_000),
        )

    @rule(nonce=begun, wrong=st.sampled_from(Wrong))
    def report(self, nonce: str, wrong: Wrong) -> None:
        told = self.twice(lambda: self.waiting.report(USER, nonce, wrong))
        reported = sum(bool(life.report) for life in self.lives.values())
        if told == "many":
            assert reported == REPORTS_A_DAY
        else:
            assert (told in ("ok", "again")) == self.lives[nonce].tell_wrong(wrong)

    @rule(nonce=begun, words=st.sampled_from(["", "it says used", "it says banned"]))
    def add_words(self, nonce: str, words: str) -> None:
        call = partial(self.waiting.add_words, USER, nonce, words)
        if not self.lives[nonce].report:
            self.refused(call, NotFound)
        else:
            assert (self.twice(call) in ("ok", "again")) == self.lives[nonce].add_words(words)

    @rule(nonce=begun, verdict=st.sampled_from([Verdict.ACCEPTED, Verdict.WORDS]))
    def answer(self, nonce: str, verdict: Verdict) -> None:
        call = partial(self.waiting.answer, nonce, verdict, "sorry", admin_id=9)
        if not self.lives[nonce].report:
            self.refused(call, NotFound)
        else:
            self.twice(call)
            self.lives[nonce].answer()

    @rule(nonce=begun)
    def wait_for_long(self, nonce: str) -> None:
        self.twice(lambda: self.waiting.overdue(self.activations[nonce], 60))
        self.lives[nonce].remind()

    @rule(nonce=begun, user=USERS)
    def finish(self, nonce: str, user: int) -> None:
        self.ask(user, lambda: self.store.finish(user, nonce), self.lives[nonce].finish)

    @rule(nonce=begun, user=USERS)
    def want_to_know(self, nonce: str, user: int) -> None:
        step = self.twice(lambda: self.store.check(user, nonce, gap=3))
        assert (step.outcome == "gone") == (user != USER)
        assert (step.outcome in ("ok", "soon")) == (user == USER and self.lives[nonce].state in ("waiting", "further"))
        planned, now = self.before.queue(BASE, "due"), self.after.queue(BASE, "due")
        assert all(now[member] <= at for member, at in planned.items()), "nobody waits longer for having asked"

    @rule(nonce=begun, user=USERS)
    def want_another(self, nonce: str, user: int) -> None:
        life = self.lives[nonce]
        self.ask(user, lambda: self.store.again(user, nonce, 7), lambda: life.again(self.world.clock()))

    @rule()
    def come_back(self) -> None:
        """The user, after they had left."""
        self.twice(lambda: self.store.unpark(USER))
        for life in self.lives.values():
            life.untold |= life.parked
            life.parked.clear()

    # -- the worker who buys, and the operator when nobody knows

    @rule(nonce=begun, owners=st.permutations(["first", "second"]))
    def send_twice(self, nonce: str, owners: list[str]) -> None:
        """Two workers have it, since the first one's lease ran out."""
        for owner in owners:
            self.send(nonce, owner)

    def send(self, nonce: str, owner: str) -> None:
        sent = self.twice(lambda: self.store.sending(self.activations[nonce], owner=owner, timeout_s=75))
        assert sent == self.lives[nonce].sending(owner, self.world.clock())
        self.senders.setdefault(nonce, set()).update([owner] if sent else [])

    @rule(nonce=begun, request=st.sampled_from(["r1", "r2"]), several=st.booleans())
    def buy(self, nonce: str, request: str, several: bool) -> None:
        bought = Bought(request, "84912345678", several)
        owns_another = bool(self.lives[nonce].request)
        taken = not owns_another and self.requests.setdefault(request, nonce) != nonce
        self.step(
            lambda: self.store.bought(self.activations[nonce], bought, owner="first", lifetime=LIFETIME, first_poll=3),
            lambda: self.lives[nonce].bought(request, self.world.clock(), several=several, taken=taken),
        )

    @rule(nonce=begun, owner=OWNERS)
    def fail(self, nonce: str, owner: str) -> None:
        self.step(
            lambda: self.store.fail(self.activations[nonce], Reason.OUT_OF_STOCK, owner=owner),
            lambda: self.lives[nonce].fail(owner),
        )

    @rule(nonce=begun, owner=OWNERS)
    def lose_sight(self, nonce: str, owner: str) -> None:
        self.step(
            lambda: self.store.unknown(self.activations[nonce], owner=owner),
            lambda: self.lives[nonce].unknown(owner, leased=False),
        )

    @rule(nonce=begun, charged=st.booleans())
    def resolve(self, nonce: str, charged: bool) -> None:
        found = self.twice(lambda: self.store.resolve(nonce, charged=charged, admin_id=1))
        self.lives[nonce].resolve(charged=charged)
        assert found.state == self.lives[nonce].state

    # -- the watcher

    @rule(nonce=begun, code=st.sampled_from(["1111", "2222"]))
    def receive(self, nonce: str, code: str) -> None:
        self.step(lambda: self.store.code(self.activations[nonce], code), lambda: self.lives[nonce].take_code(code))

    @rule(target=begun, nonce=begun)
    def confirm(self, nonce: str) -> str | MultipleResults[str]:
        """Gives the next number, where one was wanted in place of it."""
        return self.confirmed(nonce) or multiple()

    def confirmed(self, nonce: str) -> str:
        life, next_one = self.lives[nonce], successor_of(nonce)
        others = bool(set(self.holders) - {nonce})
        self.step(
            lambda: self.store.cancelled(self.activations[nonce]),
            lambda: life.cancelled(self.world.clock(), others_have_voucher=others),
        )
        if life.replace != "begun" or next_one in self.lives:
            return ""
        assert self.after.record(BASE, nonce)["replace"] == "begun"
        hold = "held" if life.voucher or self.money is not None else ""
        self.lives[next_one] = Life(USER, self.world.clock(), hold=hold, voucher=life.voucher)
        begun: Activation = self.world.run(self.store.find(USER, next_one))
        self.activations[next_one] = begun
        return next_one

    @rule(nonce=begun)
    def give_up(self, nonce: str) -> None:
        self.step(
            lambda: self.store.unconfirmed(self.activations[nonce], pause=10),
            lambda: self.lives[nonce].unconfirmed(self.world.clock()),
        )

    @rule(older=st.sampled_from([60, 1500]))
    def release_overdue(self, older: int) -> None:
        """What nobody confirmed for so long is the user's again."""
        self.twice(lambda: self.store.release_overdue(older, limit=10))
        for life in self.lives.values():
            life.release_overdue(self.world.clock(), older)

    @rule(nonce=begun)
    def revive(self, nonce: str) -> None:
        self.step(lambda: self.store.revived(self.activations[nonce], poll=3), self.lives[nonce].revived)

    @rule(nonce=begun)
    def ask_the_operator(self, nonce: str) -> None:
        """The second call changes nothing, and is no success: the first one has told."""
        asked = self.twice(lambda: self.store.ask(self.activations[nonce]))
        assert (asked.outcome == "ok") == self.lives[nonce].ask()

    @rule(nonce=begun, attempt=st.sampled_from([1, 2]), sent=st.booleans())
    def reject(self, nonce: str, attempt: int, sent: bool) -> None:
        wanted = self.twice(lambda: self.store.rejecting(self.activations[nonce], attempt=attempt, sent=sent))
        assert wanted == self.lives[nonce].reject(str(attempt), sent=sent)

    @rule(nonce=begun, answer=st.integers(1, 3))
    def deny(self, nonce: str, answer: int) -> None:
        """One answer counts once, however often the script is sent."""
        last = self.before.record(BASE, nonce).get("gone:lease")
        counted = self.twice(lambda: self.store.denied(self.activations[nonce], "gone", lease=self.answers + answer))
        self.answers += 3
        assert last != str(self.answers)
        assert (counted is not None) == self.lives[nonce].denied(self.answers - 3 + answer)

    @rule(nonce=begun)
    def find_alive(self, nonce: str) -> None:
        self.twice(lambda: self.store.alive(self.activations[nonce]))
        self.lives[nonce].alive()

    @rule(nonce=begun, cleared=st.booleans())
    def readied(self, nonce: str, cleared: bool) -> None:
        self.step(
            lambda: self.store.readied(self.activations[nonce], cleared=cleared, first_poll=3),
            lambda: self.lives[nonce].readied(cleared=cleared),
        )

    @rule(nonce=begun)
    def no_further(self, nonce: str) -> None:
        self.step(lambda: self.store.no_further(self.activations[nonce]), self.lives[nonce].no_further)

    @rule(nonce=begun)
    def close(self, nonce: str) -> None:
        self.twice(lambda: self.store.closed(self.activations[nonce]))
        self.lives[nonce].close()

    # -- the two queues

    @rule(name=st.sampled_from(["due", "outbox"]), limit=st.integers(1, 3))
    def claim(self, name: str, limit: int) -> None:
        queue, now = self.queue(name), round(self.world.clock() * 1000)
        claims, _ = self.once(lambda: queue.claim(limit=limit, lease=30))
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
        self.twice(lambda: self.queue(name).claim(limit=0, lease=30, returns=returns))
        expected = self.before.queue(BASE, name)
        if self.holds(claim):
            expected[claim.member] = round((self.world.clock() + delay) * 1000)
        assert self.after.queue(BASE, name) == expected, "only who holds the lease puts anything back"

    @precondition(lambda self: self.claims)
    @rule(data=st.data())
    def act_on_lease(self, data: st.DataObject) -> None:
        """The due queue's: a purchase nobody answered for. The outbox's: Telegram has taken it."""
        self.act(data.draw(st.sampled_from(self.claims[-4:])), there=True)

    @rule(
        nonce=begun,
        meanwhile=st.sampled_from(["nothing", "buy", "cancel", "receive"]),
        there=st.booleans(),
        again=st.sampled_from([0.0, 7.0]),
    )
    def draw_a_card(self, nonce: str, meanwhile: str, there: bool, again: float) -> None:
        """The courier at work, while life goes on."""
        known = len(self.claims)
        self.claim("outbox", 3)
        if meanwhile != "nothing":
            self.steps(nonce)[meanwhile]()
        for claim in self.claims[known:]:
            self.act(claim, there, again)

    def act(self, claim: Claim, there: bool, again: float = 0.0) -> None:
        id, _, kind = claim.member.partition("|")
        life, activation = self.lives[id], self.activations[id]
        if not kind:
            self.step(
                lambda: self.store.unknown(activation, lease=claim.lease),
                lambda: life.unknown("", leased=self.holds(claim)),
            )
            return
        if not there:
            self.twice(lambda: self.store.park(activation, kind, lease=claim.lease, again=again))
            if self.holds(claim):
                came_back = self.before.record(BASE, id).get(f"back:{kind}") == str(claim.lease)
                if not again and not came_back:
                    life.untold.remove(kind)
                life.parked.add(kind)
            return
        self.twice(lambda: self.store.sent(activation, kind, lease=claim.lease, rev=claim.rev))
        if self.holds(claim):
            life.parked.discard(kind)
            if self.before.record(BASE, id)[f"rev:{kind}"] == claim.rev:
                life.untold.remove(kind)
                if kind == "code":
                    life.code_told()
        if kind == "card" and not self.holds(claim) and self.drawn.get(id) != claim.lease:
            life.untold.add(kind)  # drawn by one who had slept, perhaps over what is newer
        if kind == "card":
            self.drawn[id] = claim.lease

    # -- the world around

    @rule(seconds=st.sampled_from([1, 31, 61, 1200]))
    def time_passes(self, seconds: int) -> None:
        self.world.run(self.world.clock.advance(seconds))
        self.before = self.after = self.world.poll()

    @rule()
    def database_restarts(self) -> None:
        for nonce, life in self.lives.items():
            self.world.run(self.world.redis.hset(f"{BASE}:a:{nonce}", "epoch", "of a server that is gone"))
            life.fresh = life.replace_fresh = False
            if life.replace == "wanted":
                self.world.run(self.world.redis.hset(f"{BASE}:a:{nonce}", "replace:epoch", "of a server that is gone"))
        self.before = self.after = self.world.poll()
