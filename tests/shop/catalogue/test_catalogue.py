"""What is for sale: in a useful order, loaded once, and kept through a provider's bad moments."""

import asyncio
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import NotForSale, ProviderDown, StorageError, WrongToken
from bot.domain.models import Country, Offer, Service
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.price_table import STOCK_START, CountryEntry, ServiceEntry
from tests.shop.market import CHINA, GOOGLE, RUSSIA, TELEGRAM, USA, VIETNAM, VK, WHATSAPP, Market, Popularity
from tests.shop.shelved import LOAD, NOBODY, Clock, countries, services


async def test_before_it_is_loaded_nothing_is_for_sale(catalogue: Catalogue) -> None:
    assert (services(catalogue), countries(catalogue), catalogue.country(0)) == ([], [], None)
    assert catalogue.search("telegram").services == []


async def test_lists_hold_what_has_stock_with_the_lowest_price_and_all_the_stock(catalogue: Catalogue) -> None:
    await catalogue.ready()
    assert list(catalogue.services()) == [
        ServiceEntry(TELEGRAM, Decimal(20), 170, varies=True),
        ServiceEntry(VK, Decimal(15), 50),
    ]
    assert list(catalogue.countries()) == [
        CountryEntry(RUSSIA, Decimal(15), 120, varies=True),
        CountryEntry(CHINA, Decimal("25.50"), 90),
        CountryEntry(VIETNAM, Decimal(20), 10),
    ]
    assert list(catalogue.services(CHINA.id)) == [ServiceEntry(TELEGRAM, Decimal("25.50"), 90)]
    assert list(catalogue.countries(VK.id)) == [CountryEntry(RUSSIA, Decimal(15), 50)]
    assert (services(catalogue, USA), countries(catalogue, WHATSAPP)) == ([], [])


async def test_unknown_ids_have_empty_lists_and_no_name(catalogue: Catalogue) -> None:
    await catalogue.ready()
    assert (services(catalogue, NOBODY[0]), countries(catalogue, NOBODY[1])) == ([], [])
    assert (catalogue.country(99), catalogue.service(99)) == (None, None)
    assert (catalogue.country(0), catalogue.service(3)) == (RUSSIA, TELEGRAM)


async def test_what_was_bought_here_lately_comes_first_and_then_the_larger_stock(
    catalogue: Catalogue, market: Market, popularity: Popularity
) -> None:
    market.put(RUSSIA, GOOGLE, 60)
    popularity.weights = {(RUSSIA.id, VK.id): 40.0, (VIETNAM.id, TELEGRAM.id): 8.0, (99, 1): 9.0, (0, 99): 9.0}
    await catalogue.ready()
    assert services(catalogue, RUSSIA) == [VK, TELEGRAM, GOOGLE]
    assert services(catalogue) == [VK, TELEGRAM, GOOGLE]
    assert countries(catalogue, TELEGRAM) == [VIETNAM, CHINA, RUSSIA]
    assert countries(catalogue) == [RUSSIA, VIETNAM, CHINA]


WORLD = ["Telegram", "WhatsApp", "Google", "Instagram", "Facebook", "TikTok"]


def busy_market() -> Market:
    """What the world uses most has the smallest stock."""
    titles = ["Yahoo Japan", "Kaspi", *reversed(WORLD), "Fotostrana"]
    market = Market([RUSSIA, CHINA], [Service(at, title) for at, title in enumerate(titles)])
    for service in market.listed_services:
        market.put(RUSSIA, service, 1 if service.title in WORLD else 9999)
    return market


@pytest.mark.parametrize(("bought", "place"), [(0, 7), (1, 6), (5, 3), (100, 0)])
async def test_what_the_world_uses_most_comes_first_until_enough_is_bought_here(bought: int, place: int) -> None:
    market, popularity = busy_market(), Popularity()
    kaspi = market.listed_services[1]
    popularity.weights = {(RUSSIA.id, kaspi.id): float(bought)} if bought else {}
    catalogue = Catalogue(market, popularity, now=Clock())
    await catalogue.ready()
    shown = [service.title for service in services(catalogue)]
    assert [title for title in shown if title in WORLD] == WORLD
    assert shown.index("Kaspi") == place
    assert services(catalogue, RUSSIA) == services(catalogue)


async def test_one_purchase_does_not_put_its_country_before_all_stock(market: Market, popularity: Popularity) -> None:
    popularity.weights = {(VIETNAM.id, TELEGRAM.id): 1.0}
    catalogue = Catalogue(market, popularity, now=Clock())
    await catalogue.ready()
    assert countries(catalogue)[0] == RUSSIA


async def test_an_offer_of_an_unlisted_country_or_service_is_not_shown(catalogue: Catalogue, market: Market) -> None:
    nameless = Service(98, "  ")
    market.listed_services.append(nameless)
    for country, service in ((NOBODY[0], VK), (USA, NOBODY[1]), (USA, nameless)):
        market.put(country, service, 1000)
    await catalogue.ready()
    assert countries(catalogue) == [RUSSIA, CHINA, VIETNAM]
    assert services(catalogue) == [TELEGRAM, VK]


async def test_an_absurd_stock_or_one_below_nothing_does_no_harm(catalogue: Catalogue, market: Market) -> None:
    market.put(USA, VK, 10**18 - 1)
    market.put(USA, GOOGLE, -5)
    await catalogue.ready()
    assert services(catalogue, USA) == [VK]
    assert services(catalogue) == [TELEGRAM, VK]


Figures = dict[tuple[int, int], tuple[int, int, float]]  # country id, service id -> stock, price, weight
figures = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 7)),
    st.tuples(st.integers(0, 4), st.integers(1, 3), st.sampled_from([0.0, 0.5, 2.0])),
)


def added_up(figures: Figures, axis: int) -> dict[int, tuple[float, int, Decimal]]:
    """Id on that axis (0: country, 1: service) -> weight, stock and lowest price of what is in stock."""
    sums: dict[int, tuple[float, int, Decimal]] = {}
    for pair, (stock, price, weight) in figures.items():
        so_far = sums.get(pair[axis], (0.0, 0, Decimal(9)))
        lowest = min(so_far[2], Decimal(price)) if stock else so_far[2]
        sums[pair[axis]] = (so_far[0] + weight, so_far[1] + stock, lowest)
    return {number: total for number, total in sums.items() if total[1]}


@given(figures=figures, looked_at=st.integers(0, 3), page=st.slices(8))
async def test_each_list_is_complete_sorted_by_use_and_cut_into_pages_like_any_list(
    figures: Figures, looked_at: int, page: slice
) -> None:
    listed = {pair: figure for pair, figure in figures.items() if pair[0] < 5 and pair[1] < 7}
    market = Market([Country(number, f"C{number}") for number in range(5)], [Service(n, f"S{n}") for n in range(7)])
    market.shelf = {pair: Offer(*pair, Decimal(price), stock) for pair, (stock, price, _weight) in figures.items()}
    popularity = Popularity()
    popularity.weights = {pair: weight for pair, (_stock, _price, weight) in figures.items()}
    catalogue = Catalogue(market, popularity, now=Clock())
    await catalogue.ready()
    with suppress(NotForSale):
        await catalogue.offer(looked_at, 0)

    for only in (None, *range(5)):
        sums = added_up({pair: figure for pair, figure in listed.items() if only in (None, pair[0])}, axis=1)
        services = list(catalogue.services(only))
        assert {e.service.id: (e.stock, e.price_from) for e in services} == {n: sums[n][1:] for n in sums}
        order = [sums[entry.service.id][:2] for entry in services]
        assert order == sorted(order, reverse=True)
        assert (catalogue.services(only)[page], len(catalogue.services(only))) == (services[page], len(services))
    for only in (None, *range(7)):
        sums = added_up({pair: figure for pair, figure in listed.items() if only in (None, pair[1])}, axis=0)
        countries = list(catalogue.countries(only))
        assert {e.country.id: (e.stock, e.price_from) for e in countries} == {n: sums[n][1:] for n in sums}
        stock = sum(one[1] for one in sums.values())
        order = [
            (sums[entry.country.id][0] + STOCK_START / stock * sums[entry.country.id][1], sums[entry.country.id][1])
            for entry in countries
        ]
        assert order == sorted(order, reverse=True)
        assert (catalogue.countries(only)[page], len(catalogue.countries(only))) == (countries[page], len(countries))


# -- loading


async def test_any_number_of_callers_share_one_load(catalogue: Catalogue, market: Market) -> None:
    await asyncio.gather(*(catalogue.ready() for _ in range(20)))
    await catalogue.ready()
    assert market.asked == list(LOAD)


async def test_a_failed_load_is_told_to_each_and_the_next_call_tries_again(
    catalogue: Catalogue, market: Market
) -> None:
    market.error = WrongToken("wrong_token")
    outcomes = await asyncio.gather(*(catalogue.ready() for _ in range(5)), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [WrongToken] * 5
    assert market.asked == ["countries"]
    market.error = None
    await catalogue.ready()
    assert services(catalogue, CHINA) == [TELEGRAM]


async def test_a_failed_refresh_keeps_what_there_was(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    market.error = ProviderDown("HTTP 502")
    with pytest.raises(ProviderDown):
        await catalogue.refresh()
    await catalogue.ready()
    assert services(catalogue) == [TELEGRAM, VK]
    assert [entry.service for entry in catalogue.search("telegram").services] == [TELEGRAM]


async def test_a_refresh_brings_new_names_and_figures(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    signal = Service(5, "Signal")
    market.listed_services.insert(0, signal)
    market.put(USA, signal, 7)
    market.sell_out(CHINA, TELEGRAM)
    await catalogue.refresh()
    assert countries(catalogue, TELEGRAM) == [RUSSIA, VIETNAM]
    assert [entry.service for entry in catalogue.search("signal").services] == [signal]


async def test_a_page_on_show_stays_as_it_was_through_a_refresh(catalogue: Catalogue, market: Market) -> None:
    await catalogue.ready()
    on_show = (catalogue.services(RUSSIA.id), catalogue.services(), catalogue.countries(), catalogue.countries(VK.id))
    before = [list(entries) for entries in on_show]
    market.sell_out(RUSSIA, VK)
    await catalogue.offer(RUSSIA.id, TELEGRAM.id)
    assert [list(entries) for entries in on_show] == before
    await catalogue.refresh()
    assert [list(entries) for entries in on_show] == before


async def test_the_providers_own_list_is_left_alone(watch: Clock) -> None:
    kept = [Offer(USA.id, VK.id, Decimal(1), 5)]

    class Keeper(Market):
        async def offers(self, country_id: int | None = None) -> list[Offer]:
            return kept

    await Catalogue(Keeper(), Popularity(), now=watch).ready()
    assert len(kept) == 1


async def test_a_cancelled_caller_takes_nobody_down_with_him(catalogue: Catalogue, market: Market) -> None:
    answer = market.hold("countries")
    callers = [asyncio.ensure_future(catalogue.ready()) for _ in range(3)]
    await answer.reached.wait()
    callers[0].cancel()
    answer.released.set()
    outcomes = await asyncio.gather(*callers, return_exceptions=True)
    assert isinstance(outcomes[0], asyncio.CancelledError)
    assert outcomes[1:] == [None, None]
    assert market.asked == ["countries", *LOAD]


async def test_without_the_database_the_lists_stand_in_their_last_order(
    catalogue: Catalogue, popularity: Popularity
) -> None:
    popularity.weights = {(RUSSIA.id, VK.id): 100.0}
    await catalogue.ready()
    popularity.error = StorageError("away")
    await catalogue.refresh()
    assert services(catalogue) == [VK, TELEGRAM]
