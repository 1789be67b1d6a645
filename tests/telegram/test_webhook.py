"""The webhook's door: who is let in, what is answered and when, and how it closes."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import CallbackQuery, Message
from aiohttp.test_utils import unused_port
from pydantic import SecretStr

from bot.shop.background import Tasks
from bot.telegram import webhook as module
from bot.telegram.middlewares import Answering
from bot.telegram.updates import UpdateIntake
from bot.telegram.webhook import HEADER, LARGEST, Webhook
from tests.metrics.reading import Counted
from tests.sandbox.telegram_world import ANN, TelegramWorld
from tests.telegram.feeding import UNREADABLE

PATH, SECRET = "a-path-nobody-guesses", "a-secret-nobody-knows"
PERSON = {"id": ANN, "is_bot": False, "first_name": "Ann"}
HELLO = {
    "update_id": 7,
    "message": {"message_id": 1, "date": 1, "chat": {"id": ANN, "type": "private"}, "from": PERSON, "text": "hello"},
}
QUERY = {"id": "77", "from": PERSON, "chat_instance": "1", "data": "m:0"}


class Door:
    """A webhook with one handler behind it."""

    def __init__(self, bot: Bot) -> None:
        self.handled: list[str] = []
        self.go = asyncio.Event()
        self.go.set()
        self.error: Exception | None = None
        self.answer = b""
        """The body of the last one."""
        dispatcher = Dispatcher(disable_fsm=True)
        dispatcher.message.register(self._handle)
        dispatcher.callback_query.middleware(Answering())
        dispatcher.callback_query.register(self._tapped)
        self.counted = Counted()
        self.intake = UpdateIntake(dispatcher, bot)
        self.port = unused_port()
        self.webhook = Webhook(
            bot,
            self.intake,
            url=f"http://127.0.0.1:{self.port}",
            path=SecretStr(PATH),
            secret=SecretStr(SECRET),
        )

    async def _handle(self, message: Message) -> None:
        await self.go.wait()
        if self.error:
            raise self.error
        self.handled.append(message.text or "")

    async def _tapped(self, query: CallbackQuery) -> None:
        self.handled.append(query.data or "")

    async def post(
        self, body: object = HELLO, *, path: str = PATH, secret: str | None = SECRET, method: str = "POST"
    ) -> int:
        headers = {} if secret is None else {HEADER: secret}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        url = f"http://127.0.0.1:{self.port}/{path}"
        async with aiohttp.ClientSession() as http, http.request(method, url, data=data, headers=headers) as response:
            self.answer = await response.read()
            return response.status


@pytest.fixture
async def door(bot: Bot) -> AsyncIterator[Door]:
    door = Door(bot)
    async with door.webhook.listening(door.port):
        yield door


async def test_an_update_is_answered_once_it_is_handled(door: Door) -> None:
    assert await door.post() == 200
    assert (door.handled, door.answer) == (["hello"], b"")


async def test_a_tap_is_answered_by_a_request_of_its_own(world: TelegramWorld) -> None:
    door = Door(world.bot)
    page = await world.bot.send_message(ANN, "page")
    query_id = world.telegram.tap(ANN, page.message_id, data="m:0")
    async with door.webhook.listening(door.port):
        assert await door.post({"update_id": 9, "callback_query": {**QUERY, "id": query_id}}) == 200
    assert (door.handled, door.answer) == (["m:0"], b"")
    assert [one.query_id for one in world.telegram.answers] == [query_id]


@pytest.mark.parametrize("secret", [None, "", "another", SECRET + "x", SECRET.upper()])
async def test_nobody_comes_in_without_the_secret(door: Door, secret: str | None) -> None:
    assert await door.post(secret=secret) == 404
    assert door.handled == []


@pytest.mark.parametrize("path", ["", "webhook", PATH + "x", f"{PATH}/x", "%ff%fe"])
async def test_nobody_comes_in_by_another_path(door: Door, path: str) -> None:
    assert await door.post(path=path) == 404
    assert door.handled == []


async def test_what_a_proxy_puts_before_the_path_does_not_matter(door: Door) -> None:
    assert await door.post(path=f"bots/one/{PATH}") == 200


@pytest.mark.parametrize("header", [b"\xff\xfe", "ключ".encode(), b"a" * 4000])
async def test_a_header_of_any_bytes_is_refused_and_harms_nothing(door: Door, header: bytes) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    body = json.dumps(HELLO).encode()
    lines = [f"POST /{PATH} HTTP/1.1".encode(), b"Host: x", HEADER.encode() + b": " + header]
    writer.write(b"\r\n".join([*lines, f"Content-Length: {len(body)}".encode(), b"", body]))
    assert (await reader.readline()).split()[1] in (b"400", b"404")
    writer.close()
    assert door.handled == []
    assert await door.post() == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD"])
async def test_only_post_is_taken(door: Door, method: str) -> None:
    assert await door.post(method=method) == 405
    assert door.handled == []


async def test_a_body_without_end_is_not_read_to_its_end(door: Door) -> None:
    assert await door.post(b'{"update_id": "' + b"9" * LARGEST + b'"}') == 413


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b'{"update_id": "x"}', b"[" * 100_000, b'{"update_id": 1e999}'])
async def test_what_cannot_be_understood_does_not_hold_up_what_follows(door: Door, body: bytes) -> None:
    assert await door.post(body) == 200
    assert await door.post() == 200
    assert door.handled == ["hello"]


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE.keys())
async def test_an_update_that_cannot_be_read_is_taken_counted_and_named_by_its_number(
    door: Door, body: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert await door.post({"update_id": 71, **body}) == 200
    assert await door.post() == 200
    assert (door.handled, door.counted.value("updates_total", result="unreadable")) == (["hello"], 1)
    said = capsys.readouterr().out
    assert said.count("update not readable") == 1
    assert "secret" not in said


async def test_a_body_that_does_not_come_is_not_waited_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "READ_TIMEOUT_S", 0.05)
    reader, writer = await asyncio.open_connection("127.0.0.1", door.port)
    writer.write(f"POST /{PATH} HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 500\r\n\r\n{{".encode())
    assert (await reader.readline()).split()[1] == b"408"
    writer.close()


async def test_a_handler_that_fails_is_answered_and_not_tried_again(door: Door) -> None:
    door.error = RuntimeError("a mistake")
    assert await door.post() == 200


async def test_a_slow_handler_is_answered_after_a_while_and_goes_on(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ANSWER_TIMEOUT_S", 0.05)
    door.go.clear()
    assert await door.post() == 200
    assert door.handled == []
    door.go.set()
    assert await door.intake.drained(5)
    assert door.handled == ["hello"]


async def test_a_stop_sees_through_what_came_in_and_takes_nothing_more(door: Door) -> None:
    door.go.clear()
    url, headers = f"http://127.0.0.1:{door.port}/{PATH}", {HEADER: SECRET}
    async with aiohttp.ClientSession() as http:  # a proxy, which keeps its connections
        async with http.get(url) as response:
            await response.read()
        under_way = asyncio.ensure_future(door.post())
        async with asyncio.timeout(5):
            while await door.intake.drained(0.0):
                await asyncio.sleep(0.01)
        stopping = asyncio.ensure_future(door.webhook.stop(5))
        async with asyncio.timeout(5):
            while not door.webhook._stopping:
                await asyncio.sleep(0.01)
        async with http.post(url, json={**HELLO, "update_id": 8}, headers=headers) as response:
            assert response.status == 503
    assert not stopping.done()
    door.go.set()
    await stopping
    assert await under_way == 200
    assert door.handled == ["hello"]
    with pytest.raises(aiohttp.ClientConnectionError):
        await door.post()


async def test_a_port_that_is_taken_is_said(door: Door, bot: Bot) -> None:
    with pytest.raises(OSError, match="in use"):
        async with Door(bot).webhook.listening(door.port):
            pass


@asynccontextmanager
async def running(webhook: Webhook) -> AsyncIterator[None]:
    tasks = Tasks()
    tasks.start(webhook.run(), name="webhook")
    yield
    await tasks.cancel()


def said(world: TelegramWorld, method: str) -> list[dict[str, Any]]:
    return [parameters for name, parameters in world.telegram.requests if name == method]


async def until(world: TelegramWorld, method: str, count: int = 1) -> list[dict[str, Any]]:
    async with asyncio.timeout(10):
        while len(found := said(world, method)) < count:
            await asyncio.sleep(0.01)
    return found


async def test_telegram_is_told_the_address_the_secret_and_what_to_send(world: TelegramWorld, door: Door) -> None:
    world.telegram.send_text(ANN, "before")
    async with running(door.webhook):
        (call,) = await until(world, "setWebhook")
        async with asyncio.timeout(10):
            while not door.handled:
                await asyncio.sleep(0.01)
    assert call["url"] == f"http://127.0.0.1:{door.port}/{PATH}"
    assert (call["secret_token"], call["max_connections"], sorted(call["allowed_updates"])) == (
        SECRET,
        100,
        ["callback_query", "message"],
    )
    assert not call["drop_pending_updates"]
    assert door.handled == ["before"], "what came before the webhook is lost"


async def test_a_telegram_that_is_away_is_told_later(
    world: TelegramWorld, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "RETRY_INTERVAL_S", 0.01)
    world.telegram.fail("setWebhook", status=500, description="Internal Server Error")
    async with running(door.webhook):
        await until(world, "setWebhook", 2)


async def test_a_webhook_that_was_taken_away_is_set_again_and_one_that_stands_is_left(
    world: TelegramWorld, door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHECK_INTERVAL_S", 0.01)
    async with running(door.webhook):
        await until(world, "getWebhookInfo", 3)
        assert len(said(world, "setWebhook")) == 1
        await world.bot.delete_webhook()
        await until(world, "setWebhook", 2)
