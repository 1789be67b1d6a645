"""The limits and the sales switch: whether a purchase may begin."""

from dataclasses import replace
from decimal import Decimal

from bot.domain.errors import LimitReached
from bot.domain.limits import NO_LIMITS, LimitKind, Limits
from bot.domain.meter import SILENT, Meter
from bot.domain.models import Account


class PurchaseLimits:
    def __init__(self, limits: Limits = NO_LIMITS, *, is_open: bool = True, meter: Meter = SILENT) -> None:
        """`is_open`: the operator's setting; with `False` nothing is sold, whatever an admin says."""
        self.is_open = is_open
        self._meter = meter
        self._limits = self._configured = limits

    @property
    def limits(self) -> Limits:
        return self._limits

    def learn(self, account: Account) -> None:
        """Never more numbers at once than the account's channels, where the provider says how many it has."""
        if account.channels:
            channels = min(filter(None, (self._configured.all_active, account.channels)))
            self._limits = replace(self._configured, all_active=channels)

    def allow(self, price: Decimal) -> None:
        """Raises `LimitReached` for a number that nobody may buy."""
        if 0 < self._limits.price < price:
            raise self.refused(LimitReached(LimitKind.PRICE, self._limits.price, None))

    def refused(self, refusal: LimitReached) -> LimitReached:
        """Count it; gives it to be raised."""
        self._meter.refused(refusal.kind)
        return refusal
