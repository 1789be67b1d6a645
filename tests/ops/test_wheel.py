"""The wheel, installed into an environment of its own: its command works from any folder, with the `.env` there."""

import asyncio
import os
import subprocess
import sys
import sysconfig
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.house.sources import ROOT
from tests.stories.chat import ALICE
from tests.stories.outside import Outside

pytestmark = pytest.mark.slow

QUIET = {"PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_QUIET": "1"}
"""The index is not for tests."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = ["-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, *build], env={**os.environ, **QUIET}, check=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What `pip install` puts there. The packages that it needs are lent by this interpreter."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib"))
    install = ["-m", "pip", "--python", str(folder / "bin" / "python"), "install", "--no-deps", str(wheel)]
    subprocess.run([sys.executable, *install], env={**os.environ, **QUIET}, check=True)
    return str(folder / "bin" / "sms-number-bot")


def said(command: str, *arguments: str, folder: Path, **environment: str) -> tuple[int, str]:
    ended = subprocess.run(
        [command, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return ended.returncode, ended.stdout + ended.stderr


def test_the_wheel_holds_every_script_and_language_and_nothing_but_the_bot(wheel: Path) -> None:
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    code = {str(file.relative_to(ROOT)) for kind in ("py", "lua") for file in (ROOT / "bot").rglob(f"*.{kind}")}
    texts = {f"bot/locales/{file.name}" for file in (ROOT / "locales").glob("*.ftl")}
    assert held == code | texts


def test_its_help_names_the_command_and_what_it_can_do(command: str, tmp_path: Path) -> None:
    status, text = said(command, "check", "--help", folder=tmp_path)
    assert status == 0
    assert text.startswith("usage: sms-number-bot ")
    assert "{run,check,audit,backup,restore}" in text


def test_it_says_which_settings_are_missing_in_the_folder_it_is_called_in(command: str, tmp_path: Path) -> None:
    status, text = said(command, "check", folder=tmp_path)
    assert status == 1
    assert [line.partition(" is not set")[0] for line in text.splitlines()] == ["BOT_TOKEN", "SMSMAN_TOKEN"]
    (tmp_path / ".env").write_text("BOT_TOKEN=42:told-in-this-folder\n")
    status, text = said(command, "check", folder=tmp_path)
    assert status == 1
    assert [line.partition(" is not set")[0] for line in text.splitlines()] == ["SMSMAN_TOKEN"]


async def test_its_scripts_and_texts_are_found_where_no_checkout_is(command: str, outside: Outside) -> None:
    environment = outside.environment(ADMIN_IDS=str(ALICE))
    del environment["PYTHONPATH"]
    outside.telegram.send_text(ALICE, "/start")
    process = await asyncio.create_subprocess_exec(
        command, "check", cwd=outside.folder, env=environment, stdout=PIPE, stderr=STDOUT
    )
    output, _ = await process.communicate()
    verdicts = {line[:10].strip(): line[10:16].strip() for line in output.decode().splitlines()}
    assert process.returncode == 0, output.decode()
    assert {verdicts[name] for name in ("Database", "Telegram", "Admins", "SMS-Man")} == {"ok"}
