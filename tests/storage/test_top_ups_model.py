"""The scripts of top-ups against a plain model and a Telegram that has books of its own.

Workers sleep past their leases, answers are lost or late, Stars go back unasked. Each charge is money once, in the
wallet or with its payer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, consumes, initialize, invariant, multiple, rule

from bot.domain.stars import Invoice, Payment, RefundOutcome, TopUp, TopUpState, Transaction, top_up_id
from bot.storage.keys import Keys
from bot.storage.top_ups import MAX_PAUSE_S, Job, Seen, TopUpStore
from tests.clock import LUA_CLOCK
from tests.storage.money import BASE, OTHER, USER, Money, tell, tell_mutant
from tests.storage.stored import World

ADMIN = 9
PRESENT_RATE = 7
KEPT = 3
"""Invoices of a user: the real script keeps more."""
LEASE_S = 120.0
DAY_S = 86_400.0
PAID, REFUNDING, REFUNDED = TopUpState.PAID, TopUpState.REFUNDING, TopUpState.REFUNDED

CHARGES = st.sampled_from(["c1", "c2", "c3"])
PAYERS = st.sampled_from([USER, USER, OTHER])
WHO = st.sampled_from([USER, USER, OTHER, None])
TO_REFUND = ("pay", "refund", "claim")
WAYS = [
    (),
    ("pay",),
    ("pay", "wait"),
    ("pay", "refund"),
    ("pay", "back"),
    ("pay", "clock goes back", "claim"),
    TO_REFUND,
    (*TO_REFUND, "sleep", "claim"),
    (*TO_REFUND, "sleep", "claim", "done late"),
    (*TO_REFUND, "refuse"),
    (*TO_REFUND, "refuse", "refund", "refuse late"),
    (*TO_REFUND, "refuse", "sleep", "refund", "claim", "refuse late"),
    (*TO_REFUND, "back"),
]


@dataclass
class Life:
    """A payment that was credited."""

    payment: Payment
    amount: int
    at: int
    """Milliseconds."""
    state: TopUpState = PAID


@dataclass(frozen=True)
class Answer:
    """Telegram's, to a job; not written down yet."""

    job: Job
    is_yes: bool


class Story(Money):
    """Two users, a few invoices and charges."""

    store: ClassVar[TopUpStore]
    sent = Bundle("sent")
    jobs = Bundle("jobs")
    answers = Bundle("answers")

    def __init__(self) -> None:
        super().__init__()
        self.rates: dict[str, int] = {}
        """Of the invoices that are kept."""
        self.invoices_of: dict[int, list[str]] = {USER: [], OTHER: []}
        self.lives: dict[str, Life] = {}
        self.due: dict[str, int] = {}
        self.listed: dict[int, list[str]] = {USER: [], OTHER: []}
        self.strangers: set[str] = set()
        self.payments: dict[str, Payment] = {}
        """Telegram's own list."""
        self.given_back: set[str] = set()
        """The charges whose Stars are with their payer again."""

    def id(self, charge: str) -> str:
        return top_up_id(charge)

    # -- the user and the admin

    @initialize(target=sent, way=st.sampled_from(WAYS))
    def start(self, way: tuple[str, ...]) -> str:
        """Part of the way to something interesting."""
        claimed = list[Job]()
        invoice = self.send_invoice(USER, 5)
        steps: dict[str, Callable[[], object]] = {
            "pay": lambda: self.pay("c1", invoice, USER, 4),
            "wait": lambda: self.time_passes(15 * DAY_S),
            "clock goes back": lambda: self.time_passes(-700),
            "refund": lambda: self.refund("c1", USER, 1.0),
            "claim": lambda: claimed.extend(self.claimed()),
            "sleep": lambda: self.time_passes(LEASE_S + 1),
            "refuse": lambda: self.write_no(claimed[-1]),
            "refuse late": lambda: self.write_no(claimed[1]),
            "done late": lambda: self.done(claimed[0]),
            "back": lambda: self.goes_back("c1"),
        }
        for step in way:
            steps[step]()
        return invoice

    @rule(target=sent, user=PAYERS, rate=st.sampled_from([5, 6]))
    def invoice(self, user: int, rate: int) -> str:
        return self.send_invoice(user, rate)

    def send_invoice(self, user: int, rate: int) -> str:
        """Of one user only the last ones are kept."""
        self.operations += 1
        invoice = Invoice(f"i{self.operations}", user, 4, rate, "vi")
        self.twice(lambda: self.store.keep_invoice(invoice), lambda: None)
        self.rates[invoice.id] = rate
        self.invoices_of[user].insert(0, invoice.id)
        for old in self.invoices_of[user][KEPT:]:
            self.rates.pop(old, None)
        return invoice.id

    @rule(charge=CHARGES, invoice=sent, user=PAYERS, stars=st.sampled_from([4, 9]))
    def pay(self, charge: str, invoice: str, user: int, stars: int) -> None:
        """Telegram has the Stars, and tells of it now. What it tells of a charge is always the same."""
        self.payments.setdefault(charge, Payment(charge, user, stars, f"topup:{invoice}"))
        self.told_of_payment(charge)

    @rule(charge=CHARGES, invoice=sent)
    def pay_unheard(self, charge: str, invoice: str) -> None:
        """And the update is lost."""
        self.payments.setdefault(charge, Payment(charge, USER, 4, f"topup:{invoice}"))

    @rule(charge=CHARGES, who=WHO, days=st.sampled_from([0.5, 1.0, 14.0]))
    def refund(self, charge: str, who: int | None, days: float) -> None:
        """`who` is `None` for an admin."""
        since = self.world.clock() - days * DAY_S

        async def asked() -> tuple[RefundOutcome, TopUpState | None]:
            by = 0 if who else ADMIN
            outcome, top_up = await self.store.refund(self.id(charge), user_id=who, by=by, since=since)
            return outcome, top_up.state if top_up else None

        self.twice(asked, lambda: self.is_asked(charge, who, since))

    def is_asked(self, charge: str, who: int | None, since: float) -> tuple[RefundOutcome, TopUpState | None]:
        life = self.lives.get(charge)
        if life is None or who not in (None, life.payment.user_id):
            return RefundOutcome.UNKNOWN, None
        if life.state is not PAID:
            return RefundOutcome.AGAIN, life.state
        if who is not None and life.at < since * 1000:
            return RefundOutcome.LATE, PAID
        if who is not None and self.money[who] < life.amount:
            return RefundOutcome.SHORT, PAID
        self.debit(life, by_user=who is not None)
        self.stands(charge, REFUNDING, "refund")
        return RefundOutcome.BEGUN, REFUNDING

    @rule(user=PAYERS, amount=st.sampled_from([1, 20, 30]))
    def buy(self, user: int, amount: int) -> None:
        self.spend(user, amount)

    # -- what Telegram tells

    def told_of_payment(self, charge: str) -> None:
        payment = self.payments[charge]

        async def told() -> tuple[str, int, TopUpState]:
            outcome, top_up = await self.store.paid(payment, PRESENT_RATE)
            return outcome, top_up.amount, top_up.state

        self.twice(told, lambda: self.is_credited(payment))

    def is_credited(self, payment: Payment) -> tuple[str, int, TopUpState]:
        charge = payment.charge_id
        if charge in self.lives:
            return "again", self.lives[charge].amount, self.lives[charge].state
        rate = self.rates.get(payment.payload.removeprefix("topup:"))
        amount = payment.stars * (rate or PRESENT_RATE)
        self.lives[charge] = Life(payment, amount, self.now)
        self.move(payment.user_id, amount, "topups")
        self.listed[payment.user_id].insert(0, self.id(charge))
        self.stands(charge, PAID, "paid")
        if not rate:
            self.alert("payment_without_invoice", charge)
        return "booked" if rate else "no_invoice", amount, PAID

    def told_of_refund(self, charge: str) -> None:
        self.twice(lambda: self.store.refunded(charge), lambda: self.is_given_back(charge))

    def is_given_back(self, charge: str) -> str:
        life = self.lives.get(charge)
        if life is None:
            return "unknown"
        if life.state is REFUNDED:
            return "again"
        elsewhere = life.state is PAID
        if elsewhere:
            self.debit(life, by_user=False)
        self.due.pop(f"refund|{self.id(charge)}", None)
        self.stands(charge, REFUNDED, "refunded")
        if elsewhere:
            self.alert("refunded_elsewhere", charge)
        return "elsewhere" if elsewhere else "refunded"

    @rule(charge=CHARGES, is_told=st.booleans())
    def goes_back_elsewhere(self, charge: str, is_told: bool) -> None:
        """Telegram gives Stars back by itself."""
        if charge in self.payments:
            self.goes_back(charge, is_told=is_told)

    def goes_back(self, charge: str, *, is_told: bool = True) -> None:
        self.given_back.add(charge)
        if is_told:
            self.told_of_refund(charge)

    @rule()
    def reconcile(self) -> None:
        """All of Telegram's list, read anew."""
        for charge in sorted(self.payments):
            self.told_of_payment(charge)
        for charge in sorted(self.given_back):
            self.told_of_refund(charge)

    @rule(charge=st.sampled_from(["c1", "x"]))
    def strange(self, charge: str) -> None:
        stranger = Transaction(charge, 1, 0, True, USER, "")
        self.twice(lambda: self.store.is_told(stranger), lambda: charge in self.strangers)
        self.twice(lambda: self.store.told([stranger]), lambda: self.strangers.add(charge))

    @rule(seen=st.builds(Seen, st.integers(0, 300), st.integers(0, 300)))
    def mark(self, seen: Seen) -> None:
        self.twice(lambda: self.store.see(seen), lambda: None)
        assert self.world.run(self.store.seen()) == seen

    # -- the workers

    @rule(target=jobs)
    def claim(self) -> MultipleResults[Job]:
        return multiple(*self.claimed())

    def claimed(self) -> list[Job]:
        found = self.world.run(self.store.claim(LEASE_S))
        self.after = self.world.poll()
        late = self.now + 600_000
        due = {member: self.now if at >= late else at for member, at in self.due.items()}
        ours = [member for _, member in sorted((at, member) for member, at in due.items() if at <= self.now)]
        assert [job.member for job in found] == ours
        self.due = due | dict.fromkeys(ours, self.now + round(LEASE_S * 1000))
        assert all(job.score == str(self.due[job.member]) for job in found)
        return found

    def holds(self, job: Job) -> bool:
        return self.due.get(job.member) == int(job.score)

    def charge_of(self, job: Job) -> str:
        assert job.top_up
        return job.top_up.charge_id

    @rule(target=answers, job=jobs, answer=st.sampled_from(["yes", "yes", "no", "lost", "lost yes"]))
    def ask_telegram(self, job: Job, answer: str) -> Answer | MultipleResults[Answer]:
        """At once, or after a sleep. What went back before goes back again: Telegram says so."""
        if job.kind != "refund":
            return multiple()
        charge = self.charge_of(job)
        if self.holds(job):
            assert self.lives[charge].state is REFUNDING, "the wallet is debited before Telegram is asked"
        if "yes" in answer:
            self.given_back.add(charge)
        is_yes = charge in self.given_back
        return multiple() if "lost" in answer else Answer(job, is_yes)

    @rule(answer=consumes(answers))
    def write_down(self, answer: Answer) -> None:
        charge = self.charge_of(answer.job)
        if answer.is_yes:
            self.told_of_refund(charge)
        else:
            self.write_no(answer.job)

    def write_no(self, job: Job) -> None:
        self.twice(lambda: self.store.refused(job, "no"), lambda: self.is_refused(self.charge_of(job), job))

    def is_refused(self, charge: str, job: Job) -> bool:
        life = self.lives[charge]
        if life.state is not REFUNDING or not self.holds(job):
            return False
        self.move(life.payment.user_id, life.amount, "topups")
        del self.due[job.member]
        self.stands(charge, PAID, "refused")
        self.alert("refund_refused", charge)
        return True

    @rule(job=jobs)
    def done(self, job: Job) -> None:
        """Not so a refund that was not settled: its worker does not say that."""
        if job.kind == "refund" and self.holds(job):
            return
        self.twice(lambda: self.store.done(job), lambda: None)
        if self.holds(job):
            del self.due[job.member]

    @rule(job=jobs, delay=st.sampled_from([2.0, 299.0, 7200.0]))
    def later(self, job: Job, delay: float) -> None:
        is_ours = self.holds(job)
        self.world.run(self.store.later(job, delay))
        self.after = self.world.poll()
        if is_ours:
            self.due[job.member] = self.now + round(min(delay, MAX_PAUSE_S) * 1000)

    @rule(seconds=st.sampled_from([1, 121, 3600, 15 * DAY_S, -700]))
    def time_passes(self, seconds: float) -> None:
        self.world.run(self.world.clock.advance(seconds))

    # -- the model

    def debit(self, life: Life, *, by_user: bool) -> None:
        self.move(life.payment.user_id, -life.amount, "topups")
        if not by_user:
            self.debt[life.payment.user_id] += life.amount

    def stands(self, charge: str, state: TopUpState, news: str) -> None:
        self.lives[charge].state = state
        self.due[f"{news}|{self.id(charge)}"] = self.now

    def alert(self, what: str, charge: str) -> None:
        """The operator has to hear of it."""
        self.due[f"{what}|{self.id(charge)}"] = self.now

    # -- what must always hold

    @invariant()
    def the_database_is_as_the_model_says(self) -> None:
        assert self.after.queue(BASE, "topups:due") == self.due
        for charge, life in self.lives.items():
            record, mortal = self.after.keys[f"{BASE}:topup:{self.id(charge)}"]
            assert isinstance(record, dict)
            assert not mortal, "it may go back at any age"
            assert (record["user"], record["amount"]) == (str(life.payment.user_id), str(life.amount))
            assert (record["charge"], record["state"]) == (charge, life.state.value)
        for user, ids in self.listed.items():
            assert self.after.keys.get(f"{BASE}:topups:of:{user}", ([], False))[0] == ids
        kept = {key.rpartition(":")[2] for key in self.after.keys if key.startswith(f"{BASE}:invoice:")}
        assert kept == set(self.rates)

    @invariant()
    def what_left_the_wallet_is_on_its_way(self) -> None:
        """A refund is never forgotten: until it is settled there is somebody to do it."""
        for charge, life in self.lives.items():
            assert life.state is not REFUNDING or f"refund|{self.id(charge)}" in self.due

    def teardown(self) -> None:
        """In the end each charge is in the wallet or with its payer, whatever went before."""
        for _ in range(9):
            self.world.run(self.world.clock.advance(601))
            for job in self.world.run(self.store.claim(LEASE_S)):
                if job.kind != "refund":
                    self.world.run(self.store.done(job))
                elif self.charge_of(job) in self.given_back:
                    self.world.run(self.store.refunded(self.charge_of(job)))
                else:
                    assert self.world.run(self.store.refused(job, "no"))
        for payment in self.payments.values():
            self.world.run(self.store.paid(payment, PRESENT_RATE))
        for charge in self.given_back:
            self.world.run(self.store.refunded(charge))
        for user, ids in self.listed.items():
            found: list[TopUp] = self.world.run(self.store.of(user, 10))
            assert {one.id for one in found} >= set(ids)
            assert {one.charge_id for one in found if one.state is REFUNDED} <= self.given_back
            kept = sum(one.amount for one in found if one.charge_id not in self.given_back)
            assert self.world.run(self.wallets.balance(user)).free == kept + self.earned(user)
        super().teardown()

    def earned(self, user: int) -> int:
        """What they have besides their top-ups, below zero where they spent."""
        return self.money[user] - sum(
            life.amount for life in self.lives.values() if life.payment.user_id == user and life.state is PAID
        )


def story(world: World, old: str = "", new: str = "") -> type[Story]:
    fewer = "INVOICES_KEPT = 400 * 86400000, 100", f"INVOICES_KEPT = 400 * 86400000, {KEPT}"
    store = world.changed(TopUpStore(world.redis, Keys(), clock=LUA_CLOCK), fewer, (old, new))
    return type("Told", (Story,), {"world": world, "store": store})


@pytest.mark.timeout(0)
def test_whatever_happens_top_ups_do_as_the_model(world: World) -> None:
    tell(story(world))


MUTANTS = {
    "credited at each word of it": (
        "if redis.call('EXISTS', key(id)) == 1 then return reply('again', id) end\n  local fixed",
        "local charge = charge .. redis.call('DBSIZE')\n  local fixed",
    ),
    "the present rate": ("tonumber(fixed or rate)", "tonumber(rate)"),
    "the Stars of another number": ("whole(tonumber(stars) *", "whole(4 *"),
    "a refund without its debit": ("if debit(id, by, user == '') == 'short'", "if false"),
    "a debt by the user": ("if debit(id, by, user == '') == 'short'", "if debit(id, by, true) == 'short'"),
    "somebody else's given back": ("if not owner or user ~= '' and owner ~= user then", "if not owner then"),
    "given back at any age": ("tonumber(at) < tonumber(since)", "false"),
    "begun again": ("  if state ~= 'paid' then return reply('again', id) end\n", ""),
    "not debited when it went back elsewhere": ("if state == 'paid' then debit(id, 0, true) end", ""),
    "debited twice when it went back": ("if state == 'paid' then debit(id, 0, true) end", "debit(id, 0, true)"),
    "a refusal that credits nothing": ("get(id, 'user'), get(id, 'amount')", "get(id, 'user'), 0"),
    "a refusal that came too late": (" or not leased('refund|' .. id, score) then", " then"),
    "a second try that is the first one's operation": ("tries and tries ~= '1' and ':' .. tries or ''", "''"),
    "a refund that nobody does": (
        "set_state(id, 'refunding', 'refund')", "redis.call('HSET', key(id), 'state', 'refunding')"
    ),
    "done by who has lost it": ("if not leased(member, score) then return 0 end", ""),
    "claimed by all": ("redis.call('ZADD', DUE, now + lease, member)", "local _ = lease"),
    "a clock that went back": ("now + LONGEST_PAUSE, '+inf'", "now + 1e15, '+inf'"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_of_top_ups_is_caught(world: World, mutant: str) -> None:
    with pytest.raises((AssertionError, pytest.fail.Exception)):
        tell_mutant(story(world, *MUTANTS[mutant]))
