"""Paying with Stars at the chat page: a pack, the pay sheet, the wallet, and the payment taken back."""

from decimal import Decimal
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.stories.demo import SOON, Visitor, running_demo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_stars_are_paid_into_the_wallet_and_taken_back(chromium: Browser, tmp_path: Path) -> None:
    page = await chromium.new_page(viewport={"width": 1400, "height": 900})
    async with running_demo(tmp_path, WALLET="on", STAR_RATE="1.2", STAR_PACKS="50,100") as demo:
        visitor = Visitor(page, demo, "ru")
        await visitor.arrive()
        await visitor.start()
        await visitor.key("button-buy-number").wait_for(timeout=SOON)
        await visitor.write("/topup")
        await visitor.key("button-pack", stars="50", amount=visitor.texts.money(Decimal(60), "RUB")).click(timeout=SOON)
        await visitor.phone.locator(".key.pay").click(timeout=SOON)
        sheet = visitor.phone.locator(".pay-sheet")
        await expect(sheet).to_contain_text("⭐ 2\N{NO-BREAK SPACE}500")
        await page.screenshot(path=tmp_path / "sheet.png")
        await sheet.locator(".main").click()
        await expect(visitor.phone.locator(".message.service")).to_contain_text("⭐ 50", timeout=SOON)
        await visitor.sees("Зачислено 60")
        await page.screenshot(path=tmp_path / "paid.png")

        await visitor.write("/topup")
        await visitor.tap("button-topups")
        await visitor.key("button-take-back", stars="50", amount=visitor.texts.money(Decimal(60), "RUB")).click(
            timeout=SOON
        )
        await page.screenshot(path=tmp_path / "question.png")
        await visitor.key("button-refund", stars="50").click(timeout=SOON)
        await visitor.sees("вернулись к вам")
        await page.screenshot(path=tmp_path / "back.png")

        operator = Visitor(page, demo, "en")
        await operator.start()
        await operator.key("button-buy-number").wait_for(timeout=SOON)
        await operator.write("/voucher 100")
        code = operator.phone.locator(".message code").last
        await visitor.write(await code.inner_text(timeout=SOON))
        await visitor.sees(f"В кошельке: {visitor.texts.money(Decimal(100), 'RUB')}")
        await operator.write("/vouchers")
        await operator.sees("Used: 1")
    await page.close()
