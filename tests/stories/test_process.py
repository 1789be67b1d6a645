"""The bot as the operator starts it: `python -m bot`, over real sockets, killed in the middle and started again."""

import asyncio
import os
import signal
import time
from asyncio.subprocess import Process
from pathlib import Path

import pytest
from redis.asyncio import Redis

from bot.storage.embedded import EmbeddedValkey
from tests.stories.chat import ALICE, labels
from tests.stories.outside import Outside

pytestmark = pytest.mark.slow


async def test_a_purchase_lives_through_a_stop_in_the_middle(outside: Outside) -> None:
    async with outside.running():
        card = await outside.buy()
    (request_id,) = outside.provider.orders.requests
    outside.provider.deliver(request_id, "90817")
    async with outside.running():
        code = await outside.until(lambda message: message["id"] != card["id"] and "90817" in message["text"])
        await outside.until(lambda message: message["id"] == card["id"] and "90817" in message["text"])
    assert code["reply_to"] == card["id"]
    assert [entry.kind for entry in outside.provider.ledger] == ["charge"]


async def test_a_purchase_lives_through_a_kill(outside: Outside) -> None:
    process = await outside.start()
    card = await outside.buy()
    process.kill()
    await process.wait()
    (request_id,) = outside.provider.orders.requests
    outside.provider.deliver(request_id, "90817")
    async with outside.running():  # finds the database of the killed one still running
        await outside.until(lambda message: message["id"] != card["id"] and "90817" in message["text"])


async def test_a_notice_to_all_lives_through_a_kill(outside: Outside) -> None:
    crowd = range(2001, 2061)
    process = await outside.start(ADMIN_IDS=str(ALICE))
    for user in crowd:
        outside.telegram.add_user(user, "One of many", "en")
        outside.telegram.send_text(user, "/start")

    def told() -> list[int]:
        """How often each read it."""
        return [sum(one["text"] == "We move." for one in outside.telegram.messages(user)) for user in crowd]

    async with asyncio.timeout(60):
        while not all(len(outside.telegram.messages(user)) > 1 for user in crowd):
            await asyncio.sleep(0.05)
        outside.telegram.send_text(ALICE, "/notice We move.")
        question = await outside.until(lambda message: any("Send to" in label for label in labels(message)))
        outside.tap(question, "Send to")
        while sum(told()) < 10:
            await asyncio.sleep(0.005)
    process.kill()
    await process.wait()
    before = sum(told())
    assert before < len(crowd)
    async with outside.running(ADMIN_IDS=str(ALICE)), asyncio.timeout(60):
        await outside.until(lambda message: "The notice was sent" in message["text"])
    assert min(told()) == 1, "nobody is left out"
    assert sum(told()) <= len(crowd) + 1, "one is told twice at the most"


async def test_a_number_bought_while_the_database_is_down_lives_through_a_kill(outside: Outside) -> None:
    outside.provider.faults.add("latency_after", call="get-number", seconds=1.0)
    journal = outside.folder / "data" / "journal"
    async with EmbeddedValkey(outside.folder / "valkey") as server:
        process = await outside.start(REDIS_URL=server.url)
        buying = asyncio.ensure_future(outside.buy())
        async with asyncio.timeout(60):
            while not outside.provider.ledger:
                await asyncio.sleep(0.02)
            async with Redis.from_url(server.url) as client:
                os.kill((await client.info("server"))["process_id"], signal.SIGKILL)
            while not any(b'"request"' in file.read_bytes() for file in journal.glob("*.json")):
                await asyncio.sleep(0.02)
        process.kill()
        await process.wait()
        buying.cancel()
        (entry,) = journal.iterdir()
        assert entry.stat().st_mode & 0o077 == 0, "others could read the number"
        await server.stop()
        await server.start()
        async with outside.running(REDIS_URL=server.url):
            await outside.until(lambda message: any("Cancel" in label for label in labels(message)))
        assert list(journal.iterdir()) == []
    assert [entry.kind for entry in outside.provider.ledger] == ["charge"]


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"BOT_TOKEN": ""}, "BOT_TOKEN is not set"),
        ({"BOT_TOKEN": "43:another-token-than-the-sandboxs"}, "BOT_TOKEN is wrong"),
        ({"SMSMAN_TOKEN": "another"}, "SMSMAN_TOKEN is wrong"),
        ({"POLL_INTERVAL": "soon"}, "POLL_INTERVAL is wrong"),
        ({"REDIS_URL": "http://nowhere"}, "REDIS_URL is wrong"),
        ({"TERMS_DIR": "no-such-folder"}, "TERMS_DIR: there is no en.txt"),
    ],
)
async def test_a_wrong_setting_ends_the_start_with_one_line_that_names_it(
    outside: Outside, changes: dict[str, str], line: str
) -> None:
    process = await outside.start(**changes)
    output, _ = await process.communicate()
    assert process.returncode == 1
    last = output.decode().strip().splitlines()[-1]
    assert last.startswith(line)
    assert "Traceback" not in output.decode()
    assert all(value not in output.decode() for value in changes.values() if len(value) > 10)


@pytest.mark.parametrize(("place", "why"), [("file", "File exists"), ("/proc/data", "No such file or directory")])
@pytest.mark.parametrize("embedded", [True, False])
async def test_a_folder_that_can_not_be_used_ends_the_start_in_a_sentence(
    outside: Outside, valkey_url: str, place: str, why: str, embedded: bool
) -> None:
    (outside.folder / "file").touch()
    changes = {} if embedded else {"REDIS_URL": valkey_url}
    process = await outside.start(DATA_DIR=place, **changes)
    output = (await process.communicate())[0].decode()
    assert process.returncode == 1
    assert output == f"DATA_DIR: nothing can be written in {outside.folder / place} ({why})\n"


@pytest.mark.parametrize("folder", ["данные", b"d\xff".decode(errors="surrogateescape")])
async def test_a_folder_of_any_name_will_do_in_any_locale(outside: Outside, folder: str) -> None:
    bare = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    data = str(outside.folder / folder)
    async with outside.running(DATA_DIR=data, **bare):
        card = await outside.buy()
    (request_id,) = outside.provider.orders.requests
    outside.provider.deliver(request_id, "90817")
    async with outside.running(DATA_DIR=data):
        await outside.until(lambda message: message["id"] != card["id"] and "90817" in message["text"])


async def test_a_misspelt_setting_is_named_at_the_start_and_by_check(outside: Outside) -> None:
    (outside.folder / ".env").write_text("MAX_SPENDING_DAY_AL=100\n")
    hint = "MAX_SPENDING_DAY_AL in .env has no effect: did you mean MAX_SPENDING_DAY_ALL?"
    process = await outside.start(ALOWED_IDS="5", SMSMAN_TOKEN="another")
    said = (await process.communicate())[0].decode()
    assert hint in said
    assert "did you mean ALLOWED_IDS?" in said
    process = await outside.start("check")
    said = (await process.communicate())[0].decode()
    assert process.returncode == 1
    assert f"Settings  MEND  {hint}" in said


async def test_check_beside_a_running_bot_disturbs_nothing(outside: Outside) -> None:
    async with outside.running():
        process = await outside.start("check")
        said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert "in use by the bot that runs" in said.decode()


async def test_check_says_what_works_and_what_to_mend(outside: Outside) -> None:
    process = await outside.start("check")
    good, _ = await process.communicate()
    assert process.returncode == 0, good.decode()
    assert "balance 5000" in good.decode()
    assert "GET and POST" in good.decode()
    process = await outside.start("check", SMSMAN_TOKEN="another")
    bad, _ = await process.communicate()
    assert process.returncode == 1
    assert "MEND" in bad.decode()
    assert "SMSMAN_TOKEN" in bad.decode()


AWAY = float(os.environ.get("AWAY_SECONDS", "8"))
"""Seconds that the database is away in the test below; the pauses between two tries are at their longest after 7."""


def cpu(process: Process) -> float:
    """Seconds of processor time that it has had so far."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def test_a_database_that_is_away_is_told_costs_little_and_is_missed_no_longer_than_that(outside: Outside) -> None:
    async with (
        EmbeddedValkey(outside.folder / "valkey") as server,
        Redis.from_url(server.url) as redis,
        outside.running(REDIS_URL=server.url) as process,
    ):
        await outside.buy()
        (request_id,) = outside.provider.orders.requests
        os.kill((await redis.info("server"))["process_id"], signal.SIGKILL)
        outside.telegram.send_text(ALICE, "/numbers")
        await outside.until(lambda message: "cannot reach its database" in message["text"])
        outside.provider.deliver(request_id, "90817")
        before = cpu(process)
        await asyncio.sleep(AWAY)
        assert (cpu(process) - before) / AWAY < 0.05
        await server.stop()
        await server.start()
        began = time.monotonic()
        await outside.until(lambda message: "90817" in message["text"])
        assert time.monotonic() - began < 5 + 5, "seconds for the bot, and as many for a machine that is busy"
