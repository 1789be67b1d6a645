"""Choosing with few taps: pins, what was bought before, typed pairs, and words in a list; counted in taps."""

import re
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.storage.keys import Keys
from tests.stories.chat import ALICE, MINH, OLGA, Person, World, labels


class Counted:
    """A person whose taps and messages are counted."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.taps = self.messages = 0

    async def say(self, text: str) -> None:
        self.messages += 1
        await self.person.say(text)

    async def tap(self, label: str) -> None:
        self.taps += 1
        await self.person.tap(label)


def waits(person: Person) -> bool:
    """A number is there, and its SMS is waited for."""
    return any("+" in str(screen["text"]) and "Cancel" in " ".join(labels(screen)) for screen in person.screens)


def own(person: Person) -> list[str]:
    """The menu's rows of the person's own pairs."""
    rows = labels(person.screen)
    first = next(at for at, label in enumerate(rows) if label.startswith("📲"))
    return rows[:first]


async def pair_of(world: World, user: int) -> tuple[int, int]:
    one = (await world.shop.purchases.history(user, 0, 1)).activations[0]
    return one.country_id, one.service_id


async def test_a_repeat_takes_two_taps_from_start(world: World, alice: Person) -> None:
    await alice.buy()
    counted = Counted(alice)
    await alice.say("/start")
    await counted.tap(own(alice)[0])
    await counted.tap("Buy for")
    assert world.shop.charged() == {"charge": 2}
    assert waits(alice)
    assert (counted.taps, counted.messages) == (2, 0)


async def test_a_known_pair_takes_a_message_and_two_taps(world: World, alice: Person) -> None:
    counted = Counted(alice)
    await counted.say("tg vn")
    await counted.tap(labels(alice.screen)[0])
    assert re.search(r"Telegram\n.*Vietnam", alice.text)
    await counted.tap("Buy for")
    assert waits(alice)
    assert (counted.messages, counted.taps) == (1, 2)


async def test_a_new_pair_takes_at_most_five_taps_from_start(world: World, alice: Person) -> None:
    counted = Counted(alice)
    await alice.say("/start")
    await counted.tap("Buy a number")
    for _ in range(2):
        await counted.tap(labels(alice.screen)[0])
    await counted.tap("Buy for")
    assert waits(alice)
    assert counted.taps <= 5


async def test_the_menu_shows_todays_price_and_stock_of_what_was_bought_last(world: World, alice: Person) -> None:
    await alice.buy()
    await alice.say("/start")
    [row] = own(alice)
    offer = await world.shop.some_offer()
    assert row.split(" · ")[0] == "✈️ Telegram"
    assert f"₽{offer.price}" in row
    assert row.endswith("left")
    await world.person(MINH).say("/start")
    assert own(world.person(MINH)) == [], "what somebody else bought is nobody's business"


async def test_a_pinned_pair_stands_first_and_is_taken_away_again(world: World, alice: Person) -> None:
    await alice.buy()
    await alice.say("whatsapp vietnam")
    await alice.tap(labels(alice.screen)[0])
    before = alice.text
    await alice.tap("Pin to the menu")
    assert world.telegram.answers[-1].text == "Pinned: it stands in the menu now."
    assert alice.text == before
    assert "★ In the menu" in labels(alice.screen)
    await alice.say("/start")
    assert [row.split(" · ")[0] for row in own(alice)] == ["⭐ WhatsApp", "✈️ Telegram"]
    await alice.tap("WhatsApp")
    await alice.tap("In the menu")
    await alice.tap("☰ Menu")
    assert [row.split(" · ")[0] for row in own(alice)] == ["✈️ Telegram"]


async def test_pinning_keeps_the_way_back_to_the_page(world: World, alice: Person) -> None:
    await alice.say("/buy")
    await alice.tap(labels(alice.screen)[0])
    await alice.tap("›")
    await alice.tap(labels(alice.screen)[0])
    await alice.tap("Pin")
    await alice.tap("Other country")
    assert any(label.startswith("2/") for label in labels(alice.screen))


async def test_olga_pins_in_her_language(world: World) -> None:
    olga = world.person(OLGA)
    await olga.say("вк россия")
    await olga.tap(labels(olga.screen)[0])
    await olga.tap("Закрепить")
    assert world.telegram.answers[-1].text == "Закреплено: теперь это есть в меню."
    await olga.say("/start")
    assert own(olga)[0].startswith("⭐ ")
    assert "Россия" in own(olga)[0]


async def test_what_is_sold_out_says_so_and_leads_to_the_nearest(world: World, alice: Person) -> None:
    await alice.buy()
    country, service = await pair_of(world, ALICE)
    sell_out(world, country, service)
    await world.shop.catalogue.refresh()
    await alice.say("/start")
    [row] = own(alice)
    assert row.endswith("sold out")
    await alice.tap(row)
    assert "Sold out" in alice.text
    nearest = [label for label in labels(alice.screen) if label.startswith("✈️ Telegram · ")]
    assert len(nearest) == 3
    await alice.tap(nearest[0])
    assert any("Buy for" in label for label in labels(alice.screen))


async def test_a_pin_on_what_is_sold_out_can_be_taken_away(world: World, alice: Person) -> None:
    country, service = await pair_of_words(world, "tg vn")
    await alice.say("tg vn")
    await alice.tap(labels(alice.screen)[0])
    await alice.tap("Pin to the menu")
    sell_out(world, country, service)
    await world.pass_time(10)
    await alice.say("/start")
    await alice.tap("⭐ Telegram")
    assert "Sold out" in alice.text
    await alice.tap("★ In the menu")
    assert "Sold out" in alice.text
    assert "★ In the menu" not in labels(alice.screen)
    await alice.say("/start")
    assert own(alice) == []


async def pair_of_words(world: World, words: str) -> tuple[int, int]:
    await world.shop.catalogue.ready()
    found = world.shop.catalogue.search(words).pairs[0]
    return found.country.country.id, found.service.id


def sell_out(world: World, country: int, service: int) -> None:
    stock = world.shop.provider.orders.stock
    offer = stock.offer(country, service)
    assert offer
    stock.move(offer, -offer.stock)


async def test_words_in_a_list_belong_to_it(world: World, alice: Person) -> None:
    await alice.say("/buy")
    await alice.tap("Telegram")
    await alice.say("вьетнам")
    assert re.search(r"Telegram\n.*Vietnam", alice.text)
    assert any("Buy for" in label for label in labels(alice.screen))


async def test_a_service_that_is_typed_in_a_country_opens_the_offer_there(world: World, alice: Person) -> None:
    await alice.say("vietnam")
    await alice.tap("🇻🇳 Vietnam")
    await alice.say("whatsapp")
    assert re.search(r"WhatsApp\n.*Vietnam", alice.text)


async def test_a_name_that_fits_several_countries_gives_the_service_in_each(alice: Person) -> None:
    await alice.say("/buy")
    await alice.tap("Telegram")
    await alice.say("mal")
    assert len([label for label in labels(alice.screen) if label.startswith("✈️ Telegram · ")]) > 1


async def test_the_menu_and_buy_leave_the_list(world: World, alice: Person) -> None:
    for way_out in ("/start", "/buy"):
        await alice.say("/buy")
        await alice.tap("Telegram")
        await alice.say(way_out)
        await alice.say("vietnam")
        assert "Found for" in alice.text
        assert "Vietnam" in labels(alice.screen)[0]
        assert "Telegram" not in labels(alice.screen)[0]


async def test_a_pair_that_is_typed_in_a_list_is_that_pair(alice: Person) -> None:
    await alice.say("/buy")
    await alice.tap("Telegram")
    await alice.say("whatsapp vietnam")
    assert labels(alice.screen)[0].startswith("💬 WhatsApp · 🇻🇳 Vietnam")


async def test_a_list_of_long_ago_is_forgotten(world: World, alice: Person, redis: Redis) -> None:
    await alice.say("/buy")
    await alice.tap("Telegram")
    place = await redis.hget(Keys().user(ALICE), "place")
    await redis.hset(Keys().user(ALICE), "place", f"{str(place).partition('@')[0]}@1000")
    await alice.say("vietnam")
    assert "Found for" in alice.text


@pytest.mark.parametrize("words", ["tg vn", "вьетнам телеграм", "🇻🇳 telegram", "+84 tg"])
async def test_buy_with_words_finds_as_if_they_were_typed(alice: Person, words: str) -> None:
    await alice.say(f"/buy {words}")
    assert labels(alice.screen)[0].startswith("✈️ Telegram · 🇻🇳 Vietnam")


async def test_no_tap_on_the_way_to_a_number_asks_the_database_more_than_it_has_to(
    world: World, alice: Person, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Menu, services, countries: what is known of her, and the list that she chooses from, in one command. The offer:
    its quote as well."""
    await alice.say("/start")
    await world.shop.catalogue.ready()
    asked: list[str] = []
    execute: Any = Redis.execute_command

    async def count(self: Redis, *command: Any, **options: Any) -> Any:
        asked.append(str(command[4] if command[0] == "EVALSHA" else command[0]))
        return await execute(self, *command, **options)

    for way, commands in (("Buy a number", ["choose"]), ("Telegram", ["choose"]), ("", ["HMGET", "quote"])):
        label = way or labels(alice.screen)[0]
        world.telegram.tap(ALICE, alice.screen["id"], label=next(one for one in labels(alice.screen) if label in one))
        updates = await world.bot.get_updates(offset=world._offset, timeout=0)
        world._offset = updates[-1].update_id + 1
        with monkeypatch.context() as patch:
            patch.setattr(Redis, "execute_command", count)
            for update in updates:
                await world.dispatcher.feed_update(world.bot, update)
        assert asked == commands
        asked.clear()


async def test_buy_alone_lists_the_services(alice: Person) -> None:
    await alice.say("/buy")
    assert labels(alice.screen)[0].startswith("✈️ Telegram")
