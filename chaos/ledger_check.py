"""Compares what the bot wrote down with the provider's ledger: the spending limit's sums and the audit log."""

from decimal import Decimal
from typing import Any, Final

from chaos.history import Evidence

_BASE: Final = "{sb}"
_UNIT: Final = 1_000_000
_SETTLED: Final = ("not_charged", "lost")


async def drift(evidence: Evidence) -> list[str]:
    """Sentences on what does not add up. A place still held for what is over is fine: it is freed when needed."""
    if evidence.history.rollbacks:
        return []  # the limit's sums are those of the backup
    async with evidence.valkey.client() as client:
        places: list[str] = await client.zrange(f"{_BASE}:spent", 0, -1)  # type: ignore[assignment]  # no scores
        total = int(await client.get(f"{_BASE}:total") or 0)
    prices = {id: int(Decimal(price) * _UNIT) for id, _, price in (place.partition("|") for place in places)}
    found = []
    if sum(prices.values()) != total:
        found.append(f"the limit says {Decimal(total) / _UNIT}, and its entries add up to {sum(prices.values())}")
    refunded = {entry.request_id for entry in evidence.provider.ledger if entry.kind == "refund"}
    for request in evidence.provider.orders.requests.values():
        attempt = evidence.history.buyer((request.country_id, request.service_id), request.bought_at)
        if request.id in evidence.overcharged:
            continue
        if attempt and request.id not in refunded and prices.get(attempt.nonce) != request.price * _UNIT:
            found.append(f"{attempt.nonce}: the limit holds {prices.get(attempt.nonce)} for {request.price}")
    return found


async def settled_by_operator(evidence: Evidence) -> int:
    """How many unknown outcomes the operator has settled, by the audit log."""
    async with evidence.valkey.client() as client:
        events: Any = await client.xrange(f"{_BASE}:audit")
    return sum(event["event"] in _SETTLED and "by" in event for _, event in events)
