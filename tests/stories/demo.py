"""`make demo` without make: the sandbox and the bot as child processes, and a person at the chat page in a browser."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp.test_utils import unused_port
from playwright.async_api import Locator, Page, expect

from bot.texts import FOLDER, Texts, load_texts

ROOT = Path(__file__).parents[2]
BOT_TOKEN, SMSMAN_TOKEN = "42:demo-token-of-the-sandbox", "demo-token-of-the-sandbox"
PEOPLE = {"en": 1001, "vi": 1002, "ru": 1003}
SOON = 20_000
"""Milliseconds."""


@dataclass(frozen=True)
class Demo:
    address: str
    said: str
    """What stood in the terminal once it was ready."""

    async def set_up(self, **settings: object) -> None:
        """Change the behaviour of the sandbox's SMS-Man."""
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{self.address}/sandbox/smsman/settings", json=settings) as response,
        ):
            assert response.status == 200, await response.text()


@asynccontextmanager
async def running_demo(folder: Path, **settings: str) -> AsyncIterator[Demo]:
    """Until the block ends, and then as Ctrl-C ends it: cleanly, with nothing but its word about it."""
    port = unused_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "BOT_TOKEN": BOT_TOKEN,
        "SMSMAN_TOKEN": SMSMAN_TOKEN,
        "ACCESS": "public",
        "ADMIN_IDS": "1001",
        "TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        "SMSMAN_URL": f"http://127.0.0.1:{port}/control",
        "DATA_DIR": "bot",
        "POLL_INTERVAL": "1",
        **settings,
    }
    sandbox = ["-m", "sandbox", "--port", str(port), "--data", "sandbox", "--admin", "1001"]
    tokens = ["--bot-token", BOT_TOKEN, "--smsman-token", SMSMAN_TOKEN]
    process = await asyncio.create_subprocess_exec(
        sys.executable, *sandbox, *tokens, "--", sys.executable, "-m", "bot",
        cwd=folder, env=environment, stdout=PIPE, stderr=STDOUT, start_new_session=True,
    )  # fmt: skip
    assert process.stdout
    output = ""
    try:
        while "ready" not in output:
            line = await process.stdout.readline()
            assert line, output
            output += line.decode()
        yield Demo(f"http://127.0.0.1:{port}", output)
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGINT)
        rest, _ = await process.communicate()
        output += rest.decode()
        assert "Traceback" not in output, output
        assert process.returncode == 0, output


class Visitor:
    """A person of one language, at the chat page."""

    def __init__(self, page: Page, demo: Demo, language: str) -> None:
        self.page = page
        self.demo = demo
        self.texts: Texts = load_texts(FOLDER)[language]
        self.phone: Locator = page.locator(f'.phone[data-person="{PEOPLE[language]}"]')
        self._place = list(PEOPLE).index(language)

    async def arrive(self) -> None:
        await self.page.goto(self.demo.address)
        await self.page.locator(".person").first.wait_for()
        if not await self.phone.is_visible():
            await self.page.locator(".person").nth(self._place).click()

    async def start(self) -> None:
        start = self.phone.locator(".instead")
        if await start.is_visible():
            await start.click()
        else:
            await self.write("/start")

    async def write(self, text: str) -> None:
        field = self.phone.locator(".composer textarea")
        await field.fill(text)
        await field.press("Enter")

    def key(self, name: str, **values: str) -> Locator:
        """The newest button with this text of the locale."""
        return self.phone.locator(".key").filter(has_text=self.texts.plain(name, **values)).last

    async def tap(self, name: str) -> None:
        await self.key(name).click(timeout=SOON)

    async def pick_first(self, way_back: str) -> None:
        """The first entry of a list, which is known by a button under it."""
        await self.key(way_back).wait_for(timeout=SOON)
        await self.newest.locator(".key").first.click(timeout=SOON)

    async def buy(self) -> None:
        """From the menu to a number that waits."""
        await self.tap("button-buy-number")
        await self.pick_first("button-countries-first")
        await self.pick_first("button-other-service")
        await self.phone.locator(".key.success").last.click(timeout=SOON)
        await self.key("button-cancel").wait_for(timeout=SOON)

    async def deliver(self, code: str) -> None:
        """The SMS comes now, by the hand of whoever plays the SMS-Man."""
        request = self.page.locator(".panel .request:not(.ended)").first
        await request.locator("input[name=code]").fill(code)
        await request.get_by_role("button", name="Deliver SMS now").click()

    def said(self, name: str, **values: str) -> str:
        """This text of the locale as the page shows it."""
        return re.sub(r"<[^>]+>", "", self.texts.plain(name, **values))

    async def answer(self, text: str) -> None:
        """The newest message, as a swipe does."""
        await self.newest.hover()
        await self.newest.locator(".answer").click(timeout=SOON)
        await self.write(text)

    async def newest_id(self) -> str:
        return await self.newest.get_attribute("data-id") or ""

    def message(self, number: str) -> Locator:
        return self.phone.locator(f'.message[data-id="{number}"]')

    async def sees(self, text: str) -> None:
        await expect(self.newest).to_contain_text(text, timeout=SOON)

    @property
    def newest(self) -> Locator:
        return self.phone.locator(".message").last
