"""The account's money, and the ledger that a test compares with what users were shown."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, NamedTuple


class Entry(NamedTuple):
    request_id: int
    amount: Decimal
    """Always positive."""
    time: float
    kind: Literal["charge", "refund"]


RATING_AT_FIRST = Decimal(96)
RATING: Mapping[str, Decimal] = {
    "top-up": Decimal(8),
    "close": Decimal("0.5"),
    "auto close": Decimal("0.4"),
    "reject": Decimal("-0.1"),
    "timeout": Decimal("-0.15"),
}
"""What each event does to the rating, as the provider's own page has it. At 0 or below the account is frozen."""


class Account:
    """At all times `balance + spent == deposited`, in roubles."""

    def __init__(self, state: Mapping[str, Any] | None = None) -> None:
        state = state or {"balance": "5000.00", "deposited": "5000.00", "ledger": []}
        self.balance = Decimal(state["balance"])
        self.rating = Decimal(state.get("rating", RATING_AT_FIRST))
        self.deposited = Decimal(state["deposited"])
        self.ledger = [Entry(entry[0], Decimal(entry[1]), entry[2], entry[3]) for entry in state["ledger"]]
        self.refunded = sum((entry.amount for entry in self.ledger if entry.kind == "refund"), Decimal())
        self._charged = sum((entry.amount for entry in self.ledger if entry.kind == "charge"), Decimal())

    @property
    def spent(self) -> Decimal:
        """Charges less refunds; what is held for waiting requests is among it."""
        return self._charged - self.refunded

    @property
    def is_frozen(self) -> bool:
        return self.rating <= 0

    def rate(self, event: str) -> None:
        """Move the rating by one of `RATING`."""
        self.rating += RATING[event]

    def charge(self, request_id: int, amount: Decimal, time: float) -> None:
        self.balance -= amount
        self._charged += amount
        self.ledger.append(Entry(request_id, amount, time, "charge"))

    def refund(self, request_id: int, amount: Decimal, time: float) -> None:
        self.balance += amount
        self.refunded += amount
        self.ledger.append(Entry(request_id, amount, time, "refund"))

    def set_balance(self, balance: Decimal) -> None:
        """The operator pays in, or draws out, the difference."""
        if balance > self.balance:
            self.rate("top-up")
        self.deposited += balance - self.balance
        self.balance = balance

    def dump(self) -> dict[str, Any]:
        return {
            "balance": str(self.balance),
            "deposited": str(self.deposited),
            "rating": str(self.rating),
            "ledger": [[entry.request_id, str(entry.amount), entry.time, entry.kind] for entry in self.ledger],
        }
