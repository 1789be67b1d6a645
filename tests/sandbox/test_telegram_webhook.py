"""How updates reach a bot by a webhook: its secret, its order, and what happens while it is down."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.sandbox.telegram_world import ANN, BOB, TelegramWorld, telegram_world, until


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


@dataclass
class Hook:
    """A bot's own web server, which answers with the given statuses in turn, then with 200, or with `reply`."""

    statuses: list[int] = field(default_factory=list)
    reply: object = None
    got: list[dict[str, Any]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def handle(self, request: web.Request) -> web.Response:
        self.got.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        async with self.news:
            self.news.notify_all()
        await self.gate.wait()
        if self.reply is not None:
            return web.json_response(self.reply)
        return web.Response(status=self.statuses.pop(0) if self.statuses else 204)

    async def until(self, count: int) -> None:
        async with self.news:
            await self.news.wait_for(lambda: len(self.got) >= count)


@pytest.fixture
async def hook() -> Hook:
    return Hook()


@pytest.fixture
async def hook_url(hook: Hook) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_post("/hook", hook.handle)
    async with TestServer(app) as server:
        yield str(server.make_url("/hook"))
        hook.gate.set()


async def until_delivered(world: TelegramWorld) -> None:
    await until(lambda: not world.telegram.updates())


async def test_a_webhook_gets_what_waited_and_what_comes_with_its_secret(
    world: TelegramWorld, hook: Hook, hook_url: str
) -> None:
    hook.gate.set()
    world.telegram.send_text(ANN, "before")
    await world.bot.set_webhook(hook_url, secret_token="s3cret")
    await hook.until(1)
    world.telegram.send_text(ANN, "after")
    await hook.until(2)
    assert [update["message"]["text"] for update in hook.got] == ["before", "after"]
    assert hook.secrets == ["s3cret", "s3cret"]
    await until_delivered(world)
    info = await world.bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (hook_url, 0, None)


async def test_a_webhook_has_one_update_in_flight_for_each_chat_and_each_user(
    world: TelegramWorld, hook: Hook, hook_url: str
) -> None:
    world.telegram.send_text(BOB, "b1")
    await world.bot.set_webhook(hook_url)
    await hook.until(1)
    world.telegram.send_text(ANN, "a1")
    world.telegram.send_text(ANN, "a2")
    world.telegram.tap(ANN, 1, data="t1")
    world.telegram.tap(ANN, 1, data="t2")
    await hook.until(3)
    assert {update.get("callback_query", update.get("message", {})).get("data") for update in hook.got} == {None, "t1"}
    hook.gate.set()
    await hook.until(5)
    order = [update["message"]["text"] for update in hook.got if "message" in update]
    assert order == ["b1", "a1", "a2"]


async def test_a_call_in_the_answer_is_carried_out(world: TelegramWorld, hook: Hook, hook_url: str) -> None:
    hook.gate.set()
    hook.reply = {"method": "sendMessage", "chat_id": ANN, "text": "hi"}
    await world.bot.set_webhook(hook_url)
    world.telegram.send_text(ANN, "hello")
    await until_delivered(world)
    assert [one["text"] for one in world.telegram.messages(ANN)][-2:] == ["hello", "hi"]


@pytest.mark.parametrize(
    "reply",
    [
        {},
        [],
        "text",
        {"method": 7},
        {"method": "noSuchMethod"},
        {"method": "setWebhook", "url": ""},
        {"method": "getUpdates"},
        {"method": "sendMessage", "chat_id": 404, "text": "hi"},
    ],
)
async def test_an_answer_that_holds_no_call_is_an_answer(
    world: TelegramWorld, hook: Hook, hook_url: str, reply: object
) -> None:
    hook.gate.set()
    hook.reply = reply
    await world.bot.set_webhook(hook_url)
    world.telegram.send_text(ANN, "hello")
    await until_delivered(world)
    info = await world.bot.get_webhook_info()
    assert (info.url, info.last_error_message) == (hook_url, None)
    assert world.telegram.messages(ANN)[-1]["text"] == "hello"


async def test_a_webhook_that_fails_is_tried_again_after_one_second_then_two(hook: Hook, hook_url: str) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    async with telegram_world(sleep=sleep) as world:
        hook.statuses = [500, 302]
        hook.gate.set()
        await world.bot.set_webhook(hook_url)
        world.telegram.send_text(ANN, "pay")
        await hook.until(3)
        await until_delivered(world)
        info = await world.bot.get_webhook_info()
    assert slept == [1.0, 2.0]
    assert {update["update_id"] for update in hook.got} == {hook.got[0]["update_id"]}
    assert info.last_error_message == "Wrong response from the webhook: 302 Found"


async def test_an_update_comes_twice_to_a_webhook_too(world: TelegramWorld, hook: Hook, hook_url: str) -> None:
    hook.gate.set()
    await world.bot.set_webhook(hook_url)
    world.telegram.send_text(ANN, "pay")
    await until_delivered(world)
    world.telegram.redeliver(hook.got[0]["update_id"])
    await until_delivered(world)
    assert hook.got[0] == hook.got[1]


async def test_a_webhook_that_is_not_there_is_tried_until_it_is_taken_away() -> None:
    tries = asyncio.Semaphore(0)

    async def sleep(_: float) -> None:
        tries.release()
        await asyncio.sleep(0)

    async with telegram_world(sleep=sleep) as world:
        world.telegram.send_text(ANN, "old")
        await world.bot.set_webhook("http://127.0.0.1:1/hook", allowed_updates=["message"], drop_pending_updates=True)
        assert world.telegram.updates() == []
        world.telegram.tap(ANN, 1, data="unheard")
        world.telegram.send_text(ANN, "hello")
        for _ in range(3):
            await tries.acquire()
        info = await world.bot.get_webhook_info()
        await world.bot.delete_webhook()
        (update,) = await world.bot.get_updates(timeout=0)
    assert (info.last_error_message, info.allowed_updates) == ("Connection failed", ["message"])
    assert update.message is not None


async def test_a_tap_too_old_does_not_go_to_a_webhook_that_comes_back(hook: Hook, hook_url: str) -> None:
    async with telegram_world() as world:
        world.telegram.tap(ANN, 1, data="old")
        world.clock.advance(151)
        world.telegram.tap(ANN, 1, data="new")
        hook.gate.set()
        await world.bot.set_webhook(hook_url)
        await hook.until(1)
    assert [update["callback_query"]["data"] for update in hook.got] == ["new"]


@pytest.mark.parametrize("url", ["http://bot.example.org/hook", "ftp://127.0.0.1/hook", "nonsense"])
async def test_a_webhook_elsewhere_must_be_https(world: TelegramWorld, url: str) -> None:
    with pytest.raises(TelegramBadRequest, match="bad webhook: An HTTPS URL must be provided for webhook"):
        await world.bot.set_webhook(url)
