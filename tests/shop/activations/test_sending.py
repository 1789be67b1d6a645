"""The moment in which money moves: what stands between the wish, the request that goes out, and the number."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.errors import NumberUnreadable, ProviderDown, Undelivered
from bot.domain.models import Activation, Bought, Reason, State
from bot.shop.timings import REAL, Timings
from bot.storage.audit_log import read_audit
from bot.storage.keys import Keys
from bot.storage.purchase_journal import Entry
from sandbox.smsman import SmsMan as Sandbox
from tests.assortment import shortened
from tests.clock import Clock
from tests.world import TOKEN, USER, Messages, Shop, open_shop

MaySend = Callable[[], Awaitable[bool]]


class Seller:
    """Stands before the real provider: it can stop a purchase at the last moment, or answer as it is told."""

    def __init__(self, shop: Shop) -> None:
        self.reached, self.goes_on = asyncio.Event(), asyncio.Event()
        self.goes_on.set()
        self.answers: list[Bought | Exception] = []
        self.most: list[Decimal] = []
        self._buy = shop.breaker.buy
        shop.breaker.buy = self.buy  # type: ignore[method-assign]

    async def buy(self, country_id: int, service_id: int, *, most: Decimal, may_send: MaySend) -> Bought:
        self.most.append(most)

        async def stopped() -> bool:
            self.reached.set()
            await self.goes_on.wait()
            return await may_send()

        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        return await self._buy(country_id, service_id, most=most, may_send=stopped)


@pytest.fixture
def seller(shop: Shop) -> Seller:
    return Seller(shop)


async def frozen_before_sending(shop: Shop, seller: Seller) -> tuple[Activation, asyncio.Task[bool]]:
    seller.goes_on.clear()
    activation = await shop.tap_buy()
    settling = asyncio.create_task(shop.settle())
    await seller.reached.wait()
    return activation, settling


@pytest.mark.parametrize("seconds", [11.0, 80.0, 600.0])
async def test_a_worker_that_slept_between_its_mark_and_the_request_sends_nothing(
    shop: Shop, seller: Seller, seconds: float
) -> None:
    activation, settling = await frozen_before_sending(shop, seller)
    await shop.clock.advance(seconds)
    seller.goes_on.set()
    await settling
    failed = await shop.now(activation)
    assert (failed.state, failed.reason) == (State.FAILED, Reason.STALE)
    assert shop.calls("get-number") == 0


async def test_a_worker_that_wakes_after_the_operators_word_sends_nothing(
    shop: Shop, seller: Seller, redis: Redis
) -> None:
    activation, settling = await frozen_before_sending(shop, seller)
    await redis.hset(f"{Keys().base}:a:{activation.id}", "state", "not_charged")
    seller.goes_on.set()
    await settling
    assert shop.calls("get-number") == 0
    assert (await shop.now(activation)).state is State.NOT_CHARGED


async def test_a_worker_that_slept_only_a_moment_buys(shop: Shop, seller: Seller) -> None:
    activation, settling = await frozen_before_sending(shop, seller)
    await shop.clock.advance(2)
    seller.goes_on.set()
    await settling
    assert (await shop.now(activation)).state is State.WAITING
    assert seller.most == [activation.price]


async def test_a_price_that_moves_between_the_list_and_the_purchase_is_not_paid(shop: Shop, seller: Seller) -> None:
    """The provider itself bounds the charge; the user is told what it costs now."""
    activation, settling = await frozen_before_sending(shop, seller)
    new = activation.price + 400
    shop.provider.orders.stock.reprice(activation.country_id, activation.service_id, new)
    seller.goes_on.set()
    await settling
    failed = await shop.now(activation)
    assert (failed.state, failed.reason, failed.new_price) == (State.FAILED, Reason.PRICE_CHANGED, new)
    assert shop.charged() == {}


async def test_a_lower_price_is_a_changed_price_too(shop: Shop) -> None:
    """Bought at it and booked at the old one, the ledger would drift."""
    activation = await shop.tap_buy()
    shop.provider.orders.stock.reprice(activation.country_id, activation.service_id, activation.price - 1)
    await shop.clock.advance(10)
    await shop.settle()
    failed = await shop.now(activation)
    assert (failed.reason, failed.new_price) == (Reason.PRICE_CHANGED, activation.price - 1)
    assert shop.calls("get-number") == 0


async def test_what_costs_nothing_is_not_bought(shop: Shop) -> None:
    activation = await shop.tap_buy()
    shop.provider.faults.add("cost_zero", call="get-prices", times=None)
    await shop.clock.advance(10)
    await shop.settle()
    assert (await shop.now(activation)).state is State.FAILED
    assert shop.calls("get-number") == 0


@pytest.mark.parametrize("same_user", [False, True])
async def test_a_request_that_is_sold_twice_belongs_to_the_first(
    shop: Shop, seller: Seller, messages: Messages, redis: Redis, same_user: bool
) -> None:
    seller.answers = [Bought("300000001", "254746615676"), Bought("300000001", "254746615676")]
    other = USER if same_user else USER + 16
    first, second = await shop.buy(USER), await shop.buy(other)
    assert (first.state, second.state) == (State.WAITING, State.UNKNOWN)
    assert second.number == ""
    assert second.request_id == "300000001", "the operator is told which"
    assert [alert.id for alert in messages.alerts] == [second.id]
    assert not any(card.number for card in messages.cards if card.id == second.id)
    events = [(event["event"], event["activation"]) for event in await read_audit(redis, Keys())]
    assert events == [("bought", first.id), ("unknown", second.id)]


async def test_a_number_that_cannot_be_read_is_given_back(shop: Shop, messages: Messages) -> None:
    bought = await shop.buy()  # some request that the sandbox knows
    seller = Seller(shop)
    seller.answers = [NumberUnreadable("get-number: no number", bought.request_id)]
    unreadable = await shop.tap_buy(USER + 1)
    await shop.settle()
    await shop.buyer.tasks.drain()
    await shop.settle()
    failed = await shop.now(unreadable)
    assert (failed.state, failed.reason) == (State.FAILED, Reason.GIVEN_BACK)
    assert shop.charged() == {"charge": 1, "refund": 1}
    assert {alert.request_id for alert in messages.alerts} <= {bought.request_id}, "told which, if told in time"
    assert messages.cards[-1].reason is Reason.GIVEN_BACK


async def test_a_number_that_can_be_neither_read_nor_given_back_is_the_operators(
    shop: Shop, messages: Messages
) -> None:
    seller = Seller(shop)
    seller.answers = [NumberUnreadable("get-number: no number", "77")]
    activation = await shop.buy()
    assert (activation.state, activation.request_id) == (State.UNKNOWN, "77")
    assert [alert.request_id for alert in messages.alerts] == ["77"]


@pytest.mark.parametrize("fault", ["wrong_country", "wrong_service"])
async def test_the_operator_hears_of_a_number_for_something_else(shop: Shop, messages: Messages, fault: str) -> None:
    await shop.some_offer()
    shop.provider.faults.add(fault, call="get-number")
    assert (await shop.buy()).state is State.WAITING
    assert messages.notices == [ShopAlert.OTHER_NUMBER]


async def test_a_second_number_stays_in_the_journal_until_it_is_given_back(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    activation = await shop.buy()
    second = Entry(activation, Bought("300000099", "84912345678"), "asecondowner", 1000.0)
    failing = True

    async def reject(request_id: str) -> None:
        if failing:
            raise ProviderDown("set-status: away")

    monkeypatch.setattr(shop.breaker, "reject", reject)
    monkeypatch.setattr(shop.buyer, "_timings", replace(REAL, retry_s=0.01))
    await shop.buyer._journal.write(second)
    await shop.buyer._store_or_give_back(second)
    await asyncio.sleep(0.1)
    assert [entry.owner for entry in await shop.buyer._journal.entries()] == ["asecondowner"]
    failing = False
    await shop.buyer.tasks.drain(5)
    assert await shop.buyer._journal.entries() == []


# -- the journal, and what is old


@asynccontextmanager
async def bot(redis: Redis, clock: Clock, messages: Messages, folder: Path, bot_id: int = 42) -> AsyncIterator[Shop]:
    sandbox = shortened(Sandbox(token=TOKEN, now=clock))
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0)
    async with open_shop(redis, clock, sandbox, messages, folder, bot_id=bot_id) as shop:
        yield shop


async def test_an_entry_that_outlived_its_activation_raises_nothing_from_the_dead(
    redis: Redis, clock: Clock, messages: Messages, tmp_path: Path
) -> None:
    async with bot(redis, clock, messages, tmp_path) as shop:
        activation = await shop.buy()
        await shop.buyer._journal.write(Entry(activation, Bought(activation.request_id, "84912345678"), "left", 1180.0))
        await shop.pass_time(1300, step=30)
        await clock.advance(8 * 86_400)
        await redis.delete(f"{Keys().base}:a:{activation.id}")
        shown, audited = len(messages.cards), len(await read_audit(redis, Keys()))
        await shop.buyer.replay()
        await shop.buyer.tasks.drain(5)
        await shop.settle()
        assert len(messages.cards) == shown
        assert len(await read_audit(redis, Keys())) == audited
        assert messages.notices == [ShopAlert.LATE_PURCHASE], "the operator may look at it"
        assert await shop.buyer._journal.entries() == []


async def test_each_entry_of_long_ago_stays_until_the_operator_has_heard_of_it(
    redis: Redis, clock: Clock, messages: Messages, tmp_path: Path
) -> None:
    async with bot(redis, clock, messages, tmp_path) as shop:
        activation = await shop.tap_buy()
        await redis.flushall()
        for request in ("301", "302"):
            await shop.buyer._journal.write(Entry(activation, Bought(request, "84912345678"), f"left{request}", 1180.0))
        await clock.advance(8 * 86_400)
        messages.failing = [Undelivered("ServerError")] * 2
        shop.buyer._timings = Timings(retry_for_s=0.0)
        await shop.buyer.replay()
        await shop.buyer.tasks.drain(5)
        assert messages.notices == []
        assert len(await shop.buyer._journal.entries()) == 2, "the next start tells of them"
        await shop.buyer.replay()
        await shop.buyer.tasks.drain(5)
        assert sorted(values["request"] for values in messages.values) == ["301", "302"]
        assert await shop.buyer._journal.entries() == []


async def test_an_entry_that_cannot_be_read_is_told_of_and_the_others_are_replayed(
    redis: Redis, clock: Clock, messages: Messages, tmp_path: Path
) -> None:
    async with bot(redis, clock, messages, tmp_path) as shop:
        activation = await shop.buy()
        await shop.buyer._journal.write(Entry(activation, Bought(activation.request_id, "84912345678"), "left", 1180.0))
        await redis.flushall()
        await clock.advance(5)
        (tmp_path / "cut.json").write_text('{"bot": 42, "ends"')
        await shop.buyer.replay()
        await shop.pass_time(60)
        assert [sent.id for sent in messages.codes] == [activation.id]
        await shop.built.queue_repair.round()
        assert messages.notices == [ShopAlert.UNREADABLE]
        assert messages.values == [{"count": 1}]
        assert (tmp_path / "cut.json").exists(), "the request's id may still be read in it"


async def test_an_entry_is_replayed_where_the_database_has_forgotten_it(
    redis: Redis, clock: Clock, messages: Messages, tmp_path: Path
) -> None:
    async with bot(redis, clock, messages, tmp_path) as shop:
        activation = await shop.buy()
        await shop.buyer._journal.write(Entry(activation, Bought(activation.request_id, "84912345678"), "left", 1180.0))
        await redis.flushall()
        await clock.advance(5)
        await shop.buyer.replay()
        await shop.pass_time(60)
        assert [sent.id for sent in messages.codes] == [activation.id]


async def test_a_bot_replays_nothing_of_another(redis: Redis, clock: Clock, messages: Messages, tmp_path: Path) -> None:
    async with bot(redis, clock, messages, tmp_path) as shop:
        activation = await shop.buy()
        await shop.buyer._journal.write(Entry(activation, Bought(activation.request_id, "84912345678"), "left", 1180.0))
    await redis.flushall()
    async with bot(redis, clock, messages, tmp_path, bot_id=43) as other:
        await other.buyer.replay()
        assert await other.buyer._journal.entries() == []
    async with bot(redis, clock, messages, tmp_path) as shop:
        assert [entry.owner for entry in await shop.buyer._journal.entries()] == ["left"]


async def test_without_room_in_the_journal_nothing_is_bought(
    redis: Redis, clock: Clock, messages: Messages, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    async with bot(redis, clock, messages, tmp_path / "file" / "journal") as shop:
        failed = await shop.buy()
        assert (failed.state, failed.reason) == (State.FAILED, Reason.STALE)
        assert shop.calls("get-number") == 0


async def test_a_disk_that_fills_during_the_purchase_keeps_the_number(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entry takes the room that was made for it: no file grows once the money has moved."""
    folder = shop.buyer._journal._folder
    sizes = []
    write = type(shop.buyer._journal)._write

    def watched(self: object, file: Path, line: bytes) -> None:
        write(self, file, line)  # type: ignore[arg-type]
        sizes.append((len(list(folder.iterdir())), file.stat().st_size))

    monkeypatch.setattr(type(shop.buyer._journal), "_write", watched)
    assert (await shop.buy()).state is State.WAITING
    assert sizes == [(1, 2048), (1, 2048)]
    assert list(folder.iterdir()) == []


async def test_a_purchase_not_yet_on_a_replica_leaves_the_journal_once_it_is(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = False

    async def hold(activation: Activation, field: str, value: str) -> bool:
        return known or field == "owner"

    monkeypatch.setattr(shop.buyer._replicas, "hold", hold)
    monkeypatch.setattr(shop.buyer, "_timings", replace(REAL, retry_s=0.01))
    await shop.buy()
    assert len(await shop.buyer._journal.entries()) == 1
    known = True
    await shop.buyer.tasks.drain(5)
    assert await shop.buyer._journal.entries() == []
