"""A provider that is slow, broken or hostile costs little and ends in a typed error."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from typing import Literal

import pytest

from bot.domain.errors import OutcomeUnknown, ProviderDown
from bot.domain.models import Account
from bot.providers.smsman import SmsMan
from tests.providers.smsman.provider import Answer, MakeClient, Provider, Socket, buy, fixture, rude_provider

Call = Callable[[SmsMan], Awaitable[object]]

SMALL, LARGE = 64 * 1024, 32 * 1024 * 1024
CALLS: dict[str, tuple[Call, type[Exception]]] = {
    "get-balance": (SmsMan.balance, ProviderDown),
    "get-prices": (SmsMan.offers, ProviderDown),
    "get-sms": (lambda client: client.poll("1"), ProviderDown),
    "get-number": (lambda client: buy(client, 1, 1), OutcomeUnknown),
    "set-status": (lambda client: client.reject("1"), OutcomeUnknown),
}
EACH = pytest.mark.parametrize(("call", "expected"), CALLS.values(), ids=CALLS)


@EACH
async def test_silence_ends_with_the_timeout(call: Call, expected: type[Exception], client_of: MakeClient) -> None:
    async def silent(connection: Socket) -> None:
        await connection.request()
        await connection.hung_up()

    async with rude_provider(silent) as url:
        with pytest.raises(expected, match="HTTP none, 0 bytes, TimeoutError"):
            await call(client_of(url, timeout=0.1, buy_timeout=0.1))


@EACH
async def test_a_byte_now_and_then_does_not_keep_a_call_alive(
    call: Call, expected: type[Exception], client_of: MakeClient
) -> None:
    async def drips(connection: Socket) -> None:
        await connection.request()
        await connection.answer(b"", length=1000)
        while True:
            await connection.send(b" ")
            await asyncio.sleep(0.02)

    async with rude_provider(drips) as url:
        with pytest.raises(expected, match="TimeoutError"):
            await call(client_of(url, timeout=0.1, buy_timeout=0.1))


@EACH
async def test_headers_without_end_do_not_keep_a_call_alive(
    call: Call, expected: type[Exception], client_of: MakeClient
) -> None:
    async def talks(connection: Socket) -> None:
        await connection.request()
        await connection.send(b"HTTP/1.1 200 OK\r\n")
        while True:
            await connection.send(b"X-More: more\r\n")
            await asyncio.sleep(0.02)

    async with rude_provider(talks) as url:
        with pytest.raises(expected, match="HTTP none"):
            await call(client_of(url, timeout=0.1, buy_timeout=0.1))


@EACH
@pytest.mark.parametrize(
    "said", [b"", b"HTTP/1.1 200 O", b"SSH-2.0-OpenSSH_9.2\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"]
)
async def test_no_http_is_no_answer(said: bytes, call: Call, expected: type[Exception], client_of: MakeClient) -> None:
    async def drops(connection: Socket) -> None:
        await connection.request()
        await connection.send(said)

    async with rude_provider(drops) as url:
        with pytest.raises(expected, match="HTTP none"):
            await call(client_of(url))


@EACH
async def test_a_connection_dropped_before_the_request_is_read(
    call: Call, expected: type[Exception], client_of: MakeClient
) -> None:
    async def drops(connection: Socket) -> None:
        pass

    async with rude_provider(drops) as url:
        with pytest.raises((expected, ProviderDown)) as caught:
            await call(client_of(url))
    seen_in_time = "could not connect" in str(caught.value)
    assert isinstance(caught.value, expected) or seen_in_time, "only where nothing was sent"


@pytest.mark.parametrize("name", ["get-balance", "get-prices"])
async def test_a_whole_list_with_a_broken_end_is_not_taken(name: str, client_of: MakeClient) -> None:
    async def cuts(connection: Socket) -> None:
        await connection.request()
        await connection.answer(fixture(f"{name}/documented.json"), length=5000)

    async with rude_provider(cuts) as url:
        with pytest.raises(ProviderDown, match="ClientPayloadError"):
            await CALLS[name][0](client_of(url))


@pytest.mark.parametrize(
    ("name", "limit"), [("get-sms", SMALL), ("get-number", SMALL), ("set-status", SMALL), ("get-prices", LARGE)]
)
async def test_a_flood_is_cut_off_soon_after_the_limit(name: str, limit: int, client_of: MakeClient) -> None:
    sent: list[int] = []
    rubbish = b"x" * 64 * 1024
    in_the_pipes = 16 * 1024 * 1024  # what the kernel's buffers between the two may swallow

    async def floods(connection: Socket) -> None:
        await connection.request()
        total = limit + 2 * in_the_pipes
        await connection.answer(b"", length=total)
        sent.append(0)
        for _ in range(total // len(rubbish)):
            await connection.send(rubbish)
            sent[-1] += len(rubbish)

    call, expected = CALLS[name]
    async with rude_provider(floods) as url:
        with pytest.raises(expected, match="TooLong"):
            await call(client_of(url, timeout=20.0, buy_timeout=20.0))

    assert max(sent) < limit + in_the_pipes


async def test_a_flood_of_one_answer_leaves_no_more_than_the_limit_in_memory(client_of: MakeClient) -> None:
    async def floods(connection: Socket) -> None:
        await connection.request()
        await connection.answer(b"y" * (SMALL * 4))

    async with rude_provider(floods) as url:
        with pytest.raises(ProviderDown, match=rf" {SMALL + 1} bytes, TooLong"):
            await client_of(url).poll("1")


@EACH
@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
async def test_sixty_thousand_levels_are_no_answer(
    opening: bytes, call: Call, expected: type[Exception], client: SmsMan, provider: Provider
) -> None:
    for name in CALLS:
        provider.says(name, opening * (SMALL // len(opening) - 1))

    with pytest.raises(expected, match="RecursionError"):
        await call(client)


async def test_a_deep_list_is_read_in_its_thread_without_harm(client: SmsMan, provider: Provider) -> None:
    provider.says("get-prices", b"[" * 1_000_000 + b"]" * 1_000_000)

    with pytest.raises(ProviderDown, match="RecursionError"):
        await client.offers()


async def test_gzip_is_not_expanded(client: SmsMan, provider: Provider) -> None:
    bomb = gzip.compress(b" " * 30_000_000)
    provider.says("get-prices", Answer(bomb, headers={"Content-Encoding": "gzip"}))

    with pytest.raises(ProviderDown, match=rf" {len(bomb)} bytes"):
        await client.offers()


@EACH
@pytest.mark.parametrize("method", ["post", "get"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_redirect_is_never_followed(
    status: int,
    method: Literal["post", "get"],
    call: Call,
    expected: type[Exception],
    client_of: MakeClient,
    provider: Provider,
) -> None:
    async def elsewhere(connection: Socket) -> None:
        await connection.request()
        await connection.answer(
            b"", status=f"{status} Moved", more=f"Location: {provider.url}/get-balance\r\nConnection: close\r\n"
        )

    provider.says("get-balance", fixture("get-balance/documented.json"))
    async with rude_provider(elsewhere) as url:
        with pytest.raises(expected, match=f"HTTP {status}"):
            await call(client_of(url, method=method))

    assert provider.asked == []


async def test_a_proxy_of_the_environment_is_not_used(
    client: SmsMan, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    provider.says("get-balance", fixture("get-balance/documented.json"))
    provider.says("get-number", fixture("get-number/documented.json"))

    await client.balance()
    await buy(client, 1, 1)

    assert [asked.call for asked in provider.asked] == ["get-balance", "get-number"]


async def test_a_chunked_answer_is_read(client_of: MakeClient) -> None:
    async def chunks(connection: Socket) -> None:
        await connection.request()
        await connection.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for byte in fixture("get-balance/documented.json"):
            await connection.send(b"1\r\n" + bytes([byte]) + b"\r\n")
        await connection.send(b"0\r\n\r\n")

    async with rude_provider(chunks) as url:
        assert isinstance(await client_of(url).balance(), Account)
