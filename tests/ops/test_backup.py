"""`backup` and `restore` as the operator types them, beside a real bot with a number that still waits for its code."""

import asyncio
import stat
import sys
from asyncio.subprocess import PIPE

import pytest
from redis.asyncio import Redis

from bot.storage.embedded import EmbeddedValkey
from bot.storage.keys import Keys
from tests.stories.outside import Outside

pytestmark = pytest.mark.slow


async def command(outside: Outside, *arguments: str, given: bytes = b"", **changes: str) -> tuple[int, bytes, str]:
    """Its exit status and what it wrote to either stream."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=outside.folder,
        env=outside.environment(**changes),
        stdin=PIPE,
        stdout=PIPE,
        stderr=PIPE,
    )
    output, errors = await process.communicate(given)
    assert process.returncode is not None
    assert b"Traceback" not in errors, errors.decode()
    return process.returncode, output, errors.decode()


async def code_arrives(outside: Outside, **changes: str) -> None:
    """The number that was bought gets its code, from a bot that knows of it only by the restored data."""
    (request_id,) = outside.provider.orders.requests
    outside.provider.deliver(request_id, "90817")
    async with outside.running(**changes):
        await outside.until(lambda message: "90817" in message["text"] and message["reply_to"] is not None)
    assert [entry.kind for entry in outside.provider.ledger] == ["charge"]


async def test_a_waiting_number_gets_its_code_after_a_restore_of_the_embedded_database(outside: Outside) -> None:
    file = outside.folder / "backup.jsonl"
    async with outside.running():
        await outside.buy()
        status, _, said = await command(outside, "backup", str(file))  # the bot goes on meanwhile
        assert status == 0, said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    status, _, said = await command(outside, "restore", str(file), DATA_DIR="new")
    assert status == 0, said
    await code_arrives(outside, DATA_DIR="new")


async def test_a_waiting_number_gets_its_code_after_a_move_to_a_server_through_the_standard_streams(
    outside: Outside, redis: Redis, valkey_url: str
) -> None:
    async with outside.running():
        await outside.buy()
    status, backup, said = await command(outside, "backup", "-")
    assert status == 0, said
    status, _, said = await command(outside, "restore", "-", given=backup, REDIS_URL=valkey_url)
    assert status == 0, said
    await code_arrives(outside, REDIS_URL=valkey_url)


async def test_nothing_is_restored_into_a_database_that_holds_data_or_has_a_bot(
    outside: Outside, redis: Redis, valkey_url: str
) -> None:
    await redis.hset(Keys().user(7), "language", "vi")
    assert (await command(outside, "backup", "backup.jsonl", REDIS_URL=valkey_url))[0] == 0
    await redis.hset(Keys().user(7), "language", "ru")
    status, _, said = await command(outside, "restore", "backup.jsonl", REDIS_URL=valkey_url)
    assert (status, "nothing was changed" in said) == (1, True)
    assert await redis.hgetall(Keys().user(7)) == {"language": "ru"}
    async with EmbeddedValkey(outside.folder / "data" / "valkey"):
        status, _, said = await command(outside, "restore", "backup.jsonl")
    assert (status, "another bot uses the folder" in said) == (1, True)


async def test_a_backup_is_not_written_over_another_file(outside: Outside, redis: Redis, valkey_url: str) -> None:
    await redis.hset(Keys().user(7), "language", "vi")
    file = outside.folder / "backup.jsonl"
    file.write_text("last week's")
    status, _, said = await command(outside, "backup", str(file), REDIS_URL=valkey_url)
    assert (status, "is there already" in said) == (1, True)
    assert file.read_text() == "last week's"


async def test_a_backup_of_nothing_is_refused_and_leaves_no_file(outside: Outside) -> None:
    status, _, said = await command(outside, "backup", "backup.jsonl")
    assert (status, "nothing to save" in said) == (1, True)
    assert list(outside.folder.glob("backup*")) == []


@pytest.mark.parametrize("content", [None, b"not a backup"])
async def test_what_is_no_backup_is_told_in_one_line(outside: Outside, content: bytes | None) -> None:
    file = outside.folder / "backup.jsonl"
    if content is not None:
        file.write_bytes(content)
    status, _, said = await command(outside, "restore", str(file))
    assert (status, len(said.splitlines())) == (1, 1), said


@pytest.mark.parametrize("arguments", [("backup",), ("restore",), ("check", "file"), ("backup", "one", "two")])
async def test_a_wrong_command_line_is_told_what_belongs_there(outside: Outside, arguments: tuple[str, ...]) -> None:
    status, _, said = await command(outside, *arguments)
    assert (status, "usage:" in said) == (2, True)
