"""Reminders: set by users, held against each reading of the prices, and told once through the outbox."""

from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import Final
from uuid import uuid4

import structlog

from bot.domain.errors import NotForSale
from bot.domain.models import Offer
from bot.domain.reminders import Added, Reminder, limit_at
from bot.metrics import REMINDERS_SET, REMINDERS_TOLD
from bot.shop.activations.purchases import PurchaseLimits
from bot.shop.catalogue.catalogue import Catalogue
from bot.storage.reminders import ReminderStore

log = structlog.get_logger(__name__)

PRICE_MAX_AGE_S: Final = 3.0
"""Seconds for which a price counts as today's when a user wants to be told of a lower one."""

READING_MAX_AGE_S: Final = 60.0
"""Seconds after which a reading proves nothing any more: this process has slept since."""


class Reminders:
    """It never buys: users who are told have to tap."""

    def __init__(
        self,
        store: ReminderStore,
        catalogue: Catalogue,
        purchase_limits: PurchaseLimits,
        is_stopped: Callable[[], Awaitable[object]],
    ) -> None:
        """`is_stopped`: whether an admin has stopped purchases."""
        self._store = store
        self._catalogue = catalogue
        self._purchase_limits = purchase_limits
        self._is_stopped = is_stopped
        self._read_at: float | None = None

    async def set(
        self, user_id: int, country_id: int, service_id: int, share: int | None, language: str
    ) -> tuple[Added, Decimal | None]:
        """Tell the user once it is there, or costs `share` percent of today's price or less; gives that price.

        Raises `NotForSale` for what is not sold at all, and `ProviderError`.
        """
        pair = country_id, service_id
        try:
            offer: Offer | None = await self._catalogue.offer(*pair, max_age=PRICE_MAX_AGE_S)
        except NotForSale:
            if share is not None or not self._catalogue.is_listed(*pair):
                raise
            offer = None
        if offer and share is None:
            return Added.IN_STOCK, None
        limit = limit_at(offer.price, share) if offer and share is not None else None
        is_news = offer is None or limit is None or offer.price > limit
        added = await self._store.set(user_id, pair, limit, is_news=is_news, language=language)
        if added is Added.OK:
            REMINDERS_SET.inc()
        return added, limit

    async def remove(self, user_id: int, country_id: int, service_id: int) -> None:
        await self._store.remove(user_id, (country_id, service_id))

    async def of_user(self, user_id: int) -> list[Reminder]:
        return await self._store.of_user(user_id)

    async def read_prices(self) -> None:
        """The reading of the prices that runs anyway, and after it who is to be told. Raises `ProviderError`."""
        await self._catalogue.refresh()
        await self.check()

    async def check(self) -> None:
        """Hold the newest reading against what is wanted, once for all replicas. Raises `StorageError`."""
        if self._catalogue.read_at in (None, self._read_at):
            return
        self._read_at = self._catalogue.read_at
        if not self._purchase_limits.is_open or await self._is_stopped():
            return
        reading = uuid4().hex
        for pair in await self._store.claim(reading):
            if self._catalogue.age() > READING_MAX_AGE_S:
                log.warning("a reading of the prices is too old for reminders")
                return
            told = await self._store.observe(reading, pair, self._affordable(*pair))
            if told:
                log.info("users are reminded of an offer", country=pair[0], service=pair[1], users=told)
                REMINDERS_TOLD.inc(told)

    def _affordable(self, country_id: int, service_id: int) -> Offer | None:
        """`None` where there is no stock, or where nobody may pay the price."""
        offer, most = self._catalogue.in_stock(country_id, service_id), self._purchase_limits.limits.price
        return None if offer is None or 0 < most < offer.provider_price else offer
