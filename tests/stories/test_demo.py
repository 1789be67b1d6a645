"""The demo starts without a line that looks like an error, says who is the admin, and what the bot does."""

import subprocess
from pathlib import Path

import aiohttp
import pytest

from bot.texts import LANGUAGES
from tests.stories.demo import BOT_TOKEN, ROOT, running_demo
from tests.texts import TEXTS

pytestmark = pytest.mark.slow


async def test_it_starts_in_good_order_names_the_admin_and_says_what_it_does(tmp_path: Path) -> None:
    async with running_demo(tmp_path) as demo, aiohttp.ClientSession() as http:
        assert "The bot's admin there: Alice" in demo.said
        for word in ("refused", "error", "failed", "warning", "not published"):
            assert word not in demo.said.lower(), demo.said
        async with http.get(f"{demo.address}/sandbox/people/1001/commands") as response:
            commands = [command["command"] for command in (await response.json())["commands"]]
        about = {language: await about_text(http, demo.address, language) for language in LANGUAGES}
    assert "admin" in commands
    assert about == {language: texts.plain("about") for language, texts in TEXTS.items()}


async def about_text(http: aiohttp.ClientSession, address: str, language: str) -> str:
    """What an empty chat shows to a user of this language."""
    async with http.get(f"{address}/bot{BOT_TOKEN}/getMyDescription", params={"language_code": language}) as response:
        description: str = (await response.json())["result"]["description"]
    return description


def test_make_names_the_same_admin_to_the_bot_and_to_the_sandbox() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert "ADMIN_IDS=1001" in makefile
    assert "--admin 1001" in makefile


def test_make_takes_further_settings_for_the_demo() -> None:
    asked = ["make", "-n", "demo", "SET=WALLET=on STAR_RATE=1.2"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert " WALLET=on STAR_RATE=1.2 " in done.stdout
