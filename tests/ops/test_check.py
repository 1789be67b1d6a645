"""What `python -m bot check` sees of updates, ports, folders, terms and the prefix; it shows no secret path."""

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import ROUND_CEILING, Decimal
from errno import ENOSPC
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from redis.asyncio import Redis

from bot.cli.check import _refused_webhook, check
from bot.cli.host import FREE_BYTES, usable
from bot.settings import Settings, load_settings
from bot.storage.keys import UPDATES, Keys
from bot.storage.leases import Leases
from tests.storage.servers import HOST, Server, one_server, until
from tests.storage.tls import FRONT, behind_tls
from tests.stories.chat import ALICE, BOT_TOKEN
from tests.stories.outside import Outside

Checked: TypeAlias = Callable[..., Awaitable[dict[str, str]]]


@pytest.fixture
async def checked(
    outside: Outside, valkey_url: str, redis: Redis, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> AsyncIterator[Checked]:
    """Each part's line with these settings, after its name."""

    async def run(**changes: str) -> dict[str, str]:
        settings = load(outside, monkeypatch, **{"REDIS_URL": valkey_url, **changes})
        status, lines = await check(settings), capsys.readouterr().out.splitlines()
        said = {line[:10].strip(): line[10:] for line in lines}
        assert (status == 1) == any(line.startswith("MEND") for line in said.values())
        assert settings.webhook_path.get_secret_value() not in str(said)
        return said

    await redis.config_set("appendfsync", "always")  # as the bot's own database has it
    yield run
    await redis.config_set("appendfsync", "no")


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
        return shutil._ntuple_diskusage(10 * FREE_BYTES, 9 * FREE_BYTES + 1, FREE_BYTES - 1)

    monkeypatch.setattr(shutil, "disk_usage", full)
    assert "MEND  DATA_DIR: 199 MB are free" in (await checked())["Machine"]


async def test_terms_are_read(checked: Checked, outside: Outside) -> None:
    assert (await checked())["Terms"] == "ok    none"
    (folder := outside.folder / "terms").mkdir()
    assert (await checked(TERMS_DIR=str(folder)))["Terms"].startswith("MEND  TERMS_DIR: there is no en.txt")
    (folder / "en.txt").write_text("Be kind.")
    assert (await checked(TERMS_DIR=str(folder)))["Terms"] == "ok    in de, en, es, id, pt, ru, tr, uk, vi"


def test_a_full_disk_at_the_start_is_only_said(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(**_: object) -> object:
        raise OSError(ENOSPC, "No space left on device")

    settings = load(outside, monkeypatch)
    usable(settings)
    assert settings.data_dir.is_dir()
    monkeypatch.setattr("bot.cli.host.TemporaryFile", full)
    usable(settings)
    assert "disk is full" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("login", "why"),
    [
        (":", "it wants a password, and REDIS_URL has none"),
        (":wrong@", "the password or the user in REDIS_URL is wrong"),
        ("somebody:wrong@", "the password or the user in REDIS_URL is wrong"),
    ],
)
async def test_a_missing_and_a_wrong_password_are_told_apart(
    checked: Checked, tmp_path: Path, login: str, why: str
) -> None:
    async with one_server(tmp_path / "one") as server:
        address = f"redis://{login if '@' in login else ''}{HOST}:{server.port}"
        line = (await checked(REDIS_URL=address))["Database"]
    assert line == f"MEND  REDIS_URL: the database can't be used: {why}"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("redis://no-such-host.invalid", "DNS"),
        (f"redis://{HOST}:1", "refused: nothing listens there"),
        ("unix:///no/such.sock", "no such socket"),
        (f"rediss://{FRONT}:{{port}}", "TLS: the certificate is not trusted"),
        ("redis://{server}/99", "it has no database of the number in REDIS_URL"),
    ],
)
async def test_each_way_not_to_reach_a_database_has_a_sentence(
    checked: Checked, tmp_path: Path, address: str, why: str
) -> None:
    async with one_server(tmp_path / "one") as server, behind_tls([server.port]):
        known = f":p%40ss%2Fword@{HOST}:{server.port}"
        line = (await checked(REDIS_URL=address.format(server=known, port=server.port)))["Database"]
    assert line.startswith("MEND  REDIS_URL: the database can't be used: ")
    assert why in line


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--replicaof", f"{HOST} 1"], "the server is a replica, which takes no writes"),
        (["--min-replicas-to-write", "1"], "it refuses writes, since too few replicas follow it"),
        (["--maxmemory", "1mb"], "its memory is full (OOM)"),
        (["--maxclients", "15"], "the server takes 15 clients, and a replica of the bot needs 16 with some to spare"),
        (["--maxmemory-policy", "allkeys-lru"], "set maxmemory-policy noeviction"),
        (["--appendonly", "no"], "set appendonly yes"),
        (["--rename-command", "EVAL", "", "--rename-command", "EVALSHA", ""], "it lacks a command that the bot needs"),
    ],
)
async def test_a_database_that_can_not_carry_the_bot_is_to_be_mended(
    checked: Checked, tmp_path: Path, options: list[str], why: str
) -> None:
    async with one_server(tmp_path / "one", *options) as server:
        line = (await checked(REDIS_URL=f"redis://:p%40ss%2Fword@{HOST}:{server.port}"))["Database"]
    assert line.startswith("MEND  REDIS_URL: ")
    assert why in line


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (b"-LOADING Valkey is loading the dataset in memory", "it is still reading its data"),
        (b"-MISCONF Errors writing to the AOF file: No space left on device", "it can't save to its disk (MISCONF)"),
        (b"-ERR max number of clients reached", "it has as many clients as it takes"),
        (b"-NOAUTH Authentication required.", "it wants a password, and REDIS_URL has none"),
        (b"-NOPERM this user has no permissions to run the 'eval' command", "(NOPERM)"),
        (b"-DENIED Redis is running in protected mode because protected mode is enabled", "it is in protected mode"),
        (b"-BUSY Valkey is busy running a script.", "a script keeps it busy"),
        (b"-MOVED 12 127.0.0.1:7001", "redis+cluster://"),
        (b"-CLUSTERDOWN Hash slot not served", "a Cluster that is not whole"),
        (b"HTTP/1.1 400 Bad Request", "neither Redis nor Valkey"),
        (b"", "TLS"),
    ],
)
async def test_what_a_database_refuses_with_is_told_in_words(checked: Checked, reply: bytes, why: str) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while reply and (asked := await reader.read(4096)):
            writer.write((reply + b"\r\n") * max(1, asked.count(b"*")))
        writer.close()

    async with await asyncio.start_server(answer, HOST, 0) as server:
        port = server.sockets[0].getsockname()[1]
        line = (await checked(REDIS_URL=f"redis://{HOST}:{port}"))["Database"]
    assert line.startswith("MEND  REDIS_URL: the database can't be used: ")
    assert why in line


async def test_a_database_that_may_forget_a_second_is_noted(checked: Checked, tmp_path: Path) -> None:
    async with one_server(tmp_path / "one", "--appendfsync", "everysec") as server:
        line = (await checked(REDIS_URL=f"redis://:p%40ss%2Fword@{HOST}:{server.port}"))["Database"]
    assert line.startswith("note  REDIS_URL")
    assert "may forget the last second" in line


async def test_telegram_and_the_provider_that_can_not_be_reached_have_sentences_too(checked: Checked) -> None:
    said = await checked(
        TELEGRAM_API_URL="https://no-such-host.invalid", SMSMAN_URL=f"http://{HOST}:{unused_port()}/control"
    )
    assert "DNS" in said["Telegram"]
    assert "refused: nothing listens there" in said["SMS-Man"]


async def test_no_admin_is_noted_and_the_first_one_gets_a_card(checked: Checked, outside: Outside) -> None:
    assert (await checked())["Admins"].startswith("note  ADMIN_IDS is empty")
    assert (await checked(ADMIN_IDS="77"))["Admins"].startswith("MEND  ADMIN_IDS: nothing can be sent")
    outside.telegram.send_text(ALICE, "/start")
    line = (await checked(ADMIN_IDS=str(ALICE)))["Admins"]
    assert line.startswith("ok    1; the first one got a message")
    (card,) = [message for message in outside.telegram.messages(ALICE) if message["from_bot"]]
    assert [button["text"] for row in card["keyboard"] for button in row] == ["Copy", "☰ Menu"]


async def test_a_bot_api_server_that_is_too_old_for_cards_is_noticed(checked: Checked, outside: Outside) -> None:
    outside.telegram.send_text(ALICE, "/start")
    outside.telegram.old_server.on = True
    line = (await checked(ADMIN_IDS=str(ALICE)))["Admins"]
    assert line.startswith("MEND  TELEGRAM_API_URL: cards are shown plain only")
    assert "tg-time" in line
    (plain,) = [message for message in outside.telegram.messages(ALICE) if message["from_bot"]]
    assert not plain["keyboard"]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://bot.example.org:9000", "its port has to be one of 443, 80, 88, 8443"),
        ("http://127.0.0.1:8443", "it has to begin with https://"),
        ("https://192.168.0.7", "its host can't be reached from outside"),
        ("https://bot.local", "its host can't be reached from outside"),
        ("https://bot.example.org:8443", None),
        ("https://bot.example.org", None),
    ],
)
def test_a_webhook_that_telegram_will_refuse_is_known_before(url: str, why: str | None) -> None:
    assert _refused_webhook(url, "https://api.telegram.org") == why


async def test_a_refused_webhook_is_to_be_mended(checked: Checked) -> None:
    line = (await checked(WEBHOOK_URL="https://bot.example.org:9000"))["Updates"]
    assert line.startswith("MEND  WEBHOOK_URL: Telegram refuses this address: its port has to be")


async def test_entries_that_hide_nothing_are_noted(checked: Checked) -> None:
    line = (await checked(HIDDEN_COUNTRIES="VN,Atlantis", HIDDEN_SERVICES="no such service"))["SMS-Man"]
    assert line.startswith("note  balance")
    assert "nothing is called" in line
    assert "Atlantis" in line
    assert "no such service" in line
    assert "VN" not in line.partition("nothing is called")[2]


async def test_lists_that_no_page_documents_are_asked_once(checked: Checked) -> None:
    line = (await checked())["SMS-Man"]
    assert "undocumented lists: get-all-requests no answer, getActiveActivations no answer" in line


async def test_it_says_whether_botfather_has_inline_mode_on(outside: Outside, checked: Checked) -> None:
    assert (await checked())["Telegram"].endswith("; inline mode is on")
    outside.telegram.set_inline(on=False)
    assert (await checked())["Telegram"].endswith("; inline mode is off, which BotFather's /setinline changes")


async def test_it_shows_what_users_would_pay_and_what_remains(checked: Checked) -> None:
    assert (await checked())["Selling"] == "ok    WALLET is off: users pay nothing, and you pay for all numbers"
    said = (await checked(WALLET="on", MARKUP_PERCENT="50", MARKUP_ROUND="1"))["Selling"]
    assert said.startswith("note  in RUB, users pay ")
    assert said.endswith("TERMS_DIR is empty: with WALLET=on Telegram requires terms, which /terms shows")
    assert said.count(" for what costs you ") == 3
    for paid, cost, left in re.findall(r"([0-9.]+) for what costs you ([0-9.]+), ([0-9.]+) remains", said):
        assert Decimal(paid) == (Decimal(cost) * Decimal("1.5")).to_integral_value(ROUND_CEILING)
        assert Decimal(left) == Decimal(paid) - Decimal(cost)
    said = (await checked(WALLET="on"))["Selling"]
    assert said.startswith("note")
    assert said.endswith("nothing is earned")
