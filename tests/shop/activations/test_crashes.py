"""The process dies, the database dies, a message is refused: who notices, and what is never done twice."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.domain.errors import ChatGone, DeliveryError, SlowDown, StorageError, Undelivered
from bot.domain.models import Reason, State
from bot.shop.background import Tasks
from bot.storage.connection import open_redis
from bot.storage.embedded import EmbeddedValkey
from sandbox.smsman import SmsMan as Sandbox
from tests.assortment import shortened
from tests.clock import START, Clock
from tests.world import TOKEN, USER, Messages, Shop, open_shop


async def until_called(shop: Shop, name: str) -> None:
    """Turn the loop until the provider is asked for it, and leave it at that."""
    before = shop.calls(name)
    while shop.calls(name) == before:
        await shop.activation_worker.run_once()
        await asyncio.sleep(0.005)


async def die(shop: Shop) -> None:
    """As a SIGKILL leaves it: nothing is put back, nothing is written any more."""
    await shop.activation_worker.tasks.cancel()
    await shop.outbox.tasks.cancel()


@pytest.fixture
async def heir(redis: Redis, clock: Clock, shop: Shop) -> AsyncIterator[tuple[Shop, Messages]]:
    """The process that is started after the other one died: the same database, the same provider."""
    messages = Messages()
    async with open_shop(redis, clock, shop.provider, messages) as other:
        await other.catalogue.ready()
        yield other, messages


async def test_a_wish_survives_a_death_before_it_was_sent(shop: Shop, heir: tuple[Shop, Messages]) -> None:
    other, messages = heir
    activation = await shop.tap_buy()
    await shop.clock.advance(5)  # the price is not fresh any more, so it is looked at
    shop.provider.faults.add("hang", call="get-prices")
    await until_called(shop, "get-prices")
    await die(shop)
    await other.pass_time(60)
    assert (await other.now(activation)).state is State.DONE
    assert len(messages.codes) == 1
    assert shop.calls("get-number") == 1


async def test_a_death_while_it_was_sent_is_told_as_unknown_and_never_sent_again(
    shop: Shop, heir: tuple[Shop, Messages]
) -> None:
    other, messages = heir
    activation = await shop.tap_buy()
    shop.provider.faults.add("hang_after", call="get-number")
    await until_called(shop, "get-number")
    await die(shop)
    await other.pass_time(70)
    assert (await other.now(activation)).state is State.SENDING, "the one who sent it may still be alive"
    await other.pass_time(600, step=30)
    assert (await other.now(activation)).state is State.UNKNOWN
    assert shop.calls("get-number") == 1
    assert (messages.cards[-1].state, len(messages.alerts)) == (State.UNKNOWN, 1)


async def test_a_death_between_the_code_and_its_record_loses_no_code(shop: Shop, heir: tuple[Shop, Messages]) -> None:
    other, messages = heir
    activation = await shop.buy()
    await shop.clock.advance(21)
    shop.provider.faults.add("hang_after", call="get-sms")
    await until_called(shop, "get-sms")
    await die(shop)
    await other.pass_time(60)
    assert (await other.now(activation)).state is State.DONE
    assert len(messages.codes) == 1


async def test_a_death_in_mid_cancel_ends_in_one_refund(shop: Shop, heir: tuple[Shop, Messages]) -> None:
    other, _ = heir
    activation = await shop.buy()
    await shop.purchases.cancel(USER, activation.id)
    shop.provider.faults.add("hang_after", call="set-status")
    await until_called(shop, "set-status")
    await die(shop)
    await other.pass_time(180)
    assert (await other.now(activation)).state is State.CANCELLED
    assert shop.charged() == {"charge": 1, "refund": 1}


async def test_a_code_whose_delivery_died_is_delivered(shop: Shop, heir: tuple[Shop, Messages]) -> None:
    other, messages = heir
    activation = await shop.buy()
    await shop.store.code(activation, "4321")
    claims, _ = await shop.store.outbox.claim(limit=9, lease=30)
    assert claims
    await other.settle()
    assert messages.codes == [], "the lease still stands"
    await other.pass_time(31)
    assert [sent.code for sent in messages.codes] == ["4321"]


async def test_two_processes_share_the_work_and_double_nothing(shop: Shop, heir: tuple[Shop, Messages]) -> None:
    other, _ = heir
    activations = [await shop.tap_buy() for _ in range(10)]
    for _ in range(20):
        await asyncio.gather(shop.settle(), other.settle())
        await shop.clock.advance(5)
    states = {(await shop.now(activation)).state for activation in activations}
    assert states == {State.DONE}
    assert shop.calls("get-number") == 10
    assert shop.charged() == {"charge": 10}


@pytest.mark.parametrize("refusal", [SlowDown(7), Undelivered("HTML instead of an answer")])
async def test_a_message_refused_for_a_moment_is_sent_again(
    shop: Shop, messages: Messages, refusal: DeliveryError
) -> None:
    activation = await shop.buy()
    await shop.store.code(activation, "4321")
    messages.failing = [refusal, refusal]
    await shop.settle()
    assert messages.codes == []
    await shop.pass_time(30)
    assert len(messages.codes) == 1


async def test_a_user_who_blocked_the_bot_holds_up_nobody(shop: Shop, messages: Messages) -> None:
    gone, here = await shop.buy(), await shop.buy(USER + 1)
    messages.failing = [ChatGone("forbidden")]
    await shop.store.code(gone, "1111")
    await shop.settle()
    await shop.store.code(here, "2222")
    await shop.settle()
    assert [sent.code for sent in messages.codes] == ["2222"]
    assert (await shop.now(gone)).code == "1111", "it is under My numbers when they come back"


async def test_a_card_that_had_to_be_sent_anew_is_remembered(shop: Shop, messages: Messages) -> None:
    messages.card_id = 77
    activation = await shop.buy()
    assert activation.card_id == 77


@asynccontextmanager
async def mortal(folder: Path) -> AsyncIterator[tuple[EmbeddedValkey, Redis]]:
    """A Valkey of this test's own, to be killed."""
    server = EmbeddedValkey(folder)
    await server.start()
    client = open_redis(server.url)
    assert isinstance(client, Redis)
    yield server, client
    await client.aclose()
    await server.stop()


async def kill(server: EmbeddedValkey, client: Redis) -> None:
    os.kill(int((await client.info("server"))["process_id"]), signal.SIGKILL)
    await server.stop()


async def test_a_number_bought_while_the_database_is_down_is_kept(tmp_path: Path, messages: Messages) -> None:
    async with mortal(tmp_path / "valkey") as (server, client):
        clock = Clock(client)
        await clock.set(START)
        async with open_shop(client, clock, shortened(Sandbox(token=TOKEN, now=clock)), messages) as shop:
            activation = await shop.tap_buy()
            shop.provider.faults.add("latency_after", call="get-number", seconds=0.5)
            await until_called(shop, "get-number")
            await kill(server, client)
            with pytest.raises(StorageError):
                await shop.now(activation)
            await server.start()
            await shop.activation_worker.tasks.drain(20)
            assert (await shop.now(activation)).state is State.WAITING
            assert shop.calls("get-number") == 1


async def test_a_numbers_time_runs_while_the_database_is_down(tmp_path: Path, messages: Messages) -> None:
    async with mortal(tmp_path / "valkey") as (server, client):
        clock, journal = Clock(client), tmp_path / "journal"
        await clock.set(START)
        async with open_shop(client, clock, shortened(Sandbox(token=TOKEN, now=clock)), messages, journal) as shop:
            activation = await shop.tap_buy()
            shop.provider.faults.add("latency_after", call="get-number", seconds=0.2)
            await until_called(shop, "get-number")
            await kill(server, client)
            while not any(b'"request"' in file.read_bytes() for file in journal.glob("*.json")):
                await asyncio.sleep(0.01)
            began = time.monotonic()
            await asyncio.sleep(0.3)
            away = time.monotonic() - began
            await server.start()
            await shop.activation_worker.tasks.drain(20)
            assert (await shop.now(activation)).expires_at <= START + 1180 - away


async def test_a_database_that_is_away_is_waited_for(tmp_path: Path, messages: Messages) -> None:
    async with mortal(tmp_path / "valkey") as (server, client):
        clock = Clock(client)
        await clock.set(START)
        async with open_shop(client, clock, shortened(Sandbox(token=TOKEN, now=clock)), messages) as shop:
            activation = await shop.tap_buy()
            tasks = Tasks()
            await kill(server, client)
            tasks.start(shop.activation_worker.run(), name="steps")
            with pytest.raises(StorageError):
                await shop.purchases.begin("nonce", user_id=USER, chat_id=USER, card_id=5, language="en")
            await server.start()
            while (await shop.now(activation)).state is not State.FAILED:
                await asyncio.sleep(0.01)
            assert (await shop.now(activation)).reason is Reason.STALE, "written before the restart, so never sent"
            assert shop.calls("get-number") == 0
            await shop.activation_worker.stop(5)
            assert await tasks.drain(5)


async def test_a_number_bought_while_the_database_is_down_survives_a_kill(tmp_path: Path, messages: Messages) -> None:
    async with mortal(tmp_path / "valkey") as (server, client):
        clock = Clock(client)
        await clock.set(START)
        sandbox, journal = shortened(Sandbox(token=TOKEN, now=clock)), tmp_path / "journal"
        async with open_shop(client, clock, sandbox, messages, journal) as shop:
            activation = await shop.tap_buy()
            shop.provider.faults.add("latency_after", call="get-number", seconds=0.2)
            await until_called(shop, "get-number")
            await kill(server, client)
            while not any(b'"request"' in file.read_bytes() for file in journal.glob("*.json")):
                await asyncio.sleep(0.01)
            await die(shop)
        await server.start()
        await clock.advance(100)
        async with open_shop(client, clock, sandbox, messages, journal) as heir:
            await heir.settle()
            assert (await heir.now(activation)).state is State.UNKNOWN, "the database does not know"
            await heir.buyer.replay()
            found = await heir.now(activation)
            assert found.state is State.WAITING
            assert found.request_id in map(str, sandbox.orders.requests)
            assert found.expires_at <= START + 1200, "its time has run since it was bought"
            assert list(journal.iterdir()) == []
            await heir.buyer.replay()
            assert heir.calls("get-number") == 1
