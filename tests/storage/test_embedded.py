"""The embedded database, always as a real server: it keeps what it was given, for one bot, through crashes."""

import asyncio
import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from bot.storage import embedded
from bot.storage.embedded import EmbeddedError, EmbeddedValkey, visit

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
BOT = """
import asyncio, sys
from pathlib import Path
from bot.storage.embedded import EmbeddedValkey

async def main():
    await EmbeddedValkey(Path(sys.argv[1])).start()
    print("started", flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "valkey"
    left = servers_of(tmp_path)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert not left, "a test left its server behind"


def servers_of(folder: Path) -> list[int]:
    """The processes that work in this folder or below."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(folder):
                found.append(int(process.name))
        except OSError:  # it has ended, or is not ours
            continue
    return found


def open_to_others(folder: Path) -> list[Path]:
    return [file for file in (folder, *folder.rglob("*")) if file.stat().st_mode & 0o077]


async def start_bot(folder: Path) -> asyncio.subprocess.Process:
    """A process of its own that has started the database and waits, as a bot does."""
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-c", BOT, str(folder), cwd=ROOT, stdout=subprocess.PIPE, start_new_session=True
    )
    assert bot.stdout is not None
    assert await bot.stdout.readline() == b"started\n"
    return bot


async def set_and_get(url: str) -> bytes | str | None:
    async with Redis.from_url(url) as client:
        await client.set("key", "value")
        return await client.get("key")


async def test_all_of_a_thousand_keys_survive_a_kill(folder: Path) -> None:
    async with EmbeddedValkey(folder) as server, Redis.from_url(server.url) as client:
        for number in range(1000):
            await client.set(f"key:{number}", number)
        [pid] = servers_of(folder)
        os.kill(pid, signal.SIGKILL)
    async with EmbeddedValkey(folder) as server, Redis.from_url(server.url) as client:
        assert await client.dbsize() == 1000
        assert await client.get("key:999") == b"999"


async def test_a_graceful_stop_keeps_the_data_and_leaves_no_process(folder: Path) -> None:
    async with EmbeddedValkey(folder) as server:
        await set_and_get(server.url)
        assert len(servers_of(folder)) == 1
    assert servers_of(folder) == []
    async with EmbeddedValkey(folder) as server, Redis.from_url(server.url) as client:
        assert await client.get("key") == b"value"


@pytest.mark.parametrize("name", ["with spaces", 'it\'s "quoted" 100%', "Số điện thoại", "a\\b#c?d"])
async def test_any_name_of_a_folder_will_do(folder: Path, name: str) -> None:
    async with EmbeddedValkey(folder / name) as server:
        assert await set_and_get(server.url) == b"value"
    assert (folder / name / "appendonlydir").is_dir()


async def test_a_path_too_long_for_a_socket_gets_a_short_private_one(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    async with EmbeddedValkey(deep) as server:
        assert await set_and_get(server.url) == b"value"
        place = Path(server.url.removeprefix("unix://")).parent
        assert not place.is_relative_to(folder)
        assert place.stat().st_mode & 0o777 == 0o700
    assert (deep / "appendonlydir").is_dir()
    assert not place.exists()


async def test_a_folder_that_takes_no_sockets_gets_a_private_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refused(socket.socket):
        def bind(self, address: object) -> None:
            raise OSError(errno.EOPNOTSUPP, "Operation not supported")

    with monkeypatch.context() as share:
        share.setattr("bot.storage.data_folder.socket.socket", Refused)
        bot = EmbeddedValkey(folder)
        await bot.start()
    try:
        assert await set_and_get(bot.url) == b"value"
        assert not Path(bot.url.removeprefix("unix://")).is_relative_to(folder)
        async with visit(folder) as url:
            assert url == bot.url, "a backup finds it there"
    finally:
        await bot.stop()
    assert not (folder / "valkey.try").exists()


async def test_a_socket_folder_that_others_can_use_is_refused(folder: Path) -> None:
    server = EmbeddedValkey(folder / ("d" * 60) / ("e" * 60))
    place = Path(server.url.removeprefix("unix://")).parent
    place.mkdir()
    place.chmod(0o777)
    try:
        with pytest.raises(EmbeddedError, match="others can use that: remove it"):
            await server.start()
    finally:
        place.rmdir()


async def test_nobody_else_can_read_the_data_or_reach_the_server(folder: Path) -> None:
    async with EmbeddedValkey(folder) as server, Redis.from_url(server.url) as client:
        await client.set("key", "value")
        assert not open_to_others(folder)
        assert (await client.config_get("port"))["port"] == "0"


async def test_every_write_is_on_the_disk_and_nothing_is_evicted(folder: Path) -> None:
    async with EmbeddedValkey(folder) as server, Redis.from_url(server.url) as client:
        settings = await client.config_get("append*", "save", "maxmemory-policy")
    assert settings["appendonly"] == "yes"
    assert settings["appendfsync"] == "always"
    assert settings["save"] == ""
    assert settings["maxmemory-policy"] == "noeviction"


async def test_a_second_bot_is_refused_and_disturbs_nothing(folder: Path) -> None:
    async with EmbeddedValkey(folder) as server:
        with pytest.raises(EmbeddedError, match=r"another bot uses the folder .*DATA_DIR"):
            await EmbeddedValkey(folder).start()
        assert await set_and_get(server.url) == b"value"
        assert len(servers_of(folder)) == 1


async def test_a_server_that_outlived_its_bot_is_used_again_and_stopped(folder: Path) -> None:
    bot = await start_bot(folder)
    bot.kill()
    await bot.wait()
    [pid] = servers_of(folder)
    async with EmbeddedValkey(folder) as server:
        assert await set_and_get(server.url) == b"value"
        assert servers_of(folder) == [pid]
    assert servers_of(folder) == []


async def test_a_server_is_found_again_where_its_socket_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    bot = await start_bot(deep)
    bot.kill()
    await bot.wait()
    monkeypatch.setattr("tempfile.tempdir", str(folder))  # another TMPDIR than at the first start
    async with EmbeddedValkey(deep) as server:
        assert await set_and_get(server.url) == b"value"
        assert len(servers_of(folder)) == 1


async def test_a_server_is_found_again_in_a_folder_that_was_moved(folder: Path) -> None:
    bot = await start_bot(folder / "before")
    bot.kill()
    await bot.wait()
    await asyncio.to_thread((folder / "before").rename, folder / "after")
    async with EmbeddedValkey(folder / "after") as server:
        assert await set_and_get(server.url) == b"value"
        assert len(servers_of(folder)) == 1


async def test_an_earlier_server_that_hangs_is_named_and_left_alone(folder: Path) -> None:
    bot = await start_bot(folder)
    bot.kill()
    await bot.wait()
    [pid] = servers_of(folder)
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(EmbeddedError, match="that an earlier bot left running, did not answer"):
        await EmbeddedValkey(folder, timeout_s=0.2).start()
    os.kill(pid, signal.SIGCONT)
    async with EmbeddedValkey(folder):
        assert servers_of(folder) == [pid]


async def test_a_start_that_is_cancelled_leaves_no_server(folder: Path) -> None:
    write_append_only_file(folder, b"*3\r\n$5\r\nDEBUG\r\n$5\r\nSLEEP\r\n$2\r\n60\r\n")
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(EmbeddedValkey(folder).start(), timeout=0.2)
    assert servers_of(folder) == []
    with pytest.raises(EmbeddedError, match="just started"):  # the folder is free again
        await EmbeddedValkey(folder, timeout_s=0.1).start()


async def test_ctrl_c_for_the_bot_leaves_the_database_running(folder: Path) -> None:
    bot = await start_bot(folder)
    [pid] = servers_of(folder)
    assert os.getpgid(pid) != os.getpgid(bot.pid)
    os.killpg(bot.pid, signal.SIGINT)
    await bot.wait()
    async with EmbeddedValkey(folder) as server:
        assert await set_and_get(server.url) == b"value"
        assert servers_of(folder) == [pid]


async def test_a_stop_may_come_twice_or_without_a_start(folder: Path) -> None:
    server = EmbeddedValkey(folder)
    await server.stop()
    await server.start()
    await server.stop()
    await server.stop()
    await server.start()
    assert await set_and_get(server.url) == b"value"
    await server.stop()


async def test_a_start_may_not_come_twice(folder: Path) -> None:
    async with EmbeddedValkey(folder) as server:
        with pytest.raises(EmbeddedError, match="started already"):
            await server.start()
        assert await set_and_get(server.url) == b"value"


def leave_socket(folder: Path) -> None:
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(folder / "valkey.sock"))


async def test_a_stale_socket_is_no_obstacle(folder: Path) -> None:
    leave_socket(folder)
    async with EmbeddedValkey(folder) as server:
        assert await set_and_get(server.url) == b"value"


def write_append_only_file(folder: Path, content: bytes) -> None:
    files = folder / "appendonlydir"
    files.mkdir(parents=True)
    (files / "appendonly.aof.manifest").write_text("file appendonly.aof.1.incr.aof seq 1 type i\n")
    (files / "appendonly.aof.1.incr.aof").write_bytes(content)


async def test_a_start_waits_until_a_large_file_is_read(folder: Path) -> None:
    slow = b"*3\r\n$5\r\nDEBUG\r\n$5\r\nSLEEP\r\n$7\r\n0.00001\r\n" * 20_000
    write_append_only_file(folder, slow + b"*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$4\r\nlast\r\n")
    no_second_try = Retry(NoBackoff(), 0)  # which would hide that the server is still loading
    async with EmbeddedValkey(folder) as server, Redis.from_url(server.url, retry=no_second_try) as client:
        assert await client.get("key") == b"last"


async def test_a_file_cut_in_the_middle_of_a_write_still_loads(folder: Path) -> None:
    write_append_only_file(folder, b"*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$4\r\nkept\r\n*3\r\n$3\r\nSET\r\n$5\r\nhal")
    async with EmbeddedValkey(folder) as server, Redis.from_url(server.url) as client:
        assert await client.get("key") == b"kept"


async def test_a_server_that_dies_at_its_start_says_why(folder: Path) -> None:
    write_append_only_file(folder, b"rubbish\r\n" * 10)
    with pytest.raises(EmbeddedError, match=r"ended at its start(?s:.*)Bad file format reading the append only file"):
        await EmbeddedValkey(folder).start()


async def test_a_start_that_takes_too_long_ends_and_leaves_no_server(folder: Path) -> None:
    write_append_only_file(folder, b"*3\r\n$5\r\nDEBUG\r\n$5\r\nSLEEP\r\n$2\r\n60\r\n")
    with pytest.raises(EmbeddedError, match=r"did not answer within 0\.2 s"):
        await EmbeddedValkey(folder, timeout_s=0.2).start()
    assert servers_of(folder) == []


async def test_a_server_that_does_not_stop_in_time_is_killed(folder: Path) -> None:
    server = EmbeddedValkey(folder, stop_timeout_s=0.2)
    await server.start()
    [pid] = servers_of(folder)
    os.kill(pid, signal.SIGSTOP)
    await server.stop()
    assert servers_of(folder) == []


async def test_a_server_that_ends_by_itself_is_told_of(folder: Path) -> None:
    async with EmbeddedValkey(folder) as server:
        (pid,) = servers_of(folder)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(EmbeddedError, match="has ended by itself"):
            await server.ended()


async def test_a_folder_that_cannot_be_made_is_named() -> None:
    with pytest.raises(EmbeddedError, match="can't use the folder /dev/null/valkey: Not a directory"):
        await EmbeddedValkey(Path("/dev/null/valkey")).start()


async def test_a_platform_without_a_server_is_told_of_redis_url(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "find_spec", lambda name: None)
    with pytest.raises(EmbeddedError, match="set REDIS_URL"):
        await EmbeddedValkey(folder).start()
