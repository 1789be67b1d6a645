"""The machine told again, in plain Python: what each transition answers, and how an activation stands after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

INTENT_AGE: Final = 60.0
LIFETIME: Final = 1180.0

DIAGRAM: Final[Mapping[str, set[str]]] = {
    "": {"reserved"},
    "reserved": {"sending", "failed", "waiting"},  # waiting: where the database has forgotten that it was sent
    "sending": {"waiting", "failed", "unknown"},
    "unknown": {"waiting", "failed", "not_charged", "lost"},
    "failed": {"waiting"},  # a number that was bought is kept, whatever was believed
    "not_charged": {"waiting"},
    "lost": {"waiting"},
    "waiting": {"cancelling", "code"},
    "cancelling": {"cancelled", "cancel_unconfirmed", "code"},
    "cancelled": {"code"},
    "cancel_unconfirmed": {"code"},
    "code": {"readying", "done"},
    "readying": {"further", "code", "done"},
    "further": {"code", "done"},
    "done": set(),
}
"""The ways from one state to another, and no others."""

DUE: Final = {"reserved", "sending", "waiting", "cancelling", "code", "readying", "further", "done"}
"""The states with a next step; `done` until its request is closed."""

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
    untold: set[str] = field(default_factory=lambda: {"card"})
    """What stands in the outbox."""
    parked: set[str] = field(default_factory=set)
    """What waits until a user who left is back."""
    paid: bool = False
    """Its price stands in the ledger."""
    coded: bool = False
    """It was paid for when its code came."""
    rejecting: bool = False
    """A reject is on its way."""
    asked: bool = False
    """The operator, before his time."""

    @property
    def is_due(self) -> bool:
        return self.state in DUE and not self.closed

    @property
    def ends(self) -> bool:
        return self.state in ENDED or self.closed

    def sending(self, owner: str, now: float) -> bool:
        if self.state == "sending" and self.owner == owner:
            return True
        if self.state != "reserved":
            return False
        if now - self.created > INTENT_AGE or not self.fresh:
            return self._move("failed", reason=True) and False
        self.owner, self.state = owner, "sending"  # of no interest to the user, so he is not told
        return True

    def bought(self, request: str, now: float, *, several: bool) -> bool:
        if self.request:
            return self.request == request
        self.request, self.several, self.expires, self.paid = request, several, now + LIFETIME, True
        return self._move("waiting", reason=False)

    def fail(self, owner: str) -> bool:
        if self.state == "reserved" or (self.state in ("sending", "unknown") and self.owner == owner):
            self.paid = False
            return self._move("failed", reason=True)
        return self.state == "failed"

    def unknown(self, owner: str, *, leased: bool) -> bool:
        if self.state == "sending" and (self.owner == owner or leased):
            return self._move("unknown", "alert")
        return self.state == "unknown"

    def cancel(self) -> bool:
        return self.state == "waiting" and self._move("cancelling", reason=True)

    def take_code(self, code: str) -> bool:
        if self.state in ("readying", "further"):
            if code == self.codes[-1] and not self.cleared:
                return False  # the one that is known already
        elif self.state not in ("waiting", "cancelling", "cancelled", "cancel_unconfirmed"):
            return False
        self.coded = self.coded or self.paid
        self.codes.append(code)
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
        return self.state in ("readying", "further") and self._move("code", reason=True)

    def cancelled(self) -> bool:
        if self.state != "cancelling":
            return False
        self.paid = False
        return self._move("cancelled")

    def unconfirmed(self) -> bool:
        return self.state == "cancelling" and self._move("cancel_unconfirmed", "alert")

    def finish(self) -> bool:
        return self.state in ("code", "readying", "further") and self._move("done")

    def resolve(self, verdict: str, *, by_balance: bool = False) -> bool:
        if self.state != "unknown":
            return self.state == verdict
        self.paid = verdict == "lost"
        return self._move(verdict, *(["alert"] if self.paid and by_balance else []))

    def charged(self) -> bool:
        self.paid = self.paid or self.state == "unknown"
        return self.state == "unknown"

    def ask(self) -> bool:
        first = self.state == "unknown" and not self.asked
        self.asked = self.asked or first
        return first

    def reject(self, *, sent: bool) -> bool:
        if self.state == "cancelling":
            self.rejecting = sent
        return self.state == "cancelling"

    def close(self) -> None:
        self.closed = self.state == "done"

    def _move(self, state: str, *kinds: str, reason: bool | None = None) -> bool:
        if self.state == "unknown":
            self.untold.discard("alert")  # there is nothing to ask any more
        self.state, self.rejecting = state, False
        self.reason = self.reason if reason is None else reason
        self.untold |= {"card", *kinds}
        return True
