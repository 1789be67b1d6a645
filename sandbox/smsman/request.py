"""One bought number at the provider, which calls it a request."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Literal

Status = Literal["waiting", "received", "closed", "rejected", "used", "expired"]


@dataclass(slots=True)
class Request:
    id: int
    country_id: int
    service_id: int
    number: str = field(repr=False)
    price: Decimal
    bought_at: float
    expires_at: float
    multiple: bool = False
    """Bought with `hasMultipleSms`: may wait for one more SMS after a code."""
    ref: str = ""
    status: Status = "waiting"
    code: str = field(default="", repr=False)
    sms_due_at: float | None = None
    """`None` while no SMS is under way."""
    received: int = 0
    """How many SMS came. From the first on, the money is spent."""
    received_at: float | None = None
    """When the last one came."""
    rated: bool = False
    """Its end has counted for the account's rating."""

    def dump(self) -> dict[str, Any]:
        return {**asdict(self), "price": str(self.price)}

    @classmethod
    def load(cls, record: Mapping[str, Any]) -> "Request":
        return cls(**{**record, "price": Decimal(record["price"])})
