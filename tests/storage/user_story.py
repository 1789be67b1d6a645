"""What a user, or a stranger, may do with what a user has bought, as rules played on the database and on the model."""

from decimal import Decimal
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import rule

from bot.domain.errors import NotFound, SalesStopped
from bot.domain.models import Reason
from bot.domain.reports import REPORTS_A_DAY, Verdict, Wrong
from tests.storage.played import BASE, BEGUN, USER, USERS
from tests.storage.queue_story import QueueStory


class UserStory(QueueStory):
    @rule(nonce=BEGUN, user=USERS)
    def cancel(self, nonce: str, user: int) -> None:
        self.ask(user, lambda: self.store.cancel(user, nonce, Reason.USER), self.lives[nonce].cancel)

    @rule(nonce=BEGUN, user=USERS)
    def replace(self, nonce: str, user: int) -> None:
        """Another number in its place, once its cancel is confirmed."""
        life = self.lives[nonce]
        if user == USER and self.paused and life.replace != "wanted" and life.state in ("waiting", "cancelling"):
            self.refused(lambda: self.waiting.replace(user, nonce), SalesStopped)
        else:
            self.ask(user, lambda: self.waiting.replace(user, nonce), lambda: life.want_another(self.world.clock()))

    @rule(nonce=BEGUN, price=st.sampled_from([10, 15]))
    def price_moves(self, nonce: str, price: int) -> None:
        """What was not sent yet is bought for less, and never for more."""
        self.step(
            lambda: self.waiting.lower_price(self.activations[nonce], Decimal(price)),
            lambda: self.lives[nonce].cheaper(price * 1_000_000),
        )

    @rule(nonce=BEGUN, user=USERS, wrong=st.sampled_from(Wrong))
    def report(self, nonce: str, user: int, wrong: Wrong) -> None:
        if user != USER:
            self.refused(lambda: self.waiting.report(user, nonce, wrong), NotFound)
            return
        told = self.twice(lambda: self.waiting.report(USER, nonce, wrong))
        reported = sum(bool(life.report) for life in self.lives.values())
        if told == "many":
            assert reported == REPORTS_A_DAY
        else:
            assert (told in ("ok", "again")) == self.lives[nonce].tell_wrong(wrong)

    @rule(nonce=BEGUN, user=USERS, words=st.sampled_from(["", "it says used", "it says banned"]))
    def add_words(self, nonce: str, user: int, words: str) -> None:
        call = partial(self.waiting.add_words, user, nonce, words)
        if user != USER or not self.lives[nonce].report:
            self.refused(call, NotFound)
        else:
            assert (self.twice(call) in ("ok", "again")) == self.lives[nonce].add_words(words)

    @rule(nonce=BEGUN, verdict=st.sampled_from([Verdict.ACCEPTED, Verdict.WORDS]))
    def answer(self, nonce: str, verdict: Verdict) -> None:
        call = partial(self.waiting.answer, nonce, verdict, "sorry", admin_id=9)
        if not self.lives[nonce].report:
            self.refused(call, NotFound)
        else:
            self.twice(call)
            self.lives[nonce].answer()

    @rule(nonce=BEGUN)
    def wait_for_long(self, nonce: str) -> None:
        self.twice(lambda: self.waiting.overdue(self.activations[nonce], 60))
        self.lives[nonce].remind()

    @rule(nonce=BEGUN, user=USERS)
    def finish(self, nonce: str, user: int) -> None:
        self.ask(user, lambda: self.store.finish(user, nonce), self.lives[nonce].finish)

    @rule(nonce=BEGUN, user=USERS)
    def want_to_know(self, nonce: str, user: int) -> None:
        step = self.twice(lambda: self.store.check(user, nonce, gap=3))
        assert (step.outcome == "gone") == (user != USER)
        assert (step.outcome in ("ok", "soon")) == (user == USER and self.lives[nonce].state in ("waiting", "further"))
        planned, now = self.before.queue(BASE, "due"), self.after.queue(BASE, "due")
        assert all(now[member] <= at for member, at in planned.items()), "nobody waits longer for having asked"

    @rule(nonce=BEGUN, user=USERS)
    def want_another(self, nonce: str, user: int) -> None:
        life = self.lives[nonce]
        self.ask(user, lambda: self.store.again(user, nonce, 7), lambda: life.again(self.world.clock()))

    @rule(nonce=BEGUN, user=USERS)
    def look(self, nonce: str, user: int) -> None:
        self.ask(user, lambda: self.store.find(user, nonce), lambda: True)

    @rule(nonce=BEGUN, user=USERS, card=st.sampled_from([5, 6]), render=st.booleans())
    def show_in(self, nonce: str, user: int, card: int, render: bool) -> None:
        """Another message is its card; sent twice, it is at worst drawn twice."""
        if user != USER:
            self.refused(lambda: self.store.card(user, nonce, card, render=render), NotFound)
            return
        self.once(lambda: self.store.card(user, nonce, card, render=render))
        assert self.after.record(BASE, nonce)["card"] == str(card)
        if render:
            self.lives[nonce].untold.add("card")

    @rule()
    def come_back(self) -> None:
        """The user, after they had left."""
        self.twice(lambda: self.store.unpark(USER))
        for life in self.lives.values():
            life.untold |= life.parked
            life.parked.clear()
