"""Whoever connects and says nothing, or too little, is not kept; who has asked once is."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port

from bot.serving import BoundedServer

ASK = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def yes(_: web.BaseRequest) -> web.Response:
    return web.Response(text="yes")


@asynccontextmanager
async def serving(most: int = 8) -> AsyncIterator[int]:
    runner = web.ServerRunner(BoundedServer(yes, most=most, head_within=0.2, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    port = unused_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield port
    await runner.cleanup()


async def is_closed(reader: asyncio.StreamReader) -> bool:
    try:
        async with asyncio.timeout(5):
            return await reader.read(1) == b""
    except ConnectionError:
        return True


@pytest.mark.parametrize("head", [b"", b"P", b"POST / HTTP/1.1\r\nHost: x\r\nX-A: "])
async def test_a_head_that_does_not_end_is_closed(head: bytes) -> None:
    async with serving() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(head)
        assert await is_closed(reader)
        writer.close()


async def test_a_connection_that_has_asked_is_kept() -> None:
    async with serving() as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(2):
            writer.write(ASK)
            assert (await reader.readuntil(b"yes")).startswith(b"HTTP/1.1 200")
            await asyncio.sleep(0.4)
        writer.close()


async def test_only_so_many_are_open_at_once_and_others_come_in_later() -> None:
    async with serving(most=3) as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        assert await is_closed(reader)
        writer.close()
        assert all([await is_closed(one) for one, _ in held])
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(ASK)
        assert (await reader.readuntil(b"yes")).startswith(b"HTTP/1.1 200")
        writer.close()
