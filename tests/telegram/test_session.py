"""The bot's calls: a connection that fails is tried again, what was sent is not, and a failure is one of aiogram's."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator
from urllib.parse import parse_qs

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import ClientDecodeError, TelegramNetworkError
from aiogram.methods import Response
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiohttp import ClientTimeout, web
from aiohttp.test_utils import TestServer, unused_port

from bot.domain.clock import boot_time, only_before
from bot.telegram import bot as module
from bot.telegram.bot import build_bot
from tests.sandbox.telegram_world import TOKEN, hang_up

MESSAGE = {"message_id": 7, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "x"}


class Api:
    """A Bot API that remembers what it was told, and gives what it is to give."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.cut = False
        """Connections are cut instead of an answer."""
        self.answer: web.Response = web.json_response({"ok": True, "result": MESSAGE})

    async def handle(self, request: web.Request) -> web.Response:
        self.heard.append(await request.text())
        if self.cut and request.transport:
            request.transport.abort()
        return web.Response(body=self.answer.body, status=self.answer.status, content_type=self.answer.content_type)


@pytest.fixture
def api() -> Api:
    return Api()


@pytest.fixture
async def server(api: Api) -> AsyncIterator[TestServer]:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", api.handle)
    server = TestServer(app)
    await server.start_server()
    yield server
    await server.close()


@pytest.fixture
async def bot(server: TestServer) -> AsyncIterator[Bot]:
    bot = build_bot(TOKEN, str(server.make_url("")).rstrip("/"))
    yield bot
    assert isinstance(bot.session, AiohttpSession)
    await (await bot.session.create_session()).close()  # the session's own close() waits a quarter of a second


async def test_a_keyboard_goes_as_json_with_nothing_but_what_it_has(api: Api, bot: Bot) -> None:
    buttons = [InlineKeyboardButton(text="Да", callback_data="m:0"), InlineKeyboardButton(text="1", style="danger")]
    text = "a&b=c ✓ 100%41 + 1;\n<b>#?/:@'\"\\</b> [{|}]~\u200f\U0001f1fb\U0001f1f3"
    await bot.send_message(1, text, reply_markup=InlineKeyboardMarkup(inline_keyboard=[buttons]))
    heard = parse_qs(api.heard[0], strict_parsing=True)
    assert (heard["chat_id"], heard["text"], heard["parse_mode"]) == (["1"], [text], ["HTML"])
    assert json.loads(heard["reply_markup"][0]) == {
        "inline_keyboard": [[{"text": "Да", "callback_data": "m:0"}, {"text": "1", "style": "danger"}]]
    }


async def test_what_is_no_answer_is_no_yes(api: Api, bot: Bot) -> None:
    for body in (b"<html>", b"[]", b"{}", b"\xff"):
        api.answer = web.Response(body=body, content_type="text/html")
        with pytest.raises(ClientDecodeError):
            await bot.answer_callback_query("9")


async def test_a_telegram_that_is_away_is_a_network_error(server: TestServer, bot: Bot) -> None:
    await server.close()
    with pytest.raises(TelegramNetworkError) as caught:
        await bot.answer_callback_query("9")
    assert TOKEN not in str(caught.value)


async def test_a_connection_that_fails_is_tried_again(api: Api) -> None:
    app, port = web.Application(), unused_port()
    app.router.add_post("/bot{token}/{method}", api.handle)
    bot, server = build_bot(TOKEN, f"http://127.0.0.1:{port}"), TestServer(app, port=port)
    calling = asyncio.ensure_future(bot.send_message(1, "x"))
    await asyncio.sleep(0.2)
    assert not calling.done()
    await server.start_server()
    assert (await calling).message_id == 7
    assert len(api.heard) == 1
    await hang_up(bot)
    await server.close()


async def test_an_address_that_never_shakes_hands_is_left_for_the_next(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first connections of a name that has two addresses end in a server that takes them and says nothing."""
    monkeypatch.setattr(module, "CONNECT_TIMEOUT", ClientTimeout(total=None, sock_connect=0.2))
    mute = await asyncio.start_server(lambda *_: asyncio.sleep(30), "127.0.0.1", 0)
    bot = build_bot(TOKEN, f"https://127.0.0.1:{mute.sockets[0].getsockname()[1]}")
    began = asyncio.get_running_loop().time()
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(1, "x")
    assert asyncio.get_running_loop().time() - began < 5, "it does not take the whole timeout"
    await hang_up(bot)
    mute.close()


async def test_a_call_that_was_sent_is_not_sent_again(server: TestServer, api: Api, bot: Bot) -> None:
    api.cut = True
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(1, "x")
    assert len(api.heard) == 1


async def test_the_form_of_an_answer_is_made_once(bot: Bot) -> None:
    """pydantic forgets it as soon as nobody holds it, and making it takes ten times as long as the call."""
    await bot.send_message(1, "x")
    made = id(Response[Message])
    gc.collect()
    assert id(Response[Message]) == made


async def test_a_process_that_slept_over_its_work_sends_nothing(api: Api, bot: Bot) -> None:
    with only_before(boot_time() + 5):
        await bot.send_message(1, "x")
    with only_before(boot_time()), pytest.raises(TelegramNetworkError):
        await bot.send_message(1, "x")
    await bot.send_message(1, "x")
    assert len(api.heard) == 2
