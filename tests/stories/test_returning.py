"""Alice blocks the bot while she waits for a code. It is kept for her, and comes when she is back."""

import pytest

from bot.domain.models import State
from tests.stories.chat import ALICE, MINH, Person, World


async def blocked_for(world: World, person: Person, seconds: float) -> None:
    await person.buy()
    world.telegram.block(person.id)
    await world.pass_time(seconds)


def codes(person: Person) -> list[str]:
    """The messages, other than cards, that show a code."""
    return [str(one["text"]) for one in person.screens if one["reply_to"]]


@pytest.mark.parametrize("words", ["/start", "hello?"])
async def test_a_code_that_came_while_the_bot_was_blocked_is_shown_at_the_next_message(
    world: World, alice: Person, words: str
) -> None:
    await blocked_for(world, alice, 60)
    (activation,) = (await world.shop.purchases.history(ALICE, 0, 10)).activations
    assert activation.state is State.CODE
    world.telegram.unblock(ALICE)
    assert codes(alice) == []
    await alice.say(words)
    assert len(codes(alice)) == 1
    assert activation.code in codes(alice)[0]
    card = next(one for one in alice.screens if one["id"] == activation.card_id)
    assert activation.code in str(card["text"])


async def test_who_is_back_and_writes_nothing_gets_it_within_a_minute(world: World, alice: Person) -> None:
    await blocked_for(world, alice, 60)
    world.telegram.unblock(ALICE)
    await world.pass_time(60)
    assert len(codes(alice)) == 1
    await alice.say("/start")
    assert len(codes(alice)) == 1


async def test_it_is_shown_once(world: World, alice: Person) -> None:
    await blocked_for(world, alice, 60)
    world.telegram.unblock(ALICE)
    for _ in range(3):
        await alice.say("/start")
    assert len(codes(alice)) == 1


async def test_who_blocks_it_again_loses_nothing(world: World, alice: Person) -> None:
    await blocked_for(world, alice, 60)
    await world.shop.purchases.welcome_back(ALICE)  # seen, and gone again before the courier came
    await world.pass_time(10)
    assert codes(alice) == []
    world.telegram.unblock(ALICE)
    await alice.say("/start")
    assert len(codes(alice)) == 1


async def test_somebody_elses_message_brings_nothing_of_hers(world: World, alice: Person) -> None:
    await blocked_for(world, alice, 60)
    world.telegram.unblock(ALICE)
    await world.person(MINH).say("/start")
    assert codes(alice) == codes(world.person(MINH)) == []


async def test_a_number_that_ended_days_ago_is_still_shown(world: World, alice: Person) -> None:
    await blocked_for(world, alice, 60)
    await world.shop.pass_time(2 * 86_400, step=43_200)
    world.telegram.unblock(ALICE)
    await alice.say("/start")
    assert len(codes(alice)) == 1
