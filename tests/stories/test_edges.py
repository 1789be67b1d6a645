"""Strangers, groups, forged and forgotten buttons, and worlds that fail: a short clear answer, and nothing bought."""

from decimal import Decimal

import pytest

from bot.telegram.access import Access
from bot.telegram.callbacks import AskCancel, Buy, Cancel, OpenCard
from tests.stories.chat import ALICE, MINH, OLGA, STRANGER, Person, World, labels


def last_toast(world: World) -> str:
    return str(world.telegram.answers[-1].text or "")


def buy_button(person: Person) -> dict[str, str]:
    return next(button for row in person.screen["keyboard"] for button in row if "Buy" in button["text"])


async def test_a_typo_finds_the_service(alice: Person) -> None:
    await alice.say("telegarm")
    assert any("Telegram" in label for label in labels(alice.screen))


async def test_a_country_and_a_service_typed_in_russian_are_found(world: World) -> None:
    olga = world.person(OLGA)
    await olga.say("вьетнам телеграм")
    shown = " ".join(labels(olga.screen))
    assert "Telegram" in shown
    assert "Вьетнам" in shown


@pytest.mark.parametrize("text", ["qzxqzxqzx", "🙈🙈", "\u202eabc", "x" * 4000, "<b>&", "/nonsense"])
async def test_what_cannot_be_found_gets_a_way_out(alice: Person, text: str) -> None:
    await alice.say(text)
    assert labels(alice.screen)


@pytest.mark.parametrize("data", ["b:zzz:1:1", "b", "xx:", "a:" + "é" * 20, "nothing at all", "s:1:2:3:4:5"])
async def test_a_forged_button_buys_nothing_and_is_answered(world: World, alice: Person, data: str) -> None:
    await alice.say("/start")
    answered = len(world.telegram.answers)
    await alice.forge(data)
    assert len(world.telegram.answers) == answered + 1
    assert world.shop.calls("get-number") == 0
    assert labels(alice.screen)


async def test_somebody_elses_buttons_do_nothing_and_show_nothing(world: World, alice: Person) -> None:
    card = await alice.buy()
    (request,) = world.shop.provider.orders.requests.values()
    (activation,) = (await world.shop.purchases.history(ALICE, 0, 1)).activations
    minh = world.person(MINH)
    await minh.say("/start")
    for tap in (AskCancel, Cancel, OpenCard):
        await minh.forge(tap(activation_id=activation.id).pack())
    assert not any(request.number[-6:] in screen["text"].replace(" ", "") for screen in minh.screens)
    assert world.shop.charged() == {"charge": 1}
    assert alice.shown(card)["text"] == card["text"]


async def test_somebody_elses_offer_cannot_be_bought(world: World, alice: Person) -> None:
    await alice.start_buying()
    stolen = buy_button(alice)["callback_data"]
    minh = world.person(MINH)
    await minh.say("/start")
    await minh.forge(stolen)
    assert world.shop.calls("get-number") == 0
    assert any("Mua" in label for label in labels(minh.screen)), "a stranger gets a fresh offer of their own"


async def test_an_offer_of_last_week_leads_to_a_fresh_one(world: World, alice: Person) -> None:
    await alice.say("/start")
    offer = await world.shop.some_offer()
    await alice.forge(Buy(nonce="of-last-week", country_id=offer.country_id, service_id=offer.service_id).pack())
    assert world.shop.calls("get-number") == 0
    await alice.tap("Buy")
    assert world.shop.calls("get-number") == 1


async def test_a_changed_price_is_shown_before_it_is_charged(world: World, alice: Person) -> None:
    await alice.start_buying()
    data = next(
        button["callback_data"] for row in alice.screen["keyboard"] for button in row if "Buy" in button["text"]
    )
    tap = Buy.unpack(data)
    world.shop.provider.orders.stock.reprice(tap.country_id, tap.service_id, Decimal("99.50"))
    await world.shop.clock.advance(10)
    await alice.tap("Buy")
    assert world.shop.calls("get-number") == 0
    assert "99.5" in alice.text
    await alice.tap("offer")
    await alice.tap("Buy")
    assert world.shop.charged() == {"charge": 1}


async def test_a_cancel_tapped_too_late_shows_the_code_instead(world: World, alice: Person) -> None:
    card = await alice.buy()
    await world.shop.clock.advance(600)
    await alice.tap("Cancel", on=card)
    (request,) = world.shop.provider.orders.requests.values()
    assert str(request.code) in alice.shown(card)["text"]
    assert world.shop.charged() == {"charge": 1}


@pytest.mark.parametrize("fault", ["http_500", "html", "drop_before", "rubbish"])
async def test_a_provider_that_fails_is_said_plainly(world: World, alice: Person, fault: str) -> None:
    await alice.say("/start")
    world.shop.provider.faults.add(fault, times=None)
    await alice.tap("Buy a number")
    assert "try again" in alice.text.lower()
    world.shop.provider.faults.clear()
    await alice.tap(labels(alice.screen)[0])
    assert len(labels(alice.screen)) > 5


async def test_a_number_is_bought_in_each_language(world: World) -> None:
    for user, buy, word in ((ALICE, "Buy a number", "Buy"), (MINH, "Mua", "Mua"), (OLGA, "Купить", "Купить")):
        person = world.person(user)
        await person.say("/start")
        await person.tap(next(label for label in labels(person.screen) if buy in label))
        await person.tap(labels(person.screen)[0])
        await person.tap(labels(person.screen)[0])
        await person.tap(next(label for label in labels(person.screen) if word in label))
    assert world.shop.charged() == {"charge": 3}


async def test_the_language_that_she_picks_is_remembered(world: World, alice: Person) -> None:
    await alice.say("/language")
    await alice.tap("Tiếng Việt")
    await alice.say("/start")
    assert any("Mua" in label for label in labels(alice.screen))


async def test_a_code_comes_in_the_language_she_has_chosen_since(world: World, alice: Person) -> None:
    await alice.buy()
    await alice.say("/language")
    await alice.tap("Tiếng Việt")
    await world.pass_time(25)
    assert "Mã" in alice.text


async def test_the_bot_says_in_a_group_that_it_works_in_private(world: World, alice: Person) -> None:
    world.telegram.add_group(-1001, "Friends")
    world.telegram.send_text(ALICE, "/start", chat_id=-1001)
    await world.pump()
    (said,) = [message for message in world.telegram.messages(ALICE, -1001) if message["from_bot"]]
    assert "private" in said["text"]
    assert not said["keyboard"]


async def test_the_balance_is_the_admins_to_see(world: World, alice: Person) -> None:
    await alice.say("/balance")
    assert "5,000" in alice.text
    minh = world.person(MINH)
    await minh.say("/balance")
    assert "5" not in minh.text
    assert world.shop.calls("get-balance") == 1


class TestPrivate:
    @pytest.fixture
    def access(self) -> Access:
        return Access(public=False, allowed=frozenset({MINH}), admins=frozenset({ALICE}))

    async def test_a_stranger_is_told_his_id_and_nothing_more(self, world: World) -> None:
        stranger = world.person(STRANGER)
        await stranger.say("/start")
        assert str(STRANGER) in stranger.text
        assert not labels(stranger.screen)
        await stranger.forge("m:")
        assert str(STRANGER) in last_toast(world)
        assert not world.shop.provider.calls

    async def test_those_who_are_allowed_come_in(self, world: World) -> None:
        for user in (ALICE, MINH):
            await world.person(user).say("/start")
            assert labels(world.person(user).screen)


async def test_a_code_that_wants_to_be_markup_is_shown_as_it_came(world: World, alice: Person) -> None:
    card = await alice.buy()
    (request,) = world.shop.provider.orders.requests.values()
    world.shop.provider.deliver(request.id, "<b>12</b>\u202e34\u0007 <a href='tg://user?id=1'>56</a>")
    await world.pass_time(25)
    for shown in (alice.screen, alice.shown(card)):
        assert "<b>12</b>34 <a href='tg://user?id=1'>56</a>" in shown["text"]
        assert "href" not in shown["html"].replace("&lt;a href=", "")
        assert not {"\u202e", "\u0007"} & set(str(shown))
