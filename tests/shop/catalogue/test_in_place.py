"""Words typed within a list, a pair at a glance, what is nearest to it, and what is suggested for a few words."""

import pytest

from bot.domain.models import Country, Service
from bot.domain.pairs import NOWHERE, Pair, Place
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.hidden import Hidden
from bot.shop.catalogue.suggestions import MAX_SUGGESTED, suggest
from tests.shop.market import CHINA, GOOGLE, RUSSIA, TELEGRAM, USA, VIETNAM, VK, WHATSAPP, Market, Popularity

MALI, MALTA = Country(20, "Mali"), Country(21, "Malta")
CHILE, CHILI, RU = Country(22, "Chile"), Service(9, "Chili"), Service(8, "RU")
FOR_TELEGRAM, IN_VIETNAM = Place(service_id=TELEGRAM.id), Place(country_id=VIETNAM.id)


def full_market() -> Market:
    """Everything everywhere, but for WhatsApp in Vietnam, which is sold out."""
    countries = (RUSSIA, CHINA, VIETNAM, USA, MALI, MALTA, CHILE)
    services = (VK, GOOGLE, TELEGRAM, WHATSAPP, CHILI, RU)
    market = Market(countries, services)
    for country in countries:
        for service in services:
            market.put(country, service, 1000 - country.id)
    market.put(VIETNAM, WHATSAPP, 0)
    return market


async def opened(market: Market, hidden: Hidden | None = None) -> Catalogue:
    catalogue = Catalogue(market, Popularity(), now=lambda: 0.0, hidden=hidden or Hidden())
    await catalogue.ready()
    return catalogue


@pytest.fixture
async def catalogue() -> Catalogue:
    return await opened(full_market())


@pytest.mark.parametrize(
    ("text", "place", "meant"),
    [
        ("vietnam", FOR_TELEGRAM, Pair(VIETNAM.id, TELEGRAM.id)),
        ("🇻🇳", FOR_TELEGRAM, Pair(VIETNAM.id, TELEGRAM.id)),
        ("+84", FOR_TELEGRAM, Pair(VIETNAM.id, TELEGRAM.id)),
        ("вьетнама", FOR_TELEGRAM, Pair(VIETNAM.id, TELEGRAM.id)),
        ("mỹ", FOR_TELEGRAM, Pair(USA.id, TELEGRAM.id)),
        ("vie", FOR_TELEGRAM, Pair(VIETNAM.id, TELEGRAM.id)),
        ("tg", IN_VIETNAM, Pair(VIETNAM.id, TELEGRAM.id)),
        ("вк", IN_VIETNAM, Pair(VIETNAM.id, VK.id)),
        ("whatsapp", IN_VIETNAM, Pair(VIETNAM.id, WHATSAPP.id)),
        ("chile", FOR_TELEGRAM, Pair(CHILE.id, TELEGRAM.id)),
        ("chili", IN_VIETNAM, Pair(VIETNAM.id, CHILI.id)),
        ("ru", FOR_TELEGRAM, Pair(RUSSIA.id, TELEGRAM.id)),
        ("mal", FOR_TELEGRAM, None),
        ("vietnm", FOR_TELEGRAM, None),
        ("whatsapp", FOR_TELEGRAM, None),
        ("china", IN_VIETNAM, None),
        ("telegram china", FOR_TELEGRAM, None),
        ("qqqq", FOR_TELEGRAM, None),
        ("vietnam", NOWHERE, None),
        ("vietnam", Place(service_id=987), None),
    ],
)
async def test_words_in_a_list_mean_its_other_half(
    catalogue: Catalogue, text: str, place: Place, meant: Pair | None
) -> None:
    assert catalogue.search(text, place=place).meant == meant


@pytest.mark.parametrize(("text", "countries"), [("mal", {MALI, MALTA}), ("vietnm", {VIETNAM}), ("america", {USA})])
async def test_what_is_not_clear_gives_the_pairs_first(
    catalogue: Catalogue, text: str, countries: set[Country]
) -> None:
    found = catalogue.search(text, place=FOR_TELEGRAM)
    assert {pair.country.country for pair in found.pairs} == countries
    assert {pair.service for pair in found.pairs} == {TELEGRAM}


async def test_a_pair_in_a_list_is_that_pair(catalogue: Catalogue) -> None:
    [pair] = catalogue.search("google china", place=FOR_TELEGRAM).pairs
    assert (pair.service, pair.country.country) == (GOOGLE, CHINA)


async def test_a_list_of_what_is_hidden_by_now_counts_no_more() -> None:
    catalogue = await opened(full_market(), Hidden(services=["tg"]))
    found = catalogue.search("vietnam", place=FOR_TELEGRAM)
    assert (found.meant, found.pairs) == (None, [])
    assert [entry.country for entry in found.countries] == [VIETNAM]


async def test_a_glance_asks_nobody_and_tells_sold_out_from_hidden() -> None:
    market = full_market()
    catalogue = await opened(market, Hidden(countries=["china"]))
    market.asked.clear()
    here = catalogue.glance(Pair(VIETNAM.id, TELEGRAM.id))
    assert here
    assert (here.is_offered, here.offer and here.offer.stock) == (True, 990)
    sold_out, hidden = catalogue.glance(Pair(VIETNAM.id, WHATSAPP.id)), catalogue.glance(Pair(CHINA.id, TELEGRAM.id))
    assert sold_out
    assert (sold_out.is_offered, sold_out.offer) == (True, None)
    assert hidden
    assert (hidden.country, hidden.is_offered, hidden.offer) == (CHINA, False, None)
    assert catalogue.glance(Pair(987, TELEGRAM.id)) is None
    assert market.asked == []


async def test_before_the_first_list_nothing_is_known_at_a_glance() -> None:
    catalogue = Catalogue(full_market(), Popularity(), now=lambda: 0.0)
    assert catalogue.glance(Pair(VIETNAM.id, TELEGRAM.id)) is None
    assert catalogue.nearest(Pair(VIETNAM.id, TELEGRAM.id)) == []


async def test_nearest_is_the_service_in_other_countries(catalogue: Catalogue) -> None:
    nearest = catalogue.nearest(Pair(VIETNAM.id, WHATSAPP.id))
    assert [(one.service, one.country.country) for one in nearest] == [
        (WHATSAPP, RUSSIA),
        (WHATSAPP, CHINA),
        (WHATSAPP, MALI),
    ]
    assert VIETNAM not in [one.country.country for one in catalogue.nearest(Pair(VIETNAM.id, TELEGRAM.id))]


async def test_without_other_countries_it_is_the_countrys_first_services() -> None:
    catalogue = await opened(full_market(), Hidden(services=["tg"]))
    nearest = catalogue.nearest(Pair(VIETNAM.id, TELEGRAM.id))
    assert [(one.service, one.country.country) for one in nearest] == [
        (GOOGLE, VIETNAM),
        (VK, VIETNAM),
        (CHILI, VIETNAM),
    ]
    assert nearest[0].country.stock == 990


async def test_of_what_never_was_nothing_is_near(catalogue: Catalogue) -> None:
    assert catalogue.nearest(Pair(987, 654)) == []


async def test_suggestions_are_pairs_in_stock_each_once(catalogue: Catalogue) -> None:
    for text in ("", "telegram", "vietnam", "tg vn", "whatsapp vietnam", "m", "chile"):
        found = [Pair(one.country.country.id, one.service.id) for one in suggest(catalogue, text, [])]
        assert 0 < len(found) == len(set(found)) <= MAX_SUGGESTED
        assert Pair(VIETNAM.id, WHATSAPP.id) not in found


async def test_no_words_suggest_the_users_own_first_but_what_is_sold_out(catalogue: Catalogue) -> None:
    mine = [Pair(VIETNAM.id, WHATSAPP.id), Pair(MALTA.id, CHILI.id), Pair(987, 1)]
    first, second, *_ = suggest(catalogue, "  ", mine)
    assert (first.service, first.country.country) == (CHILI, MALTA)
    assert second.service == TELEGRAM


async def test_a_country_suggests_its_services_and_a_service_its_countries(catalogue: Catalogue) -> None:
    assert {one.country.country for one in suggest(catalogue, "malta", [])} == {MALTA}
    assert {one.service for one in suggest(catalogue, "telegram", [])} == {TELEGRAM}
