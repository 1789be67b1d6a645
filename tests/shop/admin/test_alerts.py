"""Alerts to the admins: each once, whatever becomes of the process that tells them or of another admin's chat."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.errors import ChatGone, DeliveryError, Malformed, Undelivered
from bot.shop.admin.alerts import Alerts
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from tests.world import Messages

DOWN, UP = ShopAlert.PROVIDER_DOWN, ShopAlert.PROVIDER_UP
OLGA, PAUL = 9001, 9002


@dataclass
class Chats(Messages):
    """The admins' chats; `refusing` says what each one's next messages meet."""

    admins: Collection[int] = (OLGA, PAUL)  # type: ignore[assignment]  # a field here
    told: list[tuple[int, ShopAlert]] = field(default_factory=list)
    refusing: dict[int, DeliveryError] = field(default_factory=dict)
    standing_still: bool = False

    async def notify(self, admin: int, shop_alert: ShopAlert, **values: str | int | Decimal) -> None:
        if self.standing_still:
            await asyncio.Event().wait()
        if admin in self.refusing:
            raise self.refusing[admin]
        self.told.append((admin, shop_alert))


@pytest.fixture
def chats() -> Chats:
    return Chats()


@pytest.fixture
def leases(redis: Redis) -> Leases:
    return Leases(redis, Keys())


@pytest.fixture
def alerts(chats: Chats, leases: Leases) -> Alerts:
    return Alerts(chats, leases)


@pytest.mark.parametrize("error", [Malformed("bad request"), Undelivered("ServerError"), ChatGone("forbidden")])
async def test_an_admin_who_cannot_be_told_costs_the_others_nothing(
    chats: Chats, alerts: Alerts, error: DeliveryError
) -> None:
    chats.refusing[OLGA] = error
    for _ in range(5):
        await alerts.tell(DOWN)
    assert chats.told == [(PAUL, DOWN)]
    chats.refusing.clear()
    await alerts.tell(DOWN)
    assert chats.told == [(PAUL, DOWN), (OLGA, DOWN)]


async def test_only_who_was_told_hears_of_the_end(chats: Chats, alerts: Alerts) -> None:
    chats.refusing[OLGA] = Undelivered("ServerError")
    await alerts.tell(DOWN)
    chats.refusing.clear()
    for _ in range(2):
        await alerts.over(DOWN, UP)
    assert chats.told == [(PAUL, DOWN), (PAUL, UP)]


async def test_an_end_that_was_not_delivered_is_told_later(chats: Chats, alerts: Alerts) -> None:
    await alerts.tell(DOWN)
    chats.refusing[OLGA] = Undelivered("ServerError")
    await alerts.over(DOWN, UP)
    chats.refusing.clear()
    await alerts.over(DOWN, UP)
    assert chats.told[2:] == [(PAUL, UP), (OLGA, UP)]


@pytest.mark.parametrize("ending", [False, True])
async def test_a_process_that_ends_while_it_tells_has_told_nobody(
    chats: Chats, alerts: Alerts, redis: Redis, ending: bool
) -> None:
    if ending:
        await alerts.tell(DOWN)
    chats.standing_still = True
    telling = asyncio.ensure_future(alerts.over(DOWN, UP) if ending else alerts.tell(DOWN, quiet=86_400.0))
    await asyncio.sleep(0.1)
    telling.cancel()
    await asyncio.wait({telling})
    chats.standing_still = False
    if not ending:  # killed rather than cancelled: nobody gives the lease back
        (name,) = await redis.keys("*lease:told*")
        assert 0 < await redis.pttl(name) <= 60_000
        await redis.delete(name)
    await (alerts.over(DOWN, UP) if ending else alerts.tell(DOWN))
    told = UP if ending else DOWN
    assert chats.told[-2:] == [(OLGA, told), (PAUL, told)]


async def test_an_end_is_told_though_each_call_of_the_database_is_sent_twice(
    chats: Chats, alerts: Alerts, leases: Leases, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = leases._script

    async def twice(key: str, *arguments: str | float) -> object:
        await script(key, *arguments)  # as redis-py does after a lost reply
        return await script(key, *arguments)

    monkeypatch.setattr(leases, "_script", twice)
    await alerts.tell(DOWN)
    await alerts.over(DOWN, UP)
    await alerts.tell(DOWN)
    assert chats.told == [(admin, one) for one in (DOWN, UP, DOWN) for admin in (OLGA, PAUL)]


async def test_with_no_admins_nothing_counts_as_told(chats: Chats, alerts: Alerts) -> None:
    chats.admins = ()
    await alerts.tell(DOWN)
    await alerts.over(DOWN, UP)
    chats.admins = (OLGA,)
    await alerts.tell(DOWN)
    assert chats.told == [(OLGA, DOWN)]


async def test_each_subject_counts_alone(chats: Chats, alerts: Alerts) -> None:
    for subject in ("10:3", "10:4", "10:3"):
        assert await alerts.tell(DOWN, subject=subject)
    assert chats.told == [(OLGA, DOWN), (PAUL, DOWN)] * 2


async def test_it_says_whether_any_admin_has_it(chats: Chats, alerts: Alerts, leases: Leases) -> None:
    chats.refusing = {OLGA: Undelivered("ServerError"), PAUL: Undelivered("ServerError")}
    assert not await alerts.tell(DOWN)
    del chats.refusing[PAUL]
    assert await alerts.tell(DOWN)
    assert await alerts.tell(DOWN), "he has it, though it is not told again"
    chats.admins = (OLGA,)
    await leases.hold(f"told:{DOWN}:{OLGA}", "another replica", 60)
    assert not await alerts.tell(DOWN), "nobody knows yet whether that one reaches her"
    chats.admins = ()
    assert await alerts.tell(DOWN), "there is nobody to wait for"


async def test_it_is_told_again_after_its_quiet_time(chats: Chats, alerts: Alerts) -> None:
    await alerts.tell(DOWN, quiet=0.05)
    await alerts.tell(DOWN, quiet=0.05)
    await asyncio.sleep(0.1)
    await alerts.tell(DOWN, quiet=0.05)
    assert chats.told == [(OLGA, DOWN), (PAUL, DOWN)] * 2


async def test_what_is_news_each_time_is_told_each_time(chats: Chats, alerts: Alerts) -> None:
    for _ in range(3):
        assert await alerts.tell(DOWN, quiet=0.0)
    assert chats.told == [(OLGA, DOWN), (PAUL, DOWN)] * 3


async def test_several_troubles_have_one_end(chats: Chats, alerts: Alerts) -> None:
    for notice in (ShopAlert.ACCOUNT_LOW, ShopAlert.ACCOUNT_EMPTY):
        await alerts.tell(notice)
    for _ in range(2):
        await alerts.over((ShopAlert.ACCOUNT_EMPTY, ShopAlert.ACCOUNT_LOW), ShopAlert.ACCOUNT_FINE)
    assert [notice for admin, notice in chats.told if admin == OLGA][2:] == [ShopAlert.ACCOUNT_FINE]
