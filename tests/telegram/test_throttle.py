"""One user's flood ends at the throttle: nothing behind it hears of it, and nobody else feels it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram.types import Chat, Message, TelegramObject, Update, User

from bot.telegram.callbacks import OpenMenu
from bot.telegram.middlewares import BURST, FORGET_AFTER_S, TELL_INTERVAL_S, UPDATES_A_SECOND, Throttle
from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld, acknowledge_all
from tests.texts import TEXTS


class Time:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Behind:
    """What stands behind the throttle: it notes whose updates come through."""

    def __init__(self) -> None:
        self.users: list[int] = []
        self.time = Time()
        self.throttle = Throttle(TEXTS, "en", self.time)

    async def record_visit(self, _: TelegramObject, data: dict[str, Any]) -> None:
        self.users.append(data["event_from_user"].id)

    async def write(self, user_id: int, times: int = 1) -> int:
        """Gives how many came through."""
        before = len(self.users)
        user = User(id=user_id, is_bot=False, first_name="Ann")
        chat = Chat(id=user_id, type="private")
        message = Message(message_id=1, date=datetime.now(UTC), chat=chat, from_user=user, text="x")
        for _ in range(times):
            await self.throttle(self.record_visit, Update(update_id=1, message=message), {"event_from_user": user})
        return len(self.users) - before

    async def feed(self, world: TelegramWorld) -> None:
        updates = await world.bot.get_updates(timeout=0)
        await acknowledge_all(world)
        for update in updates:
            assert update.callback_query
            await self.throttle(self.record_visit, update, {"event_from_user": update.callback_query.from_user})


@pytest.fixture
def behind() -> Behind:
    return Behind()


async def test_a_burst_comes_through_and_what_is_over_it_does_not(behind: Behind) -> None:
    assert await behind.write(ANN, 500) == BURST


async def test_it_fills_again_at_its_pace_and_never_above_the_burst(behind: Behind) -> None:
    await behind.write(ANN, BURST)
    behind.time.now += 2.0
    assert await behind.write(ANN, 50) == 2 * UPDATES_A_SECOND
    behind.time.now += 3600.0
    assert await behind.write(ANN, 50) == BURST


async def test_a_pace_that_a_person_keeps_is_never_throttled(behind: Behind) -> None:
    for _ in range(200):
        behind.time.now += 1 / UPDATES_A_SECOND
        assert await behind.write(ANN) == 1


async def test_one_users_flood_takes_nothing_from_another(behind: Behind) -> None:
    await behind.write(ANN, 500)
    assert await behind.write(BOB, BURST) == BURST


async def test_what_is_dropped_does_not_put_off_the_end_of_it(behind: Behind) -> None:
    await behind.write(ANN, 500)
    for _ in range(10):
        behind.time.now += 0.1
        await behind.write(ANN, 50)
    assert behind.users.count(ANN) in (
        BURST + UPDATES_A_SECOND - 1,
        BURST + UPDATES_A_SECOND,
    )  # tenths of a second do not add up to one


async def test_silent_users_are_forgotten(behind: Behind) -> None:
    for user_id in range(10_000, 11_000):
        await behind.write(user_id)
    behind.time.now += FORGET_AFTER_S / 2
    await behind.write(ANN)
    assert len(behind.throttle) == 1000 + 1
    behind.time.now += FORGET_AFTER_S / 2 + 1
    await behind.write(BOB)
    assert len(behind.throttle) == 2, "Ann and Bob"


async def test_whoever_floods_on_is_not_forgotten(behind: Behind) -> None:
    for _ in range(20):
        await behind.write(ANN, 100)
        behind.time.now += FORGET_AFTER_S / 10
    assert len(behind.throttle) == 1
    assert behind.users.count(ANN) <= BURST + 20 * FORGET_AFTER_S / 10 * UPDATES_A_SECOND


async def test_an_update_of_nobody_passes(behind: Behind) -> None:
    async def note(_: TelegramObject, __: dict[str, Any]) -> str:
        return "handled"

    assert await behind.throttle(note, Update(update_id=1), {}) == "handled"


async def test_dropped_taps_are_answered_with_one_toast_a_second(world: TelegramWorld, behind: Behind) -> None:
    page = await world.bot.send_message(ANN, "page")
    world.telegram.add_user(ANN, "Ann", "ru")
    for round_ in (1, 2):
        for _ in range(BURST + 30):
            world.telegram.tap(ANN, page.message_id, data=OpenMenu().pack())
        await behind.feed(world)
        assert [one.text for one in world.telegram.answers] == ["Слишком много нажатий. Подождите немного."] * round_
        behind.time.now += TELL_INTERVAL_S
    assert behind.users.count(ANN) == BURST + UPDATES_A_SECOND


async def test_a_toast_that_telegram_refuses_stops_nobody(world: TelegramWorld, behind: Behind) -> None:
    page = await world.bot.send_message(ANN, "page")
    world.telegram.html_502("answerCallbackQuery")
    for _ in range(BURST + 30):
        world.telegram.tap(ANN, page.message_id, data=OpenMenu().pack())
    await behind.feed(world)
    assert behind.users.count(ANN) == BURST
