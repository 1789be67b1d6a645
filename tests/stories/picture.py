"""`python -m tests.stories.picture FILE`: the README's picture, taken from a real run of the demo."""

import asyncio
import sys
import tempfile
from pathlib import Path

from playwright.async_api import async_playwright

from tests.browser import ARGUMENTS, CHROMIUM
from tests.stories.demo import Visitor, running_demo


async def take(file: Path) -> None:
    """Alice has her code, Minh waits for one."""
    if not CHROMIUM:
        sys.exit("Chromium is not installed: no picture without a browser")
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright, running_demo(Path(folder)) as demo:
            await demo.set_up(sms_delay=[600, 600], never_share=0)
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = await browser.new_page(viewport={"width": 1240, "height": 760}, device_scale_factor=1.5)
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
            await page.wait_for_timeout(1500)  # the new message's highlight fades
            await page.screenshot(path=file)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))
