"""Every step that can be seen from outside, and the choice of those at which a process is killed or stopped."""

from collections import Counter
from collections.abc import Callable, Collection
from random import Random
from typing import Final, Literal, NamedTuple

Side = Literal["provider", "telegram", "script"]
Phase = Literal["before", "between", "after"]
PHASES: Final[tuple[Phase, ...]] = ("before", "between", "after")

PROVIDER: Final = ("get-number", "get-sms", "set-status:reject", "set-status:close", "get-prices", "get-balance")
TELEGRAM: Final = ("update", "code", "alert", "reminder", "sendMessage", "editMessageText", "answerCallbackQuery")
SCRIPTS: Final = (
    "quote", "begin", "sending", "bought", "fail", "unknown", "cancel", "code", "cancelled", "unconfirmed", "done",
    "closed", "card", "sent", "rejecting", "survey", "charged", "resolve", "ask", "claim:due", "claim:outbox",
    "set", "observe",
)  # fmt: skip


_STEPS: Final[tuple[tuple[Side, tuple[str, ...]], ...]] = (
    ("provider", PROVIDER),
    ("telegram", TELEGRAM),
    ("script", SCRIPTS),
)


class KillPoint(NamedTuple):
    side: Side
    step: str
    phase: Phase
    """Before it, between its effect and its answer, after its answer."""


_KNOWN: Final = frozenset(KillPoint(side, step, phase) for side, steps in _STEPS for step in steps for phase in PHASES)

_ARMED: Final = 12


class KillPoints:
    """While it is armed, the first step that comes along of those least tried is where its process is struck.

    So steps that every process takes all the time (a look, a claim) are tried as often as those that are rare.
    """

    def __init__(self, random: Random, *, freezes: "KillPoints | None" = None, only: Collection[str] = ()) -> None:
        """`freezes` chooses where a process is stopped, beside where one dies; `only`: of these steps."""
        self.freezes = freezes
        self.struck: Counter[KillPoint] = Counter()
        self._passed: Counter[KillPoint] = Counter()
        """How often each was waited for in vain: some steps are too rare to wait for again and again."""
        self.known = {point for point in _KNOWN if not only or point.step in only}
        self._only = only
        self._random = random
        self._armed: frozenset[KillPoint] = frozenset()
        self._strike: Callable[[int], None] | None = None

    def arm(self, strike: Callable[[int], None]) -> None:
        """`strike` is called once, with the replica that was seen at such a step."""
        tries = sorted(self.known, key=lambda point: (self.struck[point] + self._passed[point], self._random.random()))
        self._armed, self._strike = frozenset(tries[:_ARMED]), strike

    def widen(self) -> None:
        """The steps that are tried least may all be rare by now: any will do, or there would be ever fewer strikes."""
        if self._strike is not None:
            self._passed.update(self._armed)
            self._armed = frozenset(self.known)

    def disarm(self) -> None:
        """Whatever was waited for in vain goes back in the row."""
        if self._strike is not None and len(self._armed) <= _ARMED:
            self._passed.update(self._armed)
        self._strike = None

    @property
    def armed(self) -> bool:
        return self._strike is not None

    def wants(self, point: KillPoint) -> bool:
        return (self._strike is not None and point in self._armed) or bool(self.freezes and self.freezes.wants(point))

    def at(self, replica: int, point: KillPoint) -> bool:
        """Whether the replica died here. One that is only stopped goes on later, and is answered."""
        if self.freezes:
            self.freezes.at(replica, point)
        if not self._only or point.step in self._only:
            self.known.add(point)
        strike = self._strike
        if strike is None or point not in self._armed:
            return False
        self._strike = None
        self.struck[point] += 1
        strike(replica)
        return True
