"""How an activation stands in Redis: a hash of strings, times in milliseconds."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

from bot.domain.errors import StorageError
from bot.domain.models import Activation, Reason, State

VERSION = 1
"""Written into each record, so that a later version can tell what it reads. This one reads all up to it."""


STATES: Final[Mapping[str, State]] = {state.value: state for state in State}
REASONS: Final[Mapping[str, Reason]] = {reason.value: reason for reason in Reason}


class NewerRecord(StorageError):
    """A newer version of the bot wrote it, and alone knows what it means: it is left to that one's replicas."""


def pairs(flat: Sequence[str]) -> dict[str, str]:
    """The flat `[field, value, …]` that a script returns, as a dict."""
    return dict(zip(flat[::2], flat[1::2], strict=True))


def to_activation(record: Mapping[str, str]) -> Activation:
    """Raises `NewerRecord`."""
    if int(record.get("v", VERSION)) > VERSION:
        raise NewerRecord(f"a record of version {record['v']}, and this bot reads up to {VERSION}")
    return Activation(
        id=record["id"],
        user_id=int(record["user"]),
        chat_id=int(record["chat"]),
        country_id=int(record["country"]),
        service_id=int(record["service"]),
        price=Decimal(record["price"]),
        state=STATES[record["state"]],
        created_at=int(record["created"]) / 1000,
        changed_at=int(record["changed"]) / 1000,
        language=record["language"],
        card_id=int(record["card"]),
        expires_at=int(record.get("expires", 0)) / 1000,
        reason=REASONS[record.get("reason", "")],
        new_price=Decimal(record["new_price"]) if "new_price" in record else None,
        request_id=record.get("request", ""),
        number=record.get("number", ""),
        several=record.get("several") == "1",
        code=record.get("code", ""),
        earlier=tuple(json.loads(record["earlier"])) if "earlier" in record else (),
        cleared="cleared" in record,
        bought_at=int(record.get("bought", 0)) / 1000,
        looked_at=int(record.get("looked", 0)) / 1000,
        asked_at=int(record.get("asked", 0)) / 1000,
    )


def to_record(activation: Activation, *, owner: str) -> dict[str, str]:
    """What a worker remembers of an activation it is buying, for a Redis that came back without it."""
    return {
        "v": str(VERSION),
        "id": activation.id,
        "user": str(activation.user_id),
        "chat": str(activation.chat_id),
        "card": str(activation.card_id),
        "language": activation.language,
        "country": str(activation.country_id),
        "service": str(activation.service_id),
        "price": str(activation.price),
        "state": str(State.SENDING),
        "created": str(round(activation.created_at * 1000)),
        "changed": str(round(activation.changed_at * 1000)),
        "owner": owner,
    }
