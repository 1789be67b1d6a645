"""A provider behind TLS on this machine, which can keep a handshake waiting, reset it or never answer it."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from tests.providers.smsman.provider import Behaviour, Socket

CERTIFICATE = Path(__file__).parents[2] / "storage" / "loopback.pem"
"""For the name localhost."""

Handshake = Literal["good", "slow", "reset", "silent"]


def trusting() -> ssl.SSLContext:
    """What a client needs to believe the certificate."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


@asynccontextmanager
async def secure_provider(
    behave: Behaviour, host: str = "127.0.0.1", *, port: int = 0, handshake: Handshake = "good"
) -> AsyncIterator[tuple[int, list[str]]]:
    """The port, and what was met there: "tcp" for each connection, "tls" for each handshake that ended well."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    met: list[str] = []
    handlers: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        met.append("tcp")
        try:
            if handshake == "reset":
                await asyncio.sleep(0.01)
                writer.transport.abort()
                return
            if handshake == "silent":
                await asyncio.sleep(60)
            if handshake == "slow":
                await asyncio.sleep(0.2)
            await writer.start_tls(context)
            met.append("tls")
            await behave(Socket(reader, writer))
        except (OSError, asyncio.IncompleteReadError):
            pass  # the client has hung up
        finally:
            writer.close()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.pause_reading()  # type: ignore[attr-defined]  # or the greeting would be read before its time
        handlers.add(asyncio.get_running_loop().create_task(handle(reader, writer)))

    server = await asyncio.start_server(connected, host, port)
    try:
        yield server.sockets[0].getsockname()[1], met
    finally:
        server.close()
        for task in handlers:
            task.cancel()
        await asyncio.gather(*handlers, return_exceptions=True)
