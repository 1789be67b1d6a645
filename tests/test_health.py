"""What a monitor is answered: alive, which part is not well and why, and nothing of parts it did not ask for."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import RawTestServer

from bot.health import Health

Ask = Callable[[str], Awaitable[tuple[int, dict[str, object]]]]


@asynccontextmanager
async def asking(**wrong: list[str | None]) -> AsyncIterator[Ask]:
    """Of a process with these parts, and what is wrong with each."""

    def trouble(why: str | None) -> Callable[[], Awaitable[str | None]]:
        async def say() -> str | None:
            return why

        return say

    async def metrics() -> bytes:
        return b"smsbot_codes_total 3.0\n"

    health = Health({name: [trouble(why) for why in whys] for name, whys in wrong.items()}, metrics)
    async with RawTestServer(health.answer) as server, ClientSession() as client:

        async def ask(path: str) -> tuple[int, dict[str, object]]:
            async with client.get(server.make_url(path)) as response:
                return response.status, await response.json()

        yield ask


async def test_it_is_ready_when_every_part_is_well() -> None:
    async with asking(database=[None], watcher=[None, None]) as ask:
        assert await ask("/readyz") == (200, {"status": "ok", "parts": {"database": "ok", "watcher": "ok"}})


async def test_it_says_which_part_is_not_well_and_why() -> None:
    async with asking(database=[None], watcher=[None, "outbox: standing still for 20 s"]) as ask:
        status, said = await ask("/readyz")
    assert status == 503
    assert said == {
        "status": "not ready",
        "parts": {"database": "ok", "watcher": "outbox: standing still for 20 s"},
    }


async def test_a_replica_is_ready_without_the_parts_it_was_not_asked_for() -> None:
    async with asking(database=[None], provider=["does not answer"], watcher=[None]) as ask:
        assert (await ask("/readyz?parts=database,watcher"))[0] == 200
        assert (await ask("/readyz?parts=provider"))[0] == 503
        assert (await ask("/readyz"))[0] == 503


@pytest.mark.parametrize("asked", ["databse", "database,moon", "", ","])
async def test_a_part_that_there_is_not_is_no_answer_of_being_well(asked: str) -> None:
    async with asking(database=[None]) as ask:
        status, said = await ask(f"/readyz?parts={asked}")
    assert status == 400
    assert said["parts"] == ["database"]


async def test_it_is_alive_whatever_is_wrong() -> None:
    async with asking(database=["does not answer"]) as ask:
        assert await ask("/healthz") == (200, {"status": "ok"})


async def test_a_part_that_is_asked_for_many_times_is_looked_at_once() -> None:
    looked = 0

    async def trouble() -> str | None:
        nonlocal looked
        looked += 1
        return None

    async def metrics() -> bytes:
        return b""

    health, parts = Health({"database": [trouble]}, metrics), ",".join(["database"] * 200)
    async with (
        RawTestServer(health.answer) as server,
        ClientSession() as http,
        http.get(server.make_url(f"/readyz?parts={parts}")) as response,
    ):
        assert (response.status, looked) == (200, 1)
