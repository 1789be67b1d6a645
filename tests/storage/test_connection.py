"""A database with a password, behind TLS, or away: what the bot sees, and that no error shows the password."""

from pathlib import Path

import pytest

from bot.domain.errors import StorageError
from bot.storage.connection import durability, open_redis
from bot.storage.keys import Keys
from bot.storage.users import Users
from tests.storage.servers import HOST, PASSWORD, free_ports, one_server
from tests.storage.tls import CERTIFICATE, FRONT, behind_tls

LOGIN = ":p%40ss%2Fword@"


async def language_kept_at(url: str) -> str | None:
    redis = open_redis(url)
    try:
        await Users(redis, Keys()).set_language(7, "vi")
        return await Users(redis, Keys()).language(7)
    finally:
        await redis.aclose()


async def test_a_password_opens_the_database_and_stays_out_of_errors(tmp_path: Path) -> None:
    async with one_server(tmp_path / "one") as server:
        assert await language_kept_at(f"redis://{LOGIN}{HOST}:{server.port}") == "vi"
        for login in ("", ":wr0ng-word@"):
            with pytest.raises(StorageError) as refused:
                await language_kept_at(f"redis://{login}{HOST}:{server.port}")
            assert "wr0ng" not in f"{refused.value!r} {refused.value.__cause__!r}"
            assert PASSWORD not in f"{refused.value!r} {refused.value.__cause__!r}"


async def test_a_database_behind_tls_and_a_password_is_used_once_its_certificate_is_known(tmp_path: Path) -> None:
    async with one_server(tmp_path / "one") as server, behind_tls([server.port]):
        url = f"rediss://{LOGIN}{FRONT}:{server.port}"
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
