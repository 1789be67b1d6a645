"""The page's endpoints for people: what a person does reaches the bot, and nonsense is refused."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.sandbox.page_world import ALICE, MINH, OLGA, PageWorld, sandbox_on_a_port


@pytest.fixture
async def world() -> AsyncIterator[PageWorld]:
    async with sandbox_on_a_port() as world:
        yield world


async def test_three_people_are_there_at_first(world: PageWorld) -> None:
    people = (await world.get("/people"))["people"]
    assert [(one["id"], one["first_name"], one["language_code"]) for one in people] == [
        (ALICE, "Alice", "en"),
        (MINH, "Minh", "vi"),
        (OLGA, "Olga", "ru"),
    ]


async def test_a_new_person_gets_the_next_id(world: PageWorld) -> None:
    assert await world.post("/people", {"first_name": " Ada ", "language": "vi"}) == (200, {"id": 1004})
    newest = (await world.get("/people"))["people"][-1]
    assert (newest["first_name"], newest["language_code"], newest["blocked"]) == ("Ada", "vi", False)


async def test_a_text_reaches_the_bot(world: PageWorld) -> None:
    _, sent = await world.post(f"/people/{ALICE}/messages", {"text": "/start"})
    (update,) = await world.bot("getUpdates")
    assert (update["message"]["message_id"], update["message"]["text"]) == (sent["id"], "/start")
    assert update["message"]["from"]["id"] == ALICE


async def test_a_tap_reaches_the_bot_with_what_the_page_showed(world: PageWorld) -> None:
    await world.post(f"/people/{ALICE}/messages", {"text": "/start"})
    message = await world.say("Menu", [{"text": "Buy", "callback_data": "buy:1"}])
    await world.edit(message, "Other menu", [{"text": "Sell", "callback_data": "sell:1"}])
    _, tapped = await world.post(f"/people/{ALICE}/tap", {"message_id": message, "data": "buy:1"})
    query = await world.next_tap()
    assert (query["id"], query["data"], query["message"]["message_id"]) == (tapped["query_id"], "buy:1", message)


async def test_a_tap_on_a_deleted_message_is_refused(world: PageWorld) -> None:
    status, answer = await world.post(f"/people/{ALICE}/tap", {"message_id": 77, "data": "buy:1"})
    assert (status, answer) == (404, {"error": "This message is gone."})
    assert await world.bot("getUpdates", timeout=0) == []


async def test_a_blocked_bot_cannot_write_until_it_is_unblocked(world: PageWorld) -> None:
    await world.post(f"/people/{ALICE}/messages", {"text": "/start"})
    await world.post(f"/people/{ALICE}/block", {"blocked": True})
    with pytest.raises(AssertionError, match="blocked by the user"):
        await world.say("hello")
    await world.post(f"/people/{ALICE}/block", {"blocked": False})
    assert await world.say("hello")


async def test_history_can_be_deleted(world: PageWorld) -> None:
    await world.post(f"/people/{ALICE}/messages", {"text": "/start"})
    assert len((await world.get(f"/people/{ALICE}/messages"))["messages"]) == 1
    async with world.http.delete(f"{world.address}/sandbox/people/{ALICE}/messages") as response:
        assert response.status == 200
    assert await world.get(f"/people/{ALICE}/messages") == {"messages": []}


async def test_commands_come_in_the_persons_language(world: PageWorld) -> None:
    await world.bot("setMyCommands", commands=[{"command": "start", "description": "Main menu"}])
    await world.bot("setMyCommands", commands=[{"command": "start", "description": "Меню"}], language_code="ru")
    assert (await world.get(f"/people/{ALICE}/commands"))["commands"][0]["description"] == "Main menu"
    assert (await world.get(f"/people/{OLGA}/commands"))["commands"][0]["description"] == "Меню"


async def test_what_goes_wrong_at_telegram_is_switched(world: PageWorld) -> None:
    quiet = {"conflict": 0, "inline": True, "payment_updates": "delivered", "lose_refund_answers": False}
    assert await world.post("/telegram", {"old_server": True}) == (200, {"old_server": True, **quiet})
    _, state = await world.post("/telegram", {"conflict": 30})
    assert state["old_server"]
    assert 28 <= state["conflict"] <= 30
    await world.post("/telegram", {"conflict": 0, "old_server": False})
    assert (await world.post("/telegram", {"inline": False}))[1]["inline"] is False
    assert (await world.bot("getMe"))["supports_inline_queries"] is False
    status, sent = await world.post(f"/people/{ALICE}/unreadable", {"shape": "forward"})
    assert status == 200
    [update] = await world.bot("getUpdates", timeout=0)
    assert (update["update_id"], "forward_origin" in update["message"]) == (sent["update_id"], True)
    await world.post(f"/people/{ALICE}/refusal", {"status": 403})
    with pytest.raises(AssertionError, match="Forbidden"):
        await world.say("x")


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("/people", {"first_name": " ", "language": "en"}, 400),
        ("/people", {"first_name": "Ada", "language": "xxx"}, 400),
        ("/people", {"first_name": "Ada", "language": "en", "id": 1}, 400),
        ("/people", ["Ada"], 400),
        (f"/people/{ALICE}/messages", {"text": " \n "}, 400),
        (f"/people/{ALICE}/messages", {"text": "x" * 4097}, 400),
        (f"/people/{ALICE}/messages", {"text": 1}, 400),
        (f"/people/{ALICE}/tap", {"message_id": "1", "data": "x"}, 400),
        (f"/people/{ALICE}/block", {"blocked": "yes"}, 400),
        (f"/people/{ALICE}/unreadable", {"shape": "poem"}, 400),
        (f"/people/{ALICE}/refusal", {"status": 500}, 400),
        ("/telegram", {"conflict": -1}, 400),
        (f"/people/{ALICE}/inline", {"query": "x" * 257}, 400),
        (f"/people/{ALICE}/inline/choice", {"query_id": "1", "result_id": "1"}, 404),
        ("/people/9999/inline", {"query": "tg"}, 404),
        ("/people/9999/refusal", {"status": 403}, 404),
        ("/people/9999/messages", {"text": "hello"}, 404),
        ("/people/9999/tap", {"message_id": 1, "data": "x"}, 404),
    ],
)
async def test_nonsense_is_refused_with_a_reason(world: PageWorld, path: str, body: Any, expected: int) -> None:
    status, answer = await world.post(path, body)
    assert status == expected
    assert answer["error"]
    assert len((await world.get("/people"))["people"]) == 3
    assert world.sandbox.telegram.messages(ALICE) == []
