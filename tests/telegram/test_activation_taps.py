"""What taps on cards and lists come to, with the shop, the courier and both outside worlds behind them."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.domain.models import State
from bot.telegram.access import Access
from bot.telegram.callbacks import AskCancel, Finish, OpenBalance
from bot.telegram.screens.catalogue import PER_PAGE
from tests.clock import Clock
from tests.stories.chat import ALICE, MINH, Person, World, labels, open_world


@pytest.fixture
async def story(redis: Redis, clock: Clock) -> AsyncIterator[World]:
    async with open_world(redis, clock, Access(public=True)) as world:
        yield world


@pytest.fixture
def alice(story: World) -> Person:
    return story.person(ALICE)


def drawn(world: World) -> list[str]:
    """Every text that the bot ever sent or edited into a message."""
    return [str(call["text"]) for name, call in world.telegram.requests if "text" in call]


async def test_a_card_speaks_the_language_of_its_buyer(story: World) -> None:
    minh = story.person(MINH)
    await minh.say("/start")
    for label in ("Mua", "·", "·", "Mua"):
        await minh.tap(next(one for one in labels(minh.screen) if label in one))
    assert "Đang chờ SMS" in minh.text


async def test_buy_tapped_again_after_an_error_shows_the_card_of_what_was_bought(story: World, alice: Person) -> None:
    await alice.start_buying()
    [buy] = [one for row in alice.screen["keyboard"] for one in row if "Buy" in one["text"]]
    await alice.tap("Buy")
    card = alice.screen
    await story.bot.edit_message_text("Something went wrong", chat_id=ALICE, message_id=card["id"])
    await alice.forge(buy["callback_data"], on=card)
    assert alice.shown(card)["text"] == card["text"]
    assert story.shop.calls("get-number") == 1


async def test_whether_to_cancel_is_asked_only_while_there_is_something_to_cancel(story: World, alice: Person) -> None:
    card = await alice.buy()
    await alice.tap("Cancel")
    await story.pass_time(25)
    assert "Cancel this number?" not in alice.shown(card)["text"]
    asked = sum("Cancel this number?" in text for text in drawn(story))
    [activation] = (await story.shop.purchases.history(ALICE, 0, 1)).activations
    await alice.forge(AskCancel(activation_id=activation.id).pack(), on=card)
    assert sum("Cancel this number?" in text for text in drawn(story)) == asked == 1
    assert "The code is here" in alice.shown(card)["text"]


async def test_a_card_opened_from_my_numbers_retires_the_older_one(story: World, alice: Person) -> None:
    old = await alice.buy()
    await alice.say("/numbers")
    await alice.tap(labels(alice.screen)[0])
    newer = alice.screen
    assert newer["text"] == old["text"]
    assert "shown in a newer message" in alice.shown(old)["text"]
    assert labels(alice.shown(old)) == ["🗂 My numbers", "☰ Menu"]
    await alice.tap("My numbers", on=alice.shown(old))
    assert alice.screen["id"] > newer["id"], "a record stays where it is"
    await story.pass_time(25)
    assert "The code is here" in alice.shown(newer)["text"]
    assert "shown in a newer message" in alice.shown(old)["text"]


async def test_a_change_of_language_redraws_what_is_live_and_nothing_else(story: World, alice: Person) -> None:
    ended = await alice.buy()
    await alice.tap("Cancel", on=ended)
    await alice.tap("Yes", on=alice.shown(ended))
    live = await alice.buy()
    await alice.say("/language")
    await alice.tap("Tiếng Việt")
    assert "Đang chờ SMS" in alice.shown(live)["text"]
    assert "money is back" in alice.shown(ended)["text"]
    await story.pass_time(25)
    assert "Mã" in alice.shown(live)["text"]


async def test_an_older_card_that_is_gone_does_not_come_back(story: World, alice: Person) -> None:
    old = await alice.buy()
    story.telegram.delete_message(ALICE, old["id"])
    await alice.say("/numbers")
    await alice.tap(labels(alice.screen)[0])
    assert "Waiting" in alice.text
    assert not [one for one in alice.screens if "newer message" in one["text"]]


async def test_a_tap_on_an_old_card_acts_and_makes_it_the_card_again(story: World, alice: Person) -> None:
    """Telegram refused to retire it."""
    old = await alice.buy()
    await alice.say("/numbers")
    story.telegram.fail("editMessageText", status=400, description="Bad Request: message can't be edited")
    await alice.tap(labels(alice.screen)[0])
    newer = alice.screen
    await alice.tap("Cancel", on=old)
    await alice.tap("Yes", on=alice.shown(old))
    assert "money is back" in alice.shown(old)["text"]
    assert alice.shown(newer)["text"] == newer["text"]


async def test_my_numbers_are_paged(story: World, alice: Person) -> None:
    await alice.say("/start")
    for _ in range(PER_PAGE + 2):
        await story.shop.tap_buy(ALICE)
    await story.shop.settle()
    await alice.say("/numbers")
    first = labels(alice.screen)
    await alice.tap("›")
    second = labels(alice.screen)
    assert (first[PER_PAGE + 1], second[3]) == ("1/2", "2/2")
    assert not set(first[:PER_PAGE]) & set(second[:2])


async def test_lists_are_paged_in_their_place(alice: Person) -> None:
    await alice.say("/buy")
    page, first = alice.screen["id"], labels(alice.screen)
    await alice.tap("›")
    assert not set(first[:PER_PAGE]) & set(labels(alice.screen)[:PER_PAGE])
    await alice.tap("‹")
    assert labels(alice.screen) == first
    await alice.tap("By country")
    countries = labels(alice.screen)
    await alice.tap("›")
    assert not set(countries[:PER_PAGE]) & set(labels(alice.screen)[:PER_PAGE])
    await alice.tap("2/")
    assert alice.screen["id"] == page


async def test_a_forged_balance_button_shows_nothing(story: World, alice: Person) -> None:
    await alice.say("/start")
    await alice.forge(OpenBalance().pack())
    assert story.shop.calls("get-balance") == 0
    assert "Balance" not in " ".join([alice.text, *labels(alice.screen)])


async def test_a_card_with_its_code_is_a_record_that_nobody_has_to_end(story: World, alice: Person) -> None:
    card = await alice.buy()
    await story.pass_time(25)
    code = alice.screen
    [activation] = (await story.shop.purchases.history(alice.id, 0, 1)).activations
    assert activation.state is State.DONE
    for record in (alice.shown(card), code):
        assert activation.code in record["text"]
        assert "✅ No more SMS needed" not in labels(record)
    before = alice.shown(card)["text"]
    await alice.forge(Finish(activation_id=activation.id).pack(), on=card)
    assert alice.shown(card)["text"] == before, "the button of an older version"


async def test_a_card_and_a_code_stay_where_they_are_when_she_goes_on(story: World, alice: Person) -> None:
    card = await alice.buy()
    await story.pass_time(25)
    code = alice.screen
    for record, ways_on in ((alice.shown(card), ["My numbers"]), (code, ["Menu", "Another", "same"])):
        for label in ways_on:
            await alice.tap(label, on=record)
            assert alice.screen["id"] not in (card["id"], code["id"])
            assert alice.shown(record)["text"] == record["text"]
