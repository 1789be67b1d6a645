"""Queries that wait for the bot's answer: taps, inline ones, checkouts. Each is answered once, and not too late."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from sandbox.telegram.errors import bad_request

KEPT = 1000

Kind = Literal["callback", "inline", "checkout"]

CHECKOUT_WITHIN = 10.0
"""Seconds for the answer before a payment."""


@dataclass(slots=True)
class Query:
    id: str
    kind: Kind
    user_id: int
    message_id: int
    """The message whose button was tapped; 0 for an inline query."""
    at: float


@dataclass(frozen=True, slots=True)
class Answer:
    query_id: str
    user_id: int
    text: str
    show_alert: bool
    at: float


class Queries:
    def __init__(self, *, now: Callable[[], float], state: Mapping[str, Any] | None = None) -> None:
        self.now = now
        self.answer_within = 30.0
        """Seconds after which Telegram takes no answer any more."""
        self.last = state["last"] if state else 0
        self._open = {one["id"]: Query(**one) for one in state["open"]} if state else {}

    def ask(self, kind: Kind, user_id: int, message_id: int = 0) -> str:
        self.last += 1
        query = Query(f"{(user_id << 32) + self.last}", kind, user_id, message_id, self.now())
        self._open[query.id] = query
        while len(self._open) > KEPT:
            del self._open[next(iter(self._open))]
        return query.id

    def answer(self, kind: Kind, query_id: str) -> Query:
        """Raises 400 for a second answer, a late one, and one to a query that never was."""
        query = self._open.get(query_id)
        within = CHECKOUT_WITHIN if kind == "checkout" else self.answer_within
        if query is None or query.kind != kind or self.now() - query.at > within:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return self._open.pop(query_id)

    def dump(self) -> dict[str, Any]:
        return {"last": self.last, "open": [asdict(query) for query in self._open.values()]}
