"""Entries of the database that no version of the bot can read: each is set aside, and all others go on."""

import time
from random import Random
from typing import Final

from redis.asyncio import Redis

from bot.storage.keys import Keys
from chaos.history import Evidence

_STATES: Final = ("a_state_of_tomorrow", "waiting", "code", "cancelling", "sending")
"""Of records in which all else is missing."""

_ALERT: Final = "can’t be read"
_ALERTED_WITHIN_S: Final = 150.0
"""Two rounds of the queues' repair, and a margin."""


async def write_one(client: Redis, count: int, random: Random) -> None:
    """A record, or a piece of work without one; `count` makes its name."""
    base, now = Keys().base, int(time.time() * 1000)
    name = f"unreadable-{count}"
    match random.randrange(4):
        case 0:
            await client.hset(f"{base}:a:{name}", mapping={"id": name, "state": random.choice(_STATES)})
        case 1:
            await client.set(f"{base}:a:{name}", "not a hash")
        case 2:
            await client.hset(f"{base}:a:{name}", mapping={"v": "1", "id": name, "user": "x", "price": "a lot"})
        case _:
            await client.hset(f"{base}:a:{name}", mapping={"state": "waiting", "user": "9", "expires": "soon"})
    if random.random() < 0.5:
        await client.zadd(f"{base}:due", {name: now})
    else:
        await client.zadd(f"{base}:outbox", {f"{name}|{random.choice(('card', 'of_tomorrow'))}": now})
    await client.sadd(f"{base}:live", name)


def not_alerted(evidence: Evidence, written_at: list[float]) -> list[str]:
    """A sentence where the operator was told of none of those that are old enough."""
    old = [at for at in written_at if at < time.time() - _ALERTED_WITHIN_S]
    told = sum(_ALERT in text for text in evidence.history.alerts)
    return [f"{len(old)} unreadable entries, and the operator was told of none"] if old and not told else []
