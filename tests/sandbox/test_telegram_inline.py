"""Inline mode: what a person types after the bot's name, what the bot may answer, and what a result becomes."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram.types import InlineKeyboardButton

from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld, keyboard, telegram_world

LINK = "https://t.me/sandbox_numbers_bot?start=o_10_3"


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


def article(**changes: Any) -> dict[str, Any]:
    content = {"message_text": "<b>Telegram</b> in Vietnam", "parse_mode": "HTML"}
    return {"type": "article", "id": "o_10_3", "title": "Telegram", "input_message_content": content, **changes}


async def test_a_result_that_is_chosen_becomes_a_message_via_the_bot(world: TelegramWorld) -> None:
    query_id = world.telegram.ask_inline(BOB, "tg")
    markup = keyboard([InlineKeyboardButton(text="Open", url=LINK)]).model_dump(exclude_none=True)
    await world.call("answerInlineQuery", inline_query_id=query_id, results=[article(reply_markup=markup)])
    world.telegram.choose_inline(BOB, query_id, "o_10_3")
    *_, update = await world.bot.get_updates(timeout=0)
    assert update.message
    assert update.message.via_bot
    assert (update.message.via_bot.id, update.message.text) == (42, "Telegram in Vietnam")
    [shown] = world.telegram.messages(BOB)
    assert (shown["from_bot"], shown["html"]) == (False, "<b>Telegram</b> in Vietnam")
    assert shown["keyboard"] == [[{"text": "Open", "url": LINK}]]


async def test_a_result_is_chosen_by_whom_it_was_given_to(world: TelegramWorld) -> None:
    query_id = world.telegram.ask_inline(BOB, "tg")
    await world.call("answerInlineQuery", inline_query_id=query_id, results=[article()])
    for person, result in ((ANN, "o_10_3"), (BOB, "o_1_1")):
        with pytest.raises(LookupError):
            world.telegram.choose_inline(person, query_id, result)


async def test_with_inline_mode_off_nothing_reaches_the_bot(world: TelegramWorld) -> None:
    assert (await world.bot.get_me()).supports_inline_queries
    world.telegram.set_inline(on=False)
    assert not (await world.bot.get_me()).supports_inline_queries
    assert world.telegram.ask_inline(ANN, "tg") == ""
    assert world.telegram.updates() == []


async def test_it_stays_off_over_a_restart_of_the_sandbox(world: TelegramWorld) -> None:
    world.telegram.set_inline(on=False)
    async with telegram_world(world.telegram.dump()) as later:
        assert not later.telegram.inline_is_on()


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ({"results": [article(id="й" * 33)]}, "RESULT_ID_INVALID"),
        ({"results": [article(id="")]}, "RESULT_ID_INVALID"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article(title="")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [article(type="photo")]}, 'field "results.0.type" is wrong'),
        ({"results": [article(price="1")]}, 'unknown field "results.0.price"'),
        ({"results": [article(input_message_content={"message_text": ""})]}, "message text is empty"),
        (
            {"results": [article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]},
            "can't parse entities",
        ),
        ({"results": [article(reply_markup={"inline_keyboard": [[{"text": "x"}]]})]}, "Text buttons are unallowed"),
        ({"results": [], "button": {"text": "Open"}}, "exactly one action must be used"),
        ({"results": [], "button": {"text": "Open", "start_parameter": "a b"}}, "start_parameter"),
        ({"results": [], "button": {"text": "Open", "start_parameter": "x" * 65}}, "start_parameter"),
        ({"results": [], "cache_time": -1}, "cache_time"),
        ({"results": [], "personal": True}, 'unknown field "personal"'),
    ],
)
async def test_an_answer_that_telegram_refuses_is_refused(
    world: TelegramWorld, answer: dict[str, Any], refusal: str
) -> None:
    query_id = world.telegram.ask_inline(ANN, "tg")
    assert refusal in await world.refusal("answerInlineQuery", inline_query_id=query_id, **answer)
    assert not world.telegram.inline_answers


async def test_a_query_is_answered_once_and_only_for_a_while(world: TelegramWorld) -> None:
    query_id = world.telegram.ask_inline(ANN, "tg")
    await world.call("answerInlineQuery", inline_query_id=query_id, results=[])
    assert "query is too old" in await world.refusal("answerInlineQuery", inline_query_id=query_id, results=[])
    query_id = world.telegram.ask_inline(ANN, "tg")
    world.clock.advance(31)
    assert "query is too old" in await world.refusal("answerInlineQuery", inline_query_id=query_id, results=[])
