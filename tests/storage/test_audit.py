"""`python -m bot audit` reads all events in the order of time."""

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.cli.audit import audit, audit_ledger
from bot.domain.models import Activation, Bought, Quote, Reason
from bot.domain.wallet import Booking, EntryKind
from bot.settings import Settings, load_settings
from bot.storage.activations import ActivationStore
from bot.storage.audit_log import PIECE, read_audit
from bot.storage.keys import Keys
from bot.storage.wallet import WalletStore
from tests.clock import LUA_CLOCK, Clock

ANN, BOB, ADMIN = 1001, 1002, 7


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Settings]:
    def load(**variables: str) -> Settings:
        for name, value in {"BOT_TOKEN": "1:demo", "SMSMAN_TOKEN": "demo", **variables}.items():
            monkeypatch.setenv(name, value)
        return load_settings(tmp_path / "no file")

    return load


async def bought(store: ActivationStore, user: int) -> Activation:
    await store.quote(Quote(f"quote-{user}", user, 10, 3, Decimal("12.50")), ttl=900)
    activation = await store.begin(f"quote-{user}", user_id=user, chat_id=user, card_id=5, language="en")
    await store.sending(activation, owner="me", timeout_s=75)
    await store.bought(activation, Bought(f"request-{user}", "84912345678"), owner="me", lifetime=1180, first_poll=3)
    return activation


async def test_it_tells_who_bought_what_and_who_stopped_it(
    redis: Redis,
    valkey_url: str,
    store: ActivationStore,
    clock: Clock,
    settings: Callable[..., Settings],
    capsys: pytest.CaptureFixture[str],
) -> None:
    ann = await bought(store, ANN)
    await clock.advance(1)
    await store.switch(ADMIN, on=False)
    await clock.advance(1)
    await store.switch(ADMIN, on=True)
    await bought(store, BOB)
    await clock.advance(1)
    await store.cancel(ANN, ann.id, Reason.USER)
    await store.cancelled(ann)
    await audit(settings(REDIS_URL=valkey_url))
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(event["event"], event["user"]) for event in events] == [
        ("bought", "1001"),
        ("switched_off", "7"),
        ("switched_on", "7"),
        ("bought", "1002"),
        ("refunded", "1001"),
    ]
    assert events[4] == {
        "at": "2026-05-28T20:26:43.000+00:00",
        "event": "refunded",
        "user": "1001",
        "activation": "quote-1001",
        "country": "10",
        "service": "3",
        "price": "12.50",
        "request": "request-1001",
    }


async def test_an_event_is_told_once_and_without_number_or_code(store: ActivationStore, redis: Redis) -> None:
    ann, bob = await bought(store, ANN), await bought(store, BOB)
    await store.quote(Quote("quote", ANN, 10, 3, Decimal(1)), ttl=900)
    unknown = await store.begin("quote", user_id=ANN, chat_id=ANN, card_id=5, language="en")
    await store.sending(unknown, owner="me", timeout_s=75)
    await store.cancel(BOB, bob.id, Reason.USER)
    for _ in range(2):  # repeated after a lost reply
        await store.code(ann, "4321")
        await store.unconfirmed(bob, pause=10)
        await store.unknown(unknown, owner="me")
        await store.resolve(unknown.id, charged=True, admin_id=ADMIN)
    events = await read_audit(redis, Keys())
    told = sorted((event["event"], event["activation"]) for event in events)
    assert told == [
        ("bought", ann.id),
        ("bought", bob.id),
        ("lost", unknown.id),
        ("unconfirmed", bob.id),
        ("unknown", unknown.id),
    ]
    assert [event["by"] for event in events if "by" in event] == [str(ADMIN)]
    written = [value for event in events for value in event.values()]
    assert not {"84912345678", "4321"} & set(written)


async def test_it_reads_without_a_bot(
    tmp_path: Path, settings: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    await audit(settings(DATA_DIR=str(tmp_path)))
    assert capsys.readouterr().out == ""


async def test_a_long_log_is_read_whole(redis: Redis) -> None:
    pipeline = redis.pipeline()
    for at in range(2 * PIECE + 1):
        pipeline.xadd(Keys().audit, {"at": at, "event": "bought"})
    await pipeline.execute()
    assert [event["at"] for event in await read_audit(redis, Keys())] == [str(at) for at in range(2 * PIECE + 1)]


async def test_the_ledger_is_proved_or_printed(
    redis: Redis, clock: Clock, valkey_url: str, settings: Callable[..., Settings], capsys: pytest.CaptureFixture[str]
) -> None:
    wallets = WalletStore(redis, Keys(), clock=LUA_CLOCK)
    await wallets.book(Booking("topup:c1", EntryKind.TOP_UP, ANN, 12_500_000))
    await wallets.book(Booking("adj:1", EntryKind.ADJUSTMENT, BOB, 1, by=ADMIN, reason="=1+1"))
    found = settings(REDIS_URL=valkey_url)
    assert await audit_ledger(found, as_csv=False) == 0
    assert capsys.readouterr().out == "the ledger adds up: 2 entries; 2 users have 12.500001 RUB together\n"
    assert await audit_ledger(found, as_csv=True) == 0
    head, *rows = csv.reader(capsys.readouterr().out.splitlines())
    assert head[1:] == ["at", "operation", "kind", "user", "account", "amount", "activation", "by", "reason"]
    at = "2026-05-28T20:26:40.000+00:00"
    assert [row[1:] for row in rows] == [
        [at, "topup:c1", "topup", "1001", "user:1001", "12.5", "", "", ""],
        [at, "topup:c1", "topup", "1001", "topups", "-12.5", "", "", ""],
        [at, "adj:1", "adjustment", "1002", "user:1002", "0.000001", "", "7", "'=1+1"],
        [at, "adj:1", "adjustment", "1002", "adjustments", "-0.000001", "", "7", "'=1+1"],
    ]
    await redis.hincrby("{sb}:wallet:balances", "topups", 1_000_000)
    assert await audit_ledger(found, as_csv=False) == 1
    assert "THE LEDGER DOES NOT ADD UP: the sum is 1, wrong accounts: topups;" in capsys.readouterr().out
