"""An offer fails for everybody: the operator is asked, hides it by one tap, and offers it again by another."""

import pytest

from bot.telegram.access import Access
from bot.telegram.admin_callbacks import SetOffered
from bot.telegram.callbacks import OpenOffer
from bot.texts import LANGUAGES
from tests.stories.chat import ALICE, MINH, OLGA, Person, World, labels
from tests.texts import TEXTS


@pytest.fixture
def access() -> Access:
    return Access(public=True, admins=frozenset({OLGA}))


async def forsake(world: World, times: int = 22) -> tuple[int, int]:
    """Numbers of the first offer that everybody waits for in vain; gives its country and service."""
    world.shop.provider.switch(never_share=1.0)
    for count in range(times):
        user = (ALICE, MINH)[count % 2]
        activation = await world.shop.buy(user)
        await world.shop.pass_time(90, step=45)
        await world.shop.purchases.cancel(user, activation.id)
        await world.pass_time(10)
    await world.shop.code_history.refresh()
    return activation.country_id, activation.service_id


async def test_the_operator_hides_it_and_offers_it_again(world: World, alice: Person) -> None:
    olga = world.person(OLGA)
    await olga.say("/start")
    await alice.say("/start")
    country, service = await forsake(world)
    offer = OpenOffer(country_id=country, service_id=service).pack()

    async def is_for_sale() -> bool:
        await alice.forge(offer)
        return any("Buy for" in label for label in labels(alice.screen))

    assert await is_for_sale()
    for _ in range(2):
        await world.shop.built.failing_offers.check()
    proposals = [screen for screen in olga.screens if "0 % of the last 22 numbers got a code" in screen["text"]]
    assert len(proposals) == 1
    await olga.tap("Hide it")
    assert "Скрыто на 30 дней" in olga.shown(proposals[0])["text"], "in the admin's own language by now"
    assert not await is_for_sale()
    await olga.tap("Снова продавать")
    assert "Снова продаётся" in olga.shown(proposals[0])["text"]
    assert await is_for_sale()
    await alice.tap("Buy for")
    assert world.shop.calls("get-number") == 23


async def test_it_is_for_admins_only(world: World, alice: Person) -> None:
    await alice.start_buying()
    offer = await world.shop.some_offer()
    await alice.forge(SetOffered(on=False, country_id=offer.country_id, service_id=offer.service_id).pack())
    assert world.shop.catalogue.is_offered(offer.country_id, offer.service_id)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_reads_well_in_each_language(language: str) -> None:
    texts = TEXTS[language]
    text = texts("alert-offer-fails", offer="Telegram · Vietnam", numbers=21, percent=5)
    assert "Telegram · Vietnam" in text
    assert "5" in text
    assert "21" in text
