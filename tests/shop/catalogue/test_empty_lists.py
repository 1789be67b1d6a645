"""An empty list where there was a full one is a glitch of the provider until it is confirmed."""

from decimal import Decimal

import pytest

from bot.domain.errors import NotForSale
from bot.shop.catalogue.catalogue import BARE_MAX_AGE_S, EMPTY_CONFIRM_S, Catalogue
from tests.shop.market import CHINA, RUSSIA, TELEGRAM, VIETNAM, VK, Market
from tests.shop.shelved import LOAD, Clock, countries, services


@pytest.mark.parametrize("call", LOAD)
async def test_an_empty_list_does_not_replace_a_full_one(catalogue: Catalogue, market: Market, call: str) -> None:
    await catalogue.ready()
    market.empty[call] = 3
    await catalogue.refresh()
    await catalogue.refresh()
    assert services(catalogue) == [TELEGRAM, VK]
    assert countries(catalogue) == [RUSSIA, CHINA, VIETNAM]
    assert catalogue.country(VIETNAM.id) == VIETNAM
    assert (await catalogue.offer(RUSSIA.id, VK.id)).stock == 50


async def test_new_prices_are_taken_though_the_names_came_back_empty(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    market.empty = {"countries": 1, "services": 1}
    market.put(RUSSIA, VK, 7, "3")
    await catalogue.refresh()
    assert [(entry.price_from, entry.stock) for entry in catalogue.services(RUSSIA.id)][1] == (Decimal(3), 7)


async def test_prices_are_as_old_as_the_list_that_was_kept(catalogue: Catalogue, market: Market, watch: Clock) -> None:
    await catalogue.ready()
    watch.now += 60
    market.empty["offers"] = 1
    await catalogue.refresh()
    market.put(RUSSIA, VK, 50, "44")
    assert (await catalogue.offer(RUSSIA.id, VK.id, max_age=3)).price == 44


async def test_one_empty_answer_about_a_country_loses_no_sale(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    market.empty[f"offers {RUSSIA.id}"] = 1
    assert (await catalogue.offer(RUSSIA.id, VK.id)).stock == 50


async def test_two_empty_answers_sell_nothing_but_the_lists_stay_and_the_next_tap_asks_again(
    catalogue: Catalogue, market: Market, watch: Clock
) -> None:
    await catalogue.ready()
    market.empty[f"offers {RUSSIA.id}"] = 2
    with pytest.raises(NotForSale):
        await catalogue.offer(RUSSIA.id, VK.id)
    assert countries(catalogue, VK) == [RUSSIA]
    watch.now += 1
    assert (await catalogue.offer(RUSSIA.id, VK.id, max_age=60)).stock == 50


async def test_what_stays_empty_is_believed_for_that_country_alone(
    catalogue: Catalogue, market: Market, watch: Clock
) -> None:
    await catalogue.ready()
    market.empty[f"offers {RUSSIA.id}"] = 99
    for _ in range(3):
        with pytest.raises(NotForSale):
            await catalogue.offer(RUSSIA.id, VK.id)
        watch.now += EMPTY_CONFIRM_S
    assert countries(catalogue) == [CHINA, VIETNAM]
    market.empty.clear()
    assert (await catalogue.offer(RUSSIA.id, VK.id)).stock == 50
    assert countries(catalogue) == [RUSSIA, CHINA, VIETNAM]


async def test_a_full_answer_between_two_empty_ones_takes_the_doubt_away(
    catalogue: Catalogue, market: Market, watch: Clock
) -> None:
    await catalogue.ready()
    for _ in range(2):
        market.empty[f"offers {RUSSIA.id}"] = 2
        with pytest.raises(NotForSale):
            await catalogue.offer(RUSSIA.id, VK.id)
        assert (await catalogue.offer(RUSSIA.id, VK.id)).stock == 50
        watch.now += EMPTY_CONFIRM_S
    assert countries(catalogue) == [RUSSIA, CHINA, VIETNAM]


async def test_a_country_without_stock_is_asked_for_once(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    market.shelf = {pair: offer for pair, offer in market.shelf.items() if pair[0] != VIETNAM.id}
    await catalogue.refresh()
    market.asked.clear()
    with pytest.raises(NotForSale):
        await catalogue.offer(VIETNAM.id, TELEGRAM.id)
    assert market.asked == [f"offers {VIETNAM.id}"]


@pytest.mark.parametrize("call", LOAD)
async def test_a_shop_that_began_empty_fills_as_soon_as_the_provider_has_a_list(
    catalogue: Catalogue, market: Market, watch: Clock, call: str
) -> None:
    market.empty[call] = 1
    await catalogue.ready()
    await catalogue.ready()
    assert services(catalogue) == []
    watch.now += BARE_MAX_AGE_S + 1
    await catalogue.ready()
    assert services(catalogue) == [TELEGRAM, VK]
