"""What happened, seen from outside: who tapped on Buy and when, what each chat showed, every call that may charge."""

import hashlib
import json
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from operator import itemgetter
from typing import Any, NamedTuple, TextIO

from chaos.market import Market
from chaos.reading import ENDS, Pair, Shown, read
from chaos.reminders import ReminderHistory
from chaos.replica import Replica
from chaos.resp import Command
from chaos.valkey import Valkey
from sandbox.smsman import SmsMan
from sandbox.smsman.request import Request
from sandbox.telegram.stars import Stars


def successor_of(nonce: str) -> str:
    """The id of the activation that stands in for another, as waiting.lua makes it."""
    return hashlib.sha1(f"replaces {nonce}".encode()).hexdigest()[:16]  # noqa: S324 -- makes an id, and hides nothing


@dataclass(eq=False)
class Attempt:
    """One quote that somebody tapped on, however often."""

    nonce: str
    user_id: int
    pair: Pair
    message_id: int
    at: float
    """The first tap; by the machine's clock, as all times here."""
    price: Decimal | None = None
    """That of the offer that was tapped on."""
    title: str = ""
    """Of its cards, and of the offer."""
    replaces: "Attempt | None" = None
    """The number that it is bought in place of."""
    by_voucher: bool = False
    """Its offer said that a voucher pays."""
    taps: int = 0
    shown: list[tuple[float, Shown]] = field(default_factory=list)
    """What its card and its code's message said, oldest first."""

    @property
    def says(self) -> str:
        """What its card said last; empty before there was one."""
        return next((shown.says for _, shown in reversed(self.shown) if shown.says not in ("", "asked")), "")

    @property
    def said(self) -> set[str]:
        return {shown.says for _, shown in self.shown}

    @property
    def ended_at(self) -> float | None:
        """When its card first said what it says now, where that is an end."""
        if self.says not in ENDS:
            return None
        times = []
        for at, shown in reversed(self.shown):
            if shown.says not in ("", "asked", self.says):
                break
            times.append(at)
        return times[-1]

    @property
    def told_unknown(self) -> bool:
        """That nobody knows, or what the operator found out, where they were faster than the notifier."""
        return not self.said.isdisjoint({"unknown", "lost"})

    def numbers(self) -> set[str]:
        return {shown.number for _, shown in self.shown if shown.number}

    def codes(self) -> list[tuple[float, str]]:
        """Each code's message of its own, and when it came."""
        return [(at, shown.code) for at, shown in self.shown if shown.is_code and shown.new]


@dataclass(eq=False)
class Sending:
    """One `get-number` or one message with a code, as the wire saw it."""

    pair: Pair
    replica: int
    life: int
    """Which of the replica's processes sent it."""
    began: float
    ended: float = 0.0
    text: str = field(default="", repr=False)
    """Of the message, where it is one; `pair` begins with its chat then."""
    faults: list[str] = field(default_factory=list)


class Word(NamedTuple):
    """What the database was asked, or said, about the sending of one purchase."""

    call: str
    """`sending`, the mark, or `may_send`, the last question before the first byte."""
    outcome: str
    """Of the answer; empty for the question."""
    at: float
    replica: int


class Rollback(NamedTuple):
    """A backup brought back: what happened between the two moments is forgotten."""

    began: float
    ended: float


class History:
    def __init__(self) -> None:
        self.rollbacks: list[Rollback] = []
        self.attempts: dict[str, Attempt] = {}
        self.of_pair: dict[Pair, list[Attempt]] = defaultdict(list)
        self.of_message: dict[tuple[int, int], Attempt] = {}
        self.of_title: dict[tuple[int, str], Attempt] = {}
        self.of_number: dict[tuple[int, str], Attempt] = {}
        """By its user as well: the provider sells a number again once it is free."""
        self.unanswered_rejects: set[int] = set()
        """Requests of which a reject went out and its answer did not come as it was given."""
        self.purchases: list[Sending] = []
        """Every `get-number`."""
        self.code_messages: list[Sending] = []
        self.reminders = ReminderHistory()
        self.reminder_messages: list[Sending] = []
        """Every message that something is there by now; its text is its keyboard."""
        self.words: dict[str, list[Word]] = defaultdict(list)
        """By nonce, oldest first."""
        self.strays: list[str] = []
        """Cards and codes of purchases that nobody made."""
        self.balance_read: Counter[tuple[int, int]] = Counter()
        """How often each life of each replica had the account's balance."""
        self.lost_answers: list[float] = []
        """When the answer to a script was lost."""
        self.shown_at: list[float] = []
        """When anything was shown to anybody."""
        self.blocked: set[int] = set()
        """Users who shut the bot out for a while: what it could not send then is on their cards."""
        self.floods: list[tuple[float, float]] = []
        """From when to when one user tapped without end."""
        self.alerts: list[str] = []
        """All that the operator was told, oldest first."""
        self.alerted: set[str] = set()
        """Nonces that the operator was told of."""
        self.transcript: TextIO | None = None
        """Where all that chats showed is written down, a line of JSON each, to look a finding up in."""

    def tapped(self, user_id: int, offer: Shown, pair: Pair) -> Attempt:
        attempt = self.attempts.get(offer.offer)
        if attempt is None:
            attempt = self.attempts[offer.offer] = Attempt(
                offer.offer, user_id, pair, offer.message_id, time.time(), price=offer.price, title=offer.title
            )
            attempt.by_voucher = offer.voucher == "pays"
            self.of_pair[pair].append(attempt)
            self.of_message[user_id, offer.message_id] = attempt
            self.of_title[user_id, offer.title] = attempt
        attempt.taps += 1
        return attempt

    def replaced(self, first: Attempt) -> Attempt:
        """Somebody wants another number in place of this one: what is charged from now on is the next one's."""
        nonce = successor_of(first.nonce)
        attempt = self.attempts.get(nonce)
        if attempt is None:
            title = next((shown.title for _, shown in reversed(first.shown) if shown.says), "")
            attempt = Attempt(nonce, first.user_id, first.pair, 0, time.time(), title=title, replaces=first)
            attempt.by_voucher = first.by_voucher
            self.attempts[nonce] = self.of_title[first.user_id, title] = attempt
            self.of_pair[first.pair].append(attempt)
        attempt.taps += 1
        return attempt

    def saw(self, user_id: int, event: dict[str, Any]) -> tuple[Shown, Attempt | None] | None:
        """A message of the bot came, or was changed."""
        if event["type"] not in ("message", "edit") or not event["message"]["from_bot"]:
            return None
        now = time.time()
        if self.transcript:
            self.transcript.write(f"{json.dumps({'at': now, 'user': user_id, **event})}\n")
        self.shown_at.append(now)
        shown = read(event["message"], new=event["type"] == "message")
        self.reminders.saw(user_id, shown, now)
        attempt = self._whose(user_id, shown)
        if attempt is not None and attempt.user_id == user_id:
            attempt.shown.append((now, shown))
            if shown.says:
                self.of_message[user_id, shown.message_id] = attempt
            if shown.number:
                self.of_number.setdefault((user_id, shown.number), attempt)
        elif shown.number and (shown.says or shown.is_code):
            self.strays.append(f"user {user_id} was shown a number that nobody bought, as {shown.says or 'a code'!r}")
        return shown, attempt

    def passed(self, replica: int, command: Command, reply: Any) -> None:
        """A script on its way to the database (no reply yet), or back with the reply.

        Of those on activations the first argument is for the clock, the second is the nonce.
        """
        now = time.time()
        if reply is None:
            self.reminders.passed(command, now)
        if command.transition in ("sending", "may_send"):
            outcome = "" if reply is None else str(reply[0]) if isinstance(reply, list) else str(reply)
            self.words[command.arguments[1]].append(Word(command.transition, outcome, now, replica))

    def allowed(self, nonce: str, call: str) -> list[float]:
        """When the database said yes to this call."""
        return [word.at for word in self.words.get(nonce, ()) if (word.call, word.outcome) == (call, "ok")]

    def _whose(self, user_id: int, shown: Shown) -> Attempt | None:
        if not (shown.says or shown.is_code):
            return None
        if shown.nonce:
            return self.attempts.get(shown.nonce)
        if (user_id, shown.number) in self.of_number:
            return self.of_number[user_id, shown.number]
        stood = self.of_message.get((user_id, shown.message_id))
        if shown.pair and (of_pair := self.of_pair[shown.pair]):
            return stood if stood in of_pair else of_pair[-1]
        # a card without any id of its own: being bought, or without buttons
        if stood and stood.title == shown.title:
            return stood  # the next number has that title as well, and a message of its own
        return self.of_title.get((user_id, shown.title)) or stood

    def buyer(self, pair: Pair, at: float) -> Attempt | None:
        """Who a charge for this pair at this time belongs to: the latest mark that it is sent, else the latest tap.

        A first number may be charged after the tap on Replace, where a restored backup has forgotten it.
        """
        before = [attempt for attempt in self.of_pair[pair] if attempt.at <= at]
        marks = [
            (mark, place)
            for place, attempt in enumerate(before)
            for mark in self.allowed(attempt.nonce, "sending")
            if mark <= at
        ]
        if marks:
            return before[max(marks)[1]]
        return before[-1] if before else None

    def first_to_see(self, request: Request) -> Attempt | None:
        """Whose card first showed its number after it was bought."""
        seen = [
            (at, attempt)
            for attempt in self.attempts.values()
            for at, shown in attempt.shown
            if shown.number == request.number and at >= request.bought_at
        ]
        return min(seen, key=itemgetter(0))[1] if seen else None

    def forgotten(self, attempt: Attempt) -> bool:
        """Whether a part of it lies between a backup and its restore, so that the bot can't know of it."""
        return any(
            attempt.at <= rollback.ended and (attempt.ended_at or rollback.ended) >= rollback.began
            for rollback in self.rollbacks
        )

    def lost_between(self, began: float, ended: float) -> bool:
        return any(began <= at <= ended for at in self.lost_answers)

    def next_shown(self, after: float) -> float:
        """When somebody was next shown something; `after` itself where nobody was."""
        place = bisect_right(self.shown_at, after)
        return self.shown_at[place] if place < len(self.shown_at) else after


@dataclass(slots=True)
class Evidence:
    history: History
    """What people and the operator were shown, and when."""
    provider: SmsMan
    """With its ledger."""
    valkey: Valkey
    replicas: list[Replica]
    overcharged: set[int] = field(default_factory=set)
    """Requests for which the provider took more than was asked for."""
    repeated: set[int] = field(default_factory=set)
    """Requests that the provider sold to two: both answers look right, and the first written down has the number."""
    market: Market | None = None
    """Where there is something to be told of."""
    stars: Stars | None = None
    """What was paid and what went back, by Telegram's own list."""
    taken_from: set[int] = field(default_factory=set)
    """Users of whom payments went back without their doing."""

    def excuses(self, sent: Sending | None, first: float, second: float) -> bool:
        """Whether a message may come twice: nobody could write down that the first was taken, before the second."""
        return sent is not None and (
            any(fault.endswith("_after") or fault == "killed" for fault in sent.faults)
            or not self.replicas[sent.replica].lived_through(sent.life, sent.began, second)
            or self.valkey.was_away(first, second)
            or self.history.lost_between(first, second)
        )
