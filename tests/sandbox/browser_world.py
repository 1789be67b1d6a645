"""The chat page in a headless browser, with the sandbox behind it and a test in the place of the bot."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Response

from tests.sandbox.page_world import ALICE, PageWorld, sandbox_on_a_port

DESKTOP, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}


@dataclass(frozen=True)
class ChatPage:
    world: PageWorld
    context: BrowserContext
    page: Page
    problems: list[str]
    """What the browser complained of so far."""

    def phone(self, person: int = ALICE) -> Locator:
        return self.page.locator(f'.phone[data-person="{person}"]')

    def message(self, number: int, person: int = ALICE) -> Locator:
        return self.phone(person).locator(f'.message[data-id="{number}"]')

    def key(self, label: str, person: int = ALICE) -> Locator:
        return self.phone(person).locator(".key").get_by_text(label, exact=True).locator("..")


@asynccontextmanager
async def chat_page(chromium: Browser, *, clock: bool = False, **options: Any) -> AsyncIterator[ChatPage]:
    """Alice has started the bot. With `clock` the test moves the browser's time.

    Whatever the browser complains of, or asks of another server, fails the test.
    """
    problems: list[str] = []
    context = await chromium.new_context(**{"viewport": DESKTOP, "color_scheme": "light", **options})
    try:
        async with sandbox_on_a_port() as world:
            world.sandbox.telegram.send_text(ALICE, "/start")
            page = await context.new_page()
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on("console", lambda message: problems.extend(_complaints(message)))
            page.on("request", lambda request: problems.extend(_foreign(request.url, world.address)))
            page.on("response", lambda response: problems.extend(_missing(response)))
            if clock:
                await page.clock.install()
            await page.goto(world.address)
            await page.locator(".person").first.wait_for()
            yield ChatPage(world, context, page, problems)
    finally:
        await context.close()
    assert not problems, problems


def _complaints(message: ConsoleMessage) -> list[str]:
    # What the server refuses is a test's own business; a file of the page that is not there is seen by `_missing`.
    told = message.type in ("error", "warning") and "Failed to load resource" not in message.text
    return [message.text] if told else []


def _missing(response: Response) -> list[str]:
    return [f"{response.status} {response.url}"] if response.status >= 400 and "/static/" in response.url else []


def _foreign(url: str, address: str) -> list[str]:
    return [] if url.startswith((f"{address}/", "data:")) else [f"asked for {url}"]
