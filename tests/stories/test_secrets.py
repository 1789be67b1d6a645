"""A whole life under faults on all sides: no log and no button holds a token, a number or a code."""

from typing import Literal

import pytest
from pydantic import SecretStr

from bot.logs import set_up_logs
from bot.telegram.admin_callbacks import OfUser
from bot.telegram.taps import parse
from tests.logged import logging_as_it_was
from tests.stories.chat import BOT_TOKEN, Person, World
from tests.world import TOKEN

__all__ = ["logging_as_it_was"]

CODE = "Zq-90817"
"""Unlike anything that a log holds by chance."""

FAULTS = ["http_500_after", "drop_after", "cut_json", "wrong_token"]


def secrets(world: World) -> set[str]:
    """Tokens, numbers (of each the end, however it is written) and codes."""
    requests = world.shop.provider.orders.requests.values()
    assert requests, "nothing was ever bought"
    found = {BOT_TOKEN, BOT_TOKEN.partition(":")[2], TOKEN, CODE, "90817"}
    return found | {request.number for request in requests} | {request.number[-7:] for request in requests}


async def live(world: World, alice: Person, kind: str) -> None:
    """Buy while it fails, poll while it fails, with a Telegram that fails as well, and close while it fails."""
    provider = world.shop.provider
    await alice.start_buying()
    provider.faults.add(kind, call="get-number", times=1)
    await alice.tap("Buy")
    await alice.buy()
    request = next(reversed(provider.orders.requests.values()))
    provider.deliver(request.id, CODE)
    provider.faults.add(kind, call="get-sms", times=1)
    world.telegram.html_502("sendMessage")
    world.telegram.fail("editMessageText", status=400, description=f"Bad Request: can't parse entities: {CODE}")
    provider.faults.add(kind, call="set-status", times=1)
    await world.shop.pass_time(90, step=15)


@pytest.mark.usefixtures("logging_as_it_was")
@pytest.mark.parametrize("format", ["console", "json"])
async def test_no_log_holds_a_token_a_number_or_a_code(
    world: World, alice: Person, format: Literal["console", "json"], capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logs(format, [SecretStr(BOT_TOKEN), SecretStr(TOKEN)], level="DEBUG")
    for kind in FAULTS:
        await live(world, alice, kind)
    logged = "".join(capsys.readouterr())
    for phrase in ("number bought", "code received", "purchase outcome unknown", "poll failed", "not delivered yet"):
        assert phrase in logged, "it was not the life that it should be"
    assert sorted(secret for secret in secrets(world) if secret in logged) == []


async def test_no_button_holds_a_number_a_code_or_a_person(world: World, alice: Person) -> None:
    seen: set[str] = set()
    world.telegram.on_change.append(lambda: seen.update(buttons(alice)))
    await live(world, alice, "redirect")
    await alice.say("telegram")
    assert len(seen) > 20
    for secret in secrets(world):
        assert not [data for data in seen if secret in data]
    # but for the operator's own buttons, which Alice has as well: what they carry is checked at each tap
    assert not [data for data in seen if str(alice.id) in data and not isinstance(parse(data), OfUser)]


def buttons(person: Person) -> set[str]:
    return {
        button["callback_data"]
        for message in person.screens
        for row in message["keyboard"] or []
        for button in row
        if "callback_data" in button
    }
