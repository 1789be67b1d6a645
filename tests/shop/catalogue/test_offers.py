"""One offer, looked at afresh: at most once in a few seconds for all who ask, and the lists learn from it."""

import asyncio
import itertools
from decimal import Decimal

import pytest

from bot.domain.errors import NotForSale, ProviderDown
from bot.domain.models import Offer
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.price_table import ServiceEntry
from tests.shop.market import CHINA, GOOGLE, RUSSIA, TELEGRAM, USA, VIETNAM, VK, WHATSAPP, Market, Popularity
from tests.shop.shelved import LOAD, Clock, countries, services


async def test_an_offer_is_looked_at_afresh_and_the_lists_learn_from_it(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    assert services(catalogue, RUSSIA) == services(catalogue) == [TELEGRAM, VK]
    assert countries(catalogue) == [RUSSIA, CHINA, VIETNAM]
    assert countries(catalogue, VK) == [RUSSIA]
    assert len(catalogue.search("vk").services) == 1
    market.put(RUSSIA, TELEGRAM, 5, "31")
    market.sell_out(RUSSIA, VK)
    market.put(RUSSIA, GOOGLE, 8, "1")
    assert await catalogue.offer(RUSSIA.id, TELEGRAM.id) == Offer(RUSSIA.id, TELEGRAM.id, Decimal(31), 5)
    assert market.asked == [*LOAD, "offers 0"]
    assert services(catalogue, RUSSIA) == [TELEGRAM, GOOGLE]
    assert services(catalogue) == [TELEGRAM, GOOGLE]
    assert countries(catalogue) == [CHINA, RUSSIA, VIETNAM]
    assert countries(catalogue, VK) == []
    assert catalogue.search("vk").services == []
    assert catalogue.services()[0] == ServiceEntry(TELEGRAM, Decimal(20), 105, varies=True)


async def test_a_look_at_one_country_says_nothing_of_another(watch: Clock) -> None:
    class Talkative(Market):
        async def offers(self, country_id: int | None = None) -> list[Offer]:
            return list(self.shelf.values())

    talkative = Talkative()
    talkative.put(CHINA, VK, 3)
    catalogue = Catalogue(talkative, Popularity(), now=watch)
    with pytest.raises(NotForSale):
        await catalogue.offer(RUSSIA.id, VK.id)
    assert (services(catalogue, RUSSIA), services(catalogue, CHINA)) == ([], [VK])


async def test_a_later_refresh_overrules_a_look(catalogue: Catalogue, market: Market) -> None:
    await catalogue.offer(RUSSIA.id, VK.id)
    market.sell_out(RUSSIA, VK)
    await catalogue.refresh()
    assert services(catalogue, RUSSIA) == [TELEGRAM]


async def test_an_offer_loads_the_catalogue_where_that_was_not_done(catalogue: Catalogue, market: Market) -> None:
    assert (await catalogue.offer(CHINA.id, TELEGRAM.id)).stock == 90
    assert market.asked == [*LOAD, "offers 3"]


@pytest.mark.parametrize(("country_id", "service_id"), [(99, 3), (0, 99), (-1, 10**30)])
async def test_unknown_ids_are_not_for_sale_and_nobody_is_asked(
    catalogue: Catalogue, market: Market, country_id: int, service_id: int
) -> None:
    await catalogue.ready()
    with pytest.raises(NotForSale):
        await catalogue.offer(country_id, service_id)
    assert market.asked == list(LOAD)


async def test_an_absent_or_sold_out_offer_is_not_for_sale(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    market.sell_out(CHINA, TELEGRAM)
    for country, service in ((CHINA, TELEGRAM), (VIETNAM, WHATSAPP), (USA, VK)):
        with pytest.raises(NotForSale):
            await catalogue.offer(country.id, service.id)
    assert countries(catalogue, TELEGRAM) == [RUSSIA, VIETNAM]


async def test_a_provider_that_fails_changes_no_list_and_sells_nothing(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    market.error = ProviderDown("HTTP 502")
    with pytest.raises(ProviderDown):
        await catalogue.offer(RUSSIA.id, VK.id)
    assert services(catalogue, RUSSIA) == [TELEGRAM, VK]
    market.error = None
    assert (await catalogue.offer(RUSSIA.id, VK.id)).stock == 50


async def test_figures_young_enough_are_used_again_and_older_ones_are_not(
    catalogue: Catalogue, market: Market, watch: Clock
) -> None:
    await catalogue.ready()
    watch.now += 30
    await catalogue.offer(RUSSIA.id, VK.id)
    watch.now += 5
    await catalogue.offer(RUSSIA.id, TELEGRAM.id, max_age=5)
    assert market.asked == [*LOAD, "offers 0"]
    watch.now += 1
    await catalogue.offer(RUSSIA.id, TELEGRAM.id, max_age=5)
    await catalogue.offer(RUSSIA.id, TELEGRAM.id)
    assert market.asked == [*LOAD, "offers 0", "offers 0", "offers 0"]


async def test_countries_looked_at_together_are_not_all_read_again_together(market: Market, watch: Clock) -> None:
    shares = itertools.cycle((0.7, 1.0))
    catalogue = Catalogue(market, Popularity(), now=watch, jitter=lambda: next(shares))
    await catalogue.ready()
    for country in (RUSSIA, CHINA):
        await catalogue.offer(country.id, TELEGRAM.id)
    market.asked.clear()
    watch.now += 8
    for country in (RUSSIA, CHINA):
        await catalogue.offer(country.id, TELEGRAM.id, max_age=10)
    assert market.asked == ["offers 0"]


async def test_callers_at_once_share_one_look_at_a_country(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    await asyncio.gather(
        *(catalogue.offer(RUSSIA.id, service.id) for service in (VK, TELEGRAM) * 10),
        catalogue.offer(CHINA.id, TELEGRAM.id),
    )
    assert sorted(market.asked) == sorted([*LOAD, "offers 0", "offers 3"])


async def test_a_cancelled_look_is_made_again_for_the_next_caller(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    answer = market.hold("offers 0")
    first, second = (asyncio.ensure_future(catalogue.offer(RUSSIA.id, VK.id)) for _ in range(2))
    await answer.reached.wait()
    first.cancel()
    answer.released.set()
    assert (await second).stock == 50
    assert first.cancelled()


async def test_what_a_refresh_brings_does_not_undo_a_later_look(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    answer = market.hold("offers")
    refresh = asyncio.ensure_future(catalogue.refresh())
    await answer.reached.wait()
    market.sell_out(RUSSIA, VK)
    with pytest.raises(NotForSale):
        await catalogue.offer(RUSSIA.id, VK.id)
    answer.released.set()
    await refresh
    assert services(catalogue, RUSSIA) == [TELEGRAM]


@pytest.mark.parametrize("step", [-3600.0, -1.0])
async def test_a_clock_that_went_back_makes_nothing_fresh(
    catalogue: Catalogue, market: Market, watch: Clock, step: float
) -> None:
    await catalogue.ready()
    market.put(RUSSIA, VK, 50, "44")
    watch.now += step
    assert (await catalogue.offer(RUSSIA.id, VK.id, max_age=3)).price == 44


async def test_what_costs_nothing_is_not_for_sale(catalogue: Catalogue, market: Market) -> None:
    market.put(RUSSIA, VK, 50, "0")
    await catalogue.ready()
    assert services(catalogue, RUSSIA) == [TELEGRAM]
    assert countries(catalogue, VK) == []
    with pytest.raises(NotForSale):
        await catalogue.offer(RUSSIA.id, VK.id)
    market.put(RUSSIA, TELEGRAM, 70, "0")
    with pytest.raises(NotForSale):
        await catalogue.offer(RUSSIA.id, TELEGRAM.id)
