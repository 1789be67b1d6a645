"""Somebody who can't wait: a poll at once when asked, and a word for each tap."""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from bot.telegram.access import Access
from tests.clock import Clock
from tests.stories.chat import ALICE, Person, World, open_world


@pytest.fixture
async def story(redis: Redis, clock: Clock) -> AsyncIterator[World]:
    async with open_world(redis, clock, Access(public=True)) as world:
        yield world


@pytest.fixture
def alice(story: World) -> Person:
    return story.person(ALICE)


def toasts(story: World) -> list[str]:
    return [answer.text for answer in story.telegram.answers if answer.text]


async def sms_comes(story: World) -> None:
    """Between two looks, so that nobody knows of it."""
    [activation] = (await story.shop.purchases.history(ALICE, 0, 1)).activations
    story.shop.provider.deliver(int(activation.request_id), "4321")


async def test_a_tap_brings_the_code_at_once(story: World, alice: Person) -> None:
    await alice.buy()
    await sms_comes(story)
    await alice.tap("Check now")
    assert "4321" in alice.text
    assert toasts(story) == ["Looking for the code…"]


async def test_so_does_opening_the_card(story: World, alice: Person) -> None:
    await alice.buy()
    await sms_comes(story)
    await alice.say("/numbers")
    await alice.tap("Telegram" if "Telegram" in str(alice.screen["keyboard"]) else "⏳")
    assert "4321" in alice.text


async def test_many_taps_are_all_answered_and_bring_few_looks(story: World, alice: Person) -> None:
    card = await alice.buy()
    looks = story.shop.calls("get-sms")
    for _ in range(6):
        await alice.tap("Check now", on=card)
    assert story.shop.calls("get-sms") == looks + 1
    assert len(toasts(story)) == 6
    assert toasts(story)[-1] == "Looked a moment ago. The next look comes in a few seconds."
    await story.pass_time(5)
    assert story.shop.calls("get-sms") == looks + 2, "the look that was promised"


async def test_a_tap_on_an_old_card_says_that_nothing_is_waited_for(story: World, alice: Person) -> None:
    card = await alice.buy()
    await story.pass_time(25)
    await story.bot.edit_message_text("an old card", chat_id=ALICE, message_id=card["id"])
    await alice.forge(next(data for data in _data(card) if data.startswith("ck:")), on=card)
    assert toasts(story) == ["Nothing is waited for on this number any more."]
    assert "The code is here" in alice.shown(card)["text"]


async def test_a_forged_check_of_anothers_number_shows_nothing(story: World, alice: Person) -> None:
    card = await alice.buy()
    sam = story.person(1099)
    await sam.say("/start")
    looks = story.shop.calls("get-sms")
    await sam.forge(next(data for data in _data(card) if data.startswith("ck:")))
    assert "no such number" in sam.text
    assert story.shop.calls("get-sms") == looks
    assert [answer.user_id for answer in story.telegram.answers].count(sam.id) == 1, "a tap that fails is answered too"


def _data(message: dict[str, object]) -> list[str]:
    rows = message["keyboard"]
    assert isinstance(rows, list)
    return [button["callback_data"] for row in rows for button in row if "callback_data" in button]
