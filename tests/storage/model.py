"""The machine told again, in plain Python: what each transition answers, and how an activation stands after it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

INTENT_AGE: Final = 60.0
LIFETIME: Final = 1180.0
REPLACE_AGE: Final = 600.0
PRICE: Final = 12_500_000


def successor_of(nonce: str) -> str:
    return hashlib.sha1(f"replaces {nonce}".encode()).hexdigest()[:16]  # noqa: S324 -- makes an id, and hides nothing


DIAGRAM: Final[Mapping[str, set[str]]] = {
    "": {"reserved"},
    "reserved": {
        "sending",
        "failed",
        "waiting",
        "unknown",
    },  # the last two: the database has forgotten that it was sent
    "sending": {"waiting", "failed", "unknown"},
    "unknown": {"waiting", "failed", "not_charged", "lost"},
    "failed": {"waiting"},  # a number that was bought is kept, whatever was believed
    "not_charged": {"waiting"},
    "lost": {"waiting", "code"},
    "waiting": {"cancelling", "cancel_unconfirmed", "code"},
    "cancelling": {"cancelled", "cancel_unconfirmed", "code"},
    "cancelled": {"code"},
    "cancel_unconfirmed": {"waiting", "cancelled", "lost", "code"},
    "code": {"readying", "done"},
    "readying": {"further", "code", "done"},
    "further": {"code", "done"},
    "done": {"code"},
}
"""The ways from one state to another, and no others."""

DUE: Final = {"reserved", "sending", "waiting", "cancelling", "code", "readying", "further", "done"}
"""The states with a next step; `done` until its request is closed."""

HOLD_ENDS: Final = {
    **dict.fromkeys(("failed", "not_charged", "cancelled", "lost"), "released"),
    **dict.fromkeys(("code", "done"), "captured"),
}
"""The states in which a price is held no longer. What is released stays so, whatever comes later."""

ENDED: Final = {"failed", "cancelled", "not_charged", "lost"}
"""The states that are forgotten in the end; `done` once its request is closed."""


@dataclass
class Life:
    """One activation. Each method is a transition and gives whether it took place, now or before."""

    user: int
    created: float
    state: str = "reserved"
    owner: str = ""
    request: str = ""
    codes: list[str] = field(default_factory=list)
    several: bool = False
    cleared: bool = False
    """The provider was seen waiting for a further SMS."""
    reason: bool = False
    expires: float = 0.0
    closed: bool = False
    fresh: bool = True
    """Begun on the database as it is now, with no restart and no failover since."""
    restored: bool = False
    """From a backup: it may have been sent since that was taken."""
    sent_at: float = 0.0
    settled: int = 0
    """How often the operator has found out about its money."""
    counts: bool = True
    """Against what all users may spend in a day."""
    untold: set[str] = field(default_factory=lambda: {"card"})
    """What stands in the outbox."""
    parked: set[str] = field(default_factory=set)
    """What waits until a user who left is back."""
    paid: bool = False
    """Its price stands in the ledger."""
    rejecting: str = ""
    """The attempt at a reject that went out and was not clearly refused."""
    by_provider: bool = False
    """It was waited for when the provider called it over."""
    asked: bool = False
    """The operator, about its money."""
    gone: set[int] = field(default_factory=set)
    """The answers that called it gone, in a row."""
    hold: str = ""
    """How it stands with the price in the user's wallet, or with their voucher; empty where the user pays nothing."""
    voucher: bool = False
    """The user's one voucher pays for it."""
    unconfirmed_at: float = 0.0
    """When its cancel was given up, while its price is held."""
    price: int = PRICE
    """In millionths."""
    replace: str = ""
    """How it stands with another number in its place."""
    replace_at: float = 0.0
    replace_fresh: bool = True
    """Wanted on the database as it is now, with no restart and no failover since."""
    report: str = ""
    words: str = ""
    answered: bool = False
    cancel_refused: bool = False
    overdue: bool = False

    @property
    def is_due(self) -> bool:
        return (self.state in DUE and not self.closed) or (self.state == "cancel_unconfirmed" and not self.asked)

    @property
    def ends(self) -> bool:
        return self.state in ENDED or self.closed

    def sending(self, owner: str, now: float, *, paused: bool = False) -> bool:
        if self.state == "sending" and self.owner == owner:
            return True
        if self.state != "reserved":
            return False
        if self.restored:
            return self._move("unknown", "alert") and False
        if paused or now - self.created > INTENT_AGE or not self.fresh:
            self.counts = False
            return self._move("failed", reason=True) and False
        self.owner, self.state, self.sent_at = owner, "sending", now  # the user is not told: it is nothing to them
        return True

    def may_send(self, owner: str, *, since: float) -> bool:
        return self.state == "sending" and self.owner == owner and self.fresh and self.sent_at >= since

    def bought(self, request: str, now: float, *, several: bool, taken: bool = False) -> bool:
        """`taken`: the request is another activation's."""
        if self.request:
            return self.request == request
        if taken:
            if self.state == "sending":
                self._move("unknown", "alert")
            return False
        self.request, self.several, self.expires, self.paid = request, several, now + LIFETIME, True
        self.counts = True
        return self._move("waiting", reason=False)

    def fail(self, owner: str) -> bool:
        if self.state == "reserved" or (self.state in ("sending", "unknown") and self.owner == owner):
            if self.state == "reserved" and self.restored:
                return self._move("unknown", "alert")
            self.paid = self.counts = False
            return self._move("failed", reason=True)
        return self.state == "failed"

    def unknown(self, owner: str, *, leased: bool) -> bool:
        if self.state == "sending" and (self.owner == owner or leased):
            return self._move("unknown", "alert")
        return self.state == "unknown"

    def cancel(self) -> bool:
        if self.replace == "wanted":
            self.replace = "dropped"
            self.untold.add("card")
            return True
        return self.state == "waiting" and self._move("cancelling", reason=True)

    def want_another(self, now: float) -> bool:
        if self.replace == "wanted":
            return True
        if self.state not in ("waiting", "cancelling"):
            return False
        self.replace, self.replace_at, self.replace_fresh = "wanted", now, True
        return self._move("cancelling", reason=True)

    def tell_wrong(self, wrong: str) -> bool:
        if self.report:
            return True
        has_code = self.state in ("code", "readying", "further", "done")
        if (wrong == "bad_code") != has_code or not (has_code or self.state in ("waiting", "cancelling")):
            return False
        self.report = wrong
        self.untold.add("report")
        return self.state != "waiting" or self._move("cancelling", reason=True)

    def add_words(self, words: str) -> bool:
        if self.words or self.answered:
            return words in ("", self.words)
        self.words = words
        if words:
            self.untold.add("report")
        return True

    def answer(self) -> bool:
        if not self.answered:
            self.answered = True
            self.untold.add("answer")
        return True

    def cheaper(self, price: int) -> bool:
        if self.price == price:
            return True
        if self.state != "reserved" or price > self.price:
            return False
        self.price = price
        return True

    def remind(self) -> bool:
        if self.overdue or self.state != "waiting":
            return self.overdue
        self.overdue = True
        self.untold.add("card")
        return True

    def take_code(self, code: str) -> bool:
        cleared = self.cleared and self.state in ("readying", "further")
        if not self.request or (self.codes and code == self.codes[-1] and not cleared):
            return False  # none of ours, or the one that is known already
        self.codes.append(code)
        self.closed = False
        if self.state == "cancel_unconfirmed":
            self.untold.discard("alert")
        self._stop_replacing("code")
        return self._move("code", "code")

    def again(self, now: float) -> bool:
        if self.state != "code" or not self.several or self.reason or now >= self.expires:
            return False
        self.cleared = False
        return self._move("readying")

    def readied(self, *, cleared: bool) -> bool:
        if self.state not in ("readying", "further"):
            return False
        self.cleared = self.cleared or cleared
        return self.state == "further" or self._move("further")

    def no_further(self) -> bool:
        if self.state not in ("readying", "further"):
            return False
        self._move("code", reason=True)
        self.code_told()
        return True

    def code_told(self) -> None:
        """The user has all codes: it is closed, where no further one can come. The card says so already."""
        if self.state == "code" and "code" not in self.untold and (not self.several or self.reason):
            self.state = "done"

    @property
    def has_voucher(self) -> bool:
        """It has the voucher, or has used it up."""
        return self.voucher and self.hold in ("held", "captured")

    def cancelled(self, now: float, *, begins: str = "begun") -> bool:
        """`begins`: what becomes of a wish for another number, where it is neither late nor of before a restart."""
        if self.state not in ("cancelling", "cancel_unconfirmed"):
            return False
        if self.state == "cancel_unconfirmed":
            self.untold.discard("alert")
        self.paid = self.counts = False
        late = now - self.replace_at > REPLACE_AGE
        self._stop_replacing("restart" if not self.replace_fresh else "late" if late else begins)
        return self._move("cancelled")

    def unconfirmed(self, now: float) -> bool:
        if self.state not in ("waiting", "cancelling"):
            return self.state == "cancel_unconfirmed"
        self.unconfirmed_at = now
        self.by_provider = self.state == "waiting"
        self._stop_replacing("unconfirmed")
        return self._move("cancel_unconfirmed", reason=True)

    def revived(self) -> bool:
        if self.state != "cancel_unconfirmed" or not self.by_provider or self.asked:
            return False
        self.gone.clear()
        self.cancel_refused = False
        return self._move("waiting", reason=False)

    def ask(self) -> bool:
        if self.state != "cancel_unconfirmed" or self.asked:
            return False
        self.asked = True
        self.untold.add("alert")
        return True

    def reject(self, attempt: str, *, sent: bool) -> bool:
        if self.state not in ("cancelling", "cancel_unconfirmed"):
            return False
        if sent:
            self.rejecting = self.rejecting or attempt
        elif self.rejecting == attempt:
            self.rejecting = ""
            if self.state == "cancelling" and not self.cancel_refused:
                self.cancel_refused = True
                self.untold.add("card")
        return True

    def denied(self, answer: int) -> bool:
        if self.state not in ("waiting", "cancelling", "cancel_unconfirmed", "readying", "further"):
            return False
        self.gone.add(answer)
        return True

    def alive(self) -> bool:
        self.gone.clear()
        return True

    def finish(self) -> bool:
        return self.state in ("code", "readying", "further") and self._move("done")

    def resolve(self, *, charged: bool) -> bool:
        if self.state in ("unknown", "cancel_unconfirmed"):
            self.settled += 1
            self.paid = self.counts = charged
        if self.state == "unknown":
            return self._move("lost" if charged else "not_charged")
        if self.state == "cancel_unconfirmed":
            self.untold.discard("alert")
            return self._move("lost" if charged else "cancelled", reason=True)
        return self.state in (("lost",) if charged else ("not_charged", "cancelled"))

    def release_overdue(self, now: float, older: float) -> None:
        """The user has the money back, and the operator has to bear it."""
        if self.state == "cancel_unconfirmed" and self.hold == "held" and now - self.unconfirmed_at >= older:
            self.hold = "released"
            self.untold.add("card")

    def close(self) -> None:
        self.closed = self.state == "done"

    def _stop_replacing(self, why: str) -> None:
        if self.replace == "wanted":
            self.replace = why

    def _move(self, state: str, *kinds: str, reason: bool | None = None) -> bool:
        if self.state == "unknown":
            self.untold.discard("alert")  # there is nothing to ask any more
        self.state = state
        if self.hold == "held":
            self.hold = HOLD_ENDS.get(state, "held")
        self.reason = self.reason if reason is None else reason
        self.untold |= {"card", *kinds}
        return True
