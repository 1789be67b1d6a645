"""Compares what people were shown with what the provider charged and gave back."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from chaos.history import Attempt, Evidence, Sending
from chaos.reading import ENDS, Pair
from chaos.reminder_check import ReminderCheck
from chaos.shown_check import ShownCheck
from sandbox.smsman.account import Entry
from sandbox.smsman.request import Request

SURE = frozenset({"latency", "latency_after", "throttled_429"})
"""Faults after which a caller that lives knows how its call ended."""
GRACE = 3.0
"""Seconds that a process may take to write down an answer that it got."""
SENT_WITHIN = 20.0
"""Seconds from the mark `SENDING`, or the last word that it may be sent, to the request: the bot's, and a margin."""


@dataclass
class Verdict:
    """Each list holds sentences for whoever has to find out; those of `guilty` must all be empty."""

    purchases: int = 0
    charges: int = 0
    refunds: int = 0
    codes: int = 0
    double_charges: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    """Requests to buy that went out long after their mark."""
    untracked: list[str] = field(default_factory=list)
    lost_codes: list[str] = field(default_factory=list)
    doubled_codes: list[str] = field(default_factory=list)
    excused_codes: int = 0
    wrong_claims: list[str] = field(default_factory=list)
    """Texts on money that were not true when they were shown, or did not stay so."""
    leaks: list[str] = field(default_factory=list)
    """Numbers and codes shown to others than their buyer, or bought by nobody."""
    wrong_prices: list[str] = field(default_factory=list)
    wrong_replacements: list[str] = field(default_factory=list)
    """Numbers bought in place of others before the cancel of these was confirmed."""
    replaced: int = 0
    forgotten: int = 0
    """Purchases that a restored backup knows nothing of, or not all: only what was said of them is checked."""
    knowable: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)
    """Unknown outcomes that the operator was not told of."""
    held_up: list[str] = field(default_factory=list)
    """What could not go on behind something that nobody can read."""
    wrong_reminders: list[str] = field(default_factory=list)
    """Told twice, by one reading of the prices, at a wrong price, or to somebody else."""
    missed_reminders: list[str] = field(default_factory=list)
    """Not told of what was there for long enough."""
    reminders: int = 0
    """Set; the chat said so."""
    reminded: int = 0
    excused_reminders: int = 0
    wrong_stars: list[str] = field(default_factory=list)
    """Payments and refunds that the ledger does not have as Telegram has them."""
    wrong_vouchers: list[str] = field(default_factory=list)
    """Vouchers for a number that paid twice, or beside the wallet, or are not as their numbers ended."""
    drift: list[str] = field(default_factory=list)
    logged: list[str] = field(default_factory=list)
    """Secrets in the logs, and errors that nobody had foreseen."""
    unfinished: list[str] = field(default_factory=list)
    unknown_told: int = 0
    unknown_resolved: int = 0
    unknown_charged: int = 0
    by_operator: int = 0
    """Of those resolved, by the operator's word."""
    says: Counter[str] = field(default_factory=Counter)
    """What the cards say at the end."""
    waits: list[float] = field(default_factory=list)
    """Seconds from the SMS at the provider to the code in the chat."""

    @property
    def guilty(self) -> list[str]:
        return [
            *self.double_charges,
            *self.late,
            *self.untracked,
            *self.lost_codes,
            *self.doubled_codes,
            *self.wrong_claims,
            *self.leaks,
            *self.wrong_prices,
            *self.wrong_replacements,
            *self.knowable,
            *self.untold,
            *self.held_up,
            *self.wrong_reminders,
            *self.missed_reminders,
            *self.wrong_stars,
            *self.wrong_vouchers,
            *self.drift,
            *self.logged,
        ]


def check(evidence: Evidence, *, final: bool) -> Verdict:
    """`final`: everything had time to settle; else only what no time can mend any more."""
    return Checker(evidence, final).verdict


class Checker:
    def __init__(self, evidence: Evidence, final: bool) -> None:
        self.verdict = Verdict()
        self._evidence = evidence
        self._history = evidence.history
        ledger = evidence.provider.ledger
        self._refunded = {entry.request_id for entry in ledger if entry.kind == "refund"}
        self._calls: dict[Pair, list[Sending]] = defaultdict(list)
        for sending in self._history.purchases:
            self._calls[sending.pair].append(sending)
        self._requests: dict[Attempt, list[Request]] = defaultdict(list)
        verdict = self.verdict
        for request in evidence.provider.orders.requests.values():
            attempt = self._history.buyer((request.country_id, request.service_id), request.bought_at)
            if attempt is None:
                verdict.untracked.append(f"request {request.id} was charged, and nobody had tapped on Buy")
            else:
                self._requests[attempt].append(request)
        verdict.leaks += self._history.strays
        verdict.charges = sum(entry.kind == "charge" for entry in ledger)
        verdict.refunds = len(self._refunded)
        shown = ShownCheck(evidence, self._requests)
        for attempt in self._history.attempts.values():
            self._double(attempt)
            self._late(attempt)
            self._replaced(attempt, ledger)
            verdict.wrong_claims.extend(shown.wrong_claims(attempt))
            verdict.leaks.extend(shown.leaks(attempt))
            verdict.wrong_prices.extend(shown.wrong_prices(attempt))
            self._codes(attempt)
            if final and self._history.forgotten(attempt):
                verdict.forgotten += 1
                verdict.purchases += bool(attempt.says)
            elif final:
                self._tracked(attempt)
                self._end(attempt)
                self._unknown(attempt)
        if evidence.market is not None:
            self._reminders(ReminderCheck(evidence, evidence.market), final)

    def _reminders(self, reminders: ReminderCheck, final: bool) -> None:
        verdict, asked = self.verdict, self._history.reminders.asked.values()
        verdict.reminders = sum(one.confirmed for one in asked)
        verdict.reminded = sum(len(one.told) for one in asked)
        verdict.wrong_reminders += reminders.told_wrongly()
        verdict.excused_reminders = reminders.excused
        for sentence, too_long in reminders.waiting() if final else ():
            (verdict.missed_reminders if too_long else verdict.unfinished).append(sentence)

    def _double(self, attempt: Attempt) -> None:
        requests = self._requests[attempt]
        if len(requests) > 1:
            ids = ", ".join(str(request.id) for request in requests)
            self.verdict.double_charges.append(f"{attempt.nonce}: one tap's quote was charged as {ids}")

    def _replaced(self, attempt: Attempt, ledger: Sequence[Entry]) -> None:
        """Another number is bought only when the first one's money is back."""
        if attempt.replaces is None:
            return
        for request in self._requests[attempt]:
            self.verdict.replaced += 1
            for first in self._requests[attempt.replaces]:
                back = [entry.time for entry in ledger if entry.kind == "refund" and entry.request_id == first.id]
                if first.status != "rejected" or not any(at <= request.bought_at for at in back):
                    self.verdict.wrong_replacements.append(
                        f"{attempt.nonce}: {request.id} came in place of {first.id}, whose cancel was not confirmed"
                    )

    def _late(self, attempt: Attempt) -> None:
        """The mark is written before the request, and the bot asks once more just before the first byte."""
        marks = self._history.allowed(attempt.nonce, "sending")
        if not marks:
            return
        marked, asked = marks[0], self._history.allowed(attempt.nonce, "may_send")
        for call in self._of(attempt):
            in_time = [at for at in asked if marked <= at <= min(call.began, marked + SENT_WITHIN)]
            last_word = max([marked, *in_time])
            replica = self._evidence.replicas[call.replica]
            if call.began - last_word > SENT_WITHIN and replica.lived_through(call.life, last_word, call.began):
                seconds = call.began - last_word
                words = ", ".join(
                    f"{word.call} {word.outcome or '?'} {word.at - call.began:+.1f} s by {word.replica}"
                    for word in self._history.words[attempt.nonce]
                )
                self.verdict.late.append(
                    f"{attempt.nonce}: was sent {seconds:.0f} s after it was last allowed, by {call.replica} ({words})"
                )

    def _of(self, attempt: Attempt) -> list[Sending]:
        return [call for call in self._calls[attempt.pair] if self._history.buyer(call.pair, call.began) is attempt]

    def _tracked(self, attempt: Attempt) -> None:
        numbers, told = attempt.numbers(), attempt.told_unknown
        for request in self._requests[attempt]:
            if request.number in numbers:
                codes = {shown.code for _, shown in attempt.shown if shown.code}
                rang = {code for _, code in attempt.codes()}
                if request.received and request.code not in codes:
                    self.verdict.lost_codes.append(f"{attempt.nonce}: the code of {request.id} was never shown")
                elif request.received and request.code not in rang and attempt.user_id not in self._history.blocked:
                    self.verdict.lost_codes.append(f"{attempt.nonce}: the code of {request.id} never rang the phone")
            elif not told and not (request.id in self._refunded and "refunded" in attempt.said):
                self.verdict.untracked.append(
                    f"{attempt.nonce}: the number of {request.id} was never shown; its card says {attempt.says!r}"
                )

    def _end(self, attempt: Attempt) -> None:
        verdict, says = self.verdict, attempt.says
        verdict.purchases += bool(says)
        verdict.says[says or "never begun"] += 1
        if "done" in attempt.said and says not in ("done", "code"):
            verdict.wrong_claims.append(f"{attempt.nonce}: was done, and its card says {says!r}")
        refunded = [request.id for request in self._requests[attempt] if request.id in self._refunded]
        if says not in ENDS and (says or self._requests[attempt]):
            verdict.unfinished.append(f"{attempt.nonce}: its card still says {says!r}")
        elif refunded and says in ("code", "done"):
            verdict.wrong_claims.append(f"{attempt.nonce}: {refunded} was refunded, but its card says {says!r}")

    def _codes(self, attempt: Attempt) -> None:
        received = {request.code: request.received_at for request in self._requests[attempt] if request.received_at}
        seen: dict[str, float] = {}
        for at, code in attempt.codes():
            if code not in seen:
                self.verdict.codes += 1
                self.verdict.waits.append(at - received.get(code, at))
            elif self._excused(attempt, code, seen[code], at):
                self.verdict.excused_codes += 1
            else:
                self.verdict.doubled_codes.append(f"{attempt.nonce}: its code came twice for no reason")
            seen[code] = at

    def _excused(self, attempt: Attempt, code: str, first: float, second: float) -> bool:
        """The answer to the first was lost, or its sender, or the database, before anybody could write it down."""
        sent = next(
            (
                sending
                for sending in reversed(self._history.code_messages)
                if sending.pair[0] == attempt.user_id and code in sending.text and sending.began <= first
            ),
            None,
        )
        return self._evidence.excuses(sent, first, second)

    def _ran(self, sending: Sending, until: float) -> bool:
        return self._evidence.replicas[sending.replica].lived_through(sending.life, sending.began, until)

    def _unknown(self, attempt: Attempt) -> None:
        if not attempt.told_unknown:
            return
        verdict = self.verdict
        verdict.unknown_told += 1
        verdict.unknown_charged += bool(self._requests[attempt])
        verdict.unknown_resolved += attempt.says != "unknown"
        if attempt.nonce not in self._history.alerted and attempt.says == "unknown":
            verdict.untold.append(f"{attempt.nonce}: unknown, and the operator was not told")
        for call in self._of(attempt):
            until = call.ended + GRACE
            if (
                call.ended
                and set(call.faults) <= SURE
                and self._ran(call, until)
                and not self._evidence.valkey.was_away(call.began, until)
                and not self._history.lost_between(call.began, until)
            ):
                verdict.knowable.append(f"{attempt.nonce}: told as unknown, though its answer had arrived")
