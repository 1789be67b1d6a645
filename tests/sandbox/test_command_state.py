"""What `python -m sandbox --data DIR` remembers, and what it does with a file it cannot read."""

import json
import signal
from pathlib import Path

import aiohttp
import pytest

from sandbox.app import Sandbox
from tests.sandbox.command_world import running
from tests.sandbox.page_world import ALICE, BOT_TOKEN, SMSMAN_TOKEN, sandbox_on_a_port


async def test_it_remembers_chats_people_and_money(tmp_path: Path) -> None:
    async with sandbox_on_a_port(tmp_path / "new" / "folder") as world:
        await world.post("/people", {"first_name": "Ada", "language": "en"})
        await world.post(f"/people/{ALICE}/messages", {"text": "hello"})
        await world.buy()
        before = world.sandbox.smsman.snapshot()
    async with sandbox_on_a_port(tmp_path / "new" / "folder") as world:
        people = (await world.get("/people"))["people"]
        assert [person["first_name"] for person in people] == ["Alice", "Minh", "Olga", "Ada"]
        assert [message["text"] for message in world.sandbox.telegram.messages(ALICE)] == ["hello"]
        after = world.sandbox.smsman.snapshot()
    assert (after["balance"], after["requests"]) == (before["balance"], before["requests"])


async def test_a_change_is_saved_while_it_runs_so_that_a_kill_loses_little(tmp_path: Path) -> None:
    async with running("--port", "0", "--data", str(tmp_path)) as command, aiohttp.ClientSession() as http:
        address = await command.address()
        await http.post(f"{address}/sandbox/people", json={"first_name": "Ada", "language": "en"})
        file = tmp_path / "sandbox.json"
        while not file.exists():
            await http.get(f"{address}/sandbox/people")
        command.send(signal.SIGKILL)
    assert "Ada" in file.read_text()


async def test_a_signal_saves_before_the_end(tmp_path: Path) -> None:
    async with running("--port", "0", "--data", str(tmp_path)) as command, aiohttp.ClientSession() as http:
        address = await command.address()
        await http.post(f"{address}/sandbox/people/{ALICE}/messages", json={"text": "the last word"})
        command.interrupt()
        assert await command.end() == 0
    assert "the last word" in (tmp_path / "sandbox.json").read_text()
    assert names_in(tmp_path) == ["sandbox.json"]


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b'{"version": 1, "telegram": {"wor',
        b"\xff\xfe rubbish",
        b"[]",
        b'{"version": 99}',
        b'{"version": 1, "telegram": 7, "smsman": {}}',
        b'{"version": 1, "telegram": {}, "smsman": {"orders": {"account": {"balance": "much"}}}}',
    ],
)
def test_a_damaged_file_is_set_aside_with_a_clear_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], damage: bytes
) -> None:
    (tmp_path / "sandbox.json").write_bytes(damage)
    sandbox = Sandbox(bot_token=BOT_TOKEN, smsman_token=SMSMAN_TOKEN, data=tmp_path)
    aside = tmp_path / "sandbox.json.damaged-1"
    said = capsys.readouterr().out
    assert said.startswith("The saved state is damaged")
    assert said.count("\n") == 1
    assert str(aside) in said
    assert aside.read_bytes() == damage
    assert [person["first_name"] for person in sandbox.telegram.users()] == ["Alice", "Minh", "Olga"]


async def test_the_command_starts_afresh_beside_a_damaged_file(tmp_path: Path) -> None:
    (tmp_path / "sandbox.json").write_text('{"version": 1, "telegram": {"wor')
    async with running("--port", "0", "--data", str(tmp_path)) as command:
        await command.address()
        command.interrupt()
        assert await command.end() == 0
    assert command.output.startswith("The saved state is damaged")
    assert json.loads((tmp_path / "sandbox.json").read_text())["version"] == 1


def test_a_second_damaged_file_does_not_replace_the_first(tmp_path: Path) -> None:
    for damage in ("first", "second"):
        (tmp_path / "sandbox.json").write_text(damage)
        Sandbox(bot_token=BOT_TOKEN, smsman_token=SMSMAN_TOKEN, data=tmp_path)
    assert (tmp_path / "sandbox.json.damaged-1").read_text() == "first"
    assert (tmp_path / "sandbox.json.damaged-2").read_text() == "second"


async def test_a_folder_that_is_none_is_named_in_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    async with running("--port", "0", "--data", str(file)) as command:
        assert await command.end() == 1
    assert command.output == f"Cannot read the state in {file}: Not a directory.\n"


async def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with sandbox_on_a_port() as world:
        await world.post(f"/people/{ALICE}/messages", {"text": "hello"})
    assert names_in(tmp_path) == []


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]
