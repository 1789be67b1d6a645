"""The main job, as its user lives it."""

import re

from tests.stories.chat import Person, World, labels


async def test_alice_buys_a_number_and_gets_her_code(world: World, alice: Person) -> None:
    card = await alice.buy()
    assert re.search(r"\+\d[\d -]{6,}", card["text"])
    assert "Cancel" in " ".join(labels(card))
    await world.pass_time(25)
    code = alice.screen
    (request,) = world.shop.provider.orders.requests.values()
    assert request.code
    assert request.code in code["text"]
    assert f"<code>{request.code}</code>" in code["html"]
    assert code["id"] != card["id"], "a new message, so that the phone rings"
    assert code["reply_to"] == card["id"]
    assert request.code in alice.shown(card)["text"]
    assert world.shop.charged() == {"charge": 1}


async def test_one_message_is_edited_as_she_goes(alice: Person) -> None:
    card = await alice.buy()
    assert len(alice.screens) == 1
    assert alice.screens[0]["id"] == card["id"]


async def test_she_cancels_and_the_money_comes_back(world: World, alice: Person) -> None:
    card = await alice.buy()
    await alice.tap("Cancel")
    assert world.shop.charged() == {"charge": 1}, "it asks first"
    await alice.tap("Yes")
    assert world.shop.charged() == {"charge": 1, "refund": 1}
    assert "back" in alice.shown(card)["text"]
    assert len(alice.screens) == 1


async def test_she_keeps_a_number_she_was_asked_about(world: World, alice: Person) -> None:
    card = await alice.buy()
    await alice.tap("Cancel")
    await alice.tap("Keep")
    assert alice.shown(card)["text"] == card["text"]
    assert world.shop.charged() == {"charge": 1}


async def test_every_tap_is_answered_before_the_provider_is_asked(world: World, alice: Person) -> None:
    await alice.start_buying()
    world.shop.provider.faults.add("hang", times=None)
    before = len(world.telegram.answers)
    world.telegram.tap(alice.id, alice.screen["id"], label="Buy")
    (update,) = await world.bot.get_updates(offset=world._offset, timeout=0)
    await world.dispatcher.feed_update(world.bot, update)
    assert len(world.telegram.answers) == before + 1


async def test_a_double_tap_buys_one_number(world: World, alice: Person) -> None:
    await alice.start_buying()
    offer = alice.screen
    buy = next(label for label in labels(offer) if "Buy" in label)
    world.telegram.tap(alice.id, offer["id"], label=buy)
    world.telegram.tap(alice.id, offer["id"], label=buy)
    await world.pump()
    assert world.shop.calls("get-number") == 1


async def test_an_update_delivered_twice_buys_one_number(world: World, alice: Person) -> None:
    await alice.start_buying()
    world.telegram.tap(alice.id, alice.screen["id"], label="Buy")
    (update,) = await world.bot.get_updates(offset=world._offset, timeout=0)
    await world.dispatcher.feed_update(world.bot, update)
    await world.dispatcher.feed_update(world.bot, update)
    await world.shop.settle()
    assert world.shop.calls("get-number") == 1


async def test_another_and_the_same_again(world: World, alice: Person) -> None:
    card = await alice.buy()
    await world.pass_time(25)
    code = alice.screen
    assert "No more SMS" not in " ".join(labels(alice.shown(code)))
    await alice.tap("same", on=alice.shown(code))
    offer = alice.screen
    assert offer["id"] not in (card["id"], code["id"]), "a card and a code are kept"
    await alice.tap("Buy", on=offer)
    assert world.shop.calls("get-number") == 2


async def test_a_code_that_telegram_refuses_for_a_moment_is_sent_again(world: World, alice: Person) -> None:
    await alice.buy()
    world.telegram.fail("sendMessage", status=429, description="Too Many Requests", retry_after=9)
    await world.pass_time(25)
    assert len(alice.screens) == 1
    await world.pass_time(15)
    (request,) = world.shop.provider.orders.requests.values()
    assert str(request.code) in alice.text


async def test_a_telegram_in_ruins_loses_no_code(world: World, alice: Person) -> None:
    await alice.buy()
    world.telegram.html_502("sendMessage", times=3)
    world.telegram.drop("sendMessage", times=2)
    await world.pass_time(120)
    (request,) = world.shop.provider.orders.requests.values()
    assert sum(str(request.code) in screen["text"] for screen in alice.screens) == 2, "the card and one message"


async def test_a_card_that_was_deleted_comes_again(world: World, alice: Person) -> None:
    card = await alice.buy()
    world.telegram.delete_message(alice.id, card["id"])
    await world.pass_time(25)
    (request,) = world.shop.provider.orders.requests.values()
    assert len([screen for screen in alice.screens if str(request.code) in screen["text"]]) == 2


async def test_my_numbers_shows_the_waiting_one_and_opens_its_card(world: World, alice: Person) -> None:
    card = await alice.buy()
    await alice.say("/numbers")
    assert alice.screen["id"] != card["id"]
    await alice.tap(labels(alice.screen)[0])
    opened = alice.screen
    assert opened["text"] == card["text"]
    await world.pass_time(25)
    (request,) = world.shop.provider.orders.requests.values()
    assert str(request.code) in alice.shown(opened)["text"]
