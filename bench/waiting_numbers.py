"""Fills a database with numbers that wait: one is bought by the bot's own transitions, the others are its copies."""

from decimal import Decimal
from typing import Any

from bench.window import FIRST_REQUEST, USERS_FROM, phases
from bot.domain.models import Bought, Quote
from bot.storage.activations import ActivationStore
from bot.storage.connection import Database, open_redis
from bot.storage.keys import Keys

PIECE = 2_000


async def fill(url: str, waiting: int, spread: float, *, first: float = 0.0) -> None:
    """`waiting` numbers, the polls of which are due within `spread` seconds, from `first` seconds on. The database is
    emptied before."""
    redis = open_redis(url)
    try:
        await redis.flushall()
        keys = Keys()
        store = ActivationStore(redis, keys)
        pattern = await _pattern(redis, store, keys)
        await redis.flushall()
        seconds, micros = await redis.time()
        now = seconds * 1000 + micros // 1000
        phase = phases(waiting, spread)
        for start in range(0, waiting, PIECE):
            pipeline = redis.pipeline(transaction=False)
            for index in range(start, min(waiting, start + PIECE)):
                user = USERS_FROM + index
                activation, base = f"waiting-{index}", keys.base
                record: dict[Any, Any] = pattern | {
                    "id": activation,
                    "user": str(user),
                    "chat": str(user),
                    "request": str(FIRST_REQUEST + index),
                    "number": f"84{900_000_000 + index}",
                    "created": str(now),
                    "changed": str(now),
                    "expires": str(now + 1_180_000),
                }
                pipeline.hset(f"{base}:a:{activation}", mapping=record)
                pipeline.zadd(f"{base}:due", {activation: now + round((first + phase[index]) * 1000)})
                pipeline.sadd(f"{base}:live", activation)
            await pipeline.execute()
    finally:
        await redis.aclose()


async def buy(store: ActivationStore, user: int, nonce: str, request: str) -> None:
    """From an offer to a number that waits, as the bot does it."""
    await store.quote(Quote(nonce, user, 1, 1, Decimal("12.5")), ttl=900)
    activation = await store.begin(nonce, user_id=user, chat_id=user, card_id=5, language="en")
    await store.sending(activation, owner="bench", timeout_s=75)
    await store.bought(activation, Bought(request, "84912345678"), owner="bench", lifetime=1180, first_poll=3.0)


async def _pattern(redis: Database, store: ActivationStore, keys: Keys) -> dict[str, str]:
    await buy(store, USERS_FROM, "pattern", "1")
    found: dict[Any, Any] = await redis.hgetall(f"{keys.base}:a:pattern")
    record = {str(name): str(value) for name, value in found.items()}
    # its card has been drawn
    return record | {name.replace("rev:", "told:"): rev for name, rev in record.items() if name.startswith("rev:")}
