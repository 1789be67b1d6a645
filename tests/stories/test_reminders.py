"""Reminders as a user meets them: set with a tap, told once by a message that leads to a fresh offer."""

from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.domain.errors import ChatGone, SlowDown
from bot.domain.models import Activation
from bot.storage.keys import Keys
from bot.telegram.access import Access
from bot.telegram.callbacks import Buy as BuyTap
from bot.telegram.callbacks import OpenOffer, SetReminder
from tests.clock import Clock
from tests.stories.chat import ALICE, MINH, OLGA, Person, World, labels, open_world


def offered(person: Person) -> BuyTap:
    """The pair whose offer is on the screen."""
    data = next(
        button["callback_data"]
        for row in person.screen["keyboard"]
        for button in row
        if button["callback_data"].startswith("b:")
    )
    return BuyTap.unpack(data)


def stock(world: World, tap: BuyTap, left: int) -> None:
    """So many are left at the provider."""
    there = world.shop.provider.orders.stock
    offer = there.offer(tap.country_id, tap.service_id)
    assert offer is not None
    there.move(offer, left - offer.stock)


def price(world: World, tap: BuyTap, to: str) -> None:
    world.shop.provider.orders.stock.reprice(tap.country_id, tap.service_id, Decimal(to))


async def read_prices(world: World, times: int = 1) -> None:
    """As often as the app does it, two minutes apart."""
    for _ in range(times):
        await world.shop.clock.advance(120)
        await world.shop.built.reminders.read_prices()
        await world.shop.settle()


async def open_sold_out(world: World, person: Person) -> BuyTap:
    """The page of an offer that was there a moment ago."""
    await person.start_buying()
    tap = offered(person)
    stock(world, tap, 0)
    await world.shop.clock.advance(10)
    await person.forge(OpenOffer(country_id=tap.country_id, service_id=tap.service_id).pack())
    return tap


async def test_who_asked_is_told_once_it_is_there_and_buys_with_two_taps(world: World, alice: Person) -> None:
    tap = await open_sold_out(world, alice)
    assert labels(alice.screen)[0] == "🔔 Tell me when it is there"
    await alice.tap("Tell me when it is there")
    assert "You will be told as soon as it is in stock." in alice.text
    asked = alice.screen
    await read_prices(world, 2)
    assert alice.screen == asked, "nothing is there"
    stock(world, tap, 3)
    await read_prices(world)
    assert alice.screen == asked, "one reading may be a glitch"
    await read_prices(world)
    assert "🔔 It is in stock: ₽" in alice.text
    assert labels(alice.screen) == ["See the offer"]
    told = len(alice.screens)
    await read_prices(world, 3)
    assert len(alice.screens) == told, "once"
    assert world.shop.charged() == {}, "it never buys by itself"
    await alice.tap("See the offer")
    await alice.tap("Buy")
    assert world.shop.charged() == {"charge": 1}


async def test_who_came_too_late_for_the_last_one_sets_it_with_one_tap(world: World, alice: Person) -> None:
    await alice.start_buying()
    tap = offered(alice)
    world.shop.provider.faults.add("out_of_stock")
    await alice.tap("Buy")
    assert "Sold out." in alice.text
    assert labels(alice.screen)[:3] == ["🔄 Try again", "🔔 Tell me when it is there", "🌍 Other country"]
    card = alice.screen["id"]
    await world.shop.clock.advance(10)
    await alice.tap("Tell me")
    assert "You will be told as soon as it is in stock." in alice.text
    assert alice.screen["id"] != card, "the card stays as it is"
    stock(world, tap, 3)
    await read_prices(world, 2)
    assert "🔔 It is in stock: ₽" in alice.text
    assert world.shop.charged() == {}


async def test_minh_is_told_of_the_price_in_his_language(world: World) -> None:
    minh = world.person(MINH)
    await minh.say("/start")
    await minh.tap("Mua số")
    await minh.tap(labels(minh.screen)[0])
    await minh.tap(labels(minh.screen)[0])
    tap = offered(minh)
    price(world, tap, "40")
    await world.shop.clock.advance(10)
    await minh.tap("Báo khi giá này hoặc thấp hơn")
    assert [label for label in labels(minh.screen) if "trở xuống" in label] == [
        f"🔔 {one}\N{NO-BREAK SPACE}₽ trở xuống" for one in ("40", "36", "30", "20")
    ]
    await minh.tap("30\N{NO-BREAK SPACE}₽ trở xuống")
    assert "Bạn sẽ được báo khi giá từ 30\N{NO-BREAK SPACE}₽ trở xuống." in minh.text
    price(world, tap, "30.5")
    await read_prices(world, 2)
    assert "Đã có hàng" not in minh.text
    price(world, tap, "29.5")
    await read_prices(world, 2)
    assert "🔔 Đã có hàng: 29,50\N{NO-BREAK SPACE}₽" in minh.text


async def test_at_the_price_of_now_one_is_told_when_it_is_back(world: World, alice: Person) -> None:
    await alice.start_buying()
    tap = offered(alice)
    price(world, tap, "22")
    await world.shop.clock.advance(10)
    await alice.tap("Tell me at this price or less")
    await alice.tap("₽22 or less")
    await read_prices(world, 3)
    assert "You will be told" in alice.text, "that it costs ₽22 is known already"
    price(world, tap, "30")
    await read_prices(world)
    price(world, tap, "22")
    await read_prices(world, 2)
    assert "🔔 It is in stock: ₽22" in alice.text


async def test_of_two_who_wait_for_one_number_the_older_is_told(world: World, alice: Person) -> None:
    olga = world.person(OLGA)
    tap = await open_sold_out(world, alice)
    await alice.tap("Tell me")
    await olga.say("/start")
    await olga.forge(SetReminder(country_id=tap.country_id, service_id=tap.service_id).pack())
    assert "Сообщим: как только появится" in olga.text
    stock(world, tap, 1)
    await read_prices(world, 2)
    assert "It is in stock" in alice.text
    assert "Есть в наличии" not in olga.text
    await world.shop.clock.advance(900)
    await read_prices(world)
    assert "🔔 Есть в наличии" in olga.text


async def test_a_reminder_is_seen_and_removed_under_my_numbers(world: World, alice: Person) -> None:
    tap = await open_sold_out(world, alice)
    await alice.tap("Tell me")
    await alice.say("/numbers")
    await alice.tap("Reminders")
    assert "as soon as it is in stock, until" in alice.text
    await alice.tap("✖️")
    assert "None. You can set one on any offer" in alice.text
    stock(world, tap, 5)
    await read_prices(world, 3)
    assert "It is in stock" not in alice.text


async def test_the_eleventh_is_refused_with_the_way_to_the_list(world: World, alice: Person) -> None:
    await world.shop.catalogue.ready()
    service = world.shop.catalogue.services()[0].service
    for entry in world.shop.catalogue.countries(service.id)[:11]:
        await world.shop.built.reminders.set(ALICE, entry.country.id, service.id, 50, "en")
    await alice.start_buying()
    tap = offered(alice)
    for entry in world.shop.catalogue.countries(service.id)[10:11]:
        tap = BuyTap(nonce="x", country_id=entry.country.id, service_id=service.id)
    await alice.forge(SetReminder(country_id=tap.country_id, service_id=tap.service_id, share=90).pack())
    assert "You have 10 reminders" in alice.text
    await alice.tap("Reminders")
    assert [label[0] for label in labels(alice.screen)].count("✖") == 10


async def test_what_is_there_needs_no_reminder(world: World, alice: Person) -> None:
    tap = await open_sold_out(world, alice)
    stock(world, tap, 4)
    await world.shop.clock.advance(10)
    await alice.tap("Tell me when it is there")
    assert "It is in stock right now" in alice.text
    await alice.tap("See the offer")
    assert offered(alice).service_id == tap.service_id


async def test_what_is_not_offered_at_all_has_no_reminder(world: World, alice: Person) -> None:
    await alice.say("/start")
    await alice.forge(SetReminder(country_id=9_999_999_999, service_id=1).pack())
    assert "not offered" in alice.text
    assert not [label for label in labels(alice.screen) if "🔔" in label]
    assert await world.shop.built.reminders.of_user(ALICE) == []


async def test_while_purchases_are_stopped_nobody_is_called_to_buy(world: World, alice: Person) -> None:
    tap = await open_sold_out(world, alice)
    await alice.tap("Tell me")
    stock(world, tap, 3)
    await world.shop.purchases.set_sales(ALICE, on=False)
    await read_prices(world, 3)
    assert "It is in stock" not in alice.text
    await world.shop.purchases.set_sales(ALICE, on=True)
    await read_prices(world, 2)
    assert "It is in stock" in alice.text


async def test_a_reading_from_before_a_long_sleep_tells_nobody(world: World, alice: Person) -> None:
    tap = await open_sold_out(world, alice)
    await alice.tap("Tell me")
    stock(world, tap, 3)
    await read_prices(world)
    await world.shop.clock.advance(120)
    await world.shop.catalogue.refresh()
    await world.shop.clock.advance(600)
    await world.shop.built.reminders.check()
    await world.shop.settle()
    assert "It is in stock" not in alice.text


@pytest.mark.parametrize("trouble", [SlowDown(3.0), ChatGone("forbidden")])
async def test_a_reminder_that_telegram_did_not_take_is_told_again(
    world: World, alice: Person, redis: Redis, trouble: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    tap = await open_sold_out(world, alice)
    await alice.tap("Tell me")
    stock(world, tap, 3)
    real, refused = world.shop.built.messenger.send_reminder, [trouble]

    async def send(told: Activation) -> None:
        if refused:
            raise refused.pop()
        await real(told)

    monkeypatch.setattr(world.shop.built.messenger, "send_reminder", send)
    await read_prices(world, 2)
    assert "It is in stock" not in alice.text
    await world.pass_time(10)
    assert "It is in stock" in alice.text
    assert await redis.zcard(f"{Keys().base}:outbox") == 0


async def test_a_reminder_outlives_the_process_that_set_it_and_the_one_that_fired_it(
    redis: Redis, clock: Clock, access: Access
) -> None:
    async with open_world(redis, clock, access) as before:
        await open_sold_out(before, before.person(ALICE))
        await before.person(ALICE).tap("Tell me")
        await read_prices(before)
    async with open_world(redis, clock, access) as killed:  # its provider has stock again
        for _ in range(2):
            await clock.advance(120)
            await killed.shop.built.reminders.read_prices()
        await killed.shop.store.outbox.claim(limit=10, lease=30)
        assert killed.telegram.messages(ALICE) == []
    async with open_world(redis, clock, access) as after:
        alice = after.person(ALICE)
        after.telegram.send_text(ALICE, "/start")
        await after.pump()
        assert "It is in stock" not in alice.text
        await after.pass_time(31)
        assert "It is in stock" in alice.text
        told = len(alice.screens)
        await read_prices(after, 3)
        assert len(alice.screens) == told
