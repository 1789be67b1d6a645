"""The books of what all users spend today, read at the end of a run and held against the provider's ledger."""

from decimal import Decimal
from typing import Final

from chaos.evidence import Evidence

_BASE: Final = "sb:{all}"
_UNIT: Final = 1_000_000


async def drift(evidence: Evidence) -> list[str]:
    """Sentences on what does not add up. A place still held for what is over is fine: it is freed when needed."""
    async with evidence.valkey.client() as client:
        places: list[str] = await client.zrange(f"{_BASE}:spent", 0, -1)  # type: ignore[assignment]  # no scores
        total = int(await client.get(f"{_BASE}:total") or 0)
    prices = {place.split("|")[1]: int(place.split("|")[2]) for place in places}
    found = []
    if sum(prices.values()) != total:
        found.append(f"the books say {Decimal(total) / _UNIT}, and their entries add up to {sum(prices.values())}")
    refunded = {entry.request_id for entry in evidence.provider.ledger if entry.kind == "refund"}
    for request in evidence.provider.desk.requests.values():
        attempt = evidence.story.buyer((request.country_id, request.service_id), request.bought_at)
        if attempt and request.id not in refunded and prices.get(attempt.nonce) != request.price * _UNIT:
            found.append(f"{attempt.nonce}: the books hold {prices.get(attempt.nonce)} for {request.price}")
    return found
