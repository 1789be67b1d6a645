"""Offers that an admin has hidden from the chat, for a while: what fails now may work in a month."""

from collections.abc import Sequence
from typing import Final

import structlog

from bot.storage.connection import Database
from bot.storage.keys import Keys
from bot.storage.scripts import REDIS_TIME, Script

log = structlog.get_logger(__name__)

HIDDEN_FOR_S: Final = 30 * 86_400.0

SCRIPT: Final = """
local key, what, member, lasts, by = KEYS[1] .. ':hidden', unpack(ARGV)
local changed
redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
if what == 'hide' then
  changed = redis.call('ZADD', key, 'NX', now + lasts, member) == 1
  redis.call('PEXPIRE', key, lasts)
elseif what == 'offer' then
  changed = redis.call('ZREM', key, member) == 1
end
if changed then
  redis.call('XADD', KEYS[1] .. ':audit', 'MAXLEN', '~', 100000, '*', 'at', now, 'event',
    what == 'hide' and 'offer_hidden' or 'offer_shown', 'user', by, 'offer', member)
end
return redis.call('ZRANGE', key, 0, -1)
"""

HiddenPair = tuple[int, int | None]
"""A country's id, and a service's or `None` for all services in that country."""


class HiddenOffers:
    def __init__(self, redis: Database, keys: Keys, *, clock: str = REDIS_TIME) -> None:
        self._script = Script(redis, f"local now = {clock}\n{SCRIPT}")
        self._keys = keys

    async def read(self) -> frozenset[HiddenPair]:
        """All that are hidden now. Raises `StorageError`."""
        return _pairs(await self._script(self._keys.base, "read", "", 0, 0))

    async def put(self, pair: HiddenPair, *, on: bool, admin_id: int) -> frozenset[HiddenPair]:
        """Hide it for a month, or (`on`) offer it again; gives all that are hidden then. Raises `StorageError`."""
        country_id, service_id = pair
        member = f"{country_id}:{'' if service_id is None else service_id}"
        lasts = round(HIDDEN_FOR_S * 1000)
        return _pairs(await self._script(self._keys.base, "offer" if on else "hide", member, lasts, admin_id))


def _pairs(members: Sequence[str]) -> frozenset[HiddenPair]:
    """Without those that can't be read: they hide nothing."""
    found: set[HiddenPair] = set()
    for member in members:
        country, _, service = member.partition(":")
        try:
            found.add((int(country), int(service) if service else None))
        except ValueError:
            log.error("a hidden offer can't be read")
    return frozenset(found)
