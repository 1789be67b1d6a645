"""A headless Chromium for the tests that are marked `browser`; where there is none, that is said plainly."""

import os
import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CHROMIUM or os.environ.get("REQUIRE_BROWSER"):
        return
    missing = pytest.mark.skip(reason="Chromium is not installed: the chat page was not tried in a browser")
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(missing)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for all tests that are marked `browser` and `asyncio(loop_scope="session")`."""
    assert CHROMIUM, "Chromium is not installed, and REQUIRE_BROWSER asks for it"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        await browser.close()
