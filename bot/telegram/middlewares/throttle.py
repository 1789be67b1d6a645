"""Drops what one user sends faster than a person can, before it costs anybody else time."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject, Update, User

from bot.domain.meter import SILENT, Meter
from bot.telegram.middlewares.language import by_telegram
from bot.telegram.render import answer
from bot.texts import Texts

BURST: Final = 20
"""Updates at once: the most impatient thumb, or a phone that comes out of a tunnel with all its taps."""

PACE: Final = 3.0
"""Updates a second that may go on for ever: nobody reads faster, and Telegram takes about one edit a second anyway."""

TELL: Final = 1.0
"""Seconds between two words to a user about it: an answer to each tap would be a flood as well."""

FORGET: Final = max(BURST / PACE, TELL)
"""Seconds after which a silent user is as good as a new one, so that nothing needs to be remembered of him."""


@dataclass(slots=True)
class Bucket:
    left: float
    seen_at: float
    told_at: float = -TELL


class Throttle(BaseMiddleware):
    """A token bucket a user, in memory: it asks neither the database nor the provider.

    It remembers those of the last few seconds only. Each replica counts for itself: a few times the pace is no flood.
    """

    def __init__(
        self,
        all_texts: Mapping[str, Texts],
        default: str,
        now: Callable[[], float] = time.monotonic,
        meter: Meter = SILENT,
    ) -> None:
        self._all_texts = all_texts
        self._default = default
        self._now = now
        self._meter = meter
        self._buckets: dict[int, Bucket] = {}
        """Whoever was silent for the longest comes first."""

    def __len__(self) -> int:
        return len(self._buckets)

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = data.get("event_from_user")
        if user is None or self._pours(bucket := self._bucket(user.id)):
            return await handler(event, data)
        self._meter.throttled()
        query = event.callback_query if isinstance(event, Update) else None
        if query is not None and self._now() - bucket.told_at >= TELL:
            bucket.told_at = self._now()
            await self._tell(query, user)
        return None

    async def _tell(self, query: CallbackQuery, user: User) -> None:
        await answer(query, by_telegram(user, self._all_texts, self._default).plain("toast-too-fast"))

    def _pours(self, bucket: Bucket) -> bool:
        if bucket.left < 1:
            return False
        bucket.left -= 1
        return True

    def _bucket(self, user_id: int) -> Bucket:
        """The user's own, filled up to now; those of silent users are thrown away."""
        now = self._now()
        bucket = self._buckets.pop(user_id, None) or Bucket(BURST, now)
        bucket.left = min(BURST, bucket.left + (now - bucket.seen_at) * PACE)
        bucket.seen_at = now
        self._buckets[user_id] = bucket
        while now - self._buckets[first := next(iter(self._buckets))].seen_at > FORGET:
            del self._buckets[first]
        return bucket
