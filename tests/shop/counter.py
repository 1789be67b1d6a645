"""Where users buy, without a provider: what it would say is said by the test."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import LimitReached
from bot.domain.models import Activation, Bought, Quote, Reason
from bot.shop.activations.purchases import PurchaseLimits, Purchases
from bot.storage.activations import ActivationStore

ANN, BOB, *_ = USERS = range(1001, 1007)
DAY = 86_400


@dataclass
class Counter:
    """One replica's."""

    store: ActivationStore
    purchase_limits: PurchaseLimits
    purchases: Purchases
    count: int = 0

    async def quote(self, user: int = ANN, price: str = "10") -> str:
        self.count += 1
        nonce = f"quote-{self.count}"
        await self.store.quote(Quote(nonce, user, 10, 3, Decimal(price)), ttl=900)
        return nonce

    async def tap(self, nonce: str, user: int = ANN) -> Activation:
        return await self.purchases.begin(nonce, user_id=user, chat_id=user, card_id=5, language="en")

    async def begin(self, user: int = ANN, price: str = "10") -> Activation:
        return await self.tap(await self.quote(user, price), user)

    async def refused(self, user: int = ANN, price: str = "10") -> LimitReached:
        with pytest.raises(LimitReached) as caught:
            await self.begin(user, price)
        return caught.value

    async def buy(self, user: int = ANN, price: str = "10") -> Activation:
        activation = await self.begin(user, price)
        await self.sent(activation)
        await self.bought(activation)
        return activation

    async def sent(self, activation: Activation) -> None:
        await self.store.sending(activation, owner="me", timeout_s=75)

    async def bought(self, activation: Activation) -> None:
        bought = Bought(activation.id, "84912345678")
        await self.store.bought(activation, bought, owner="me", lifetime=1180, first_poll=3)

    async def fail(self, activation: Activation) -> None:
        await self.store.fail(activation, Reason.OUT_OF_STOCK, owner="me")

    async def unknown(self, activation: Activation) -> None:
        await self.store.unknown(activation, owner="me")

    async def cancel(self, activation: Activation) -> None:
        await self.store.cancel(activation.user_id, activation.id, Reason.USER)

    async def cancelled(self, activation: Activation) -> None:
        await self.store.cancelled(activation)

    async def unconfirmed(self, activation: Activation) -> None:
        await self.store.unconfirmed(activation, pause=10)

    async def code(self, activation: Activation) -> None:
        await self.store.code(activation, "1234")

    async def finish(self, activation: Activation) -> None:
        await self.store.finish(activation.user_id, activation.id)

    async def lost(self, activation: Activation) -> None:
        await self.store.resolve(activation.id, charged=True, admin_id=1)

    async def not_charged(self, activation: Activation) -> None:
        await self.store.resolve(activation.id, charged=False, admin_id=1)

    async def taken(self, redis: Redis) -> set[str]:
        """The activations that hold a number, or may."""
        return {str(member) for member in await redis.zrange("{sb}:open", 0, -1)}

    async def spent(self, redis: Redis) -> Decimal:
        return Decimal(str(await redis.get("{sb}:total") or 0)) / 1_000_000


Open = Callable[..., Counter]
