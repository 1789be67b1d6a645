"""A database with a password, behind TLS, or away: what the bot sees, and that no error shows the password."""

import asyncio
import signal
import socket
import threading
import time
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.domain.clock import AnswerTimeout
from bot.domain.errors import StorageError
from bot.storage import connection
from bot.storage.connection import Database, connected, guarded, open_redis
from bot.storage.fitness import durability
from bot.storage.keys import Keys
from bot.storage.users import UserStore
from tests.storage.servers import HOST, PASSWORD, free_ports, one_server
from tests.storage.tls import CERTIFICATE, FRONT, behind_tls, front_of_its_own, over_tls

LOGIN = ":p%40ss%2Fword@"


async def language_kept_at(url: str) -> str | None:
    redis = open_redis(url)
    try:
        await UserStore(redis, Keys()).set_language(7, "vi")
        return await UserStore(redis, Keys()).language(7)
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


async def test_a_host_that_hangs_keeps_nobody_from_closing(tmp_path: Path) -> None:
    async with one_server(tmp_path / "one") as server:
        with front_of_its_own(server.port) as front:
            async with connected(over_tls(f"redis://{LOGIN}{HOST}:{server.port}")) as redis:
                await redis.set("name", "value")
                front.send_signal(signal.SIGSTOP)


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


async def slow(redis: Database) -> None:
    """Holds a connection for as long as it is waited for."""
    await redis.execute_command("BLPOP", "nothing", 0)


async def test_who_finds_all_connections_taken_waits_for_his_turn(redis: Redis, valkey_url: str) -> None:
    narrow = open_redis(f"{valkey_url}?client_name=narrow", connections=2)
    holding = [asyncio.create_task(slow(narrow)) for _ in range(2)]
    waiting = [asyncio.create_task(narrow.execute_command("INCR", "count")) for _ in range(20)]
    assert (await asyncio.wait(waiting, timeout=0.2))[0] == set()
    await redis.rpush("nothing", "one")
    assert sorted(await asyncio.gather(*waiting)) == list(range(1, 21))
    await redis.rpush("nothing", "one")
    await asyncio.gather(*holding)
    assert [client["name"] for client in await redis.client_list()].count("narrow") == 2
    await narrow.aclose()


async def test_whoever_gives_up_leaves_his_turn_to_others(redis: Redis, valkey_url: str) -> None:
    narrow = open_redis(valkey_url, connections=1)
    for _ in range(5):
        holding = asyncio.create_task(slow(narrow))
        waiting = asyncio.create_task(narrow.execute_command("INCR", "count"))
        await asyncio.wait({waiting}, timeout=0.05)
        waiting.cancel()
        holding.cancel()
        await asyncio.wait({waiting, holding})
        assert waiting.cancelled()
    async with asyncio.timeout(5):
        assert await narrow.execute_command("INCR", "count") == 1
    await narrow.aclose()


async def test_a_turn_at_a_database_that_is_away_is_over_once_it_has_failed() -> None:
    redis = open_redis(f"redis://{HOST}:{free_ports(1)[0]}", connections=1)
    for _ in range(3):
        async with asyncio.timeout(5):
            with pytest.raises(StorageError):
                await durability(redis)
    await redis.aclose()


@pytest.mark.parametrize("form", ["redis://{}", "redis+sentinel://{}/numbers", "redis+cluster://{}"])
def test_an_option_that_there_is_not_is_said_in_a_line(form: str) -> None:
    with pytest.raises(StorageError, match="REDIS_URL is wrong"):
        open_redis(form.format(f"{LOGIN}{HOST}:1") + "?nonsense=1")


@pytest.mark.parametrize("limit", [lambda: AnswerTimeout(0.3), guarded], ids=["any call", "the database"])
async def test_an_answer_that_came_while_the_process_stood_still_is_read(
    limit: type[guarded], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "TIMEOUT_S", 0.3)
    ours, theirs = socket.socketpair()
    reader, writer = await asyncio.open_connection(sock=ours)
    threading.Timer(0.2, theirs.sendall, [b"+OK"]).start()
    asyncio.get_running_loop().call_later(0.05, time.sleep, 0.8)
    async with limit():
        assert await reader.read(3) == b"+OK"
    with pytest.raises((TimeoutError, StorageError)):
        async with limit():
            await reader.read(3)
    writer.close()
    theirs.close()
