"""The operator hears of the account's rating: once at each mark, of its end, and of a fast fall."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.errors import Undelivered
from bot.shop.admin.account import RatingMonitor
from bot.shop.admin.alerts import Alerts
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from tests.world import Messages


class Hours:
    """A clock by hand, in hours."""

    now = 0.0

    def __call__(self) -> float:
        return self.now * 3600


@pytest.fixture
def hours() -> Hours:
    return Hours()


@pytest.fixture
def monitor(redis: Redis, messages: Messages, hours: Hours) -> RatingMonitor:
    return RatingMonitor(Alerts(messages, Leases(redis, Keys())), now=hours)


async def learn(monitor: RatingMonitor, hours: Hours, *ratings: str, apart: float = 2.0) -> None:
    for rating in ratings:
        await monitor.learn(Decimal(rating))
        hours.now += apart


async def test_each_mark_is_told_once_on_the_way_down_and_its_end(
    monitor: RatingMonitor, hours: Hours, messages: Messages
) -> None:
    await learn(monitor, hours, "96", "40", "39.9", "38", "35", "30", "25", "19.5", "15", "9", "5")
    assert messages.notices == [ShopAlert.RATING_40, ShopAlert.RATING_20, ShopAlert.RATING_10]
    assert messages.values[0] == {"rating": "39.9", "mark": "40"}
    await learn(monitor, hours, "11", "13")
    assert messages.notices[3:] == [ShopAlert.RATING_FINE], "not at every half a point"
    assert messages.values[3] == {"rating": "13", "mark": "10"}
    await learn(monitor, hours, "50", "51")
    assert messages.notices[4:] == [ShopAlert.RATING_FINE] * 2


async def test_a_fast_fall_is_told_from_wherever_it_began(
    monitor: RatingMonitor, hours: Hours, messages: Messages
) -> None:
    await learn(monitor, hours, "96", "92", "88", "85.5", apart=0.2)
    assert messages.notices == [ShopAlert.RATING_FALLS]
    assert messages.values == [{"rating": "85.5", "before": "96"}]
    await learn(monitor, hours, "85", "84", "80", apart=0.2)
    assert messages.notices == [ShopAlert.RATING_FALLS]


async def test_a_fall_that_nobody_could_be_told_of_is_told_later(
    monitor: RatingMonitor, hours: Hours, messages: Messages
) -> None:
    messages.failing = [Undelivered("ServerError")]
    await learn(monitor, hours, "96", "85", apart=0.2)
    assert messages.notices == []
    await learn(monitor, hours, "85", apart=0.2)
    assert messages.values == [{"rating": "85", "before": "96"}]


async def test_a_slow_fall_is_none(monitor: RatingMonitor, hours: Hours, messages: Messages) -> None:
    await learn(monitor, hours, "96", "90", "84", "78", "72", apart=0.7)
    assert messages.notices == []


async def test_where_no_rating_comes_nothing_is_told(monitor: RatingMonitor, messages: Messages) -> None:
    await monitor.learn(None)
    assert messages.notices == []
