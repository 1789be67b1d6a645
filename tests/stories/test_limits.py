"""A limit refuses a purchase, an admin stops them all: what the people read, and what they do next."""

from decimal import Decimal

import pytest
from structlog.testing import capture_logs

from bot.domain.users import Limits
from bot.telegram.access import Access
from bot.telegram.admin_callbacks import OpenSalesSwitch, SetSales
from tests.stories.chat import MINH, OLGA, Person, World, labels


@pytest.fixture
def access() -> Access:
    return Access(public=True, admins=frozenset({OLGA}))


async def start_buying(person: Person) -> None:
    """As far as an offer, in any language."""
    await person.say("/buy")
    for _ in range(2):
        await person.tap(labels(person.screen)[0])


class TestOneUser:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(active=1, hour=2)

    async def test_a_number_too_many_is_refused_on_the_offer_with_a_way_on(self, world: World, alice: Person) -> None:
        card = await alice.buy()
        await alice.start_buying()
        offer = alice.screen
        assert offer["id"] != card["id"]
        await alice.tap("Buy")
        assert alice.screen["id"] == offer["id"], "edited in place"
        assert "as many numbers as you may at once: 1" in alice.text
        assert "Nothing was bought" in alice.text
        await alice.tap("My numbers")
        await alice.tap(labels(alice.screen)[0])
        assert "Waiting for the SMS" in alice.text
        assert world.shop.charged() == {"charge": 1}

    async def test_it_is_open_again_when_it_says(self, world: World, alice: Person) -> None:
        began = int(world.shop.clock())
        for _ in range(2):
            await alice.buy()
            await world.pass_time(25)
        await alice.start_buying()
        await alice.tap("Buy")
        assert "in an hour: 2" in alice.text
        [opens] = [entity for entity in alice.screen["entities"] if entity["type"] == "date_time"]
        assert opens["unix_time"] == began + 3600
        await world.shop.pass_time(3600 - (world.shop.clock() - began), step=300)
        await alice.tap("Try again")
        await alice.tap("Buy")
        assert world.shop.charged() == {"charge": 3}

    async def test_each_reads_it_in_his_language(self, world: World) -> None:
        for user, words in ((MINH, "Chưa mua gì cả"), (OLGA, "Ничего не куплено")):
            person = world.person(user)
            for _ in range(2):
                await start_buying(person)
                await person.tap(labels(person.screen)[0])
            assert words in person.text


class TestPrice:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(price=Decimal("0.01"))

    async def test_what_is_too_dear_has_no_buy_button(self, world: World, alice: Person) -> None:
        with capture_logs() as logs:
            await alice.start_buying()
        assert [entry["cap"] for entry in logs if entry["event"] == "purchase refused"] == ["price"]
        assert "more than a number may cost here" in alice.text
        assert not any("Buy" in label for label in labels(alice.screen))
        await alice.tap("Other country")
        assert world.shop.charged() == {}


class TestAllUsers:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(all_active=1)

    async def test_busy_lines_are_free_again_as_soon_as_a_number_ends(self, world: World, alice: Person) -> None:
        minh = world.person(MINH)
        await start_buying(minh)
        await minh.tap(labels(minh.screen)[0])
        await alice.start_buying()
        await alice.tap("Buy")
        assert "All lines are busy" in alice.text
        await world.pass_time(25)
        await alice.tap("Try again")
        await alice.tap("Buy")
        assert world.shop.charged() == {"charge": 2}


async def test_an_admin_stops_purchases_and_waiting_numbers_go_on(world: World, alice: Person) -> None:
    card = await alice.buy()
    await alice.start_buying()
    olga = world.person(OLGA)
    await olga.say("/stop")
    assert "Покупки остановлены" in olga.text
    await alice.tap("Buy for")
    assert "Purchases are paused" in alice.text
    await world.pass_time(25)
    assert "The code is here" in alice.shown(card)["text"]
    assert world.shop.charged() == {"charge": 1}
    await olga.tap("Возобновить")
    assert "Покупки идут" in olga.text
    await alice.tap("Try again")
    assert world.shop.charged() == {"charge": 2}


async def test_the_switch_stands_in_the_admins_menu(world: World) -> None:
    olga = world.person(OLGA)
    await olga.say("/start")
    await olga.tap("Обзор")
    await olga.tap("Покупки")
    await olga.tap("Остановить")
    assert str(OLGA) in olga.text
    await olga.say("/go")
    assert await world.shop.purchases.sales_stop() is None


async def test_the_switch_is_nobody_elses(world: World, alice: Person) -> None:
    for command in ("/stop", "/go"):
        await alice.say(command)
    await alice.say("/start")
    assert not any("Purchases" in label for label in labels(alice.screen))
    for tap in (OpenSalesSwitch(), SetSales(on=False)):
        await alice.forge(tap.pack())
    assert await world.shop.purchases.sales_stop() is None
    assert (await alice.buy())["id"]
    assert world.shop.charged() == {"charge": 1}


async def test_the_setting_is_said_beside_the_switch(world: World, alice: Person) -> None:
    world.shop.purchase_limits.is_open = False
    olga = world.person(OLGA)
    await olga.say("/go")
    assert "PURCHASES=off" in olga.text
    await alice.buy()
    assert "Purchases are paused" in alice.text
    assert world.shop.calls("get-number") == 0
