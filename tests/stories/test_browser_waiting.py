"""Waiting, at the chat page: help on the card, another number, another language, and a report with its answer."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.texts import load_texts
from tests.stories.demo import PEOPLE, SOON, Visitor, running_demo

OLGA = PEOPLE["ru"]

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_user_replaces_a_number_reports_the_next_and_the_operator_answers(
    chromium: Browser, tmp_path: Path
) -> None:
    """First in Russian, and in English from the change of language on."""
    page = await chromium.new_page(viewport={"width": 1400, "height": 900})
    async with running_demo(tmp_path) as demo:
        await demo.set_up(sms_delay=[600, 600], never_share=0)
        operator, user = Visitor(page, demo, "en"), Visitor(page, demo, "ru")
        for visitor in (operator, user):
            await visitor.arrive()
            await visitor.start()
            await visitor.key("button-buy-number").wait_for(timeout=SOON)
        await user.write("tg vn")
        await user.pick_first("button-all-services")
        await user.phone.locator(".key.success").last.click(timeout=SOON)
        await user.tap("button-no-code")
        await user.key("button-wrong").wait_for(timeout=SOON)
        first = user.message(await user.newest_id())
        await page.screenshot(path=tmp_path / "help.png")
        await user.tap("button-replace")
        await expect(first).to_contain_text(user.said("card-replaced"), timeout=SOON)
        await user.key("button-no-code").wait_for(timeout=SOON)
        second = user.message(await user.newest_id())
        assert await second.locator("code").first.inner_text() != await first.locator("code").first.inner_text()

        await user.write("/language")
        user.texts = load_texts()["en"]
        await user.tap("language-name")
        await expect(second).to_contain_text(user.said("card-waiting", left="").split(".")[0], timeout=SOON)
        await user.phone.locator(".menu-button").click()
        await expect(user.phone.locator(".commands")).to_contain_text(user.said("command-numbers"))
        await page.screenshot(path=tmp_path / "live.png")

        for tap in ("button-no-code", "button-wrong", "button-used"):
            await user.tap(tap)
        await user.sees(user.said("report-sent").split(".")[0])
        await user.answer("Somebody has it already")
        await user.sees(user.said("report-words-sent"))
        await operator.sees("Somebody has it already")
        await operator.answer("Sorry, take another country")
        await operator.sees(operator.said("report-answer-sent"))
        await user.sees("Sorry, take another country")
        await page.screenshot(path=tmp_path / "answered.png")

        await operator.write("/user Olga")
        await operator.sees(str(OLGA))
        await operator.write(f"/user {OLGA} 4242")
        await operator.tap("button-shut-all-out")
        await expect(operator.newest.locator(".body")).to_contain_text(f"⛔ 👤 {OLGA}", timeout=SOON)
        await operator.write("/admin")
        await operator.sees(operator.said("balance", amount="").strip())
        await operator.tap("button-costs")
        await operator.sees("Olga")
        await user.write("/start")
        await user.sees(user.said("shut-out"))
    await page.close()
