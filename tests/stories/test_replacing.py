"""No code comes: what the card says, what to check, and another number in its place."""

from decimal import Decimal

import pytest

from bot.domain.users import Limits
from tests.stories.chat import MINH, OLGA, Person, World, labels


@pytest.fixture(autouse=True)
def silence(world: World) -> None:
    """No SMS comes by itself."""
    world.shop.provider.switch(sms_delay=(3600.0, 3600.0))


async def test_one_tap_gives_another_number_in_a_message_of_its_own(world: World, alice: Person) -> None:
    card = await alice.buy()
    await alice.tap("Replace", on=card)
    old = alice.shown(card)
    assert "The money is back: ₽" in old["text"]
    assert "next number" in old["text"]
    assert not [label for label in labels(old) if "Replace" in label or "same" in label]
    assert alice.screen["id"] != card["id"]
    assert "Waiting for the SMS" in alice.text
    assert "Replace" in " ".join(labels(alice.screen))
    assert world.shop.charged() == {"charge": 2, "refund": 1}


async def test_a_second_tap_on_the_old_button_buys_nothing(world: World, alice: Person) -> None:
    card = await alice.buy()
    taps = [button.get("callback_data", "") for row in card["keyboard"] for button in row]
    await alice.tap("Replace", on=card)
    await alice.forge(next(tap for tap in taps if tap.startswith("r:")), on=card)
    assert world.shop.charged() == {"charge": 2, "refund": 1}
    assert len(alice.screens) == 2


async def test_while_the_provider_refuses_the_cancel_the_card_says_so_and_offers_a_way_on(
    world: World, alice: Person
) -> None:
    world.shop.provider.switch(early_cancel=120.0)
    card = await alice.buy()
    await alice.tap("Replace", on=card)
    await world.pass_time(30)
    shown = alice.shown(card)
    assert "Replacing…" in shown["text"]
    assert "not taken the cancel yet" in shown["text"]
    assert labels(shown) == ["✖️ Only cancel", "➕ Another number", "☰ Menu", "🗂 My numbers"]
    await world.pass_time(120)
    assert "Waiting for the SMS" in alice.text
    assert world.shop.charged() == {"charge": 2, "refund": 1}


async def test_who_only_cancels_in_the_end_gets_no_other_number(world: World, alice: Person) -> None:
    world.shop.provider.switch(early_cancel=60.0)
    card = await alice.buy()
    await alice.tap("Replace", on=card)
    await alice.tap("Only cancel", on=card)
    assert "Replacing" not in alice.shown(card)["text"]
    assert "Cancelling…" in alice.shown(card)["text"]
    await world.pass_time(90)
    assert "Cancelled." in alice.shown(card)["text"]
    assert world.shop.charged() == {"charge": 1, "refund": 1}


async def test_a_cancel_that_is_refused_can_still_become_a_replacement(world: World, alice: Person) -> None:
    world.shop.provider.switch(early_cancel=60.0)
    card = await alice.buy()
    await alice.tap("Cancel", on=card)
    await alice.tap("Yes", on=card)
    await alice.tap("Then the same again", on=card)
    await world.pass_time(90)
    assert world.shop.charged() == {"charge": 2, "refund": 1}


async def test_a_code_that_comes_before_the_cancel_is_shown_and_nothing_is_bought(world: World, alice: Person) -> None:
    world.shop.provider.switch(early_cancel=60.0)
    card = await alice.buy()
    await alice.tap("Replace", on=card)
    (request_id,) = world.shop.provider.orders.requests
    world.shop.provider.deliver(request_id, "4321")
    await world.pass_time(60)
    assert "4321" in alice.text
    assert "No other number was bought" in alice.shown(card)["text"]
    assert world.shop.charged() == {"charge": 1}


async def test_a_higher_price_is_asked_about(world: World, alice: Person) -> None:
    card = await alice.buy()
    (request,) = world.shop.provider.orders.requests.values()
    world.shop.provider.orders.stock.reprice(request.country_id, request.service_id, Decimal("99.50"))
    await world.pass_time(10)
    await alice.tap("Replace", on=card)
    assert "Nothing is cancelled yet" in alice.shown(card)["text"]
    assert labels(alice.shown(card))[:2] == ["🔁 Replace for ₽99.50", "Keep it"]
    assert request.number in alice.shown(card)["text"].replace(" ", "")
    await alice.tap("Keep it", on=card)
    assert alice.shown(card)["text"] == card["text"]
    await alice.tap("Replace", on=card)
    await alice.tap("Replace for", on=card)
    assert "₽99.50" in alice.text
    assert world.shop.charged() == {"charge": 2, "refund": 1}


async def test_what_is_sold_out_is_told_before_anything_is_cancelled(world: World, alice: Person) -> None:
    card = await alice.buy()
    (request,) = world.shop.provider.orders.requests.values()
    offer = world.shop.provider.orders.stock.offer(request.country_id, request.service_id)
    assert offer is not None
    world.shop.provider.orders.stock.move(offer, -offer.stock)
    await world.pass_time(10)
    await alice.tap("Replace", on=card)
    assert "sold out just now" in alice.shown(card)["text"]
    assert labels(alice.shown(card)) == ["🌍 Other country", "✖️ Cancel", "Keep it"]
    assert world.shop.charged() == {"charge": 1}


class TestLimit:
    @pytest.fixture
    def limits(self) -> Limits:
        return Limits(day=1)

    async def test_a_limit_is_told_in_its_own_words_and_the_number_stays(self, world: World, alice: Person) -> None:
        card = await alice.buy()
        await alice.tap("Replace", on=card)
        assert "as many numbers as you may in 24 hours: 1" in alice.text
        assert alice.shown(card)["text"] == card["text"]
        assert world.shop.charged() == {"charge": 1}


async def test_help_is_one_tap_away_and_leads_back(world: World, alice: Person) -> None:
    card = await alice.buy()
    await alice.tap("No code?", on=card)
    shown = alice.shown(card)
    assert "exactly this number" in shown["text"]
    assert "usually comes within" in shown["text"]
    assert "nothing is lost until then" in shown["text"]
    (request,) = world.shop.provider.orders.requests.values()
    assert request.number in shown["text"].replace(" ", ""), "the number stays in sight"
    assert labels(shown)[:2] == ["🔁 Replace", "✖️ Cancel"]
    await alice.tap("Back", on=card)
    assert alice.shown(card)["text"] == card["text"]


async def test_the_card_says_once_that_the_usual_wait_is_over(world: World, alice: Person) -> None:
    card = await alice.buy()
    assert "usually" not in card["text"]
    edits = len(world.telegram.messages(alice.id))
    await world.pass_time(300)
    shown = alice.shown(card)
    assert "Still waiting for the SMS" in shown["text"]
    assert "Here it usually comes within" in shown["text"]
    assert "No code?" in " ".join(labels(shown))
    assert len(world.telegram.messages(alice.id)) == edits
    edited = shown["edit_date"]
    await world.pass_time(300)
    assert alice.shown(card)["edit_date"] == edited, "one edit, and no more"


async def test_help_that_is_open_when_the_code_comes_gives_way_to_it(world: World, alice: Person) -> None:
    card = await alice.buy()
    await alice.tap("No code?", on=card)
    (request_id,) = world.shop.provider.orders.requests
    world.shop.provider.deliver(request_id, "4321")
    await world.pass_time(30)
    assert "The code is here" in alice.shown(card)["text"]


MINH_TAPS = "Mua số", "Chưa có mã?", "Đổi số"
OLGA_TAPS = "Купить номер", "Нет кода?", "Заменить"


@pytest.mark.parametrize(("user", "taps"), [(MINH, MINH_TAPS), (OLGA, OLGA_TAPS)])
async def test_it_goes_in_each_language(world: World, user: int, taps: tuple[str, str, str]) -> None:
    buy, no_code, change = taps
    person = world.person(user)
    await person.say("/start")
    await person.tap(buy)
    for _ in range(2):
        await person.tap(labels(person.screen)[0])
    await person.tap("✅")
    card = person.screen
    await person.tap(no_code, on=card)
    await person.tap("‹", on=card)
    await person.tap(change, on=card)
    assert world.shop.charged() == {"charge": 2, "refund": 1}
