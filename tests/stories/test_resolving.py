"""Alice runs the bot: she is asked what became of a purchase, and Minh, who made it, gets her answer."""

import pytest

from bot.domain.models import State
from bot.telegram.admin_callbacks import Resolve
from tests.stories.chat import MINH, Person, World, labels


@pytest.fixture
async def minh(world: World, alice: Person) -> Person:
    await alice.say("/start")
    minh = world.person(MINH)
    await world.shop.some_offer()
    await minh.say("/start")
    await minh.tap("Mua số")
    for _ in range(2):
        await minh.tap(labels(minh.screen)[0])
    world.shop.provider.faults.add("http_500_after", call="get-number")
    await minh.tap("Mua với giá")
    assert "Chưa rõ" in minh.text
    return minh


@pytest.mark.parametrize(
    ("word", "told", "card"),
    [
        ("Not charged", "it was not charged", "không có khoản nào bị trừ"),
        ("Charged", "it was charged to your account", "Người vận hành chịu khoản này"),
    ],
)
async def test_the_operator_says_what_he_found_and_the_user_reads_it(
    alice: Person, minh: Person, word: str, told: str, card: str
) -> None:
    assert "unknown outcome" in alice.text
    assert labels(alice.screen) == ["Not charged", "Charged", "👤 The user"]
    screens = len(alice.screens)
    await alice.tap(next(label for label in labels(alice.screen) if label == word))
    assert told in alice.text
    assert (len(alice.screens), labels(alice.screen)) == (screens, ["👤 The user"])
    assert card in minh.text
    await alice.tap("The user")
    assert alice.text.startswith(f"👤 {MINH}")
    assert told in alice.screens[-2]["text"], "the alert stays"


async def test_nobody_but_the_operator_can_say_so(world: World, minh: Person) -> None:
    (activation,) = (await world.shop.purchases.history(MINH, 0, 10)).activations
    await minh.forge(Resolve(activation_id=activation.id, charged=False).pack())
    assert (await world.shop.now(activation)).state is State.UNKNOWN
