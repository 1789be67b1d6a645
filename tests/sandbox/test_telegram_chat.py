"""A person and a bot in a private chat: messages, edits, taps and answers."""

from collections.abc import AsyncIterator

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CopyTextButton, InlineKeyboardButton, LinkPreviewOptions, ReplyParameters

from tests.sandbox.telegram_world import ANN, TelegramWorld, button, keyboard, telegram_world

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
MENU = keyboard([button("Buy a number", "buy", "success"), button("Balance", "balance")])


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


async def test_the_bot_knows_itself(world: TelegramWorld) -> None:
    me = await world.bot.get_me()
    assert (me.id, me.is_bot, me.can_read_all_group_messages) == (42, True, False)


async def test_what_a_person_writes_arrives_with_its_command_marked(world: TelegramWorld) -> None:
    message_id = world.telegram.send_text(ANN, "/start buy_7")
    (update,) = await world.bot.get_updates(timeout=0)
    message = update.message
    assert message is not None
    assert message.from_user is not None
    assert (message.message_id, message.text, message.chat.type) == (message_id, "/start buy_7", "private")
    assert (message.from_user.id, message.from_user.language_code) == (ANN, "en")
    assert [(e.type, e.offset, e.length) for e in message.entities or []] == [("bot_command", 0, 6)]


async def test_a_sent_message_stands_in_the_chat_as_a_page_shows_it(world: TelegramWorld) -> None:
    copy = InlineKeyboardButton(text="Copy", copy_text=CopyTextButton(text="4477"))
    link = InlineKeyboardButton(text="Site", url="https://example.org/a")
    sent = await world.bot.send_message(
        ANN, "<b>Hi</b> &lt;you&gt;", reply_markup=keyboard([button("Buy", "b:1", "success")], [copy, link])
    )
    shown = world.telegram.messages(ANN)[-1]
    assert shown["id"] == sent.message_id
    assert (shown["text"], shown["html"], shown["from_bot"]) == ("Hi <you>", "<b>Hi</b> &lt;you&gt;", True)
    assert shown["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert shown["keyboard"] == [
        [{"text": "Buy", "callback_data": "b:1", "style": "success"}],
        [{"text": "Copy", "copy_text": "4477"}, {"text": "Site", "url": "https://example.org/a"}],
    ]
    assert (shown["reply_to"], shown["edit_date"], shown["date"]) == (None, None, int(world.clock()))


async def test_a_tap_brings_the_message_with_its_keyboard_and_its_answer_is_an_event(world: TelegramWorld) -> None:
    sent = await world.bot.send_message(ANN, "Menu", reply_markup=MENU)
    events = world.telegram.events(ANN)
    query_id = world.telegram.tap(ANN, sent.message_id, label="Buy a")
    (update,) = await world.bot.get_updates(timeout=0)
    query = update.callback_query
    assert query is not None
    assert (query.id, query.data, query.from_user.id) == (query_id, "buy", ANN)
    assert query.message is not None
    assert query.message.model_dump(exclude_none=True)["reply_markup"] == MENU.model_dump(exclude_none=True)
    await query.answer("Hold on", show_alert=True)
    assert await anext(events) == {
        "type": "answer",
        "query_id": query_id,
        "message_id": sent.message_id,
        "text": "Hold on",
        "alert": True,
    }
    (answer,) = world.telegram.answers
    assert (answer.query_id, answer.text, answer.show_alert, answer.at) == (query_id, "Hold on", True, world.clock())


async def test_a_tap_on_a_label_that_fits_two_buttons_or_none_is_refused(world: TelegramWorld) -> None:
    sent = await world.bot.send_message(ANN, "Menu", reply_markup=MENU)
    with pytest.raises(LookupError, match="2 buttons are called 'B'"):
        world.telegram.tap(ANN, sent.message_id, label="B")
    with pytest.raises(LookupError, match="0 buttons are called 'Sell'"):
        world.telegram.tap(ANN, sent.message_id, label="Sell")


async def test_a_forged_tap_reaches_the_bot_even_on_a_message_that_is_gone(world: TelegramWorld) -> None:
    world.telegram.tap(ANN, 999, data="admin:1")
    (update,) = await world.bot.get_updates(timeout=0)
    assert update.callback_query is not None
    assert update.callback_query.data == "admin:1"
    assert update.callback_query.message is not None
    assert update.callback_query.message.date == 0


async def test_a_tap_can_be_answered_once_and_only_for_a_while(world: TelegramWorld) -> None:
    sent = await world.bot.send_message(ANN, "Menu", reply_markup=MENU)
    first = world.telegram.tap(ANN, sent.message_id, label="Balance")
    await world.bot.answer_callback_query(first)
    late = world.telegram.tap(ANN, sent.message_id, label="Balance")
    world.clock.advance(world.telegram.queries.answer_within + 1)
    for query_id in (first, late, "12345"):
        with pytest.raises(TelegramBadRequest, match="query is too old and response timeout expired or query ID is"):
            await world.bot.answer_callback_query(query_id)


async def test_an_edit_without_a_keyboard_removes_it(world: TelegramWorld) -> None:
    sent = await world.bot.send_message(ANN, "Menu", reply_markup=MENU)
    events = world.telegram.events(ANN)
    world.clock.advance(5)
    edited = await sent.edit_text("Gone")
    assert not isinstance(edited, bool)
    assert edited.reply_markup is None
    event = await anext(events)
    assert (event["type"], event["message"]["text"], event["message"]["keyboard"]) == ("edit", "Gone", None)
    assert event["message"]["edit_date"] == event["message"]["date"] + 5


async def test_the_same_again_is_not_an_edit(world: TelegramWorld) -> None:
    sent = await world.bot.send_message(ANN, "<b>Menu</b>", reply_markup=MENU)
    with pytest.raises(TelegramBadRequest, match="message is not modified: specified new message content and reply"):
        await sent.edit_text("<b>Menu</b>", reply_markup=MENU)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await sent.edit_reply_markup(reply_markup=MENU)
    await sent.edit_text("Menu", reply_markup=MENU)  # other entities are another content
    await sent.edit_reply_markup(reply_markup=None)
    assert world.telegram.messages(ANN)[-1]["keyboard"] is None


async def test_only_its_own_messages_that_are_there_can_be_edited(world: TelegramWorld) -> None:
    theirs = world.telegram.send_text(ANN, "hello")
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await world.bot.edit_message_text("x", chat_id=ANN, message_id=theirs)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await world.bot.edit_message_text("x", chat_id=ANN, message_id=999)


async def test_a_reply_answers_its_message_and_goes_out_without_it_where_allowed(world: TelegramWorld) -> None:
    card = await world.bot.send_message(ANN, "Card")
    code = await world.bot.send_message(ANN, "Code", reply_parameters=ReplyParameters(message_id=card.message_id))
    assert code.reply_to_message is not None
    assert code.reply_to_message.text == "Card"
    world.telegram.delete_message(ANN, card.message_id)
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await world.bot.send_message(ANN, "Code", reply_parameters=ReplyParameters(message_id=card.message_id))
    again = ReplyParameters(message_id=card.message_id, allow_sending_without_reply=True)
    assert (await world.bot.send_message(ANN, "Code", reply_parameters=again)).reply_to_message is None


async def test_a_bot_replies_to_what_a_person_wrote(world: TelegramWorld) -> None:
    message_id = world.telegram.send_text(ANN, "hello")
    (update,) = await world.bot.get_updates(timeout=0)
    assert update.message is not None
    await update.message.reply("hello to you")
    assert world.telegram.messages(ANN)[-1]["reply_to"] == message_id


async def test_a_message_deleted_by_its_user_cannot_be_edited_any_more(world: TelegramWorld) -> None:
    sent = await world.bot.send_message(ANN, "Card")
    events = world.telegram.events(ANN)
    world.telegram.delete_message(ANN, sent.message_id)
    assert await anext(events) == {"type": "delete", "id": sent.message_id}
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await sent.edit_text("New card")


async def test_the_bot_deletes_messages_for_two_days(world: TelegramWorld) -> None:
    old = await world.bot.send_message(ANN, "old")
    world.clock.advance(48 * 3600 + 1)
    new = await world.bot.send_message(ANN, "new")
    assert await new.delete()
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await new.delete()
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await old.delete()
    fresh = [(await world.bot.send_message(ANN, str(n))).message_id for n in range(3)]
    assert await world.bot.delete_messages(ANN, [*fresh, 999, old.message_id])
    assert [message["text"] for message in world.telegram.messages(ANN)] == ["/start", "old"]


async def test_the_oldest_of_very_many_taps_are_forgotten(world: TelegramWorld) -> None:
    first, *_, last = [world.telegram.tap(ANN, 1, data="x") for _ in range(1001)]
    assert await world.bot.answer_callback_query(last)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await world.bot.answer_callback_query(first)


async def test_a_link_preview_is_part_of_a_message(world: TelegramWorld) -> None:
    sent = await world.bot.send_message(ANN, "https://example.org", link_preview_options=NO_PREVIEW)
    assert sent.link_preview_options is not None
    assert sent.link_preview_options.is_disabled
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await sent.edit_text("https://example.org", disable_web_page_preview=True)
    edited = await sent.edit_text("https://example.org")
    assert not isinstance(edited, bool)
    assert edited.link_preview_options is None
