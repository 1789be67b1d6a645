"""`python -m tests.stories.picture FOLDER`: the pictures of the docs, taken from a real run of the demo."""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Page, async_playwright

from tests.browser import ARGUMENTS, CHROMIUM
from tests.stories.demo import Demo, Visitor, running_demo


async def open_offer(visitor: Visitor, words: str) -> None:
    """The first pair that the words find."""
    await visitor.write(words)
    await visitor.sees(words)
    await visitor.newest.locator(".key").first.click()
    await visitor.newest.locator(".key.success").wait_for()


async def chat(page: Page, demo: Demo) -> None:
    """Alice has her code, Minh waits for his."""
    alice, minh = Visitor(page, demo, "en"), Visitor(page, demo, "vi")
    for visitor in (alice, minh):
        await visitor.arrive()
        await visitor.start()
        await visitor.write("telegram")
        await visitor.pick_first("button-all-services")
        await visitor.pick_first("button-other-service")
        await visitor.phone.locator(".key.success").last.click()
        await visitor.key("button-cancel").wait_for()
        if visitor is alice:
            await visitor.deliver("90817")
            await visitor.sees("90817")


async def choosing(page: Page, demo: Demo) -> None:
    """Alice has her pairs in the menu, Minh looks for offers inline."""
    alice, minh = Visitor(page, demo, "en"), Visitor(page, demo, "vi")
    for visitor in (alice, minh):
        await visitor.arrive()
        await visitor.start()
        await visitor.key("button-buy-number").wait_for()
    await open_offer(alice, "whatsapp india")
    await alice.tap("button-pin")
    await alice.key("button-unpin").wait_for()
    await open_offer(alice, "tg vn")
    await alice.newest.locator(".key.success").click()
    await alice.deliver("90817")
    await alice.sees("90817")
    await alice.write("/start")
    await alice.key("button-buy-number").wait_for()
    await minh.phone.locator(".composer textarea").fill("@sandbox_numbers_bot telegram")
    await minh.phone.locator(".results li").nth(1).wait_for()


PICTURES: dict[str, Callable[[Page, Demo], Awaitable[None]]] = {"chat.png": chat, "choosing.png": choosing}


async def take(file: Path, scene: Callable[[Page, Demo], Awaitable[None]]) -> None:
    if not CHROMIUM:
        sys.exit("Chromium is not installed: no picture without a browser")
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright, running_demo(Path(folder)) as demo:
            await demo.set_up(sms_delay=[600, 600], never_share=0)
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = await browser.new_page(viewport={"width": 1240, "height": 760}, device_scale_factor=1.5)
            await scene(page, demo)
            await page.wait_for_timeout(4000)  # the new message's highlight fades, and the toast goes
            await page.screenshot(path=file)
            await browser.close()


if __name__ == "__main__":
    for name, scene in PICTURES.items():
        asyncio.run(take(Path(sys.argv[1]) / name, scene))
