"""The way of an update to its handler: in the right language, through the door, counted, and answered at once."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram import Dispatcher
from aiogram.types import CallbackQuery, TelegramObject, User

from bot.domain.errors import StorageError
from bot.domain.people import Known
from bot.telegram.access import Access
from bot.telegram.callbacks import AskCancel, Buy, OpenMenu
from bot.telegram.intake import Reply
from bot.telegram.middlewares import answering
from bot.telegram.middlewares.answering import ANSWERS, Answering
from bot.telegram.middlewares.door import Door
from bot.telegram.middlewares.language import Language
from bot.telegram.render import Window, answer
from bot.texts import Texts, load_texts
from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld, acknowledge_all

FRIENDS = -1001
DAY = 20_000
Handler = Callable[..., Awaitable[None]]


@dataclass
class Memory:
    """What is known of every user; `away` as when the database is."""

    chosen: str | None = None
    away: bool = False
    admitted: bool | None = None
    noted: list[tuple[int, int, str]] = field(default_factory=list)

    async def language(self, user_id: int) -> str | None:
        if self.away:
            raise StorageError
        return self.chosen

    async def known(self, user_id: int) -> Known:
        if self.away:
            raise StorageError
        seen = [(day, name) for user, day, name in self.noted if user == user_id]
        day, name = seen[-1] if seen else (0, "")
        return Known(self.chosen, self.admitted, seen=day, name=name)

    async def note(self, user_id: int, *, day: int, name: str) -> None:
        self.noted.append((user_id, day, name))

    async def set_language(self, user_id: int, language: str) -> None:
        self.chosen = language

    async def accepted(self, user_id: int) -> str | None:
        return None

    async def accept(self, user_id: int, digest: str) -> None:
        raise AssertionError("no terms stand here")


def dispatcher(handler: Handler, access: Access, memory: Memory, *, flags: dict[str, Any] | None = None) -> Dispatcher:
    """One handler behind the middlewares as they stand in the real one."""
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.update.outer_middleware(Language(memory, load_texts(), "vi"))
    dispatcher.update.outer_middleware(Door(access, memory, lambda: DAY * 86_400.0))
    dispatcher.callback_query.middleware(Answering())
    dispatcher.message.register(handler)
    dispatcher.callback_query.register(handler, flags=flags)
    return dispatcher


class Seen:
    """A handler that notes what it gets."""

    def __init__(self) -> None:
        self.events: list[tuple[User, Texts, Window]] = []

    async def note(self, _: TelegramObject, user: User, texts: Texts, window: Window) -> None:
        self.events.append((user, texts, window))


async def feed(world: TelegramWorld, dispatcher: Dispatcher, reply: Reply | None = None) -> None:
    updates = await world.bot.get_updates(timeout=0)
    await acknowledge_all(world)
    for update in updates:
        await dispatcher.feed_update(world.bot, update, reply=reply)


async def seen(world: TelegramWorld, *, memory: Memory | None = None, access: Access | None = None) -> Seen:
    """What a handler got of the updates that wait."""
    handler = Seen()
    await feed(world, dispatcher(handler.note, access or Access(public=True), memory or Memory()))
    return handler


def answers(world: TelegramWorld) -> list[str]:
    return [one.text for one in world.telegram.answers]


async def button_of(world: TelegramWorld) -> int:
    """A message to tap on; what is tapped is forged anyway."""
    return (await world.bot.send_message(ANN, "page")).message_id


async def test_handlers_get_what_the_middlewares_promise(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "hello")
    [(user, texts, window)] = (await seen(world)).events
    assert isinstance(user, User)
    assert isinstance(texts, Texts)
    assert isinstance(window, Window)
    assert (user.id, window.chat_id, window.message_id, window.keep) == (ANN, ANN, 0, False)


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


async def test_a_tap_is_answered_while_its_handler_still_works(world: TelegramWorld) -> None:
    answered = asyncio.Event()
    world.telegram.on_change.append(lambda: answered.set() if world.telegram.answers else None)

    async def slow(_: TelegramObject) -> None:
        await answered.wait()

    world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(slow, Access(public=True), Memory()))
    assert answers(world) == [""]


async def test_a_tap_that_came_by_webhook_is_answered_in_the_reply(world: TelegramWorld) -> None:
    query_id = world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(Seen().note, Access(public=True), Memory()), reply := Reply())
    assert reply.answers == query_id
    assert answers(world) == []


async def test_a_handler_that_takes_its_time_does_not_hold_up_the_answer(
    world: TelegramWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "SOON", 0.01)
    answered = asyncio.Event()
    world.telegram.on_change.append(lambda: answered.set() if world.telegram.answers else None)

    async def slow(_: TelegramObject) -> None:
        await answered.wait()

    world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(slow, Access(public=True), Memory()), reply := Reply())
    assert (answers(world), reply.answers) == ([""], "")


async def test_a_tap_whose_handler_fails_is_answered_in_the_reply_as_well(world: TelegramWorld) -> None:
    async def fails(_: TelegramObject) -> None:
        raise StorageError("away")

    query_id = world.telegram.tap(ANN, await button_of(world), data="x")
    with pytest.raises(StorageError, match="away"):
        await feed(world, dispatcher(fails, Access(public=True), Memory()), reply := Reply())
    assert reply.answers == query_id


async def test_a_toast_is_never_left_to_the_reply(world: TelegramWorld) -> None:
    async def toast(query: CallbackQuery) -> None:
        await answer(query, "mine")

    world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(toast, Access(public=True), Memory(), flags={ANSWERS: True}), reply := Reply())
    assert (answers(world), reply.answers) == (["mine"], "")


async def test_a_handler_with_a_toast_of_its_own_is_not_answered_for(world: TelegramWorld) -> None:
    async def toast(query: CallbackQuery) -> None:
        await answer(query, "mine")

    world.telegram.tap(ANN, await button_of(world), data="x")
    await feed(world, dispatcher(toast, Access(public=True), Memory(), flags={ANSWERS: True}))
    assert answers(world) == ["mine"]
    assert [name for name, _ in world.telegram.requests].count("answerCallbackQuery") == 1


async def test_an_answer_that_fails_takes_nothing_from_the_handler(world: TelegramWorld) -> None:
    world.telegram.tap(ANN, await button_of(world), data="x")
    world.clock.advance(world.telegram.queries.answer_within + 1)
    assert len((await seen(world)).events) == 1
    world.telegram.tap(ANN, await button_of(world), data="x")
    world.telegram.html_502("answerCallbackQuery")
    assert len((await seen(world)).events) == 1
    assert answers(world) == []


async def test_a_handler_that_fails_fails_as_itself_and_the_tap_is_answered(world: TelegramWorld) -> None:
    async def fails(_: TelegramObject) -> None:
        raise StorageError("away")

    world.telegram.tap(ANN, await button_of(world), data="x")
    with pytest.raises(StorageError, match="away"):
        await feed(world, dispatcher(fails, Access(public=True), Memory()))
    assert answers(world) == [""]
