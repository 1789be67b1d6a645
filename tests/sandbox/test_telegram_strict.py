"""What the real Telegram refuses, in its words, and what only a mistake in a bot would send."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.sandbox.telegram_world import ANN, TOKEN, TelegramWorld, telegram_world


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


async def test_a_wrong_token_is_unauthorized(world: TelegramWorld) -> None:
    assert await world.call("getMe", token="42:another") == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )


async def test_an_unknown_method_is_not_found(world: TelegramWorld) -> None:
    assert await world.call("sendMesage", chat_id=ANN, text="x") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )


async def test_only_get_and_post_are_taken(world: TelegramWorld) -> None:
    async with world.http.put(f"{world.url}/bot{TOKEN}/getMe") as response:
        assert (response.status, (await response.json())["description"]) == (405, "Method Not Allowed")


async def test_method_names_are_taken_in_any_case(world: TelegramWorld) -> None:
    status, body = await world.call("GETME")
    assert (status, body["result"]["id"]) == (200, 42)


async def test_an_unknown_field_is_refused_by_its_name(world: TelegramWorld) -> None:
    assert await world.refusal("sendMessage", chat_id=ANN, text="x", txet="y") == 'Bad Request: unknown field "txet"'
    markup = {"inline_keyboard": [[{"text": "x", "calback_data": "y"}]]}
    assert "unknown field" in await world.refusal("sendMessage", chat_id=ANN, text="x", reply_markup=markup)
    assert 'reply_parameters.reply_to"' in await world.refusal(
        "sendMessage", chat_id=ANN, text="x", reply_parameters={"message_id": 1, "reply_to": 1}
    )


@pytest.mark.parametrize(
    ("method", "parameters", "field"),
    [
        ("sendMessage", {"chat_id": ANN, "text": 5}, "text"),
        ("sendMessage", {"chat_id": ANN, "text": "x", "protect_content": "perhaps"}, "protect_content"),
        ("editMessageText", {"chat_id": ANN, "message_id": "one", "text": "x"}, "message_id"),
        ("sendMessage", {"chat_id": ANN, "text": "x", "reply_markup": "{"}, "reply_markup"),
        ("sendMessage", {"chat_id": ANN, "text": "x", "reply_markup": {"inline_keyboard": {}}}, "reply_markup"),
        ("sendChatAction", {"chat_id": ANN, "action": "sleeping"}, "action"),
        ("setMyCommands", {"commands": [{"command": "start"}]}, "commands.0.description"),
        ("setMyCommands", {"commands": [], "language_code": "english"}, "language_code"),
        ("getUpdates", {"timeout": "soon"}, "timeout"),
    ],
)
async def test_a_value_of_a_wrong_type_is_refused_by_its_name(
    world: TelegramWorld, method: str, parameters: dict[str, Any], field: str
) -> None:
    assert f'field "{field}' in await world.refusal(method, **parameters)


@pytest.mark.parametrize(
    ("parameters", "description"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"chat_id": "@nobody", "text": "x"}, "chat not found"),
        ({"chat_id": ANN}, "message text is empty"),
        ({"chat_id": ANN, "text": " \n "}, "text must be non-empty"),
        ({"chat_id": ANN, "text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"chat_id": ANN, "text": "x" * 4097}, "message is too long"),
        ({"chat_id": ANN, "text": "😀" * 2049}, "message is too long"),
        ({"chat_id": ANN, "text": "x", "parse_mode": "MarkdownV2"}, "unsupported parse_mode"),
        ({"chat_id": ANN, "text": "\ud800"}, "strings must be encoded in UTF-8"),
        (
            {"chat_id": ANN, "text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2",
        ),
    ],
)
async def test_a_text_that_cannot_be_sent_is_refused(
    world: TelegramWorld, parameters: dict[str, Any], description: str
) -> None:
    assert await world.refusal("sendMessage", **parameters) == f"Bad Request: {description}"
    assert len(world.telegram.messages(ANN)) == 1


async def test_the_limit_counts_the_text_after_its_entities_are_parsed(world: TelegramWorld) -> None:
    text = "<b>" + "&lt;" * 4096 + "</b>"
    status, _ = await world.call("sendMessage", chat_id=ANN, text=text, parse_mode="html")
    assert status == 200
    assert world.telegram.messages(ANN)[-1]["text"] == "<" * 4096


ONE_ACTION = "can't parse inline keyboard button: exactly one action must be used, found callback_data, url"


@pytest.mark.parametrize(
    ("button", "description"),
    [
        ({"text": "x"}, "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ({"text": "x", "callback_data": "y", "url": "https://example.org"}, ONE_ACTION),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": "й" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": "y" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "", "callback_data": "y"}, "BUTTON_TEXT_INVALID"),
        (
            {"text": "x", "callback_data": "y", "style": "green"},
            'can\'t parse inline keyboard button: invalid button style "green"',
        ),
        (
            {"text": "x", "url": "javascript:alert(1)"},
            "inline keyboard button URL 'javascript:alert(1)' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_a_wrong_button_is_refused(world: TelegramWorld, button: dict[str, Any], description: str) -> None:
    markup = {"inline_keyboard": [[{"text": "fine", "callback_data": "й" * 32}, button]]}
    refused = await world.refusal("sendMessage", chat_id=ANN, text="x", reply_markup=markup)
    assert refused == f"Bad Request: {description}"


async def test_more_than_a_hundred_buttons_are_refused(world: TelegramWorld) -> None:
    rows = [[{"text": "x", "callback_data": "y"}]] * 101
    refused = await world.refusal("sendMessage", chat_id=ANN, text="x", reply_markup={"inline_keyboard": rows})
    assert refused == "Bad Request: reply markup is too long"


@pytest.mark.parametrize("edit", ["editMessageText", "editMessageReplyMarkup", "deleteMessage"])
async def test_an_edit_names_its_message(world: TelegramWorld, edit: str) -> None:
    text = {"text": "x"} if edit == "editMessageText" else {}
    assert await world.refusal(edit, chat_id=ANN, **text) == "Bad Request: message identifier is not specified"


async def test_no_more_than_a_hundred_messages_are_deleted_at_once(world: TelegramWorld) -> None:
    refused = await world.refusal("deleteMessages", chat_id=ANN, message_ids=list(range(1, 102)))
    assert refused == "Bad Request: too many message identifiers specified"
    refused = await world.refusal("deleteMessages", chat_id=ANN, message_ids=[])
    assert refused == "Bad Request: message identifiers are not specified"


@pytest.mark.parametrize(
    ("command", "description"),
    [
        ({"command": "Start", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "start", "description": ""}, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
async def test_a_wrong_command_is_refused(world: TelegramWorld, command: dict[str, str], description: str) -> None:
    assert await world.refusal("setMyCommands", commands=[command]) == f"Bad Request: {description}"


async def test_an_answer_to_a_tap_has_two_hundred_characters_at_most(world: TelegramWorld) -> None:
    query_id = world.telegram.tap(ANN, 1, data="x")
    refused = await world.refusal("answerCallbackQuery", callback_query_id=query_id, text="x" * 201)
    assert refused == "Bad Request: MESSAGE_TOO_LONG"


@pytest.mark.parametrize("encoding", ["query", "urlencoded", "multipart", "json"])
async def test_parameters_come_in_every_way_that_clients_send_them(world: TelegramWorld, encoding: str) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    form = {"chat_id": str(ANN), "text": "hi", "protect_content": "true", "reply_markup": json.dumps(markup)}
    ways: dict[str, dict[str, Any]] = {
        "query": {"params": form},
        "urlencoded": {"data": form},
        "multipart": {"data": aiohttp.FormData(form, default_to_multipart=True)},
        "json": {"json": {"chat_id": ANN, "text": "hi", "protect_content": True, "reply_markup": markup}},
    }
    verb = world.http.get if encoding == "query" else world.http.post
    async with verb(f"{world.url}/bot{TOKEN}/sendMessage", **ways[encoding]) as response:
        sent = (await response.json())["result"]
    assert (sent["text"], sent["has_protected_content"], sent["reply_markup"]) == ("hi", True, markup)
    expected = {"chat_id": ANN, "text": "hi", "protect_content": True, "reply_markup": markup}
    assert world.telegram.requests[-1] == ("sendMessage", expected)


@pytest.mark.parametrize("body", ["{", "[]", "5"])
async def test_json_that_is_no_object_is_refused(world: TelegramWorld, body: str) -> None:
    headers = {"Content-Type": "application/json"}
    async with world.http.post(f"{world.url}/bot{TOKEN}/getMe", data=body, headers=headers) as response:
        assert response.status == 400


async def test_a_body_over_twenty_megabytes_is_refused(world: TelegramWorld) -> None:
    body, headers = b" " * (20 * 1024 * 1024 + 1), {"Content-Type": "application/json"}
    async with world.http.post(f"{world.url}/bot{TOKEN}/getMe", data=body, headers=headers) as response:
        assert (response.status, (await response.json())["description"]) == (413, "Request Entity Too Large")
