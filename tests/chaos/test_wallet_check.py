"""The check of a run with wallets sees money that went anywhere but where it belongs."""

from contextlib import asynccontextmanager
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest
from redis.asyncio import Redis

from bot.domain.models import Bought, Quote, Reason
from bot.storage.activations import ActivationStore
from chaos.wallet_check import give_money, wrong_money

USERS = (1000, 1001)


@pytest.fixture
def valkey(redis: Redis) -> Any:
    @asynccontextmanager
    async def client() -> Any:
        yield redis

    return SimpleNamespace(client=client)


async def found(valkey: Any) -> list[str]:
    evidence = SimpleNamespace(valkey=valkey, history=SimpleNamespace(rollbacks=[]))
    return await wrong_money(cast(Any, evidence), USERS)


async def bought(store: ActivationStore, nonce: str) -> None:
    await store.quote(Quote(nonce, 1000, 10, 3, Decimal("12.5"), Decimal("12.5")), ttl=900)
    activation = await store.begin(nonce, user_id=1000, chat_id=1000, card_id=5, language="en")
    await store.sending(activation, owner="me", timeout_s=75)
    await store.bought(activation, Bought(nonce, "84912345678"), owner="me", lifetime=1180, first_poll=3)


@pytest.fixture
async def played(store: ActivationStore, valkey: Any) -> None:
    """One that got its code, and one that was cancelled."""
    await give_money(valkey, USERS)
    for nonce in ("code", "none"):
        await bought(store, nonce)
    await store.code(await store.find(1000, "code"), "1234")
    await store.cancel(1000, "none", Reason.USER)
    await store.cancelled(await store.find(1000, "none"))


async def test_a_run_without_faults_has_none(played: None, valkey: Any) -> None:
    assert await found(valkey) == []


@pytest.mark.parametrize(
    ("id", "field", "value", "says"),
    [
        ("none", "hold", "captured", "none: paid, and there is no code"),
        ("none", "hold", "held", "none: still held in cancelled"),
        ("code", "hold", "released", "user:1000 has 999987500000 and should have 1000000000000"),
        ("code", "user_price", "12600000", "code: its user pays 12600000 for 12.5"),
    ],
)
async def test_a_record_that_the_books_do_not_bear_out_is_seen(
    played: None, valkey: Any, redis: Redis, id: str, field: str, value: str, says: str
) -> None:
    await redis.hset(f"{{sb}}:a:{id}", field, value)
    assert says in await found(valkey)


async def test_books_that_do_not_add_up_are_seen(played: None, valkey: Any, redis: Redis) -> None:
    await redis.hincrby("{sb}:wallet:balances", "user:1001", 1)
    assert "the ledger's sum is 1, wrong accounts: ('user:1001',)" in await found(valkey)


async def test_a_cost_that_the_account_does_not_have_is_seen(played: None, valkey: Any, redis: Redis) -> None:
    await redis.hincrby("{sb}:ledger", "refunded", 500_000)
    assert "the wallets' ledger says that the provider has 12500000, the other 12000000" in await found(valkey)
