"""A provider with several addresses, of which one is broken in the middle: behind TCP, before a request can go out."""

import asyncio
import gc
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.domain.errors import OutOfStock, ProviderDown
from bot.providers.smsman import Connections, SmsMan, open_session
from bot.providers.smsman.connections import GRUDGE_S, Addresses
from tests.providers.smsman.provider import MakeClient, Socket, buy, fixture
from tests.providers.smsman.secure import Handshake, secure_provider, trusting

BAD, GOOD = "::1", "127.0.0.1"
ANSWERS = {
    "get-balance": b'{"balance":"7"}',
    "get-number": fixture("errors/no_numbers.json"),
    "set-status": b'{"request_id":1,"success":true}',
    "get-sms": b'{"request_id":1,"sms_code":"1243"}',
}


class Named(AbstractResolver):
    """Gives `localhost` these addresses, in this order, and counts how often it was asked."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.asked = 0

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        self.asked += 1
        return [
            {
                "hostname": host,
                "host": address,
                "port": port,
                "family": socket.AF_INET6 if ":" in address else socket.AF_INET,
                "proto": 0,
                "flags": 0,
            }
            for address in self.addresses
        ]

    async def close(self) -> None:
        pass


async def answer(connection: Socket) -> None:
    while True:
        await connection.answer(ANSWERS[(await connection.request()).call])


class Place:
    """One port at two addresses: at `BAD` the handshake comes to nothing, at `GOOD` all is well."""

    def __init__(self, port: int, bad: list[str], good: list[str], resolver: Named) -> None:
        self.url = f"https://localhost:{port}/control"
        self.bad, self.good, self.resolver = bad, good, resolver


@pytest.fixture(params=["reset", "silent"])
async def place(request: pytest.FixtureRequest) -> AsyncIterator[Place]:
    handshake: Handshake = request.param
    async with AsyncExitStack() as stack:
        port, good = await stack.enter_async_context(secure_provider(answer, GOOD))
        _, bad = await stack.enter_async_context(secure_provider(answer, BAD, port=port, handshake=handshake))
        yield Place(port, bad, good, Named(BAD, GOOD))


async def test_what_changes_something_takes_the_other_address(place: Place, client_of: MakeClient) -> None:
    async with open_session(tls=trusting(), resolver=place.resolver) as session:
        client: SmsMan = client_of(place.url, session=session)
        began = time.monotonic()
        with pytest.raises(OutOfStock):
            await buy(client)
        assert time.monotonic() - began < 2
        for _ in range(4):
            await client.reject("1")
    assert place.bad == ["tcp"], "the bad one is met once, and then remembered"
    assert place.good == ["tcp", "tls"] * 5, "and no connection is used twice"
    assert place.resolver.asked == 1


async def test_reading_takes_the_other_address_and_stays_there(place: Place, client_of: MakeClient) -> None:
    async with open_session(tls=trusting(), resolver=place.resolver) as session:
        client: SmsMan = client_of(place.url, session=session)
        await asyncio.gather(*(client.poll("1") for _ in range(5)))
        met = len(place.bad)
        await client.balance()
        await client.reject("1")
        assert len(place.bad) == met <= 5


async def test_both_kinds_know_the_bad_address(place: Place, client_of: MakeClient) -> None:
    async with open_session(tls=trusting(), resolver=place.resolver) as session:
        client: SmsMan = client_of(place.url, session=session)
        await client.balance()
        await client.reject("1")
    assert place.bad == ["tcp"]


@pytest.mark.parametrize("handshake", ["reset", "silent"])
async def test_with_every_address_bad_nothing_was_sent(handshake: Handshake, client_of: MakeClient) -> None:
    async with AsyncExitStack() as stack:
        port, first = await stack.enter_async_context(secure_provider(answer, GOOD, handshake=handshake))
        _, other = await stack.enter_async_context(secure_provider(answer, BAD, port=port, handshake=handshake))
        session = await stack.enter_async_context(open_session(tls=trusting(), resolver=Named(BAD, GOOD)))
        client: SmsMan = client_of(f"https://localhost:{port}/control", session=session, buy_timeout=2.0)
        began = time.monotonic()
        with pytest.raises(ProviderDown, match="could not connect"):
            await buy(client)
        assert time.monotonic() - began < 1.5
        assert first == other == ["tcp"]


async def test_a_race_that_runs_out_of_time_leaves_no_error_behind(client_of: MakeClient) -> None:
    """asyncio reports a failure that nobody has looked at when it forgets it, as an error with a traceback."""
    reported: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: reported.append(context))
    async with secure_provider(answer, GOOD, handshake="silent") as (port, _), open_session(tls=trusting()) as session:
        client: SmsMan = client_of(f"https://localhost:{port}/control", session=session, timeout=0.2)
        with pytest.raises(ProviderDown, match="could not connect"):
            await client.reject("1")
        await asyncio.sleep(0)
        gc.collect()
    assert reported == []


async def test_a_name_is_not_looked_up_for_each_call(client_of: MakeClient) -> None:
    resolver = Named(GOOD)
    async with secure_provider(answer, GOOD) as (port, _), open_session(tls=trusting(), resolver=resolver) as session:
        client: SmsMan = client_of(f"https://localhost:{port}/control", session=session)
        for _ in range(3):
            await client.reject("1")
    assert resolver.asked == 1


async def test_closing_ends_both(client_of: MakeClient) -> None:
    session: Connections = open_session()
    await session.close()
    assert session.closed
    with pytest.raises(ProviderDown, match="closed"):
        await client_of("https://localhost:1/control", session=session).balance()


def test_a_bad_address_gets_another_chance() -> None:
    now = 0.0
    addresses = Addresses(lambda: now)
    one, two = (socket.AF_INET6, 1, 6, "", (BAD, 1, 0, 0)), (socket.AF_INET, 1, 6, "", (GOOD, 1))
    assert addresses.best_first([one, two]) == [one, two]
    addresses.blame(BAD)
    assert addresses.best_first([one, two]) == [two, one]
    now = GRUDGE_S
    assert addresses.best_first([one, two]) == [one, two]
