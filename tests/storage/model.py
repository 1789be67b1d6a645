"""The machine told again, in plain Python: what each transition answers, and how an activation stands after it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

INTENT_AGE: Final = 60.0

DIAGRAM: Final[Mapping[str, set[str]]] = {
    "": {"reserved"},
    "reserved": {"sending", "failed", "waiting"},  # waiting: where the database has forgotten that it was sent
    "sending": {"waiting", "failed", "unknown"},
    "unknown": {"waiting", "failed"},
    "failed": {"waiting"},  # a number that was bought is kept, whatever was believed
    "waiting": {"cancelling", "code"},
    "cancelling": {"cancelled", "cancel_unconfirmed", "code"},
    "cancelled": {"code"},
    "cancel_unconfirmed": {"code"},
    "code": {"done"},
    "done": set(),
}
"""The ways from one state to another, and no others."""

DUE: Final = {"reserved", "sending", "waiting", "cancelling", "code", "done"}
"""The states with a next step; `done` until its request is closed."""

ENDED: Final = {"failed", "cancelled"}
"""The states that are forgotten in the end; `done` once its request is closed."""


@dataclass
class Life:
    """One activation. Each method is a transition and gives whether it took place, now or before."""

    user: int
    created: float
    state: str = "reserved"
    owner: str = ""
    request: str = ""
    code: str = ""
    closed: bool = False
    fresh: bool = True
    """Begun on the database as it is now, with no restart and no failover since."""
    untold: set[str] = field(default_factory=lambda: {"card"})
    """What stands in the outbox."""

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
            return self._move("failed") and False
        self.owner, self.state = owner, "sending"  # of no interest to the user, so he is not told
        return True

    def bought(self, request: str) -> bool:
        if self.request:
            return self.request == request
        self.request = request
        return self._move("waiting")

    def fail(self, owner: str) -> bool:
        if self.state == "reserved" or (self.state in ("sending", "unknown") and self.owner == owner):
            return self._move("failed")
        return self.state == "failed"

    def unknown(self, owner: str, *, leased: bool) -> bool:
        if self.state == "sending" and (self.owner == owner or leased):
            return self._move("unknown", "alert")
        return self.state == "unknown"

    def cancel(self) -> bool:
        return self.state == "waiting" and self._move("cancelling")

    def take_code(self, code: str) -> bool:
        if self.state not in ("waiting", "cancelling", "cancelled", "cancel_unconfirmed"):
            return False
        self.code = code
        return self._move("code", "code")

    def cancelled(self) -> bool:
        return self.state == "cancelling" and self._move("cancelled")

    def unconfirmed(self) -> bool:
        return self.state == "cancelling" and self._move("cancel_unconfirmed", "alert")

    def finish(self) -> bool:
        return self.state == "code" and self._move("done")

    def close(self) -> None:
        self.closed = self.state == "done"

    def _move(self, state: str, *kinds: str) -> bool:
        self.state = state
        self.untold |= {"card", *kinds}
        return True
