"""How updates reach a bot: offsets, long polls, two pollers, a webhook, and what is late or comes twice."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramConflictError
from aiogram.types import BotCommand
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.telegram.polling import wait_for
from tests.sandbox.telegram_world import ANN, BOB, TOKEN, TelegramWorld, acknowledge_all, telegram_world, until


@pytest.fixture
async def world() -> AsyncIterator[TelegramWorld]:
    async with telegram_world() as world:
        yield world


async def texts(world: TelegramWorld, **parameters: Any) -> list[str | None]:
    updates = await world.bot.get_updates(timeout=0, **parameters)
    return [update.message.text if update.message else None for update in updates]


async def test_an_offset_acknowledges_what_lies_below_it(world: TelegramWorld) -> None:
    for text in ("a", "b", "c"):
        world.telegram.send_text(ANN, text)
    first, *_ = await world.bot.get_updates(timeout=0)
    assert await texts(world) == ["a", "b", "c"]
    assert await texts(world, offset=first.update_id + 1) == ["b", "c"]
    assert await texts(world, limit=1) == ["b"]
    assert await texts(world, offset=-1) == ["c"]
    assert await texts(world) == ["c"]
    assert [update["message"]["text"] for update in world.telegram.updates()] == ["c"]


async def test_update_ids_rise(world: TelegramWorld) -> None:
    ids = []
    for text in ("a", "b", "c"):
        world.telegram.send_text(ANN, text)
        ids.append((await world.bot.get_updates(timeout=0))[-1].update_id)
        await acknowledge_all(world)
    assert ids == sorted(set(ids))


async def test_a_long_poll_ends_with_the_first_update(world: TelegramWorld) -> None:
    poll = await waiting_poll(world)
    world.telegram.send_text(ANN, "here")
    assert [update.message and update.message.text for update in await poll] == ["here"]


def test_a_long_poll_is_cut_at_fifty_seconds() -> None:
    assert [wait_for(seconds) for seconds in (-1, 0, 10, 50, 600)] == [0, 0, 10, 50, 50]


async def waiting_poll(world: TelegramWorld) -> asyncio.Task[Any]:
    """A poll that the server has begun."""
    requests = len(world.telegram.requests)
    task = asyncio.create_task(world.bot.get_updates(timeout=50))
    await until(lambda: len(world.telegram.requests) > requests)
    return task


async def test_of_two_pollers_the_older_is_told_of_a_conflict(world: TelegramWorld) -> None:
    older = await waiting_poll(world)
    newer = await waiting_poll(world)
    with pytest.raises(TelegramConflictError, match="Conflict: terminated by other getUpdates request; make sure that"):
        await older
    world.telegram.send_text(ANN, "hello")
    assert len(await newer) == 1


async def test_while_a_webhook_is_set_nobody_polls(world: TelegramWorld) -> None:
    poll = await waiting_poll(world)
    await world.bot.set_webhook("https://bot.example.org/hook")
    with pytest.raises(TelegramConflictError, match="terminated by setWebhook request"):
        await poll
    with pytest.raises(TelegramConflictError, match="can't use getUpdates method while webhook is active; use delete"):
        await world.bot.get_updates(timeout=0)
    await world.bot.delete_webhook()
    assert await world.bot.get_updates(timeout=0) == []


async def test_a_server_that_stops_does_not_wait_for_a_poll(world: TelegramWorld) -> None:
    poll = await waiting_poll(world)
    await world.telegram.close()
    assert await poll == []


async def test_only_the_kinds_that_were_asked_for_come(world: TelegramWorld) -> None:
    await world.bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    world.telegram.send_text(ANN, "unheard")
    world.telegram.tap(ANN, 1, data="x")
    (update,) = await world.bot.get_updates(timeout=0)
    assert update.callback_query is not None


async def test_undelivered_taps_live_150_seconds_and_messages_a_day(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "hello")
    world.telegram.tap(ANN, 1, data="x")
    world.clock.advance(149)
    assert len(world.telegram.updates()) == 2
    world.clock.advance(2)
    assert [list(update) for update in world.telegram.updates()] == [["update_id", "message"]]
    world.clock.advance(24 * 3600)
    assert await world.bot.get_updates(timeout=0) == []


async def test_an_update_can_come_twice_whatever_was_acknowledged(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "pay")
    (update,) = await world.bot.get_updates(timeout=0)
    assert await texts(world, offset=update.update_id + 1) == []
    world.telegram.redeliver(update.update_id)
    (again,) = await world.bot.get_updates(offset=update.update_id + 1, timeout=0)
    assert again == update
    assert await texts(world, offset=update.update_id + 1) == []


async def test_an_update_not_yet_acknowledged_can_come_twice_too(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "pay")
    (update,) = await world.bot.get_updates(timeout=0)
    world.telegram.redeliver(update.update_id)
    assert await texts(world) == ["pay", "pay"]
    assert await texts(world) == ["pay"]


async def test_taps_can_be_late_and_in_another_order(world: TelegramWorld) -> None:
    world.telegram.hold_callbacks()
    for data in ("first", "second"):
        world.telegram.tap(ANN, 1, data=data)
    world.telegram.send_text(ANN, "hello")
    assert await texts(world) == ["hello"]
    world.telegram.release_callbacks(reverse=True)
    _, *taps = await world.bot.get_updates(timeout=0)
    assert [tap.callback_query and tap.callback_query.data for tap in taps] == ["second", "first"]
    assert taps[0].update_id < taps[1].update_id


@dataclass
class Hook:
    """A bot's own web server, which answers with the given statuses in turn, then with 200."""

    statuses: list[int] = field(default_factory=list)
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


async def test_pending_updates_can_be_dropped(world: TelegramWorld) -> None:
    world.telegram.send_text(ANN, "old")
    await world.bot.delete_webhook(drop_pending_updates=True)
    assert await world.bot.get_updates(timeout=0) == []


@pytest.mark.parametrize("url", ["http://bot.example.org/hook", "ftp://127.0.0.1/hook", "nonsense"])
async def test_a_webhook_elsewhere_must_be_https(world: TelegramWorld, url: str) -> None:
    with pytest.raises(TelegramBadRequest, match="bad webhook: An HTTPS URL must be provided for webhook"):
        await world.bot.set_webhook(url)


async def test_a_restart_forgets_nothing() -> None:
    async with telegram_world() as world:
        sent = await world.bot.send_message(ANN, "<b>Card</b>", reply_markup=None)
        await world.bot.set_my_description("Sells numbers", language_code="en")
        await world.bot.set_my_commands([BotCommand(command="start", description="Menu")])
        world.telegram.add_group(-1001, "Friends")
        world.telegram.send_text(BOB, "waiting")
        query_id = world.telegram.tap(ANN, sent.message_id, data="late")
        before = world.telegram.messages(ANN), world.telegram.users(), world.telegram.updates()
        state = world.telegram.dump()
    async with telegram_world(state=json.loads(json.dumps(state))) as world:
        assert (world.telegram.messages(ANN), world.telegram.users(), world.telegram.updates()) == before
        assert (await world.bot.get_my_description("en")).description == "Sells numbers"
        assert world.telegram.commands(ANN) == [{"command": "start", "description": "Menu"}]
        assert await world.bot.answer_callback_query(query_id)
        last_id = world.telegram.updates()[-1]["update_id"]
        assert world.telegram.send_text(ANN, "next") > sent.message_id
        assert world.telegram.updates()[-1]["update_id"] == last_id + 1
        assert world.telegram.dump()["world"]["chats"][-1] == {"id": -1001, "title": "Friends"}


async def test_a_state_of_another_format_is_left_aside(world: TelegramWorld) -> None:
    async with telegram_world(state={**world.telegram.dump(), "format": 0}) as empty:
        assert empty.telegram.users() == []


async def test_the_token_is_not_in_what_is_kept(world: TelegramWorld) -> None:
    await world.bot.get_me()
    assert TOKEN not in repr(world.telegram.dump()) + repr(world.telegram.requests)
