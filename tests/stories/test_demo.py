"""The demo starts without a line that looks like an error, and says who is the admin."""

from pathlib import Path

import aiohttp

from tests.stories.demo import ROOT, running_demo


async def test_it_starts_in_good_order_and_names_the_admin(tmp_path: Path) -> None:
    async with running_demo(tmp_path) as demo, aiohttp.ClientSession() as http:
        assert "The bot's admin there: Alice" in demo.said
        for word in ("refused", "error", "failed", "warning", "not published"):
            assert word not in demo.said.lower(), demo.said
        async with http.get(f"{demo.address}/sandbox/people/1001/commands") as response:
            commands = [command["command"] for command in (await response.json())["commands"]]
    assert "admin" in commands


def test_make_names_the_same_admin_to_the_bot_and_to_the_sandbox() -> None:
    makefile = (ROOT / "Makefile").read_text()
    assert "ADMIN_IDS=1001" in makefile
    assert "--admin 1001" in makefile
