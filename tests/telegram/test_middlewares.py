"""The way of an update to its handler: in the right language, through the door, and counted."""

from typing import Any, cast

import pytest
from aiogram.types import TelegramObject, User

from bot.domain.users import KnownUser
from bot.telegram.access import Access
from bot.telegram.callbacks import AskCancel, Buy, OpenMenu
from bot.telegram.middlewares import MakeUi
from bot.telegram.ui import Ui, Window
from bot.texts import Texts
from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld
from tests.telegram.fed import DAY, Memory, answers, button_of, seen
from tests.texts import TEXTS

FRIENDS = -1001


async def test_handlers_get_what_the_middlewares_promise(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "hello")
    [(user, texts, window)] = (await seen(world)).events
    assert isinstance(user, User)
    assert isinstance(texts, Texts)
    assert isinstance(window, Window)
    assert (user.id, window.chat_id, window.message_id, window.keep) == (ANN, ANN, 0, False)


async def test_a_handler_gets_one_value_with_all_that_an_answer_needs(world: TelegramWorld) -> None:
    window = Window(world.bot, ANN)
    user = User(id=ANN, is_bot=False, first_name="Ann")
    data: dict[str, Any] = {"user": user, "texts": TEXTS["vi"], "window": window, "known": None}
    given: list[Ui] = []

    async def handle(_: TelegramObject, data: dict[str, Any]) -> None:
        given.append(data["ui"])

    nobody = cast(Any, None)
    for admins in (frozenset[int](), frozenset({ANN})):
        await MakeUi(nobody, nobody, Access(public=True, admins=admins), "USD", TEXTS)(handle, user, data)
    assert [one.is_admin for one in given] == [False, True]
    one = given[0]
    assert (one.texts.language, one.currency, one.user_id, one.window) == ("vi", "USD", ANN, window)
    assert one.known == KnownUser()


async def test_a_button_is_read_once_for_all_handlers(world: TelegramWorld) -> None:
    message_id = await button_of(world)
    world.telegram.send_text(ANN, "hello")
    for data in (OpenMenu().pack(), "of another age"):
        world.telegram.tap(ANN, message_id, data=data)
    assert (await seen(world)).tapped == [None, OpenMenu(), None]


@pytest.mark.parametrize(
    ("data", "keep"),
    [
        (OpenMenu().pack(), False),
        (OpenMenu(fresh=True).pack(), True),
        (Buy(nonce="abc", country_id=1, service_id=1).pack(), False),
        (AskCancel(activation_id="abc").pack(), True),
        ("of another age", True),
    ],
)
async def test_a_record_is_kept_and_a_page_is_not(world: TelegramWorld, data: str, keep: bool) -> None:
    message_id = await button_of(world)
    world.telegram.tap(ANN, message_id, data=data)
    [(_, _, window)] = (await seen(world)).events
    assert (window.message_id, window.keep) == (message_id, keep)


@pytest.mark.parametrize(
    ("memory", "telegrams", "spoken"),
    [
        (Memory("ru"), "en", "ru"),
        (Memory(), "ru", "ru"),
        (Memory(), "ru-RU", "ru"),
        (Memory(), "fr", "vi"),
        (Memory(), "", "vi"),
        (Memory("tlh"), "en", "en"),
        (Memory("ru", away=True), "en", "en"),
    ],
)
async def test_the_language_is_the_chosen_one_else_telegrams_else_the_default(
    world: TelegramWorld, memory: Memory, telegrams: str, spoken: str
) -> None:
    world.telegram.add_user(ANN, "Ann", telegrams)
    world.telegram.send_text(ANN, "hello")
    [(_, texts, _)] = (await seen(world, memory=memory)).events
    assert texts.language == spoken


async def test_a_stranger_is_turned_away_and_told_his_id(world: TelegramWorld) -> None:
    message_id = await button_of(world)
    world.telegram.send_text(ANN, "let me in")
    world.telegram.tap(ANN, message_id, data=OpenMenu().pack())
    private = Access(public=False, allowed=frozenset({BOB}))
    assert (await seen(world, access=private)).events == []
    assert f"<code>{ANN}</code>" in world.telegram.messages(ANN)[-1]["html"]
    assert [str(ANN) in toast for toast in answers(world)] == [True]


@pytest.mark.parametrize("access", [Access(False, allowed=frozenset({ANN})), Access(False, admins=frozenset({ANN}))])
async def test_who_is_listed_comes_in(world: TelegramWorld, access: Access) -> None:
    world.telegram.send_text(ANN, "hello")
    assert len((await seen(world, access=access)).events) == 1


async def test_an_admins_word_counts_for_more_than_the_settings(world: TelegramWorld) -> None:
    private, public = Access(public=False), Access(public=True, allowed=frozenset({ANN}))
    world.telegram.send_text(ANN, "let in")
    assert len((await seen(world, access=private, memory=Memory(admitted=True))).events) == 1
    message_id = await button_of(world)
    world.telegram.send_text(ANN, "shut out")
    world.telegram.tap(ANN, message_id, data=OpenMenu().pack())
    assert (await seen(world, access=public, memory=Memory(admitted=False))).events == []
    assert "its code still comes" in world.telegram.messages(ANN)[-1]["text"]
    assert answers(world) == ["You can't use this bot any more."]


async def test_an_admin_cannot_be_shut_out(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "hello")
    access = Access(public=False, admins=frozenset({ANN}))
    assert len((await seen(world, access=access, memory=Memory(admitted=False))).events) == 1


async def test_with_the_database_away_nobody_is_called_a_stranger(world: TelegramWorld) -> None:
    message_id = await button_of(world)
    world.telegram.send_text(ANN, "hello")
    world.telegram.tap(ANN, message_id, data=OpenMenu().pack())
    assert (await seen(world, access=Access(public=False), memory=Memory(away=True))).events == []
    [said, toast] = [world.telegram.messages(ANN)[-1]["text"], answers(world)[0]]
    assert said == toast
    assert "database" in said


async def test_who_comes_in_is_written_down_once_a_day(world: TelegramWorld) -> None:
    memory = Memory()
    for _ in range(3):
        world.telegram.send_text(ANN, "hello")
        await seen(world, memory=memory)
    assert memory.noted == [(ANN, DAY, "")]
    memory.noted = [(ANN, DAY - 1, "")]
    world.telegram.send_text(ANN, "hello")
    await seen(world, memory=memory)
    assert memory.noted[1:] == [(ANN, DAY, "")]


async def test_a_stranger_is_not_written_down(world: TelegramWorld) -> None:
    memory = Memory()
    world.telegram.send_text(ANN, "hello")
    await seen(world, memory=memory, access=Access(public=False))
    assert memory.noted == []


async def test_a_group_is_told_once_for_each_command_that_the_bot_works_in_private(world: TelegramWorld) -> None:
    world.telegram.add_group(FRIENDS, "Friends")
    world.telegram.send_text(ANN, "/start", chat_id=FRIENDS)
    assert (await seen(world)).events == []
    [said] = [one for one in world.telegram.messages(ANN, FRIENDS) if one["from_bot"]]
    assert "private chats only" in said["text"]
    world.telegram.send_text(BOB, "we talk", chat_id=FRIENDS, reply_to=said["id"])
    assert (await seen(world)).events == []
    assert len([one for one in world.telegram.messages(ANN, FRIENDS) if one["from_bot"]]) == 1


async def test_a_button_in_a_group_does_nothing_but_say_so(world: TelegramWorld) -> None:
    world.telegram.add_group(FRIENDS, "Friends")
    message = await world.bot.send_message(FRIENDS, "page")
    world.telegram.tap(ANN, message.message_id, data=OpenMenu().pack(), chat_id=FRIENDS)
    assert (await seen(world)).events == []
    assert answers(world) == ["I work in private chats only."]
