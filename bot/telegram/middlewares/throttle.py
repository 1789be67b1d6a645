"""Drops what one user sends faster than a person can, before it costs anybody else time."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from aiogram import BaseMiddleware
from aiogram.types import CallbackQuery, TelegramObject, Update, User

from bot.domain.meter import SILENT, Meter
from bot.telegram.messages import answer
from bot.telegram.middlewares.language import by_telegram
from bot.texts import Texts

BURST: Final = 20
"""Updates at once: the most impatient thumb, or a phone that comes out of a tunnel with all its taps."""

UPDATES_A_SECOND: Final = 3.0
"""Updates a second that may go on for ever: nobody reads faster, and Telegram takes about one edit a second anyway."""

TELL_INTERVAL_S: Final = 1.0
"""Seconds between two words to a user about it: an answer to each tap would be a flood as well."""

FORGET_AFTER_S: Final = max(BURST / UPDATES_A_SECOND, TELL_INTERVAL_S)
"""Seconds after which a silent user is as good as a new one, so that nothing needs to be remembered of them."""


@dataclass(slots=True)
class UserRate:
    left: float
    seen_at: float
    told_at: float = -TELL_INTERVAL_S


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
        self._rates: dict[int, UserRate] = {}
        """Whoever was silent for the longest comes first."""

    def __len__(self) -> int:
        return len(self._rates)

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        user: User | None = data.get("event_from_user")
        if user is None or self._pours(rate := self._rate(user.id)):
            return await handler(event, data)
        self._meter.throttled()
        query = event.callback_query if isinstance(event, Update) else None
        if query is not None and self._now() - rate.told_at >= TELL_INTERVAL_S:
            rate.told_at = self._now()
            await self._tell(query, user)
        return None

    async def _tell(self, query: CallbackQuery, user: User) -> None:
        await answer(query, by_telegram(user, self._all_texts, self._default).plain("toast-too-fast"))

    def _pours(self, rate: UserRate) -> bool:
        if rate.left < 1:
            return False
        rate.left -= 1
        return True

    def _rate(self, user_id: int) -> UserRate:
        """The user's own, filled up to now; those of silent users are thrown away."""
        now = self._now()
        rate = self._rates.pop(user_id, None) or UserRate(BURST, now)
        rate.left = min(BURST, rate.left + (now - rate.seen_at) * UPDATES_A_SECOND)
        rate.seen_at = now
        self._rates[user_id] = rate
        while now - self._rates[first := next(iter(self._rates))].seen_at > FORGET_AFTER_S:
            del self._rates[first]
        return rate
