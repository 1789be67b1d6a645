"""What things are called is known at the next start before the provider has answered, and nothing else is."""

from collections.abc import Callable

import pytest
from redis.asyncio import Redis

from bot.domain.errors import NotForSale, ProviderDown, StorageError
from bot.domain.models import Country, Names, Service
from bot.domain.pairs import Pair
from bot.shop.catalogue.catalogue import Catalogue
from bot.shop.catalogue.kept_names import RENEWED_AFTER_S, KeptNames
from bot.storage.keys import Keys
from bot.storage.names import NameStore
from tests.shop.market import RUSSIA, TELEGRAM, USA, VK, Market, Popularity
from tests.shop.shelved import Clock

SIGNAL = Service(5, "Signal")


class Store(NameStore):
    """The real one, which counts its writes and may be away."""

    def __init__(self, redis: Redis) -> None:
        super().__init__(redis, Keys())
        self.written: list[Names] = []
        self.is_away = False

    async def read(self) -> Names:
        if self.is_away:
            raise StorageError("away")
        return await super().read()

    async def write(self, names: Names) -> None:
        if self.is_away:
            raise StorageError("away")
        self.written.append(names)
        await super().write(names)


Process = tuple[Catalogue, KeptNames]


@pytest.fixture
def store(redis: Redis) -> Store:
    return Store(redis)


@pytest.fixture
def start(store: Store, market: Market, watch: Clock) -> Callable[[], Process]:
    """One more process of the bot."""

    def started() -> Process:
        catalogue = Catalogue(market, Popularity(), now=watch, jitter=lambda: 1.0)
        return catalogue, KeptNames(store, catalogue, watch)

    return started


@pytest.fixture
async def before(start: Callable[[], Process]) -> Process:
    """The process that has read the lists and kept what they say."""
    catalogue, kept_names = start()
    await kept_names.recall()
    await catalogue.ready()
    await kept_names.keep()
    return catalogue, kept_names


@pytest.mark.usefixtures("before")
async def test_a_new_process_names_all_while_the_provider_is_away(start: Callable[[], Process], market: Market) -> None:
    market.error = ProviderDown("HTTP 502")
    catalogue, kept_names = start()
    assert catalogue.country(RUSSIA.id) is None
    await kept_names.recall()
    with pytest.raises(ProviderDown):
        await catalogue.ready()
    await kept_names.keep()
    assert [catalogue.country(one.id) for one in market.listed_countries] == market.listed_countries
    assert [catalogue.service(one.id) for one in market.listed_services] == market.listed_services


@pytest.mark.usefixtures("before")
async def test_nothing_can_be_bought_or_is_listed_by_a_name_alone(start: Callable[[], Process], market: Market) -> None:
    market.error = ProviderDown("HTTP 502")
    catalogue, kept_names = start()
    await kept_names.recall()
    assert (list(catalogue.services()), list(catalogue.countries())) == ([], [])
    assert catalogue.glance(Pair(RUSSIA.id, VK.id)) is None, "the menu would call it gone"
    assert not catalogue.is_listed(RUSSIA.id, VK.id)
    assert catalogue.search("telegram").services == []
    with pytest.raises(ProviderDown):
        await catalogue.offer(RUSSIA.id, VK.id)
    market.error, market.shelf = None, {}
    with pytest.raises(NotForSale):
        await catalogue.offer(RUSSIA.id, VK.id)


@pytest.mark.usefixtures("before")
async def test_what_is_read_today_goes_before_what_was_kept(start: Callable[[], Process], market: Market) -> None:
    renamed = Country(RUSSIA.id, "Russian Federation")
    market.listed_countries = [renamed]
    catalogue, kept_names = start()
    await kept_names.recall()
    await catalogue.ready()
    assert catalogue.country(RUSSIA.id) == renamed
    assert catalogue.country(USA.id) is None, "it is not in the catalogue any more"


async def test_the_same_names_are_written_once_and_once_more_after_a_day(
    before: Process, store: Store, watch: Clock
) -> None:
    catalogue, kept_names = before
    for _ in range(3):
        await catalogue.refresh()
        await kept_names.keep()
    assert len(store.written) == 1
    watch.now += RENEWED_AFTER_S
    await kept_names.keep()
    await kept_names.keep()
    assert len(store.written) == 2
    assert store.written[0] == store.written[1]


async def test_a_new_name_is_kept_with_the_next_round(before: Process, store: Store, market: Market) -> None:
    catalogue, kept_names = before
    market.listed_services.append(SIGNAL)
    await catalogue.refresh()
    await kept_names.keep()
    assert (await store.read()).services[SIGNAL.id] == SIGNAL


@pytest.mark.parametrize("call", ["countries", "services"])
@pytest.mark.parametrize("recalls", [True, False])
@pytest.mark.usefixtures("before")
async def test_a_first_list_that_is_empty_ends_no_full_one(
    start: Callable[[], Process], store: Store, market: Market, call: str, recalls: bool
) -> None:
    full = store.written[-1]
    market.empty[call] = 1
    catalogue, kept_names = start()
    if recalls:
        await kept_names.recall()
    await catalogue.ready()
    await kept_names.keep()
    assert await store.read() == full
    assert (catalogue.country(RUSSIA.id), catalogue.service(TELEGRAM.id)) == (RUSSIA, TELEGRAM)


async def test_before_anything_was_read_nothing_is_written(start: Callable[[], Process], store: Store) -> None:
    _, kept_names = start()
    await kept_names.recall()
    await kept_names.keep()
    assert store.written == []


@pytest.mark.usefixtures("before")
async def test_a_database_that_is_away_costs_names_until_it_is_back(
    start: Callable[[], Process], store: Store, market: Market
) -> None:
    full = store.written[-1]
    store.is_away, market.empty = True, {"services": 1}
    catalogue, kept_names = start()
    await kept_names.recall()
    await catalogue.ready()
    with pytest.raises(StorageError):
        await kept_names.keep()
    assert catalogue.service(TELEGRAM.id) is None
    store.is_away = False
    await kept_names.keep()
    assert catalogue.service(TELEGRAM.id) == TELEGRAM
    assert await store.read() == full


async def test_a_write_that_failed_is_made_with_the_next_round(before: Process, store: Store, market: Market) -> None:
    catalogue, kept_names = before
    market.listed_services.append(SIGNAL)
    await catalogue.refresh()
    store.is_away = True
    with pytest.raises(StorageError):
        await kept_names.keep()
    store.is_away = False
    await kept_names.keep()
    assert SIGNAL.id in (await store.read()).services
