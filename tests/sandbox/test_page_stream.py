"""The stream: everything at first, then whatever happens, and everything again after a break."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.app import Sandbox
from sandbox.page.stream import BACKLOG, Hub, encode
from tests.sandbox.page_world import ALICE, BOT_TOKEN, MINH, SMSMAN_TOKEN, PageWorld, sandbox_on_a_port


@pytest.fixture
async def world() -> AsyncIterator[PageWorld]:
    async with sandbox_on_a_port() as world:
        yield world


async def next_of(events: AsyncIterator[tuple[str, Any]], kind: str) -> Any:
    async for name, data in events:
        if name == kind:
            return data
    raise AssertionError(f"the stream ended without {kind}")


async def next_in_chat(events: AsyncIterator[tuple[str, Any]], kind: str) -> Any:
    while True:
        data = await next_of(events, "chat")
        if data["event"]["type"] == kind:
            return data


async def test_the_first_event_is_the_whole_state(world: PageWorld) -> None:
    await world.post(f"/people/{ALICE}/messages", {"text": "hello"})
    async with world.events() as events:
        kind, state = await anext(events)
    assert kind == "sync"
    assert [message["text"] for message in state["people"][0]["messages"]] == ["hello"]
    assert state["people"][1]["messages"] == []
    assert state["bot"]["name"]
    assert state["panel"]["balance"] == "5000.00"


async def test_messages_edits_and_answers_come_as_they_happen(world: PageWorld) -> None:
    async with world.events() as events:
        await anext(events)
        await world.post(f"/people/{MINH}/messages", {"text": "hello"})
        said = await next_in_chat(events, "message")
        assert (said["person"], said["event"]["message"]["text"]) == (MINH, "hello")

        message = await world.say("<b>Menu</b>", [{"text": "Buy", "callback_data": "buy"}], to=MINH)
        shown = (await next_in_chat(events, "message"))["event"]["message"]
        assert (shown["html"], shown["keyboard"][0][0]["text"]) == ("<b>Menu</b>", "Buy")

        await world.post(f"/people/{MINH}/tap", {"message_id": message, "data": "buy"})
        query = await world.next_tap()
        await world.bot("answerCallbackQuery", callback_query_id=query["id"], text="Done", show_alert=True)
        answer = (await next_in_chat(events, "answer"))["event"]
        assert (answer["query_id"], answer["text"], answer["alert"]) == (query["id"], "Done", True)

        await world.edit(message, "Bought", of=MINH)
        edited = (await next_in_chat(events, "edit"))["event"]["message"]
        assert (edited["text"], edited["keyboard"]) == ("Bought", None)


async def test_a_purchase_shows_in_the_panel(world: PageWorld) -> None:
    async with world.events() as events:
        await anext(events)
        request = await world.buy()
        panel = await next_of(events, "panel")
        assert [shown["request_id"] for shown in panel["requests"]] == [request]
        assert panel["held"] == panel["requests"][0]["price"]
        await world.post("/smsman/deliver", {"request_id": request, "code": "123456"})
        panel = await next_of(events, "panel")
        assert (panel["requests"][0]["code"], panel["held"]) == ("123456", "0.00")


async def test_a_newcomer_is_followed_too(world: PageWorld) -> None:
    async with world.events() as events:
        await anext(events)
        world.sandbox.telegram.add_user(5, "Eve", "en")
        world.sandbox.telegram.send_text(5, "first")
        people = (await next_of(events, "people"))["people"]
        assert [message["text"] for message in people[-1]["messages"]] == ["first"]
        world.sandbox.telegram.send_text(5, "second")
        assert (await next_in_chat(events, "message"))["event"]["message"]["text"] == "second"


async def test_blocking_shows_at_once(world: PageWorld) -> None:
    async with world.events() as events:
        await anext(events)
        await world.post(f"/people/{ALICE}/block", {"blocked": True})
        assert (await next_of(events, "people"))["people"][0]["blocked"] is True


async def test_a_page_that_comes_back_gets_everything_again(world: PageWorld) -> None:
    async with world.events() as events:
        await anext(events)
    await world.post(f"/people/{ALICE}/messages", {"text": "meanwhile"})
    async with world.events() as events:
        _, state = await anext(events)
    assert state["people"][0]["messages"][-1]["text"] == "meanwhile"


async def test_open_streams_end_properly_with_the_server() -> None:
    sandbox = Sandbox(bot_token=BOT_TOKEN, smsman_token=SMSMAN_TOKEN)
    async with aiohttp.ClientSession() as http:
        async with sandbox.serve() as address:
            stream = await http.get(f"{address}/sandbox/events")
            await stream.content.readuntil(b"event: sync")
        assert (await stream.content.read()).endswith(b"\n\n")  # a stream that is cut raises


async def test_a_page_that_lags_too_far_behind_is_let_go() -> None:
    hub = Hub()
    with hub.listen() as stream:
        for number in range(BACKLOG + 5):
            hub.send("panel", {"number": number})
        events = [stream.get_nowait() for _ in range(stream.qsize())]
    assert len(events) == BACKLOG + 1
    assert events[-1] is None
    assert not hub.is_watched


def test_an_event_is_one_line_whatever_the_text() -> None:
    event = encode("chat", {"text": "a\nb\r\n\u2028c 🇻🇳"}).decode()
    assert event.count("\n") == 3
    assert event.endswith("\n\n")
    assert "\r" not in event
