"""Every kind of button, forged by somebody else or pressed in a group: nothing is done, and nothing shown."""

from dataclasses import replace
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData

from bot.domain.reports import Wrong
from bot.domain.users import LimitKind
from bot.telegram.access import Access
from bot.telegram.callbacks import Forget
from bot.telegram.taps import TAPS
from tests.every import every_case
from tests.stories.chat import ALICE, Person, World, labels

FRIENDS = -1001


@pytest.fixture
def access() -> Access:
    """Nobody is an admin, so that an admin's buttons are somebody else's too."""
    return Access(public=True)


async def hers(world: World, alice: Person) -> dict[str, Any]:
    """All that is Alice's and stands in buttons: a waiting number, and an offer that she has not taken up."""
    await alice.buy()
    (activation,) = (await world.shop.purchases.history(ALICE, 0, 1)).activations
    offer = await world.shop.some_offer()
    quote, _ = await world.shop.purchases.quote(ALICE, offer.country_id, offer.service_id)
    return {
        "activation_id": activation.id,
        "nonce": quote.nonce,
        "country_id": offer.country_id,
        "service_id": offer.service_id,
        "digest": "0123456789abcdef",
        "language": "en",
        "page": 0,
        "back": 0,
        "countries": 0,
        "services": 0,
        "on": False,
        "charged": True,
        "fresh": False,
        "days": 7,
        "user_id": ALICE,
        "admitted": False,
        "kind": LimitKind.ACTIVE,
        "times": 0,
        "share": 80,
        "monthly": False,
        "ago": 0,
        "choice": 0,
        "wrong": Wrong.BAD_CODE,
        "accepted": True,
    }


def forged(tap: type[CallbackData], values: dict[str, Any]) -> str:
    return tap(**{name: values[name] for name in tap.model_fields}).pack()


async def standing(world: World) -> tuple[object, ...]:
    """All that could be different afterwards, but for the bot's own looks."""
    page = await world.shop.purchases.history(ALICE, 0, 9)
    history = [replace(activation, polled_at=0.0) for activation in page.activations]
    shown = [message["html"] for message in world.telegram.messages(ALICE)]
    return history, shown, world.shop.charged(), await world.shop.purchases.sales_stop(), world.shop.calls("set-status")


async def test_a_button_forged_with_what_is_hers_touches_and_shows_nothing_of_hers(world: World, alice: Person) -> None:
    """Each by a stranger of its own."""
    world.shop.provider.switch(sms_delay=(1100.0, 1100.0))  # or the code comes meanwhile: there are many buttons
    values = await hers(world, alice)
    await world.pass_time(300)  # over the usual wait, of which her card tells once
    (request,) = world.shop.provider.orders.requests.values()
    with every_case() as case:
        for user, tap in enumerate(TAPS, 2000):
            with case(tap.__name__):
                world.telegram.add_user(user, "Minh", "vi")
                minh = world.person(user)
                await minh.say("/start")
                before, balances = await standing(world), world.shop.calls("get-balance")
                answered = len(world.telegram.answers)
                await minh.forge(forged(tap, values))
                await world.pass_time(1)
                assert await standing(world) == before
                assert (await world.shop.purchases.history(user, 0, 9)).total == 0
                assert world.shop.calls("get-balance") == balances
                assert len(world.telegram.answers) > answered
                assert labels(minh.screen) or tap is Forget, "there is a way on, but for who has just gone"
                assert not any(request.number[-6:] in str(screen).replace(" ", "") for screen in minh.screens)


async def test_none_of_her_own_buttons_does_anything_in_a_group(world: World, alice: Person) -> None:
    world.shop.provider.switch(sms_delay=(600.0, 600.0))  # or the code comes meanwhile: there are many buttons
    values = await hers(world, alice)
    world.telegram.add_group(FRIENDS, "Friends")
    message = await world.bot.send_message(FRIENDS, "page")
    before = await standing(world)
    for tap in TAPS:
        world.telegram.tap(ALICE, message.message_id, data=forged(tap, values), chat_id=FRIENDS)
        await world.pump()
        assert world.telegram.answers[-1].text == "I work in private chats only."
        await world.shop.clock.advance(0.35)  # or it would be a flood; and her SMS is not due yet
    assert len(world.telegram.answers) >= len(TAPS)
    assert await standing(world) == before
    assert [one["text"] for one in world.telegram.messages(ALICE, FRIENDS)] == ["page"]
