"""Whether a purchase may still be sent is asked as late as can be: with a connection that stands, before any byte."""

import asyncio
from typing import Literal

import pytest

from bot.domain.errors import ProviderDown, TooLate
from bot.domain.models import Bought
from bot.providers.smsman import connections, open_session
from bot.providers.smsman.connections import FRESH_S
from tests.providers.smsman.provider import MakeClient, Provider, Socket, buy, fixture, rude_provider
from tests.providers.smsman.secure import secure_provider, trusting

Method = Literal["post", "get"]
METHODS = pytest.mark.parametrize("method", ["post", "get"])
SOLD = Bought("1", "79002415539", country_id=1, service_id=1)


@METHODS
async def test_a_no_lets_nothing_out(client_of: MakeClient, method: Method) -> None:
    came: list[bytes] = []

    async def listen(connection: Socket) -> None:
        came.append(await connection.reader.read())

    async def no() -> bool:
        return False

    async with rude_provider(listen) as url:
        with pytest.raises(TooLate):
            await buy(client_of(url, method=method), may_send=no)
        await asyncio.sleep(0.05)
    assert b"".join(came) == b""


async def test_a_yes_of_before_a_sleep_lets_nothing_out(client_of: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is stopped after the answer, in the one turn of the event loop that aiohttp takes to write a body."""
    came: list[bytes] = []
    seconds = iter([100.0, 100.1 + FRESH_S])
    monkeypatch.setattr(connections, "boot_time", lambda: next(seconds))

    async def listen(connection: Socket) -> None:
        came.append(await connection.reader.read())

    async def yes() -> bool:
        return True

    async with rude_provider(listen) as url:
        with pytest.raises(TooLate):
            await buy(client_of(url, method="post"), may_send=yes)
        await asyncio.sleep(0.05)
    assert b"".join(came) == b""


async def test_what_raises_is_a_no(client_of: MakeClient, provider: Provider) -> None:
    async def broken() -> bool:
        raise OSError("the database is away")

    with pytest.raises(TooLate):
        await buy(client_of(provider.url), may_send=broken)
    assert not provider.asked


@METHODS
async def test_a_yes_is_asked_for_once(client_of: MakeClient, provider: Provider, method: Method) -> None:
    asked = []

    async def yes() -> bool:
        assert not provider.asked
        asked.append(1)
        return True

    provider.says("get-number", fixture("get-number/documented.json"))
    assert await buy(client_of(provider.url, method=method), may_send=yes) == SOLD
    assert len(asked) == 1


async def test_nobody_is_asked_without_a_connection(client_of: MakeClient) -> None:
    async def never() -> bool:
        raise AssertionError

    with pytest.raises(ProviderDown):
        await buy(client_of("http://provider.invalid/control"), may_send=never)


async def test_a_connection_that_ends_while_it_is_asked_was_not_used(client_of: MakeClient) -> None:
    asked, gone = asyncio.Event(), asyncio.Event()

    async def hang_up(connection: Socket) -> None:
        await asked.wait()
        connection.writer.transport.abort()
        gone.set()

    async def slow() -> bool:
        asked.set()
        await gone.wait()
        await asyncio.sleep(0.05)
        return True

    async with rude_provider(hang_up) as url:
        with pytest.raises(ProviderDown, match="could not connect"):
            await buy(client_of(url), may_send=slow)


@METHODS
async def test_the_question_comes_after_the_handshake(client_of: MakeClient, method: Method) -> None:
    """TLS that takes long is in the past by then, and so is all that it was long for."""
    came: list[str] = []
    may = True

    async def behind_tls(connection: Socket) -> None:
        came.append((await connection.request()).call)
        await connection.answer(fixture("get-number/documented.json"))

    async with secure_provider(behind_tls, handshake="slow") as (port, met), open_session(tls=trusting()) as session:

        async def allowed() -> bool:
            assert met[-1] == "tls"
            return may

        client = client_of(f"https://localhost:{port}/control", session=session, method=method)
        buying = asyncio.ensure_future(buy(client, may_send=allowed))
        await asyncio.sleep(0.1)
        assert met == ["tcp"]
        assert await buying == SOLD
        may = False
        with pytest.raises(TooLate):
            await buy(client, may_send=allowed)
    assert came == ["get-number"]
