"""Watches how the provider rates the account: at 0 it is frozen. Where no rating comes, none of this happens."""

import time
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from typing import Final

import structlog

from bot.domain.models import ShopAlert
from bot.shop.admin.alerts import Alerts

log = structlog.get_logger(__name__)

MARKS: Final = {Decimal(10): ShopAlert.RATING_10, Decimal(20): ShopAlert.RATING_20, Decimal(40): ShopAlert.RATING_40}
"""Below each the operator is told once; a new account begins at 96."""

RECOVERED: Final = Decimal(2)
"""So far above a mark it counts as over: each closed number is good for half a point."""

FAST_FALL: Final = Decimal(10)
FAST_FALL_S: Final = 3600.0
"""A fall of more than that within this time is told of, wherever it began."""

REMIND_S: Final = 24 * 3600.0
"""Seconds after which the operator is told again of a rating that is still low."""


class RatingMonitor:
    def __init__(self, alerts: Alerts, *, now: Callable[[], float] = time.monotonic) -> None:
        self._alerts = alerts
        self._now = now
        self._seen: deque[tuple[float, Decimal]] = deque()
        """The last hour's, each with its moment."""

    async def learn(self, rating: Decimal | None) -> None:
        if rating is None:
            return
        for mark, alert in MARKS.items():
            if rating < mark:
                log.warning("rating of the account low", rating=rating)
                await self._alerts.tell(alert, quiet=REMIND_S, rating=shown(rating), mark=shown(mark))
                break
        for mark, alert in MARKS.items():
            if rating >= mark + RECOVERED:
                await self._alerts.over(alert, ShopAlert.RATING_FINE, rating=shown(rating), mark=shown(mark))
        await self._judge_fall(rating)

    async def _judge_fall(self, rating: Decimal) -> None:
        now = self._now()
        while self._seen and now - self._seen[0][0] > FAST_FALL_S:
            self._seen.popleft()
        self._seen.append((now, rating))
        highest = max(one for _, one in self._seen)
        if highest - rating > FAST_FALL:
            log.error("rating of the account falls fast", rating=rating, before=highest)
            await self._alerts.tell(ShopAlert.RATING_FALLS, rating=shown(rating), before=shown(highest))
            self._seen.clear()
            self._seen.append((now, rating))


def shown(rating: Decimal) -> str:
    """As a plain number: no amount of money."""
    return f"{rating.normalize():f}"
