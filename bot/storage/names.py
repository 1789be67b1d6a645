"""What countries and services are called, kept for a start at which the provider does not say."""

import json
from typing import Final

import structlog
from redis.exceptions import ResponseError

from bot.domain.models import Country, Names, Service
from bot.storage.connection import Database, guarded
from bot.storage.keys import Keys

log = structlog.get_logger(__name__)

NAMES_KEPT_S: Final = 30 * 86_400.0
"""Seconds from the last write: what an account buys from today has been read within that time."""

MAX_TEXT: Final = 1_000_000
"""Characters, for some 20,000 names. The provider has 2,000."""


class NameStore:
    def __init__(self, redis: Database, keys: Keys) -> None:
        self._redis = redis
        self._key = keys.names

    async def read(self) -> Names:
        """What is kept. What can't be read is none: the provider says it anew. Raises `StorageError`."""
        async with guarded():
            try:
                text = str(await self._redis.getrange(self._key, 0, MAX_TEXT - 1))
                return _from_text(text) if text else Names()
            except ResponseError as error:
                if not str(error).startswith("WRONGTYPE"):
                    raise
            except (ValueError, TypeError, RecursionError):
                pass  # without its words: a hand has been at it, and nobody knows what they are
        log.error("kept names can't be read, and are read anew from the provider")
        return Names()

    async def write(self, names: Names) -> None:
        """Put them in the place of what is kept. Raises `StorageError`."""
        text = _to_text(names)
        if len(text) > MAX_TEXT:
            log.warning("too many names to be kept", characters=len(text))
            return
        async with guarded():
            await self._redis.set(self._key, text, px=round(NAMES_KEPT_S * 1000))


def _to_text(names: Names) -> str:
    """Of each country its id and three words, of each service its id and two."""
    countries = [[one.id, one.title, one.code, one.note] for one in names.countries.values()]
    services = [[one.id, one.title, one.code] for one in names.services.values()]
    return json.dumps([countries, services], separators=(",", ":"))


def _from_text(text: str) -> Names:
    """Raises `ValueError`, `TypeError` and `RecursionError`."""
    countries, services = json.loads(text)
    return Names.of(
        [Country(_identity(id), *_words(words, 3)) for id, *words in countries],
        [Service(_identity(id), *_words(words, 2)) for id, *words in services],
    )


def _identity(found: object) -> int:
    if type(found) is not int:  # `True` is none
        raise TypeError("an id is a whole number")
    return found


def _words(found: list[object], count: int) -> list[str]:
    words = [one for one in found if isinstance(one, str)]
    if not len(words) == len(found) == count:
        raise TypeError("so many words belong to an id")
    return words
