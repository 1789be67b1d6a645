"""Afterwards, at the chat page of the demo: a reminder, My numbers with its file, and being forgotten."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.stories.demo import SOON, Visitor, running_demo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("language", ["en", "vi"])
async def test_a_user_sets_a_reminder_saves_their_numbers_and_is_forgotten(
    chromium: Browser, tmp_path: Path, language: str
) -> None:
    page = await chromium.new_page(viewport={"width": 1400, "height": 900}, timezone_id="Asia/Ho_Chi_Minh")
    async with running_demo(tmp_path) as demo:
        await demo.set_up(sms_delay=[600, 600], never_share=0)
        visitor = Visitor(page, demo, language)
        await visitor.arrive()
        await visitor.start()
        await visitor.key("button-buy-number").wait_for(timeout=SOON)
        await visitor.write("tg vn")
        await visitor.pick_first("button-all-services")
        await visitor.tap("button-tell-me-at")
        await visitor.key("button-back").wait_for(timeout=SOON)
        await visitor.newest.locator(".key").nth(1).click(timeout=SOON)
        await visitor.tap("button-reminders")
        await expect(visitor.newest.locator(".key").first).to_contain_text("✖️", timeout=SOON)
        await expect(visitor.newest.locator("time.tg-time")).to_be_visible()

        await visitor.write("tg vn")
        await visitor.pick_first("button-all-services")
        await visitor.phone.locator(".key.success").last.click(timeout=SOON)
        await visitor.key("button-cancel").wait_for(timeout=SOON)
        await visitor.write("/forget")
        await visitor.tap("button-forget")
        await visitor.sees("✋")
        await visitor.deliver("90817")
        await expect(visitor.phone.locator(".message").last).to_contain_text("90817", timeout=SOON)
        await visitor.write("/numbers")
        await visitor.key("button-file").wait_for(timeout=SOON)
        await expect(visitor.newest.locator("time.tg-time")).to_be_visible()
        await visitor.tap("button-file")
        async with page.expect_download(timeout=SOON) as saving:
            await visitor.newest.locator(".file").click(timeout=SOON)
        saved = (await (await saving.value).path()).read_text("utf-8-sig")
        assert visitor.texts.plain("outcome-code") in saved
        assert "90817" in saved

        await visitor.write("/forget")
        await visitor.tap("button-forget")
        await visitor.sees(visitor.texts.plain("forgotten").split("\n")[0].removeprefix("<b>").removesuffix("</b>"))
        assert await visitor.newest.locator(".key").count() == 0
    await page.close()
