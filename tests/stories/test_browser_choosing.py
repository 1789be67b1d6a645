"""Choosing with few taps, at the chat page: a pair that is typed, pinned, shared, found inline, and bought again."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.stories.demo import SOON, Visitor, running_demo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "tg vn"), ("ru", "телеграм вьетнам"), ("vi", "telegram việt nam")]
)
async def test_a_pair_is_typed_pinned_found_inline_and_bought(
    chromium: Browser, tmp_path: Path, language: str, words: str
) -> None:
    page = await chromium.new_page(viewport={"width": 1400, "height": 900})
    async with running_demo(tmp_path) as demo:
        await demo.set_up(sms_delay=[600, 600], never_share=0)
        visitor = Visitor(page, demo, language)
        await visitor.arrive()
        await visitor.start()
        await visitor.key("button-buy-number").wait_for(timeout=SOON)
        await visitor.write(words)
        await visitor.pick_first("button-all-services")
        await visitor.tap("button-pin")
        await visitor.key("button-unpin").wait_for(timeout=SOON)
        assert "o_" in (await visitor.key("button-share").get_attribute("title") or "")
        await page.screenshot(path=tmp_path / f"{language}-offer.png")

        field = visitor.phone.locator(".composer textarea")
        await field.fill("@sandbox_numbers_bot ")
        results = visitor.phone.locator(".results li")
        await expect(results.nth(1)).to_contain_text("Telegram", timeout=SOON)
        await page.screenshot(path=tmp_path / f"{language}-inline.png")
        await results.nth(1).click()
        await visitor.tap("button-see-offer")  # a link into this chat, as in any other one
        await expect(visitor.newest.locator(".key.success")).to_be_visible(timeout=SOON)

        await visitor.write("/start")
        await expect(visitor.newest.locator(".key").first).to_contain_text("⭐", timeout=SOON)
        await page.screenshot(path=tmp_path / f"{language}-menu.png")
        await visitor.newest.locator(".key").first.click()
        await visitor.phone.locator(".key.success").last.click(timeout=SOON)
        await visitor.key("button-cancel").wait_for(timeout=SOON)
    await page.close()
