"""Nobody but this machine's own page and programs drives the sandbox."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from sandbox.app import Sandbox
from tests.sandbox.page_world import ALICE, BOT_TOKEN, SMSMAN_TOKEN, PageWorld, sandbox_on_a_port


@pytest.fixture
async def world() -> AsyncIterator[PageWorld]:
    async with sandbox_on_a_port() as world:
        yield world


async def status(world: PageWorld, method: str, path: str, **options: object) -> int:
    async with world.http.request(method, f"{world.address}{path}", **options) as response:  # type: ignore[arg-type]  # passed through
        return response.status


SEND = f"/sandbox/people/{ALICE}/messages"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_page_of_another_site_cannot_send(world: PageWorld, headers: dict[str, str]) -> None:
    assert await status(world, "POST", SEND, json={"text": "hello"}, headers=headers) == 403
    assert world.sandbox.telegram.messages(ALICE) == []


async def test_the_page_itself_can_send(world: PageWorld) -> None:
    own = {"Origin": world.address, "Sec-Fetch-Site": "same-origin"}
    assert await status(world, "POST", SEND, json={"text": "hello"}, headers=own) == 200
    assert [message["text"] for message in world.sandbox.telegram.messages(ALICE)] == ["hello"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sandbox/events"),
        ("GET", f"/bot{BOT_TOKEN}/getMe"),
        ("GET", f"/control/get-number?token={SMSMAN_TOKEN}&country_id=0&application_id=3"),
        ("POST", "/sandbox/smsman/settings"),
    ],
)
async def test_another_site_reaches_none_of_the_worlds(world: PageWorld, method: str, path: str) -> None:
    assert await status(world, method, path, headers={"Sec-Fetch-Site": "cross-site"}) == 403
    assert world.sandbox.smsman.ledger == []


async def test_a_plain_form_is_not_taken(world: PageWorld) -> None:
    assert await status(world, "POST", SEND, data='{"text": "hello"}', headers={"Content-Type": "text/plain"}) == 415


async def test_a_link_on_another_site_opens_the_page(world: PageWorld) -> None:
    assert await status(world, "GET", "/", headers={"Sec-Fetch-Site": "cross-site"}) == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.7", "", "[::1", "localhost.evil"]
)
@pytest.mark.parametrize("path", ["/", "/sandbox/people", f"/bot{BOT_TOKEN}/getMe"])
async def test_a_foreign_host_name_is_refused(world: PageWorld, host: str, path: str) -> None:
    assert await status(world, "GET", path, headers={"Host": host}) == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8090", "127.0.0.1:8090", "[::1]:8090"])
async def test_the_machines_own_names_are_taken(world: PageWorld, host: str) -> None:
    assert await status(world, "GET", "/", headers={"Host": host}) == 200


@pytest.mark.parametrize(
    ("host", "expected"), [("192.168.1.7:8090", 200), ("evil.example", 403), ("0.0.0.0:8090", 200)]
)
async def test_opened_to_the_network_it_answers_to_addresses_but_to_no_names(host: str, expected: int) -> None:
    opened = Sandbox(bot_token=BOT_TOKEN, smsman_token=SMSMAN_TOKEN).application("0.0.0.0")  # noqa: S104 - not bound
    async with (
        TestServer(opened) as server,
        aiohttp.ClientSession() as http,
        http.get(server.make_url("/"), headers={"Host": host}) as response,
    ):
        assert response.status == expected


async def test_the_browser_may_run_the_pages_own_files_only(world: PageWorld) -> None:
    async with world.http.get(f"{world.address}/") as response:
        policy = response.headers["Content-Security-Policy"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy


async def test_files_beside_the_page_are_not_given(world: PageWorld) -> None:
    assert await status(world, "GET", "/sandbox/static/%2e%2e/guard.py") in (403, 404)
    assert await status(world, "GET", "/sandbox/static/") in (403, 404)
