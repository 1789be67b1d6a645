"""Real servers behind TLS: the binary has none, so a front that ends it stands before each, as a proxy would.

Sentinels and Clusters tell their clients where the others are; the fronts, at another address of this machine and at
the same ports, put their own in the place of the servers'.
"""

import asyncio
import ssl
import subprocess
import sys
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

from tests.storage.servers import HOST

FRONT: Final = "127.0.0.3"
"""As long as `HOST`, so that a reply stays as long as it says it is."""

CERTIFICATE: Final = Path(__file__).parent / "loopback.pem"


def over_tls(url: str) -> str:
    """The same servers, at their fronts."""
    mark = "&" if "?" in url else "?"
    return f"{url.replace('redis', 'rediss', 1).replace(HOST, FRONT)}{mark}ssl_ca_certs={quote(str(CERTIFICATE))}"


@asynccontextmanager
async def behind_tls(ports: Iterable[int]) -> AsyncIterator[None]:
    """Each of these ports speaks TLS at `FRONT`, with a certificate that says so."""
    async with AsyncExitStack() as stack:
        for port in ports:
            await stack.enter_async_context(_front(port))
        yield


@contextmanager
def front_of_its_own(port: int) -> Iterator[subprocess.Popen[bytes]]:
    """As `behind_tls`, in a process that can be stopped: it then says no farewell either."""
    with subprocess.Popen([sys.executable, "-m", "tests.storage.tls", str(port)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        try:
            yield process
        finally:
            process.kill()


@asynccontextmanager
async def _front(port: int) -> AsyncIterator[None]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            writer.write(data.replace(HOST.encode(), FRONT.encode()))
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection(HOST, port)
        await asyncio.gather(carry(reader, inner_writer), carry(inner_reader, writer), return_exceptions=True)

    server = await asyncio.start_server(serve, FRONT, port, ssl=context)
    try:
        yield
    finally:
        server.close()


async def _stand(port: int) -> None:
    async with behind_tls([port]):
        print("ready", flush=True)  # noqa: T201 -- what `front_of_its_own` waits for
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_stand(int(sys.argv[1])))
