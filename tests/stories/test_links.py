"""Ways into an offer from outside the chat: deep links, the share button, and inline mode in any chat."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.telegram.access import Access
from tests.stories.chat import ALICE, MINH, OLGA, STRANGER, Person, World, labels

TERMS = {"en": "No spam.", "vi": "Không spam.", "ru": "Без спама."}


def url_of(message: dict[str, Any], label: str) -> str:
    [url] = [button["url"] for row in message["keyboard"] for button in row if label in button["text"]]
    return str(url)


async def pair_of(world: World, words: str) -> tuple[int, int]:
    await world.shop.catalogue.ready()
    found = world.shop.catalogue.search(words).pairs[0]
    return found.country.country.id, found.service.id


async def follow(person: Person, url: str) -> None:
    """Tap a link into the bot's chat: Telegram sends its parameter with /start."""
    parts = urlsplit(url)
    assert (parts.netloc, parts.path) == ("t.me", "/sandbox_numbers_bot")
    await person.say(f"/start {parse_qs(parts.query)['start'][0]}")


async def test_a_shared_offer_opens_for_a_friend_with_todays_price(world: World, alice: Person) -> None:
    await alice.say("tg vn")
    await alice.tap(labels(alice.screen)[0])
    shared = url_of(alice.screen, "Share")
    assert shared.startswith("https://t.me/share/url?")
    query = parse_qs(urlsplit(shared).query)
    assert query["text"] == ["✈️ Telegram · 🇻🇳 Vietnam"]
    link = query["url"][0]
    assert re.fullmatch(r"https://t\.me/sandbox_numbers_bot\?start=o_\d+_\d+", link)
    country, service = await pair_of(world, "tg vn")
    world.shop.provider.orders.stock.reprice(country, service, Decimal(99))
    await world.pass_time(10)
    minh = world.person(MINH)
    await follow(minh, link)
    assert "Telegram" in minh.text
    assert "99" in minh.text
    await minh.tap("Mua")
    assert world.shop.charged() == {"charge": 1}


async def test_a_link_to_what_is_sold_out_leads_to_the_nearest(world: World, alice: Person) -> None:
    country, service = await pair_of(world, "tg vn")
    stock = world.shop.provider.orders.stock
    if offer := stock.offer(country, service):
        stock.move(offer, -offer.stock)
    await world.pass_time(10)
    await alice.say(f"/start o_{country}_{service}")
    assert "Sold out" in alice.text
    await alice.tap(next(label for label in labels(alice.screen) if label.startswith("✈️ Telegram · ")))
    assert any("Buy for" in label for label in labels(alice.screen))


@pytest.mark.parametrize("parameter", ["inline", "o_10", "o_x_y", "o_99999999999_1", "buy_10_3", "o_10_3_5"])
async def test_a_link_that_leads_nowhere_opens_the_menu(alice: Person, parameter: str) -> None:
    await alice.say(f"/start {parameter}")
    assert "📲 Buy a number" in labels(alice.screen)


async def test_a_link_to_what_never_was_says_so(alice: Person) -> None:
    await alice.say("/start o_987654_1")
    assert "not offered" in alice.text
    assert "☰ Menu" in labels(alice.screen)


class TestTerms:
    @pytest.fixture
    def terms(self) -> Mapping[str, str]:
        return TERMS

    async def test_who_agrees_to_the_terms_lands_on_the_offer(self, world: World) -> None:
        country, service = await pair_of(world, "tg vn")
        olga = world.person(OLGA)
        await olga.say(f"/start o_{country}_{service}")
        assert "Без спама." in olga.text
        await olga.tap("✅")
        assert re.search(r"Telegram\n.*Вьетнам", olga.text)
        await olga.tap("Купить за")
        assert world.shop.charged() == {"charge": 1}

    async def test_words_in_a_list_lead_through_the_terms_too(self, world: World, alice: Person) -> None:
        await alice.say("/buy")
        await alice.tap("Telegram")
        await alice.say("vietnam")
        assert "No spam." in alice.text
        await alice.tap("I agree")
        assert re.search(r"Telegram\n.*Vietnam", alice.text)


class TestPrivate:
    @pytest.fixture
    def access(self) -> Access:
        return Access(public=False, allowed=frozenset({ALICE}), admins=frozenset({ALICE}))

    async def test_a_link_gives_a_stranger_nothing(self, world: World) -> None:
        country, service = await pair_of(world, "tg vn")
        sam = world.person(STRANGER)
        await sam.say(f"/start o_{country}_{service}")
        assert "private" in sam.text
        assert "Telegram" not in sam.text
        assert labels(sam.screen) == []

    async def test_an_inline_query_gives_a_stranger_nothing(self, world: World) -> None:
        answer = await ask(world, STRANGER, "tg vn")
        assert (answer.results, answer.button, answer.is_personal) == ([], None, True)
        assert (await ask(world, ALICE, "tg vn")).results

    async def test_who_asked_inline_is_not_counted_as_one_who_came_in(self, world: World) -> None:
        await ask(world, STRANGER, "tg")
        await ask(world, ALICE, "tg")
        assert await world.users.count() == 0


async def ask(world: World, user: int, query: str) -> Any:
    """Type `@bot query` in some chat; gives the bot's answer."""
    before = len(world.telegram.inline_answers)
    world.telegram.ask_inline(user, query)
    await world.pump()
    assert len(world.telegram.inline_answers) == before + 1
    return world.telegram.inline_answers[-1].call


async def test_an_inline_query_lists_the_pair_and_leads_into_the_private_chat(world: World, alice: Person) -> None:
    country, service = await pair_of(world, "tg vn")
    answer = await ask(world, ALICE, "tg viet")
    assert (answer.is_personal, answer.cache_time <= 10) == (True, True)
    first = answer.results[0]
    assert (first.id, first.title) == (f"o_{country}_{service}", "✈️ Telegram · 🇻🇳 Vietnam")
    assert re.fullmatch(r"₽[\d.]+ · [\d.KM]+ left", first.description)
    assert "₽" not in first.input_message_content.message_text
    world.telegram.choose_inline(ALICE, world.telegram.inline_answers[-1].query_id, first.id)
    await world.pump()
    assert re.search(r"Telegram\n.*Vietnam", alice.text), "in the bot's own chat it is the offer at once"
    sent = [message for message in world.telegram.messages(ALICE) if not message["from_bot"]][-1]
    minh = world.person(MINH)
    await follow(minh, url_of(sent, "See the offer"))
    assert re.search(r"Telegram\n.*Việt Nam", minh.text)


async def test_olga_is_answered_in_her_language(world: World) -> None:
    answer = await ask(world, OLGA, "телеграм вьетнам")
    assert answer.results[0].title == "✈️ Telegram · 🇻🇳 Вьетнам"
    assert answer.button.text == "Открыть бота"


async def test_a_service_alone_gives_its_first_countries_and_a_country_its_first_services(world: World) -> None:
    by_service = [one.title for one in (await ask(world, ALICE, "telegram")).results]
    assert by_service[0].startswith("✈️ Telegram · ")
    assert len(set(by_service)) == len(by_service) >= 5
    by_country = [one.title for one in (await ask(world, ALICE, "vietnam")).results]
    assert all("Vietnam" in title for title in by_country)
    assert by_country[0].startswith("✈️ Telegram")


async def test_no_words_give_ones_own_pairs_first(world: World, alice: Person) -> None:
    await alice.say("whatsapp vietnam")
    await alice.tap(labels(alice.screen)[0])
    await alice.tap("Pin")
    assert (await ask(world, ALICE, "")).results[0].title == "💬 WhatsApp · 🇻🇳 Vietnam"
    assert (await ask(world, MINH, "")).results[0].title.startswith("✈️ Telegram")


async def test_what_is_not_found_still_leads_to_the_bot(world: World, alice: Person) -> None:
    answer = await ask(world, ALICE, "qqqqzzzz")
    assert answer.results == []
    assert answer.button.text == "Nothing found. Open the bot"
    await alice.say(f"/start {answer.button.start_parameter}")
    assert "📲 Buy a number" in labels(alice.screen)


async def test_no_number_and_no_code_stands_in_what_is_shown_inline(world: World, alice: Person) -> None:
    await alice.buy()
    await world.pass_time(25)
    [request] = world.shop.provider.orders.requests.values()
    for query in ("", "telegram", request.number, str(request.code)):
        answer = await ask(world, ALICE, query)
        assert request.number not in str(answer)
        assert str(request.code) not in str(answer)


async def test_a_provider_that_is_down_writes_nothing_into_the_private_chat(world: World, alice: Person) -> None:
    world.shop.provider.faults.add("http_500", times=None)
    world.telegram.ask_inline(ALICE, "tg")
    await world.pump()
    assert world.telegram.messages(ALICE) == []
