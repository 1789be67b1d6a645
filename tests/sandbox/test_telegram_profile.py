"""What a bot says of itself, photos, chats and inline queries."""

import json
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BufferedInputFile,
    InlineQueryResultArticle,
    InputTextMessageContent,
    MenuButtonCommands,
)

from sandbox.telegram import Telegram
from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld, telegram_world

PNG = b"\x89PNG\r\n\x1a\n made up"


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


def commands(*names: str) -> list[BotCommand]:
    return [BotCommand(command=name, description=f"To {name}") for name in names]


def offered(world: TelegramWorld, user_id: int) -> list[str]:
    return [command["command"] for command in world.telegram.commands(user_id)]


async def test_commands_are_offered_in_the_users_language_from_the_narrowest_scope(world: TelegramWorld) -> None:
    await world.bot.set_my_commands(commands("start"))
    await world.bot.set_my_commands(commands("mua"), language_code="vi")
    assert (offered(world, ANN), offered(world, BOB)) == (["start"], ["mua"])
    await world.bot.set_my_commands(commands("buy"), scope=BotCommandScopeAllPrivateChats())
    assert (offered(world, ANN), offered(world, BOB)) == (["buy"], ["buy"])
    await world.bot.set_my_commands(commands("admin"), scope=BotCommandScopeChat(chat_id=ANN))
    assert (offered(world, ANN), offered(world, BOB)) == (["admin"], ["buy"])
    await world.bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=ANN))
    assert offered(world, ANN) == ["buy"]
    assert [command.command for command in await world.bot.get_my_commands(language_code="vi")] == ["mua"]
    assert await world.bot.get_my_commands(language_code="ru") == []


async def test_a_chat_that_never_wrote_gets_no_commands_of_its_own(world: TelegramWorld) -> None:
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await world.bot.set_my_commands(commands("admin"), scope=BotCommandScopeChat(chat_id=BOB))


async def test_a_bot_has_a_hundred_commands_at_most(world: TelegramWorld) -> None:
    with pytest.raises(TelegramBadRequest, match="BOT_COMMANDS_TOO_MUCH"):
        await world.bot.set_my_commands(commands("start") * 101)
    assert offered(world, ANN) == []


async def test_new_commands_are_an_event(world: TelegramWorld) -> None:
    events = world.telegram.events(ANN)
    await world.bot.set_my_commands(commands("start"))
    expected = {"type": "commands", "commands": [{"command": "start", "description": "To start"}]}
    assert await anext(events) == expected


async def test_names_and_descriptions_are_kept_for_each_language(world: TelegramWorld) -> None:
    bot = world.bot
    assert (await bot.get_my_name()).name == (await bot.get_me()).first_name
    await bot.set_my_name("Numbers")
    await bot.set_my_description("Sells numbers")
    await bot.set_my_description("Bán số", language_code="vi")
    await bot.set_my_short_description("Numbers")
    assert (await bot.get_my_name()).name == (await bot.get_me()).first_name == "Numbers"
    assert (await bot.get_my_description("vi")).description == "Bán số"
    assert (await bot.get_my_description("ru")).description == "Sells numbers"
    assert (await bot.get_my_short_description()).short_description == "Numbers"
    await bot.set_my_description(language_code="vi")
    assert (await bot.get_my_description("vi")).description == "Sells numbers"


async def test_the_menu_button_is_kept_for_a_chat_and_for_all(world: TelegramWorld) -> None:
    await world.bot.set_chat_menu_button(chat_id=ANN, menu_button=MenuButtonCommands())
    assert (await world.bot.get_chat_menu_button(chat_id=ANN)).type == "commands"
    assert (await world.bot.get_chat_menu_button()).type == "default"


async def test_a_chat_can_be_looked_at_once_somebody_has_written(world: TelegramWorld) -> None:
    chat = await world.bot.get_chat(ANN)
    assert (chat.id, chat.type, chat.first_name) == (ANN, "private", "Ann")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await world.bot.get_chat(BOB)


async def test_a_photo_is_kept_with_its_caption_and_can_be_sent_again(world: TelegramWorld) -> None:
    picture = BufferedInputFile(PNG, filename="chart.png")
    sent = await world.bot.send_photo(ANN, picture, caption="<b>Today</b>")
    assert sent.photo is not None
    assert (sent.caption, sent.text) == ("Today", None)
    assert world.telegram.requests[-1][1]["photo"] == f"a file of {len(PNG)} bytes"
    again = await world.bot.send_photo(ANN, sent.photo[-1].file_id)
    shown, shown_again = world.telegram.messages(ANN)[-2:]
    assert (shown["html"], shown["photo"][:22]) == ("<b>Today</b>", "data:image/png;base64,")
    assert (again.caption, shown_again["photo"]) == (None, shown["photo"])
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await sent.edit_text("x")
    with pytest.raises(TelegramBadRequest, match="there is no photo in the request"):
        await world.bot.send_photo(ANN, "")
    with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
        await world.bot.send_photo(ANN, "https://example.org/chart.png")
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await world.bot.send_photo(ANN, BufferedInputFile(b"<svg/>", filename="chart.png"))
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await world.bot.send_photo(ANN, picture, caption="x" * 1025)


async def test_the_oldest_of_very_many_photos_is_shown_no_more(world: TelegramWorld) -> None:
    for _ in range(101):
        await world.bot.send_photo(ANN, BufferedInputFile(PNG, filename="chart.png"))
    _, first, second, *_ = world.telegram.messages(ANN)
    assert (first["photo"], second["photo"] is None) == (None, False)


async def test_a_document_keeps_its_name_and_content_over_a_restart(world: TelegramWorld) -> None:
    file = BufferedInputFile(b"a,b\r\n", filename="numbers.csv")
    sent = await world.bot.send_document(ANN, file, caption="<b>Yours</b>")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.file_size, sent.document.mime_type) == ("numbers.csv", 5, "text/csv")
    assert (sent.caption, sent.text) == ("Yours", None)
    url = "data:text/plain;base64,YSxiDQo="
    shown = world.telegram.messages(ANN)[-1]
    assert shown["document"] == {"name": "numbers.csv", "size": 5, "url": url}
    restarted = Telegram(token="42:x", state=json.loads(json.dumps(world.telegram.dump())))
    assert restarted.messages(ANN)[-1]["document"] == shown["document"]
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await sent.edit_text("x")
    with pytest.raises(TelegramBadRequest, match="file must be non-empty"):
        await world.bot.send_document(ANN, BufferedInputFile(b"", filename="empty.csv"))
    with pytest.raises(TelegramBadRequest, match='field "document"'):
        await world.bot.send_document(ANN, "a-file-id")
    with pytest.raises(TelegramBadRequest, match="message caption is too long"):
        await world.bot.send_document(ANN, file, caption="x" * 1025)


async def test_a_file_that_no_parameter_names_is_an_unknown_field(world: TelegramWorld) -> None:
    form = {"chat_id": str(ANN), "photo": "attach://one", "two": BytesIO(PNG)}
    async with world.http.post(f"{world.url}/bot{world.bot.token}/sendPhoto", data=form) as response:
        assert (await response.json())["description"] == 'Bad Request: unknown field "two"'


async def test_an_inline_query_takes_fifty_results_at_most(world: TelegramWorld) -> None:
    query_id = world.telegram.ask_inline(ANN, "tele")
    (update,) = await world.bot.get_updates(timeout=0)
    assert update.inline_query is not None
    assert (update.inline_query.id, update.inline_query.query) == (query_id, "tele")
    content = InputTextMessageContent(message_text="x")
    results = [InlineQueryResultArticle(id=str(n), title="x", input_message_content=content) for n in range(51)]
    with pytest.raises(TelegramBadRequest, match="too many inline query results specified"):
        await update.inline_query.answer(list(results))
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await world.bot.answer_callback_query(query_id)
    await update.inline_query.answer(list(results[:50]), cache_time=0)
    assert [len(answer.call.results) for answer in world.telegram.inline_answers] == [50]


async def test_a_bot_may_close_and_log_out(world: TelegramWorld) -> None:
    assert await world.call("close") == (200, {"ok": True, "result": True})
    assert await world.call("logOut") == (200, {"ok": True, "result": True})
