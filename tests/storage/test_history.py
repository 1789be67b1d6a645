"""What a user has bought, by pages and as rows; and what each user cost, by the day on which they bought."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.models import Reason, State
from bot.domain.users import Cost
from bot.storage.activations import ActivationStore
from bot.storage.history import ROWS, HistoryStore
from bot.storage.keys import Keys
from tests.clock import START, Clock
from tests.storage.buying import USER, Buyer

DAY = 86_400.0
TODAY = int(START // DAY)


@pytest.fixture
def history(redis: Redis, store: ActivationStore) -> HistoryStore:
    return HistoryStore(redis, Keys(), store.broken)


@pytest.fixture
def buyer(store: ActivationStore) -> Buyer:
    return Buyer(store)


async def test_one_service_is_shown_alone_and_all_are_counted(
    history: HistoryStore, buyer: Buyer, clock: Clock
) -> None:
    for service in (3, 7, 3):
        buyer.service = service
        await buyer.leave()
        await clock.advance(1)
    waiting = await buyer.buy()
    page = await history.page(USER, 0, 2, 3)
    assert ([one.id for one in page.activations], page.total) == ([waiting.id, f"{USER}-3"], 3)
    assert page.services == {3: 3, 7: 1}
    assert [one.service_id for one in (await history.page(USER, 0, 9, 7)).activations] == [7]
    assert (await history.page(USER, 0, 9, 8)).total == 0
    assert (await history.page(USER + 1, 0, 9)).services == {}


async def test_rows_come_oldest_first_however_many_there_are(history: HistoryStore, buyer: Buyer, clock: Clock) -> None:
    for _ in range(ROWS + 3):
        await buyer.leave()
        await clock.advance(1)
    ids = [one.id async for one in history.rows(USER)]
    assert ids == [f"{USER}-{n}" for n in range(1, ROWS + 4)]
    assert [one async for one in history.rows(USER + 1)] == []


async def test_what_cannot_be_read_is_passed_over(history: HistoryStore, buyer: Buyer, redis: Redis) -> None:
    bad, good = await buyer.leave(), await buyer.leave()
    await redis.hset(f"{Keys().base}:a:{bad.id}", "price", "much")
    assert [one.id async for one in history.rows(USER)] == [good.id]
    assert (await history.page(USER, 0, 9)).activations == [good]


async def test_a_number_costs_its_user_its_price_and_nothing_once_it_is_given_back(
    store: ActivationStore, history: HistoryStore, buyer: Buyer
) -> None:
    other = Buyer(store, user=USER + 1)
    await buyer.use("22.5")
    await buyer.leave("10")
    await buyer.begin("99")
    await other.buy("0.000001")
    assert await history.costs(TODAY, TODAY) == {
        USER: Cost(2, Decimal("22.5")),
        USER + 1: Cost(1, Decimal("0.000001")),
    }


async def test_a_refund_of_the_next_day_lowers_the_day_of_the_purchase(
    store: ActivationStore, history: HistoryStore, buyer: Buyer, clock: Clock
) -> None:
    yesterdays = await buyer.buy("30")
    await clock.advance(DAY)
    await buyer.buy("20")
    await store.cancel(USER, yesterdays.id, Reason.USER)
    for _ in range(2):  # the reply was lost
        await store.cancelled(yesterdays)
    assert await history.costs(TODAY, TODAY) == {USER: Cost(1, Decimal(0))}
    assert await history.costs(TODAY, TODAY + 1) == {USER: Cost(2, Decimal(20))}


@pytest.mark.parametrize(("charged", "cost"), [(True, Decimal(40)), (False, None)])
async def test_an_unknown_costs_what_the_operator_finds(
    store: ActivationStore, history: HistoryStore, buyer: Buyer, charged: bool, cost: Decimal | None
) -> None:
    activation = await buyer.begin("40")
    await store.sending(activation, owner="me", timeout_s=75)
    await store.unknown(activation, owner="me")
    resolved = await store.resolve(activation.id, charged=charged, admin_id=9)
    assert resolved.state is (State.LOST if charged else State.NOT_CHARGED)
    assert [one.amount for one in (await history.costs(TODAY, TODAY)).values()] == ([] if cost is None else [cost])
