"""The account monitor: whether it can pay, how many numbers it may have, how it is rated, whether its token works."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from math import nan
from typing import Final

import structlog

from bot.domain.alerts import ShopAlert
from bot.domain.errors import AccountEmpty, ProviderError, WrongToken
from bot.domain.models import Account
from bot.domain.protocols import AccountSource
from bot.metrics import BALANCE, CHANNELS, RATING
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
            if await self._alerts.tell(ShopAlert.RATING_FALLS, rating=shown(rating), before=shown(highest)):
                self._seen.clear()
                self._seen.append((now, rating))


def shown(rating: Decimal) -> str:
    """As a plain number: no amount of money."""
    return f"{rating.normalize():f}"


CHECK_INTERVAL_S: Final = 180.0
"""Seconds between two looks, of each replica: each has to know the account's channels."""

REFUSED_CHECK_INTERVAL_S: Final = 15.0
"""Seconds between two looks that refused purchases ask for: a rush of buyers is told of once."""

REMIND_INTERVAL_S: Final = 24 * 3600.0
"""Seconds after which the operator is told again of what they have not put right. Of refused purchases, each hour."""

ENOUGH: Final = Decimal("1.25")
"""Times `low`: so much has to be there before it is called enough, or each refund would be good news."""


class AccountMonitor:
    def __init__(
        self,
        provider: AccountSource,
        alerts: Alerts,
        learn: Callable[[Account], None],
        *,
        low: Decimal,
    ) -> None:
        """`learn` gets the account after each look. `low`: the balance below which the operator is told; 0: never."""
        self._provider = provider
        self._alerts = alerts
        self.rating = RatingMonitor(alerts)
        self._learn = learn
        self._low = low
        self._problem = asyncio.Event()
        self._refused = False
        """A purchase was refused since the last look, because the account could not pay."""
        self._short: Decimal | None = None
        """The balance with which that was so."""

    def hear(self, error: ProviderError) -> None:
        """Of every refusal of the provider's: one that is about the account is looked into at once."""
        self._refused |= isinstance(error, AccountEmpty)
        if isinstance(error, AccountEmpty | WrongToken):
            self._problem.set()

    async def run(self) -> None:
        """For ever; a provider that is away is somebody else's alert."""
        while True:
            await self.check()
            await asyncio.sleep(REFUSED_CHECK_INTERVAL_S)
            with suppress(TimeoutError):
                async with asyncio.timeout(CHECK_INTERVAL_S - REFUSED_CHECK_INTERVAL_S):
                    await self._problem.wait()

    async def check(self) -> None:
        self._problem.clear()
        try:
            account = await self._provider.balance()
        except WrongToken:
            log.error("token of the account not accepted")
            await self._alerts.tell(ShopAlert.WRONG_TOKEN, quiet=REMIND_INTERVAL_S)
            self._problem.clear()  # set by this very answer
            return
        except ProviderError as error:
            log.warning("account not looked at", error=type(error).__name__)
            return
        self._learn(account)
        BALANCE.set(float(account.balance))
        CHANNELS.set(account.channels or 0)
        RATING.set(nan if account.rating is None else float(account.rating))
        await self._alerts.over(ShopAlert.WRONG_TOKEN, ShopAlert.TOKEN_WORKS)
        await self._judge(account.balance)
        await self.rating.learn(account.rating)

    async def _judge(self, balance: Decimal) -> None:
        if self._refused:
            self._refused, self._short = False, balance
            log.error("account cannot pay", balance=balance)
            await self._alerts.tell(ShopAlert.ACCOUNT_EMPTY, balance=balance)
        elif self._low and balance < self._low:
            log.warning("account low", balance=balance)
            await self._alerts.tell(ShopAlert.ACCOUNT_LOW, quiet=REMIND_INTERVAL_S, balance=balance)
        elif balance >= self._low * ENOUGH:
            await self._enough(balance)

    async def _enough(self, balance: Decimal) -> None:
        """What is enough by the setting is not, where a purchase was refused with as much."""
        if self._short is None:
            await self._alerts.over(ShopAlert.ACCOUNT_LOW, ShopAlert.ACCOUNT_FINE, balance=balance)
        elif balance > self._short:
            self._short = None
            ended = ShopAlert.ACCOUNT_EMPTY, ShopAlert.ACCOUNT_LOW
            await self._alerts.over(ended, ShopAlert.ACCOUNT_FINE, balance=balance)
