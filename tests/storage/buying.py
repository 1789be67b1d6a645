"""Somebody who buys straight from the store, as fast as is allowed."""

from decimal import Decimal

import pytest

from bot.domain.errors import LimitReached
from bot.domain.models import Activation, Bought, Quote, Reason
from bot.domain.users import NO_LIMITS, Limits
from bot.storage.activations import ActivationStore

USER = 1001


class Buyer:
    """One user, who buys as fast as is allowed."""

    def __init__(self, store: ActivationStore, limits: Limits = NO_LIMITS, user: int = USER) -> None:
        self.store = store
        self.limits = limits
        self.user = user
        self.service = 3
        self._count = 0

    async def quote(self, price: str = "10") -> str:
        self._count += 1
        nonce = f"{self.user}-{self._count}"
        await self.store.quote(Quote(nonce, self.user, 10, self.service, Decimal(price)), ttl=900)
        return nonce

    async def tap(self, nonce: str) -> Activation:
        return await self.store.begin(
            nonce, user_id=self.user, chat_id=self.user, card_id=5, language="en", limits=self.limits
        )

    async def begin(self, price: str = "10") -> Activation:
        return await self.tap(await self.quote(price))

    async def buy(self, price: str = "10") -> Activation:
        activation = await self.begin(price)
        await self.store.sending(activation, owner="me", timeout_s=75)
        bought = Bought(activation.id, "84912345678")
        return _stands(await self.store.bought(activation, bought, owner="me", lifetime=1180, first_poll=3))

    async def leave(self, price: str = "10", reason: Reason = Reason.USER) -> Activation:
        """Buy a number and cancel it."""
        activation = await self.buy(price)
        await self.store.cancel(self.user, activation.id, reason)
        return _stands(await self.store.cancelled(activation))

    async def use(self, price: str = "10") -> Activation:
        """Buy a number and get its code."""
        activation = await self.buy(price)
        return _stands(await self.store.code(activation, "1234"))

    async def refused(self, price: str = "10") -> LimitReached:
        with pytest.raises(LimitReached) as caught:
            await self.begin(price)
        return caught.value


def _stands(step: object) -> Activation:
    activation = getattr(step, "activation", None)
    assert isinstance(activation, Activation)
    return activation
