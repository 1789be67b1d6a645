"""The operator looks at the shop from a phone."""

from base64 import b64decode

import pytest

from bot.telegram.access import Access
from bot.telegram.admin_callbacks import OpenPicture, OpenStatistics
from bot.telegram.chart import ChartPainter
from tests.stories.chat import ALICE, MINH, Person, World, labels


@pytest.fixture
def access() -> Access:
    return Access(public=True, admins=frozenset({ALICE}))


async def a_day(world: World, person: Person) -> None:
    """Two codes, one refund, and one number that is waited for."""
    for _ in range(2):
        await person.buy()
        await world.pass_time(25)
    await person.buy()
    await world.pass_time(130)  # old enough to be cancelled
    world.shop.provider.switch(sms_delay=(900.0, 900.0))
    await person.buy()
    await person.buy()
    await world.pass_time(130)
    await person.tap("Cancel")
    await person.tap("Yes, cancel")
    await world.pass_time(10)


def lines(person: Person) -> list[str]:
    return person.text.splitlines()


async def test_the_shop_is_seen_at_a_glance(world: World, alice: Person) -> None:
    await a_day(world, alice)
    await alice.say("/admin")
    shown = lines(alice)
    assert shown[0] == "🛠 The shop at a glance"
    assert any(line.startswith("Balance: ₽") for line in shown)
    assert "🟢 Purchases are on." in shown
    assert "Waiting for a code: 1" in shown
    assert "Users: 1" in shown
    assert "Numbers bought: 5" in shown
    assert "Codes: 3 · 75% of what has ended" in shown
    assert "Refunded: 1" in shown


async def test_with_the_provider_away_all_the_rest_is_shown(world: World, alice: Person) -> None:
    await alice.buy()
    world.shop.provider.faults.add("http_500", times=None)
    await alice.say("/admin")
    assert "⚠️ No balance: the provider does not answer." in lines(alice)
    assert "Waiting for a code: 1" in lines(alice)


async def test_it_is_refreshed_in_place_and_leads_to_the_switch_and_back(world: World, alice: Person) -> None:
    await alice.say("/start")
    await alice.tap("At a glance")
    page = alice.screen["id"]
    await alice.tap("Refresh")
    await alice.tap("Purchases")
    await alice.tap("Stop purchases")
    assert f"By Alice · {ALICE}, " in alice.text
    await alice.tap("At a glance")
    assert any(f"By Alice · {ALICE}, " in line for line in lines(alice))
    assert any("Purchases are stopped" in line for line in lines(alice))
    assert alice.screen["id"] == page


async def test_to_all_others_it_does_not_exist(world: World) -> None:
    minh = world.person(MINH)
    await minh.say("/admin")
    refused = minh.text
    await minh.say("/nonsense")
    assert minh.text == refused
    await minh.forge(OpenStatistics().pack())
    await minh.forge(OpenPicture().pack())
    assert {name for name, _ in world.telegram.requests if name == "sendPhoto"} == set()
    assert labels(minh.screen)[0] == "📲 Mua số"


async def test_the_best_and_worst_services_are_a_picture(world: World, alice: Person) -> None:
    await a_day(world, alice)
    await alice.say("/admin")
    page = alice.screen
    await alice.tap("Best and worst")
    assert alice.screen["photo"]
    assert "set apart" in alice.text
    assert alice.shown(page)["text"] == page["text"], "the page stays above it"
    assert b64decode(alice.screen["photo"].partition(",")[2]).startswith(b"\x89PNG")
    await alice.tap("7 days")
    assert alice.screen["photo"]
    await alice.tap("At a glance")
    assert alice.text.startswith("🛠")


async def test_where_no_number_has_ended_there_is_no_picture(world: World, alice: Person) -> None:
    await alice.say("/admin")
    await alice.tap("Best and worst")
    assert "No number has ended" in alice.text


async def test_what_cannot_be_drawn_is_said_in_words(
    world: World, alice: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(self: ChartPainter, chart: object) -> None:
        return None

    monkeypatch.setattr(ChartPainter, "paint", fails)
    await a_day(world, alice)
    await alice.say("/admin")
    await alice.tap("Best and worst")
    assert "75% · 3 of 4" in alice.text
