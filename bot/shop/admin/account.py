"""The account monitor: whether the account can pay, how many numbers it may have, and whether its token works."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Final

import structlog

from bot.domain.errors import AccountEmpty, ProviderError, WrongToken
from bot.domain.meter import SILENT, Meter
from bot.domain.models import Account, ShopAlert
from bot.domain.protocols import AccountSource
from bot.shop.admin.alerts import Alerts
from bot.shop.admin.rating import RatingMonitor

log = structlog.get_logger(__name__)

CHECK_INTERVAL_S: Final = 180.0
"""Seconds between two looks, of each replica: each has to know the account's channels."""

REFUSED_CHECK_INTERVAL_S: Final = 15.0
"""Seconds between two looks that refused purchases ask for: a rush of buyers is told of once."""

REMIND_INTERVAL_S: Final = 24 * 3600.0
"""Seconds after which the operator is told again of what he has not put right. Of refused purchases he is each hour."""

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
        meter: Meter = SILENT,
    ) -> None:
        """`learn` gets the account after each look. `low`: the balance below which the operator is told; 0: never."""
        self._provider = provider
        self._alerts = alerts
        self.rating = RatingMonitor(alerts)
        self._learn = learn
        self._low = low
        self._meter = meter
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
        self._meter.learned(account)
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
