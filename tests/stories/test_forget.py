"""Being forgotten, as a user asks for it."""

import pytest

from bot.domain.models import State
from tests.stories.chat import ALICE, MINH, Person, World, labels


@pytest.fixture
def minh(world: World) -> Person:
    return world.person(MINH)


async def test_a_user_is_forgotten_after_a_second_tap(world: World, alice: Person) -> None:
    await alice.buy()
    await world.pass_time(30)
    await alice.say("/language")
    await alice.tap("Русский")
    await alice.say("/forget")
    assert "Забыть меня" in alice.text
    assert (await world.users.known(ALICE)).shown_name == "Alice", "the question alone deletes nothing"
    await alice.tap("Да, забыть меня")
    assert "Бот вас забыл." in alice.text
    assert labels(alice.screen) == []
    known = await world.users.known(ALICE)
    assert (known.language, known.shown_name, known.seen) == (None, "", 0)
    await alice.say("/numbers")
    assert "None yet." in alice.text, "also in the language of their Telegram"


async def test_with_a_number_open_nothing_is_deleted(world: World, minh: Person) -> None:
    await minh.buy("Mua số", "Mua")
    await minh.say("/forget")
    assert "Gửi tệp cho tôi" in " ".join(labels(minh.screen))
    await minh.tap("Vâng, hãy quên tôi")
    assert "Chưa xóa gì: bạn còn một số chưa kết thúc." in minh.text
    [waiting] = (await world.shop.purchases.history(MINH, 0, 5)).activations
    assert waiting.state is State.WAITING
    await world.pass_time(30)
    assert minh.screen["reply_to"], "and its code comes"
    await minh.say("/forget")
    await minh.tap("Vâng, hãy quên tôi")
    assert "Đã quên bạn." in minh.text


async def test_a_tap_on_an_old_card_finds_nothing_and_says_so(world: World, alice: Person) -> None:
    card = await alice.buy()
    await alice.say("/forget")
    question = alice.screen
    await alice.tap("Cancel", on=alice.shown(card))
    await alice.tap("Yes", on=alice.shown(card))
    await alice.tap("Yes, forget me", on=question)
    assert "You are forgotten." in alice.text
    await alice.say("/numbers")
    assert "None yet." in alice.text
    assert world.shop.charged() == {"charge": 1, "refund": 1}
