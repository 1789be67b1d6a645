"""A database with a password, behind TLS, or away: what the bot sees, and that no error shows the password.

The embedded server is built without TLS, so one that ends it stands in front, as stunnel or a proxy would.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage.connection import durability, open_redis
from bot.storage.keys import Keys
from bot.storage.users import Users
from tests.storage.servers import HOST, PASSWORD, free_ports, one_server

CERTIFICATE = Path(__file__).parent / "loopback.pem"
LOGIN = ":p%40ss%2Fword@"


async def language_kept_at(url: str) -> str | None:
    redis = open_redis(url)
    try:
        await Users(redis, Keys()).set_language(7, "vi")
        return await Users(redis, Keys()).language(7)
    finally:
        await redis.aclose()


@asynccontextmanager
async def behind_tls(port: int) -> AsyncIterator[int]:
    """The port of a TLS server that passes everything on to that port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            writer.write(data)
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner_reader, inner_writer = await asyncio.open_connection(HOST, port)
        await asyncio.gather(carry(reader, inner_writer), carry(inner_reader, writer), return_exceptions=True)

    server = await asyncio.start_server(serve, HOST, 0, ssl=context)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()


async def test_a_password_opens_the_database_and_stays_out_of_errors(tmp_path: Path) -> None:
    async with one_server(tmp_path / "one") as server:
        assert await language_kept_at(f"redis://{LOGIN}{HOST}:{server.port}") == "vi"
        for login in ("", ":wr0ng-word@"):
            with pytest.raises(StorageError) as refused:
                await language_kept_at(f"redis://{login}{HOST}:{server.port}")
            assert "wr0ng" not in f"{refused.value!r} {refused.value.__cause__!r}"
            assert PASSWORD not in f"{refused.value!r} {refused.value.__cause__!r}"


async def test_a_database_behind_tls_and_a_password_is_used_once_its_certificate_is_known(tmp_path: Path) -> None:
    async with one_server(tmp_path / "one") as server, behind_tls(server.port) as port:
        url = f"rediss://{LOGIN}{HOST}:{port}"
        assert await language_kept_at(f"{url}?ssl_ca_certs={CERTIFICATE}") == "vi"
        with pytest.raises(StorageError):
            await language_kept_at(url)


@pytest.mark.parametrize("form", ["redis://{}", "redis+sentinel://{}/numbers", "redis+cluster://{}"])
async def test_a_database_that_is_away_is_a_storage_error(form: str) -> None:
    redis = open_redis(form.format(f"{HOST}:{free_ports(1)[0]}"))
    try:
        with pytest.raises(StorageError):
            await durability(redis)
    finally:
        await redis.aclose()


@pytest.mark.parametrize("form", ["redis+sentinel://{}/numbers", "redis+cluster://{}"])
async def test_a_single_server_taken_for_several_is_a_storage_error(tmp_path: Path, form: str) -> None:
    async with one_server(tmp_path / "one") as server:
        redis = open_redis(form.format(f"{LOGIN}{HOST}:{server.port}"))
        try:
            with pytest.raises(StorageError):
                await durability(redis)
        finally:
            await redis.aclose()
