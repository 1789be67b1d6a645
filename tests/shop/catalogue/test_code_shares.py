"""What the bot's own numbers have shown, and where it is told: beside offers, and in the order of countries."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.domain.code_times import CodeChance
from bot.domain.models import Offer, Reason
from bot.shop.activations.poll_schedule import CodeHistory
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.price_table import Mark
from bot.storage.activations import ActivationStore
from sandbox.smsman import SmsMan as Sandbox
from tests.assortment import shortened
from tests.clock import Clock
from tests.shop.market import CHINA, RUSSIA, TELEGRAM, USA, VIETNAM, VK, Market, Popularity
from tests.storage.buying import USER, Buyer
from tests.world import TOKEN, Messages, Shop, open_shop


@pytest.fixture
async def shop(redis: Redis, clock: Clock, messages: Messages) -> AsyncIterator[Shop]:
    sandbox = shortened(Sandbox(token=TOKEN, now=clock))
    sandbox.switch(sms_delay=(20.0, 20.0), never_share=0.0, slow_share=0.0)
    async with open_shop(redis, clock, sandbox, messages) as shop:
        yield shop


async def test_what_was_bought_and_delivered_is_told_beside_the_offer(shop: Shop) -> None:
    for user in range(24):
        await shop.buy(USER + user)
    await shop.pass_time(40, step=1)
    offer = await shop.some_offer()
    assert offer.code_chance is None
    await shop.code_history.refresh()
    told = (await shop.catalogue.offer(offer.country_id, offer.service_id)).code_chance
    assert told is not None
    assert told.share == pytest.approx(1.0)
    assert told.within in (20, 25)


async def test_looks_follow_what_was_learned(shop: Shop) -> None:
    for user in range(24):
        await shop.buy(USER + user)
    await shop.pass_time(40, step=1)
    await shop.code_history.refresh()
    looks = shop.calls("get-sms")
    await shop.buy()
    await shop.pass_time(30, step=1)
    assert shop.calls("get-sms") - looks <= 5
    assert [call.call for call in shop.provider.calls][-2:] == ["get-sms", "set-status"], "and it is closed"


async def test_layers_go_from_all_numbers_to_those_of_one_pair(store: ActivationStore, clock: Clock) -> None:
    code_history = CodeHistory(store)
    heard: list[str] = []
    code_history.listeners.append(lambda: heard.append("more"))
    for user in (USER, USER + 1):
        activation = await Buyer(store, user=user).buy()
        await clock.advance(100)
        await store.cancel(user, activation.id, Reason.USER)
        await store.cancelled(activation)
    await code_history.refresh()
    assert [round(layer.total, 3) for layer in code_history.layers(10, 3)] == [2.0, 2.0, 2.0]
    assert [round(layer.total, 3) for layer in code_history.layers(11, 3)] == [2.0, 2.0, 0.0]
    assert [round(layer.total, 3) for layer in code_history.layers(10, 4)] == [2.0, 0.0, 0.0]
    assert code_history.code_chance(10, 3) is None, "two are too few to tell"
    assert heard == ["more"]


@pytest.fixture
def market() -> Market:
    market = Market()
    for country, stock in ((RUSSIA, 70), (CHINA, 90), (VIETNAM, 10), (USA, 5)):
        market.put(country, TELEGRAM, stock)
        market.put(country, VK, stock)
    return market


async def order(market: Market, shares: dict[int, float], service: int = TELEGRAM.id) -> list[str]:
    def figures(country_id: int, service_id: int) -> CodeChance | None:
        known = service_id == TELEGRAM.id and country_id in shares
        return CodeChance(shares[country_id], 20) if known else None

    catalogue = Catalogue(market, Popularity(), now=lambda: 0.0, code_chance=figures)
    await catalogue.ready()
    return [entry.country.title for entry in catalogue.countries(service)]


async def test_good_countries_come_first_and_bad_ones_last(market: Market) -> None:
    assert await order(market, {}) == ["China", "Russia", "Vietnam", "USA"]
    assert await order(market, {USA.id: 0.95, CHINA.id: 0.1}) == ["USA", "Russia", "Vietnam", "China"]


async def test_the_better_share_wins_by_a_tenth_at_least(market: Market) -> None:
    assert await order(market, {USA.id: 0.96, VIETNAM.id: 0.80}) == ["USA", "Vietnam", "China", "Russia"]
    assert await order(market, {USA.id: 0.92, VIETNAM.id: 0.91}) == ["Vietnam", "USA", "China", "Russia"]


async def test_a_usual_share_stands_with_what_nobody_knows(market: Market) -> None:
    assert await order(market, {VIETNAM.id: 0.7}) == await order(market, {})


async def test_countries_come_by_what_a_code_is_expected_to_cost(market: Market) -> None:
    market.put(CHINA, TELEGRAM, 90, "30")
    market.put(RUSSIA, TELEGRAM, 70, "10")
    market.put(VIETNAM, TELEGRAM, 10, "15")
    market.put(USA, TELEGRAM, 5, "2")
    known = {RUSSIA.id: 0.5, VIETNAM.id: 0.95, CHINA.id: 0.9, USA.id: 0.1}
    assert await order(market, known) == ["Vietnam", "Russia", "China", "USA"]
    assert await order(market, known, VK.id) == ["China", "Russia", "Vietnam", "USA"], "nothing is known of it"


async def test_the_cheapest_and_the_best_are_marked(market: Market) -> None:
    market.put(VIETNAM, TELEGRAM, 10, "12")
    market.put(USA, TELEGRAM, 5, "2")
    shares = {VIETNAM.id: 0.9, CHINA.id: 0.5, USA.id: 0.1}

    def figures(country_id: int, service_id: int) -> CodeChance | None:
        return CodeChance(shares[country_id], 20) if service_id == TELEGRAM.id and country_id in shares else None

    catalogue = Catalogue(market, Popularity(), now=lambda: 0.0, code_chance=figures)
    await catalogue.ready()
    marks = {entry.country.title: entry.mark for entry in catalogue.countries(TELEGRAM.id)}
    assert marks == {"Vietnam": Mark.BEST, "USA": Mark.CHEAPEST, "China": Mark.NONE, "Russia": Mark.NONE}
    assert {entry.mark for entry in catalogue.countries(VK.id)} == {Mark.NONE}, "all cost the same"


async def test_shares_of_one_service_say_nothing_of_another(market: Market) -> None:
    assert await order(market, {USA.id: 0.95}, VK.id) == await order(market, {})


async def test_an_offer_carries_its_figures(market: Market) -> None:
    catalogue = Catalogue(market, Popularity(), now=lambda: 0.0, code_chance=lambda *_: CodeChance(0.9, 15))
    offer = await catalogue.offer(VIETNAM.id, TELEGRAM.id)
    assert isinstance(offer, Offer)
    assert offer.code_chance == CodeChance(0.9, 15)
