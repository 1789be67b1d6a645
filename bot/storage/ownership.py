"""Whose data stands under a prefix: two bots that shared one would sell each other's numbers."""

from typing import Final

from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys

MOVED: Final = 0
"""Stands where an earlier version keeps its owner, once its data has moved: it must not begin there anew."""


async def seen_owner(redis: Database, keys: Keys) -> int | None:
    """The id of the bot whose data this is, without making it anybody's."""
    async with guarded():
        found = await redis.get(keys.bot) or await redis.get(keys.earlier_bot)
    return int(found) if found and int(found) != MOVED else None


async def owner(redis: Database, keys: Keys, bot_id: int) -> int:
    """The id of the bot whose data this is: this one's from now on, where it was nobody's."""
    async with guarded():
        earlier = int(await redis.get(keys.earlier_bot) or MOVED)
        if earlier not in (MOVED, bot_id):
            return earlier
        await redis.set(keys.bot, bot_id, nx=True)
        found = await redis.get(keys.bot)
    return int(found or bot_id)
