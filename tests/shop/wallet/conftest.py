"""A shop that takes Stars, with a till in Telegram's place."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.domain.stars import StarTerms
from bot.domain.wallet import Markup
from bot.shop.wallet.top_ups import TopUps
from bot.storage.wallet import WalletStore
from sandbox.smsman import SmsMan as Sandbox
from tests.clock import Clock
from tests.shop.wallet.till import Till
from tests.world import TOKEN, Messages, Shop, open_shop

RATE = 1_000_000
TERMS = StarTerms(rate=RATE, packs=(50,), refund_s=14 * 86_400.0)


@pytest.fixture
async def shop(redis: Redis, clock: Clock, messages: Messages) -> AsyncIterator[Shop]:
    sandbox = Sandbox(token=TOKEN, now=clock)
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0)
    async with open_shop(redis, clock, sandbox, messages, stars=TERMS, markup=Markup()) as shop:
        yield shop
        assert (await shop.built.wallet_store.verify()).sound


@pytest.fixture
def top_ups(shop: Shop) -> TopUps:
    return shop.built.top_ups


@pytest.fixture
def wallets(shop: Shop) -> WalletStore:
    return shop.built.wallet_store


@pytest.fixture
def till() -> Till:
    return Till()
