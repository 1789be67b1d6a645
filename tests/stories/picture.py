"""`python -m tests.stories.picture FOLDER [NAME…]`: the pictures of the docs, taken from a real run of the demo."""

import asyncio
import io
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from PIL import Image
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


async def waiting(alice: Visitor) -> AsyncIterator[None]:
    """No code comes: what to check, and another number."""
    await open_offer(alice, "tg vn")
    await alice.newest.locator(".key.success").click()
    await alice.tap("button-no-code")
    await alice.key("button-wrong").wait_for()
    yield
    await alice.tap("button-replace")
    await alice.key("button-no-code").wait_for()
    yield


async def afterwards(alice: Visitor) -> AsyncIterator[None]:
    """My numbers, and as a file."""
    await open_offer(alice, "whatsapp india")
    await alice.newest.locator(".key.success").click()
    await alice.tap("button-cancel")
    await alice.tap("button-cancel-yes")
    await alice.key("button-same-again").wait_for()
    await alice.demo.set_up(sms_delay=[1, 1])
    for words in ("google poland", "tg vn"):
        await open_offer(alice, words)
        await alice.newest.locator(".key.success").click()
        await alice.key("button-same-again").wait_for()
        await alice.sees("🔑")
    await alice.write("/numbers")
    await alice.key("button-file").wait_for()
    yield
    await alice.tap("button-file")
    await alice.newest.locator(".file").wait_for()
    yield


async def wallet(alice: Visitor) -> AsyncIterator[None]:
    """Stars are paid on Telegram's sheet, and a number is paid for."""
    await alice.write("/topup")
    await alice.phone.locator(".key").filter(has_text="100 ⭐").click()
    await alice.phone.locator(".key.pay").click()
    await alice.phone.locator(".pay-sheet .main").wait_for()
    yield
    await alice.phone.locator(".pay-sheet .main").click()
    await alice.sees("100 ⭐")
    await alice.demo.set_up(sms_delay=[1, 1])
    await open_offer(alice, "tg vn")
    await alice.newest.locator(".key.success").click()
    await alice.key("button-same-again").wait_for()
    await alice.write("/wallet")
    await alice.sees(alice.said("wallet"))
    yield


PICTURES: dict[str, Callable[[Page, Demo], Awaitable[None]]] = {"chat.png": chat, "choosing.png": choosing}
MOMENTS: dict[str, Callable[[Visitor], AsyncIterator[None]]] = {
    "waiting.png": waiting,
    "afterwards.png": afterwards,
    "wallet.png": wallet,
}
"""One phone, at the moments at which they pause, side by side."""

PHONE = {"width": 390, "height": 780}
GAP = 20
COLOURS = 224
SELLING = {"WALLET": "on", "STAR_RATE": "1.2", "MARKUP_PERCENT": "20"}


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


async def take_moments(file: Path, scene: Callable[[Visitor], AsyncIterator[None]]) -> None:
    """Few colours, so that the file stays small."""
    settings = SELLING if scene is wallet else {}
    shots: list[bytes] = []
    with tempfile.TemporaryDirectory() as folder:
        async with async_playwright() as playwright, running_demo(Path(folder), **settings) as demo:
            await demo.set_up(sms_delay=[600, 600], never_share=0)
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            alice = Visitor(await browser.new_page(viewport=PHONE), demo, "en")  # type: ignore[arg-type]
            await alice.arrive()
            await alice.start()
            await alice.key("button-buy-number").wait_for()
            async for _ in scene(alice):
                await alice.page.mouse.move(0, 0)
                await alice.page.wait_for_timeout(4000)
                shots.append(await alice.phone.screenshot())
            await browser.close()
    phones = [Image.open(io.BytesIO(shot)).convert("RGB") for shot in shots]
    picture = Image.new("RGB", (sum(one.width + GAP for one in phones) - GAP, phones[0].height), "white")
    for place, one in enumerate(phones):
        picture.paste(one, (place * (one.width + GAP), 0))
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    names = sys.argv[2:] or [*PICTURES, *MOMENTS]
    for name in names:
        taken = (
            take_moments(Path(sys.argv[1]) / name, MOMENTS[name])
            if name in MOMENTS
            else take(Path(sys.argv[1]) / name, PICTURES[name])
        )
        asyncio.run(taken)
