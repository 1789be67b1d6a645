"""One address in front of several servers, as a balancer: it may point elsewhere, and forget flows without a word."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from tests.storage.servers import HOST


class Switch:
    def __init__(self, target: int) -> None:
        self.target = target
        """The port to which new connections go; those that there are stay where they are."""
        self.port = 0
        self.dialled = 0
        self._forgotten = asyncio.Event()
        self._flows: set[asyncio.Task[None]] = set()

    def forget(self) -> None:
        """From now on nothing of the present flows arrives, and neither end hears of it."""
        self._forgotten.set()
        self._forgotten = asyncio.Event()

    async def close(self) -> None:
        for flow in self._flows:
            flow.cancel()
        await asyncio.gather(*self._flows, return_exceptions=True)

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.dialled += 1
        there, back = await asyncio.open_connection(HOST, self.target)
        for source, sink in ((reader, back), (there, writer)):
            flow = asyncio.create_task(_carry(source, sink, self._forgotten))
            self._flows.add(flow)
            flow.add_done_callback(self._flows.discard)


async def _carry(source: asyncio.StreamReader, sink: asyncio.StreamWriter, forgotten: asyncio.Event) -> None:
    with suppress(OSError):
        while data := await source.read(65536):
            if not forgotten.is_set():
                sink.write(data)
                await sink.drain()
    if not forgotten.is_set():
        sink.close()


@asynccontextmanager
async def switch(target: int) -> AsyncIterator[Switch]:
    found = Switch(target)
    server = await asyncio.start_server(found.take, HOST)
    found.port = server.sockets[0].getsockname()[1]
    try:
        yield found
    finally:
        server.close()
        await found.close()
