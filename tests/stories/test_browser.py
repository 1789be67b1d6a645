"""The whole job as a new user sees it: the demo's own command, and the chat page in a headless Chromium."""

from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.stories.demo import Visitor, running_demo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("language", ["en", "vi", "ru"])
async def test_buy_code_cancel_and_restart(chromium: Browser, tmp_path: Path, language: str) -> None:
    page = await chromium.new_page(viewport={"width": 1400, "height": 900})
    async with running_demo(tmp_path) as demo:
        await demo.set_up(sms_delay=[600, 600], never_share=0)
        visitor = Visitor(page, demo, language)
        await visitor.arrive()
        await visitor.start()
        await visitor.buy()
        await visitor.deliver("90817")
        await visitor.sees("90817")
        await page.screenshot(path=tmp_path / f"{language}-code.png")
        await visitor.write("/start")
        await visitor.buy()
        await visitor.tap("button-cancel")
        await visitor.tap("button-cancel-yes")
        price = (await visitor.newest.locator(".body").inner_text()).splitlines()[0].split(" · ")[-1]
        await visitor.sees(visitor.texts.plain("card-cancelled", price=price).replace("<b>", "").replace("</b>", ""))
        await page.screenshot(path=tmp_path / f"{language}-cancelled.png")

        await visitor.write("/start")
        await visitor.buy()
    async with running_demo(tmp_path) as demo:
        visitor = Visitor(page, demo, language)
        await visitor.arrive()
        await visitor.sees(visitor.texts.plain("button-cancel"))
        await visitor.deliver("44556")
        await visitor.sees("44556")
        await page.screenshot(path=tmp_path / f"{language}-after-restart.png")
    await page.close()
