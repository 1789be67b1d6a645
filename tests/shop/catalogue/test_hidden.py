"""What the operator does not offer is neither listed, found, quoted nor bought; an old card still names it."""

import pytest
from structlog.testing import capture_logs

from bot.domain.errors import NotForSale
from bot.domain.models import Country
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.hidden import Hidden
from tests.shop.market import CHINA, RUSSIA, TELEGRAM, USA, VIETNAM, VK, Market, Popularity


@pytest.fixture
def market() -> Market:
    market = Market()
    market.listed_countries.append(Country(300, "USA v2"))
    for country in market.listed_countries:
        for service in market.listed_services:
            market.put(country, service, 10)
    return market


async def open_catalogue(market: Market, hidden: Hidden) -> Catalogue:
    catalogue = Catalogue(market, Popularity(), now=lambda: 1000.0, hidden=hidden)
    await catalogue.ready()
    return catalogue


@pytest.mark.parametrize("name", ["3", "tg", "TG", "telegram"])
async def test_a_hidden_service_is_neither_listed_nor_found_nor_quoted(market: Market, name: str) -> None:
    catalogue = await open_catalogue(market, Hidden(services=[name]))
    assert TELEGRAM not in [entry.service for entry in catalogue.services()]
    assert TELEGRAM not in [entry.service for entry in catalogue.services(VIETNAM.id)]
    assert TELEGRAM not in [entry.service for entry in catalogue.search("telegram").services]
    assert list(catalogue.countries(TELEGRAM.id)) == []
    asked = len(market.asked)
    with pytest.raises(NotForSale):
        await catalogue.offer(VIETNAM.id, TELEGRAM.id)
    assert len(market.asked) == asked
    assert (await catalogue.offer(VIETNAM.id, VK.id)).stock == 10


@pytest.mark.parametrize("name", ["10", "VN", "vietnam", "Viet Nam", "ВЬЕТНАМ", "VNM", "🇻🇳", " vn "])
async def test_a_hidden_country_is_neither_listed_nor_found_nor_quoted(market: Market, name: str) -> None:
    catalogue = await open_catalogue(market, Hidden(countries=[name]))
    assert VIETNAM not in [entry.country for entry in catalogue.countries()]
    assert VIETNAM not in [entry.country for entry in catalogue.countries(TELEGRAM.id)]
    assert VIETNAM not in [entry.country for entry in catalogue.search("vietnam").countries]
    assert list(catalogue.services(VIETNAM.id)) == []
    with pytest.raises(NotForSale):
        await catalogue.offer(VIETNAM.id, TELEGRAM.id)
    assert CHINA in [entry.country for entry in catalogue.countries()]


async def test_a_countrys_code_hides_all_its_lists(market: Market) -> None:
    catalogue = await open_catalogue(market, Hidden(countries=["us"]))
    assert {entry.country for entry in catalogue.countries()} == {RUSSIA, CHINA, VIETNAM}


async def test_a_service_is_not_hidden_by_a_countrys_name_nor_the_other_way_round(market: Market) -> None:
    catalogue = await open_catalogue(market, Hidden(services=["USA"], countries=["tg"]))
    assert USA in [entry.country for entry in catalogue.countries()]
    assert TELEGRAM in [entry.service for entry in catalogue.services()]


async def test_an_old_card_still_names_what_is_hidden(market: Market) -> None:
    catalogue = await open_catalogue(market, Hidden(services=["tg"], countries=["VN"]))
    assert (catalogue.country(VIETNAM.id), catalogue.service(TELEGRAM.id)) == (VIETNAM, TELEGRAM)


async def test_a_name_that_hides_nothing_is_told_to_the_operator(market: Market) -> None:
    with capture_logs() as logs:
        await open_catalogue(market, Hidden(services=["tg", "telegarm"]))
    assert [entry["names"] for entry in logs if "hidden" in entry["event"]] == [["telegarm"]]


TITLES = ("Argentinas", "Cote d`Ivoire Ivory Coast", "Korea", "USA", "USA *", "США (виртуальные)", "Land 7", "Chile")


@pytest.mark.parametrize(
    "entries", [("AR", "CI", "KR", "US", "VN"), ("argentina", "Ivory Coast", "корея", "U.S.A.", "vietnam")]
)
def test_a_country_is_hidden_in_any_spelling_with_all_its_pools(entries: tuple[str, ...]) -> None:
    listed = [Country(at, title, "VN" if title == "Land 7" else "") for at, title in enumerate(TITLES)]
    assert [country.title for country in Hidden(countries=entries).countries(listed)] == ["Chile"]


def test_a_country_that_title_and_code_call_differently_is_hidden_by_both() -> None:
    listed = [Country(1, "Georgia", "US")]
    assert Hidden(countries=["GE"]).countries(listed) == Hidden(countries=["US"]).countries(listed) == []


def test_the_entries_that_match_nothing_are_named_as_they_were_written(market: Market) -> None:
    hidden = Hidden(services=["TG", "Telegarm"], countries=["Vietnam", "Wakanda", "99", "GB"])
    unmatched = hidden.unmatched(market.listed_countries, market.listed_services)
    assert unmatched == ["Telegarm", "Wakanda", "99", "GB"]
