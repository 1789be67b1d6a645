"""Whose data stands under a prefix: two bots that shared one would sell each other's numbers."""

from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys


async def seen_owner(redis: Database, keys: Keys) -> int | None:
    """The id of the bot whose data this is, without making it anybody's."""
    async with guarded():
        found = await redis.get(keys.bot)
    return int(found) if found else None


async def owner(redis: Database, keys: Keys, bot_id: int) -> int:
    """The id of the bot whose data this is: this one's from now on, where it was nobody's."""
    async with guarded():
        await redis.set(keys.bot, bot_id, nx=True)
        found = await redis.get(keys.bot)
    return int(found or bot_id)
