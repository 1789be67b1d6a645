"""A person who needs a second code on the same number."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.telegram.access import Access
from bot.telegram.callbacks import FurtherCode
from tests.clock import Clock
from tests.stories.chat import ALICE, Person, World, labels, open_world

MORE = "One more SMS"


@pytest.fixture
async def world(redis: Redis, clock: Clock) -> AsyncIterator[World]:
    async with open_world(redis, clock, Access(public=True), further_sms="retrysms") as world:
        yield world


@pytest.fixture
def alice(world: World) -> Person:
    return world.person(ALICE)


def codes(world: World) -> str:
    (request,) = world.shop.provider.orders.requests.values()
    return str(request.code)


async def test_she_asks_under_the_code_and_the_second_one_comes_below(world: World, alice: Person) -> None:
    first_card = await alice.buy()
    await world.pass_time(25)
    first_code, first = alice.screen, codes(world)
    await alice.tap(MORE, on=first_code)
    card = alice.screen
    assert card["id"] not in (first_card["id"], first_code["id"]), "where she looks"
    assert "Waiting for one more SMS" in card["text"]
    assert first in card["text"]
    assert "Cancel" not in " ".join(labels(card))
    assert first in alice.shown(first_code)["text"]
    assert MORE not in " ".join(labels(alice.shown(first_code)))
    await world.pass_time(25)
    second_code, second = alice.screen, codes(world)
    assert second_code["reply_to"] == card["id"]
    assert second in second_code["text"].splitlines()[0]
    assert {first, second} <= set(alice.shown(card)["text"].split())
    await alice.tap("No more SMS", on=alice.shown(first_code))
    assert {first, second} <= set(alice.shown(first_code)["text"].split()), "no message loses its code"
    assert world.shop.charged() == {"charge": 1}


async def opened(alice: Person) -> dict[str, Any]:
    """The card of her only number, opened from the list."""
    await alice.say("/numbers")
    await alice.tap(labels(alice.screen)[0])
    return alice.screen


async def test_she_asks_on_the_card_that_she_opened_which_stays_the_card(world: World, alice: Person) -> None:
    await alice.buy()
    await world.pass_time(25)
    first, card = codes(world), await opened(alice)
    await alice.tap(MORE, on=alice.shown(card))
    assert "Waiting for one more SMS" in alice.shown(card)["text"]
    await world.pass_time(25)
    assert {first, codes(world)} <= set(alice.shown(card)["text"].split())
    assert labels(alice.shown(card)) == ["🗂 My numbers"], "the new code has a message of its own"
    await alice.tap("No more SMS")
    assert "Done." in alice.shown(card)["text"]
    assert {first, codes(world)} <= set(alice.shown(card)["text"].split())


async def test_a_double_tap_under_the_code_brings_one_new_card(world: World, alice: Person) -> None:
    await alice.buy()
    await world.pass_time(25)
    code = alice.screen
    world.telegram.tap(ALICE, code["id"], label=MORE)
    world.telegram.tap(ALICE, code["id"], label=MORE)
    await world.pump()
    assert len(alice.screens) == 3


async def test_a_refusal_is_told_on_the_card_and_the_code_stays(world: World, alice: Person) -> None:
    await alice.buy()
    await world.pass_time(25)
    card = await opened(alice)
    (request,) = world.shop.provider.orders.requests.values()
    request.multiple = False
    await alice.tap(MORE, on=alice.shown(card))
    assert "gives no further SMS" in alice.shown(card)["text"]
    assert str(request.code) in alice.shown(card)["text"]
    assert MORE not in " ".join(labels(alice.shown(card)))


async def test_a_tap_after_its_time_asks_for_nothing(world: World, alice: Person) -> None:
    card = await alice.buy()
    await world.pass_time(25)
    code = alice.screen
    await world.pass_time(1300)
    await alice.tap(MORE, on=code)
    assert "Done." in alice.shown(card)["text"]
    assert MORE not in " ".join(labels(alice.shown(code)))
    assert alice.screen["id"] == code["id"]


async def test_another_persons_number_gets_no_more(world: World, alice: Person) -> None:
    await alice.buy()
    await world.pass_time(25)
    [activation] = (await world.shop.purchases.history(ALICE, 0, 1)).activations
    minh = world.person(1002)
    await minh.say("/start")
    await minh.forge(FurtherCode(activation_id=activation.id).pack())
    assert [call.params["status"] for call in world.shop.provider.calls if call.call == "set-status"] == []
