"""What may happen to activations, in any order, as hypothesis rules: each played on the database and on the model."""

from collections.abc import Callable, Coroutine, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import MultipleResults, initialize, multiple, rule

from bot.domain.errors import QuoteGone, SalesStopped, TooLittleMoney
from bot.domain.models import Activation, Bought, Quote, Reason
from bot.domain.reports import Verdict, Wrong
from bot.domain.users import Limits
from bot.domain.wallet import Booking, EntryKind
from tests.storage.model import LIFETIME, Life, successor_of
from tests.storage.played import BASE, BEGUN, STRANGER, USER, USER_PRICE, USERS
from tests.storage.user_story import UserStory

NONCES = st.sampled_from(["n1", "n2"])
OWNERS = st.sampled_from(["first", "second"])
BOUGHT = ("send", "buy")
WAYS = [
    (),
    ("restart", "send"),
    ("restore", "send"),
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


class Story(UserStory):
    """What may happen to two activations of one user. After each rule the database is as the model says."""

    ways: ClassVar[Sequence[tuple[str, ...]]] = WAYS

    # -- a purchase begins

    @initialize(target=BEGUN, data=st.data(), numbers=st.sampled_from([None, 1, 1, 2, 3]), voucher=st.booleans())
    def start(self, data: st.DataObject, numbers: int | None, voucher: bool) -> str:
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
        for step in data.draw(st.sampled_from(self.ways)):
            self.steps("n1")[step]()
        return "n1"

    def steps(self, nonce: str) -> dict[str, Callable[[], object]]:
        return {
            "restart": lambda: self.database_restarts("of a server that is gone"),
            "restore": lambda: self.database_restarts("restored"),
            "send": lambda: self.send(nonce, "first"),
            "rival": lambda: self.send(nonce, "second"),
            "lose": lambda: self.lose_sight(nonce, "first"),
            "give up": lambda: self.give_up(nonce),
            "ask": lambda: self.ask_the_operator(nonce),
            "reject": lambda: self.reject(nonce, 1, sent=True),
            "refuse another": lambda: self.reject(nonce, 2, sent=False),
            "charged": lambda: self.resolve(nonce, charged=True),
            "buy": lambda: self.buy(nonce, "r1", several=True),
            "cancel": lambda: self.cancel(nonce, USER),
            "confirm": lambda: self.confirmed(nonce),
            "replace": lambda: self.replace(nonce, USER),
            "receive": lambda: self.receive(nonce, "1111"),
            "receive another": lambda: self.receive(nonce, "2222"),
            "again": lambda: self.want_another(nonce, USER),
            "get ready": lambda: self.readied(nonce, cleared=False),
            "clear": lambda: self.readied(nonce, cleared=True),
            "no further": lambda: self.no_further(nonce),
            "finish": lambda: self.finish(nonce, USER),
            "close": lambda: self.close(nonce),
            "buy for one SMS": lambda: self.buy(nonce, "r1", several=False),
            "fail": lambda: self.fail(nonce, "first"),
            "rival fails": lambda: self.fail(nonce, "second"),
            "may send": lambda: self.ask_before_it_goes_out(nonce, "first", 60),
            "rival may send": lambda: self.ask_before_it_goes_out(nonce, "second", 60),
            "not charged": lambda: self.resolve(nonce, charged=False),
            "revive": lambda: self.revive(nonce),
            "deny": lambda: self.deny(nonce, 1),
            "release": lambda: self.release_overdue(60),
            "cheaper": lambda: self.price_moves(nonce, 10),
            "dearer": lambda: self.price_moves(nonce, 15),
            "begin another": lambda: self.begin("n2"),
            "buy it again": self.buy_it_again,
            "tapped by a stranger": lambda: self.tap("n2", STRANGER),
            "used by a stranger": lambda: self.use_as_a_stranger(nonce),
            "report": lambda: self.report(nonce, USER, Wrong.USED),
            "report the code": lambda: self.report(nonce, USER, Wrong.BAD_CODE),
            "answer": lambda: self.answer(nonce, Verdict.ACCEPTED),
            "tell": lambda: self.draw_a_card(nonce, "nothing", there=True, again=0.0),
            "cancel while it is told": lambda: self.draw_a_card(nonce, "cancel", there=True, again=0.0),
            "claim": lambda: self.claim("due", 1),
            "give up by the first claim": lambda: self.act(self.claims[0], there=True),
            "drop its step": lambda: self.fall_out(nonce, ""),
            "drop its code": lambda: self.fall_out(nonce, "code"),
            "drop its card": lambda: self.fall_out(nonce, "card"),
            "wait": lambda: self.time_passes(61),
            "wait long": lambda: self.time_passes(1200),
            "stop": lambda: self.switch_sales(on=False),
        }

    def buy_it_again(self) -> None:
        """Another purchase is given the same number."""
        if self.begin("n2"):
            self.send("n2", "first")
            self.buy("n2", "r1", several=False)

    def use_as_a_stranger(self, nonce: str) -> None:
        for rule_of_a_user in (self.cancel, self.replace, self.finish, self.want_to_know, self.want_another, self.look):
            rule_of_a_user(nonce, STRANGER)
        self.show_in(nonce, STRANGER, 6, render=True)
        self.report(nonce, STRANGER, Wrong.USED)
        self.add_words(nonce, STRANGER, "it says used")

    @rule(target=BEGUN, nonce=NONCES, user=USERS)
    def tap(self, nonce: str, user: int) -> str | MultipleResults[str]:
        if user == USER:
            return nonce if self.begin(nonce) else multiple()
        if nonce not in self.lives:
            nonce = "of another"
            self.offer(nonce)
            self.refused(lambda: self.tap_buy(nonce, pays=self.money is None), QuoteGone)
        self.refused(lambda: self.tap_buy(nonce, user), QuoteGone)
        return multiple()

    def offer(self, nonce: str) -> None:
        user_price = None if self.money is None else Decimal(15)
        self.twice(lambda: self.store.quote(Quote(nonce, USER, 10, 3, Decimal("12.50"), user_price), ttl=900))

    def begin(self, nonce: str) -> bool:
        """Whether there was the money for it, and purchases were not stopped."""
        by_voucher = self.voucher and not self.holders
        if nonce not in self.lives:
            self.offer(nonce)
            if self.paused:
                self.refused(lambda: self.tap_buy(nonce), SalesStopped)
                self.world.run(self.world.redis.delete(f"{BASE}:quote:{nonce}"))  # what pays may be another next time
                self.after = self.world.poll()
                return False
            if self.money is not None and not by_voucher and self.in_wallet < USER_PRICE:
                self.refused(lambda: self.tap_buy(nonce), TooLittleMoney)
                return False
        activation = self.twice(lambda: self.tap_buy(nonce))
        hold = "held" if by_voucher or self.money is not None else ""
        life = self.lives.setdefault(nonce, Life(USER, self.world.clock(), hold=hold, voucher=by_voucher))
        self.activations.setdefault(nonce, activation)
        assert activation.state == life.state
        assert f"{BASE}:quote:{nonce}" not in self.after.keys, "it was for one purchase"
        return True

    def tap_buy(self, nonce: str, user: int = USER, *, pays: bool | None = None) -> Coroutine[Any, Any, Activation]:
        """`pays`: whether users pay by now, where that is not as it was when it was offered."""
        limits = Limits(pays=self.money is not None if pays is None else pays)
        return self.store.begin(nonce, user_id=user, chat_id=user, card_id=5, language="en", limits=limits)

    # -- the worker who buys, and the operator when nobody knows

    @rule(nonce=BEGUN, owners=st.permutations(["first", "second"]))
    def send_twice(self, nonce: str, owners: list[str]) -> None:
        """Two workers have it, since the first one's lease ran out."""
        for owner in owners:
            self.send(nonce, owner)

    def send(self, nonce: str, owner: str) -> None:
        sent = self.twice(lambda: self.store.sending(self.activations[nonce], owner=owner, timeout_s=75))
        assert sent == self.lives[nonce].sending(owner, self.world.clock(), paused=self.paused)
        self.senders.setdefault(nonce, set()).update([owner] if sent else [])

    @rule(nonce=BEGUN, owner=OWNERS, within=st.sampled_from([0, 30, 60]))
    def ask_before_it_goes_out(self, nonce: str, owner: str, within: int) -> None:
        may = self.twice(lambda: self.store.may_send(self.activations[nonce], owner=owner, within=within))
        stands = self.lives[nonce].may_send(owner, since=self.world.clock() - within)
        assert may == (stands and not self.paused)

    @rule(nonce=BEGUN, request=st.sampled_from(["r1", "r2"]), several=st.booleans())
    def buy(self, nonce: str, request: str, several: bool) -> None:
        bought = Bought(request, "84912345678", several)
        owns_another = bool(self.lives[nonce].request)
        taken = not owns_another and self.requests.setdefault(request, nonce) != nonce
        self.step(
            lambda: self.store.bought(self.activations[nonce], bought, owner="first", lifetime=LIFETIME, first_poll=3),
            lambda: self.lives[nonce].bought(request, self.world.clock(), several=several, taken=taken),
        )

    @rule(nonce=BEGUN, owner=OWNERS)
    def fail(self, nonce: str, owner: str) -> None:
        self.step(
            lambda: self.store.fail(self.activations[nonce], Reason.OUT_OF_STOCK, owner=owner),
            lambda: self.lives[nonce].fail(owner),
        )

    @rule(nonce=BEGUN, owner=OWNERS)
    def lose_sight(self, nonce: str, owner: str) -> None:
        self.step(
            lambda: self.store.unknown(self.activations[nonce], owner=owner),
            lambda: self.lives[nonce].unknown(owner, leased=False),
        )

    @rule(nonce=BEGUN, charged=st.booleans())
    def resolve(self, nonce: str, charged: bool) -> None:
        found = self.twice(lambda: self.store.resolve(nonce, charged=charged, admin_id=1))
        self.lives[nonce].resolve(charged=charged)
        assert found.state == self.lives[nonce].state

    # -- the watcher

    @rule(nonce=BEGUN, code=st.sampled_from(["1111", "2222"]))
    def receive(self, nonce: str, code: str) -> None:
        self.step(lambda: self.store.code(self.activations[nonce], code), lambda: self.lives[nonce].take_code(code))

    @rule(target=BEGUN, nonce=BEGUN)
    def confirm(self, nonce: str) -> str | MultipleResults[str]:
        """Gives the next number, where one was wanted in place of it."""
        return self.confirmed(nonce) or multiple()

    def confirmed(self, nonce: str) -> str:
        life, next_one = self.lives[nonce], successor_of(nonce)
        others = life.voucher and bool(set(self.holders) - {nonce})
        begins = "paused" if self.paused else "voucher" if others else "begun"
        self.step(
            lambda: self.store.cancelled(self.activations[nonce]),
            lambda: life.cancelled(self.world.clock(), begins=begins),
        )
        if life.replace != "begun" or next_one in self.lives:
            return ""
        assert self.after.record(BASE, nonce)["replace"] == "begun"
        hold = "held" if life.voucher or self.money is not None else ""
        self.lives[next_one] = Life(USER, self.world.clock(), hold=hold, voucher=life.voucher)
        begun: Activation = self.world.run(self.store.find(USER, next_one))
        self.activations[next_one] = begun
        return next_one

    @rule(nonce=BEGUN)
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

    @rule(nonce=BEGUN)
    def revive(self, nonce: str) -> None:
        self.step(lambda: self.store.revived(self.activations[nonce], poll=3), self.lives[nonce].revived)

    @rule(nonce=BEGUN)
    def ask_the_operator(self, nonce: str) -> None:
        """The second call changes nothing, and is no success: the first one has told."""
        asked = self.twice(lambda: self.store.ask(self.activations[nonce]))
        assert (asked.outcome == "ok") == self.lives[nonce].ask()

    @rule(nonce=BEGUN, attempt=st.sampled_from([1, 2]), sent=st.booleans())
    def reject(self, nonce: str, attempt: int, sent: bool) -> None:
        wanted = self.twice(lambda: self.store.rejecting(self.activations[nonce], attempt=attempt, sent=sent))
        assert wanted == self.lives[nonce].reject(str(attempt), sent=sent)

    @rule(nonce=BEGUN, answer=st.integers(1, 3))
    def deny(self, nonce: str, answer: int) -> None:
        """One answer counts once, however often the script is sent."""
        last = self.before.record(BASE, nonce).get("gone:lease")
        counted = self.twice(lambda: self.store.denied(self.activations[nonce], "gone", lease=self.answers + answer))
        self.answers += 3
        assert last != str(self.answers)
        assert (counted is not None) == self.lives[nonce].denied(self.answers - 3 + answer)

    @rule(nonce=BEGUN)
    def find_alive(self, nonce: str) -> None:
        self.twice(lambda: self.store.alive(self.activations[nonce]))
        self.lives[nonce].alive()

    @rule(nonce=BEGUN, cleared=st.booleans())
    def readied(self, nonce: str, cleared: bool) -> None:
        self.step(
            lambda: self.store.readied(self.activations[nonce], cleared=cleared, first_poll=3),
            lambda: self.lives[nonce].readied(cleared=cleared),
        )

    @rule(nonce=BEGUN)
    def no_further(self, nonce: str) -> None:
        self.step(lambda: self.store.no_further(self.activations[nonce]), self.lives[nonce].no_further)

    @rule(nonce=BEGUN)
    def close(self, nonce: str) -> None:
        self.twice(lambda: self.store.closed(self.activations[nonce]))
        self.lives[nonce].close()

    # -- the notifier

    @rule(
        nonce=BEGUN,
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
