"""Which offers are proposed for hiding: those that fail for everybody, once a day at the most, and are on sale."""

from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

import pytest
from redis.asyncio import Redis

from bot.domain.alerts import ShopAlert
from bot.domain.code_times import BINS, CodeTimes
from bot.domain.errors import DeliveryError, Undelivered
from bot.shop.activations.poll_schedule import CodeHistory
from bot.shop.admin.alerts import Alerts
from bot.shop.admin.failing_offers import FailingOffers
from bot.shop.catalogue.catalogue import Catalogue
from bot.storage.hidden_offers import HiddenOffers
from bot.storage.keys import Keys
from bot.storage.leases import Leases
from tests.shop.market import RUSSIA, TELEGRAM, VIETNAM, VK, WHATSAPP, Market, Popularity
from tests.world import Messages

OLGA, PAUL = 9001, 9002


@dataclass
class Chats(Messages):
    admins: Collection[int] = (OLGA, PAUL)  # type: ignore[assignment]  # a field here
    told: list[tuple[int, dict[str, str | int | Decimal]]] = field(default_factory=list)
    refusing: dict[int, DeliveryError] = field(default_factory=dict)

    async def notify(self, admin: int, shop_alert: ShopAlert, **values: str | int | Decimal) -> None:
        assert shop_alert is ShopAlert.OFFER_FAILS
        if admin in self.refusing:
            raise self.refusing[admin]
        self.told.append((admin, values))


@dataclass
class World:
    market: Market
    history: CodeHistory
    catalogue: Catalogue
    chats: Chats
    failing: FailingOffers

    def fared(self, *offers: tuple[tuple[int, int], int, int]) -> None:
        """Each pair with its codes and its numbers that were waited for in vain."""
        self.history.pairs = {pair: code_times(codes, vain) for pair, codes, vain in offers}


def code_times(codes: float, vain: float, early: float = 0.0) -> CodeTimes:
    return CodeTimes([codes, *[0.0] * (BINS - 1)], [early, *[0.0] * (BINS - 2), vain])


@pytest.fixture
async def world(redis: Redis) -> World:
    market = Market()
    for country in (RUSSIA, VIETNAM):
        for service in (VK, TELEGRAM, WHATSAPP):
            market.put(country, service, 10)
    history, chats = CodeHistory(cast(Any, None)), Chats()
    catalogue = Catalogue(market, Popularity(), now=lambda: 1000.0)
    catalogue.hidden_offers = HiddenOffers(redis, Keys())
    await catalogue.ready()
    alerts = Alerts(chats, Leases(redis, Keys()))
    return World(market, history, catalogue, chats, FailingOffers(history, catalogue, alerts))


TG_VN, WA_VN, VK_VN, TG_RU = (10, 3), (10, 4), (10, 1), (0, 3)


async def test_an_offer_that_fails_is_proposed_to_each_admin_once(world: World) -> None:
    world.fared((TG_VN, 1, 20), (WA_VN, 30, 10))
    for _ in range(3):
        await world.failing.check()
    values = {"country_id": 10, "service_id": 3, "numbers": 21, "percent": 5}
    assert world.chats.told == [(OLGA, values), (PAUL, values)]


@pytest.mark.parametrize(("codes", "vain", "count"), [(4, 20, 0), (4, 21, 1), (0, 19, 0), (0, 20, 1)])
async def test_what_breaks_even_or_is_too_little_known_is_not_proposed(
    world: World, codes: int, vain: int, count: int
) -> None:
    world.chats.admins = (OLGA,)
    world.fared((TG_VN, codes, vain))
    await world.failing.check()
    assert len(world.chats.told) == count


async def test_numbers_given_back_at_once_say_nothing(world: World) -> None:
    world.history.pairs = {TG_VN: code_times(3, 10, early=100)}
    await world.failing.check()
    assert world.chats.told == []


async def test_a_proposal_that_was_not_delivered_is_made_again(world: World) -> None:
    world.fared((TG_VN, 0, 20))
    world.chats.refusing[OLGA] = Undelivered("ServerError")
    await world.failing.check()
    world.chats.refusing.clear()
    await world.failing.check()
    assert [admin for admin, _ in world.chats.told] == [PAUL, OLGA]


async def test_it_is_made_again_after_a_day(world: World, redis: Redis) -> None:
    world.chats.admins = (OLGA,)
    world.fared((TG_VN, 0, 20))
    await world.failing.check()
    [name] = await redis.keys("*lease:told:offer_fails*")
    assert 86_000_000 < await redis.pttl(name) <= 86_400_000
    await redis.delete(name)
    await world.failing.check()
    assert len(world.chats.told) == 2


async def test_a_country_in_which_nothing_works_is_proposed_as_a_whole(world: World) -> None:
    world.chats.admins = (OLGA,)
    world.fared((TG_VN, 1, 20), (WA_VN, 0, 5), (TG_RU, 0, 30))
    await world.failing.check()
    assert [values for _, values in world.chats.told] == [
        {"country_id": 0, "service_id": 3, "numbers": 30, "percent": 0},
        {"country_id": 10, "numbers": 26, "percent": 4},
    ]


async def test_one_service_that_works_keeps_its_country(world: World) -> None:
    world.chats.admins = (OLGA,)
    world.fared((TG_VN, 0, 40), (WA_VN, 10, 10), (VK_VN, 0, 40))
    await world.failing.check()
    assert [values.get("service_id") for _, values in world.chats.told] == [3, 1]


async def test_what_is_not_on_sale_is_not_proposed(world: World) -> None:
    world.chats.admins = (OLGA,)
    world.fared((TG_VN, 0, 20), (TG_RU, 0, 20))
    await world.catalogue.set_offered(*TG_VN, on=False, admin_id=OLGA)
    world.market.sell_out(RUSSIA, TELEGRAM)
    await world.catalogue.refresh()
    await world.failing.check()
    assert world.chats.told == []


async def test_ten_are_proposed_at_the_most(world: World) -> None:
    world.chats.admins = (OLGA,)
    for service_id in range(100, 115):
        world.market.listed_services.append(type(TELEGRAM)(service_id, f"Service {service_id}"))
        world.market.put(VIETNAM, world.market.listed_services[-1], 10)
    await world.catalogue.refresh()
    world.fared(*(((10, one), 0, one) for one in range(100, 115)), (TG_VN, 20, 20))
    await world.failing.check()
    assert [values["service_id"] for _, values in world.chats.told] == [*range(114, 104, -1)]
