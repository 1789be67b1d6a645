"""Watches the operator's account: whether it can pay, how many numbers it may have, and whether its token is taken."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from typing import Final

import structlog

from bot.domain.errors import AccountEmpty, ProviderError, WrongToken
from bot.domain.meter import SILENT, Meter
from bot.domain.models import Account, Notice
from bot.domain.protocols import Provider
from bot.shop.alarms import Alarms

log = structlog.get_logger(__name__)

EVERY: Final = 180.0
"""Seconds between two looks, of each replica: each has to know the account's channels."""

PROMPT: Final = 15.0
"""Seconds between two looks that refused purchases ask for: a rush of buyers is told of once."""

REMIND: Final = 24 * 3600.0
"""Seconds after which the operator is told again of what he has not put right. Of refused purchases he is each hour."""

ENOUGH: Final = Decimal("1.25")
"""Times `low`: so much has to be there before it is called enough, or each refund would be good news."""


class AccountWatch:
    def __init__(
        self,
        provider: Provider,
        alarms: Alarms,
        learn: Callable[[Account], None],
        *,
        low: Decimal,
        meter: Meter = SILENT,
    ) -> None:
        """`learn` gets the account after each look. `low`: the balance below which the operator is told; 0: never."""
        self._provider = provider
        self._alarms = alarms
        self._learn = learn
        self._low = low
        self._meter = meter
        self._trouble = asyncio.Event()
        self._refused = False
        """A purchase was refused since the last look, because the account could not pay."""
        self._short: Decimal | None = None
        """The balance with which that was so."""

    def hear(self, error: ProviderError) -> None:
        """Of every refusal of the provider's: one that is about the account is looked into at once."""
        self._refused |= isinstance(error, AccountEmpty)
        if isinstance(error, AccountEmpty | WrongToken):
            self._trouble.set()

    async def run(self) -> None:
        """For ever; a provider that is away is somebody else's alarm."""
        while True:
            await self.look()
            await asyncio.sleep(PROMPT)
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY - PROMPT):
                    await self._trouble.wait()

    async def look(self) -> None:
        self._trouble.clear()
        try:
            account = await self._provider.balance()
        except WrongToken:
            log.error("token of the account not accepted")
            await self._alarms.tell(Notice.WRONG_TOKEN, quiet=REMIND)
            self._trouble.clear()  # set by this very answer
            return
        except ProviderError as error:
            log.warning("account not looked at", error=type(error).__name__)
            return
        self._learn(account)
        self._meter.learned(account)
        await self._alarms.over(Notice.WRONG_TOKEN, Notice.TOKEN_WORKS)
        await self._judge(account.balance)

    async def _judge(self, balance: Decimal) -> None:
        if self._refused:
            self._refused, self._short = False, balance
            log.error("account cannot pay", balance=balance)
            await self._alarms.tell(Notice.ACCOUNT_EMPTY, balance=balance)
        elif self._low and balance < self._low:
            log.warning("account low", balance=balance)
            await self._alarms.tell(Notice.ACCOUNT_LOW, quiet=REMIND, balance=balance)
        elif balance >= self._low * ENOUGH:
            await self._enough(balance)

    async def _enough(self, balance: Decimal) -> None:
        """What is enough by the setting is not, where a purchase was refused with as much."""
        if self._short is None:
            await self._alarms.over(Notice.ACCOUNT_LOW, Notice.ACCOUNT_FINE, balance=balance)
        elif balance > self._short:
            self._short = None
            ended = Notice.ACCOUNT_EMPTY, Notice.ACCOUNT_LOW
            await self._alarms.over(ended, Notice.ACCOUNT_FINE, balance=balance)
