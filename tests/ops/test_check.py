"""What `python -m bot check` sees of updates, ports, folders, terms and the prefix; it shows no secret path."""

import shutil
from collections.abc import Awaitable, Callable
from errno import ENOSPC
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from redis.asyncio import Redis

from bot.check import check
from bot.place import ROOM, usable
from bot.settings import Settings, load_settings
from bot.storage.keys import UPDATES, Keys
from bot.storage.leases import Leases
from tests.storage.servers import HOST, Server, one_server, until
from tests.stories.chat import ALICE, BOT_TOKEN
from tests.stories.outside import Outside

Checked: TypeAlias = Callable[..., Awaitable[dict[str, str]]]


@pytest.fixture
def checked(
    outside: Outside, valkey_url: str, redis: Redis, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Checked:
    """Each part's line with these settings, after its name."""

    async def run(**changes: str) -> dict[str, str]:
        settings = load(outside, monkeypatch, **{"REDIS_URL": valkey_url, **changes})
        status, lines = await check(settings), capsys.readouterr().out.splitlines()
        said = {line[:10].strip(): line[10:] for line in lines}
        assert (status == 1) == any(line.startswith("MEND") for line in said.values())
        assert settings.webhook_path.get_secret_value() not in str(said)
        return said

    return run


def load(outside: Outside, monkeypatch: pytest.MonkeyPatch, **changes: str) -> Settings:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    for name, value in outside.environment(**changes).items():
        monkeypatch.setenv(name, value)
    return load_settings(env_file=outside.folder / "none", secrets_dir=outside.folder / "none")


async def set_webhook(outside: Outside, url: str) -> None:
    async with (
        ClientSession() as http,
        http.post(f"{outside.url}/bot{BOT_TOKEN}/setWebhook", json={"url": url}) as done,
    ):
        assert (await done.json())["ok"]


async def test_long_polling_says_whether_a_replica_asks_and_what_waits(
    outside: Outside, checked: Checked, redis: Redis
) -> None:
    outside.telegram.send_text(ALICE, "/start")
    said = await checked()
    assert "no replica asks for them now, 1 wait" in said["Updates"]
    await Leases(redis, Keys()).hold(UPDATES, "somebody", 60)
    assert "a replica asks for them" in (await checked())["Updates"]


async def test_a_webhook_that_somebody_else_has_set_is_told_by_its_host(outside: Outside, checked: Checked) -> None:
    await set_webhook(outside, "https://other.example.org/its-secret-path")
    for changes in ({}, {"WEBHOOK_URL": "https://bot.example.org"}):
        line = (await checked(**changes))["Updates"]
        assert "other.example.org" in line
        assert "its-secret-path" not in line


async def test_before_its_first_start_a_webhook_is_not_there_yet(checked: Checked) -> None:
    said = await checked(WEBHOOK_URL="https://bot.example.org")
    assert said["Updates"].startswith("ok    by webhook, once the bot runs: there is no webhook now")


async def test_what_telegram_can_not_deliver_is_to_be_mended(
    outside: Outside, checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"http://127.0.0.1:{unused_port()}"
    path = load(outside, monkeypatch).webhook_path.get_secret_value()
    await set_webhook(outside, f"{url}/{path}")
    assert (await checked(WEBHOOK_URL=url))["Updates"].startswith("ok    by webhook to 127.0.0.1")
    outside.telegram.send_text(ALICE, "/start")
    line = ""
    while "MEND" not in line:
        line = (await checked(WEBHOOK_URL=url))["Updates"]
    assert "Telegram could not deliver at" in line
    assert "Connection failed; 1 wait" in line


async def test_the_data_of_another_bot_is_to_be_mended(checked: Checked, redis: Redis) -> None:
    assert "no data yet under sb" in (await checked())["Database"]
    await redis.set(Keys().bot, 42)
    assert "this bot's data under sb" in (await checked())["Database"]
    await redis.set(Keys().bot, 99)
    assert (await checked())["Database"].startswith("MEND  REDIS_PREFIX: sb holds the data of another bot, 99")
    assert "no data yet under mine" in (await checked(REDIS_PREFIX="mine"))["Database"]


async def test_a_database_with_replicas_and_without_wait_is_told(checked: Checked, tmp_path: Path) -> None:
    async with one_server(tmp_path / "one", "--rename-command", "WAIT", "") as master:
        address = f"redis://:p%40ss%2Fword@{HOST}:{master.port}"
        assert "WAIT" not in (await checked(REDIS_URL=address))["Database"]
        async with one_server(tmp_path / "two") as replica:
            await replica.ask("REPLICAOF", HOST, master.port)
            await until(lambda: _is_followed(master))
            assert "it has replicas and no WAIT" in (await checked(REDIS_URL=address))["Database"]


async def _is_followed(master: Server) -> bool:
    return bool((await master.ask("INFO", "replication"))["connected_slaves"])


async def test_ports_are_tried(checked: Checked, outside: Outside) -> None:
    assert "none is needed" in (await checked())["Machine"]
    free, taken = str(unused_port()), outside.url.rpartition(":")[2]
    said = await checked(WEBHOOK_URL="https://bot.example.org", WEBHOOK_PORT=free, HTTP_PORT=taken)
    assert f"HTTP_PORT {taken} is in use, by the bot if it runs; WEBHOOK_PORT {free} is free" in said["Machine"]
    said = await checked(WEBHOOK_URL="https://bot.example.org", WEBHOOK_PORT=free, HTTP_PORT=free)
    assert said["Machine"].startswith("MEND  WEBHOOK_PORT is wrong: HTTP_PORT is the same")


async def test_a_folder_that_can_not_be_written_or_has_no_room_is_to_be_mended(
    checked: Checked, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file := outside.folder / "file").touch()
    assert (await checked(DATA_DIR=str(file / "data")))["Machine"].startswith("MEND  DATA_DIR: nothing can be written")

    def full(_: Any) -> Any:
        return shutil._ntuple_diskusage(10 * ROOM, 9 * ROOM + 1, ROOM - 1)

    monkeypatch.setattr(shutil, "disk_usage", full)
    assert "MEND  DATA_DIR: 199 MB are free" in (await checked())["Machine"]


async def test_terms_are_read(checked: Checked, outside: Outside) -> None:
    assert (await checked())["Terms"] == "ok    none"
    (folder := outside.folder / "terms").mkdir()
    assert (await checked(TERMS_DIR=str(folder)))["Terms"].startswith("MEND  TERMS_DIR: there is no en.txt")
    (folder / "en.txt").write_text("Be kind.")
    assert (await checked(TERMS_DIR=str(folder)))["Terms"] == "ok    in en, ru, vi"


def test_a_full_disk_at_the_start_is_only_said(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(**_: object) -> object:
        raise OSError(ENOSPC, "No space left on device")

    settings = load(outside, monkeypatch)
    usable(settings)
    assert settings.data_dir.is_dir()
    monkeypatch.setattr("bot.place.TemporaryFile", full)
    usable(settings)
    assert "disk is full" in capsys.readouterr().out
