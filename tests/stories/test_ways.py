"""How many files of the bot run on each of the four ways, counted while the real story happens.

`TARGETS` are what docs/architecture.md asks for, `MEASURED` is what runs today: it may only come down.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from bot.telegram.loading import make_models
from tests.stories.chat import Person, World, labels

ROOT = Path(__file__).parents[2]
NOT_COUNTED = {"bot/settings.py", "bot/logs.py", "bot/texts.py", "bot/domain/models.py"}

TARGETS = {"tap to number": 20, "code to chat": 14, "cancel to refund": 14, "price list to screen": 11}
MEASURED = {"tap to number": 39, "code to chat": 30, "cancel to refund": 33, "price list to screen": 30}


@pytest.fixture(autouse=True)
def _models_are_made() -> None:
    """As the app does before the first update."""
    make_models()


@contextmanager
def files_that_run() -> Iterator[set[str]]:
    """The files of `bot/` in which a function is called inside the `with`."""
    found: set[str] = set()
    before = sys.getprofile()

    def called(frame: FrameType, event: str, _: object) -> None:
        if event == "call":
            found.add(frame.f_code.co_filename)

    sys.setprofile(called)
    try:
        yield found
    finally:
        sys.setprofile(before)
        here = {path.relative_to(ROOT).as_posix() for name in found if (path := Path(name)).is_relative_to(ROOT)}
        found.clear()
        found.update(path for path in here if path.startswith("bot/") and path not in NOT_COUNTED)


def check(way: str, found: set[str]) -> None:
    assert found, "nothing ran"
    assert len(found) <= MEASURED[way], f"{way}: {len(found)} files\n" + "\n".join(sorted(found))


async def test_from_the_tap_on_buy_to_the_number(alice: Person) -> None:
    await alice.start_buying()
    with files_that_run() as found:
        await alice.tap("Buy")
    assert "Cancel" in " ".join(labels(alice.screen))
    check("tap to number", found)


async def test_from_the_code_to_the_chat(world: World, alice: Person) -> None:
    card = await alice.buy()
    with files_that_run() as found:
        await world.pass_time(25)
    assert alice.screen["reply_to"] == card["id"]
    check("code to chat", found)


async def test_from_the_cancel_to_the_refund(world: World, alice: Person) -> None:
    await alice.buy()
    await alice.tap("Cancel")
    with files_that_run() as found:
        await alice.tap("Yes")
    assert world.shop.charged() == {"charge": 1, "refund": 1}
    check("cancel to refund", found)


async def test_from_the_price_list_to_the_screen(world: World, alice: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing() -> None:
        """The worker looks into its queue beside it, and is on no way to a screen."""

    await alice.say("/start")
    monkeypatch.setattr(world.shop, "settle", nothing)
    with files_that_run() as found:
        await world.shop.catalogue.refresh()
        await alice.tap("Buy a number")
    assert len(labels(alice.screen)) > 1
    check("price list to screen", found)


def test_no_bound_is_below_its_target() -> None:
    assert {way: max(count, TARGETS[way]) for way, count in MEASURED.items()} == MEASURED


def test_the_count_sees_what_runs_and_nothing_else() -> None:
    from bot.domain.users import Limits
    from bot.texts import Texts

    with files_that_run() as found:
        Limits()
        Texts("en", "menu = Menu")
    assert found <= {"bot/domain/users.py"}
    with pytest.raises(AssertionError, match="nothing ran"):
        check("tap to number", set())
