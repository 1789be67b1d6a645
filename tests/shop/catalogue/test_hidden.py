"""What the operator does not offer is neither listed, found, quoted nor bought; an old card still names it."""

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from bot.domain.errors import NotForSale, ProviderDown, StorageError
from bot.domain.models import Country, Service
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.hidden import Hidden
from bot.storage.hidden_offers import HiddenOffers
from bot.storage.keys import Keys
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


# -- what an admin hides while the bot runs


@pytest.fixture
async def both(market: Market, redis: Redis) -> list[Catalogue]:
    """Two replicas' catalogues."""
    replicas = [await open_catalogue(market, Hidden()) for _ in range(2)]
    for catalogue in replicas:
        catalogue.hidden_offers = HiddenOffers(redis, Keys())
    return replicas


async def sold(catalogue: Catalogue, country: Country, service: Service) -> bool:
    try:
        return (await catalogue.offer(country.id, service.id)).stock > 0
    except NotForSale:
        return False


async def test_a_hidden_offer_is_neither_listed_nor_sold_here_at_once_and_elsewhere_soon(both: list[Catalogue]) -> None:
    here, there = both
    await here.set_offered(VIETNAM.id, TELEGRAM.id, on=False, admin_id=1)
    assert TELEGRAM not in [entry.service for entry in here.services(VIETNAM.id)]
    assert VIETNAM not in [entry.country for entry in here.countries(TELEGRAM.id)]
    assert not await sold(here, VIETNAM, TELEGRAM)
    assert await sold(here, VIETNAM, VK)
    assert await sold(here, CHINA, TELEGRAM)
    await there.read_hidden()
    assert not await sold(there, VIETNAM, TELEGRAM)
    await here.set_offered(VIETNAM.id, TELEGRAM.id, on=True, admin_id=1)
    assert await sold(here, VIETNAM, TELEGRAM)
    assert TELEGRAM in [entry.service for entry in here.services(VIETNAM.id)]
    await there.read_hidden()
    assert await sold(there, VIETNAM, TELEGRAM)


async def test_a_country_is_hidden_with_all_its_services(both: list[Catalogue]) -> None:
    here, _ = both
    await here.set_offered(VIETNAM.id, None, on=False, admin_id=1)
    assert VIETNAM not in [entry.country for entry in here.countries()]
    assert list(here.services(VIETNAM.id)) == []
    assert [await sold(here, VIETNAM, one) for one in (TELEGRAM, VK)] == [False, False]
    await here.refresh()
    assert VIETNAM not in [entry.country for entry in here.countries()]


async def test_what_is_hidden_stays_so_while_the_database_is_away(
    both: list[Catalogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    here, _ = both
    await here.set_offered(VIETNAM.id, TELEGRAM.id, on=False, admin_id=1)

    async def away(*_: object) -> None:
        raise StorageError("away")

    monkeypatch.setattr(HiddenOffers, "read", away)
    with pytest.raises(StorageError):
        await here.read_hidden()
    await here.refresh()
    assert not await sold(here, VIETNAM, TELEGRAM)


async def test_nothing_new_costs_the_provider_nothing(both: list[Catalogue], market: Market) -> None:
    here, there = both
    await here.set_offered(VIETNAM.id, TELEGRAM.id, on=False, admin_id=1)
    await there.read_hidden()
    asked = len(market.asked)
    for catalogue in both:
        await catalogue.read_hidden()
    assert len(market.asked) == asked


async def test_a_provider_that_fails_just_then_offers_it_again_with_the_next_list(
    both: list[Catalogue], market: Market
) -> None:
    here, _ = both
    await here.set_offered(VIETNAM.id, TELEGRAM.id, on=False, admin_id=1)
    market.error = ProviderDown("HTTP 500")
    await here.set_offered(VIETNAM.id, TELEGRAM.id, on=True, admin_id=1)
    market.error = None
    await here.refresh()
    assert TELEGRAM in [entry.service for entry in here.services(VIETNAM.id)]
