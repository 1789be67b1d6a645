"""A purchase whose outcome nobody knew, and what becomes of it once the operator has found out."""

import pytest
from redis.asyncio import Redis

from bot.domain.errors import NotFound
from bot.domain.models import Activation, Bought, State
from bot.storage.keys import Keys
from tests.world import Messages, Shop

ADMIN = 7
WORDS = [(False, State.NOT_CHARGED), (True, State.LOST)]


@pytest.fixture
async def unknown(shop: Shop) -> Activation:
    await shop.some_offer()
    shop.provider.faults.add("http_500_after", call="get-number")
    activation = await shop.buy()
    assert activation.state is State.UNKNOWN
    return activation


@pytest.mark.parametrize(("charged", "state"), WORDS)
async def test_the_user_is_told_what_the_operator_found(
    shop: Shop, messages: Messages, unknown: Activation, charged: bool, state: State
) -> None:
    resolved = await shop.purchases.resolve(unknown.id, charged=charged, admin_id=ADMIN)
    await shop.settle()
    assert resolved.state is state
    assert messages.cards[-1].state is state
    assert [alert.id for alert in messages.alerts] == [unknown.id], "the operator knows it already"
    assert shop.calls("get-number") == 1


@pytest.mark.parametrize(("charged", "state"), WORDS)
async def test_the_first_word_stands(
    shop: Shop, messages: Messages, unknown: Activation, charged: bool, state: State
) -> None:
    await shop.purchases.resolve(unknown.id, charged=charged, admin_id=ADMIN)
    await shop.settle()
    shown = len(messages.cards)
    for word in (charged, not charged):
        assert (await shop.purchases.resolve(unknown.id, charged=word, admin_id=ADMIN)).state is state
    await shop.settle()
    assert len(messages.cards) == shown


async def test_a_number_that_turns_up_before_the_operator_is_kept(shop: Shop, unknown: Activation) -> None:
    await shop.store.bought(unknown, Bought("77", "84912345678"), owner="late", lifetime=600, first_poll=3)
    assert (await shop.purchases.resolve(unknown.id, charged=True, admin_id=ADMIN)).state is State.WAITING


async def test_a_number_that_turns_up_after_the_operators_word_is_still_the_users(
    shop: Shop, messages: Messages, unknown: Activation
) -> None:
    await shop.purchases.resolve(unknown.id, charged=True, admin_id=ADMIN)
    await shop.store.bought(unknown, Bought("77", "84912345678"), owner="late", lifetime=600, first_poll=3)
    await shop.settle()
    assert messages.cards[-1].state is State.WAITING


async def test_an_unknown_waits_for_the_operator_for_ever_and_then_ends(
    shop: Shop, redis: Redis, unknown: Activation
) -> None:
    key = f"{Keys().base}:a:{unknown.id}"
    assert await redis.ttl(key) == -1
    await shop.purchases.resolve(unknown.id, charged=False, admin_id=ADMIN)
    assert await redis.ttl(key) > 0


async def test_only_an_unknown_is_resolved(shop: Shop) -> None:
    activation = await shop.buy()
    assert (await shop.purchases.resolve(activation.id, charged=True, admin_id=ADMIN)).state is State.WAITING
    with pytest.raises(NotFound):
        await shop.purchases.resolve("never", charged=True, admin_id=ADMIN)
