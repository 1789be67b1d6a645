"""Times on the chat page: counted down live, and written in each person's language."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from tests.sandbox.browser_world import ChatPage, chat_page

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def chat(chromium: Browser) -> AsyncIterator[ChatPage]:
    async with chat_page(chromium, clock=True) as chat:
        yield chat


async def test_the_time_left_is_counted_down(chat: ChatPage) -> None:
    end = int(await chat.page.evaluate("Date.now() / 1000")) + 19 * 60 + 30
    number = await chat.world.say(f'Ends <tg-time unix="{end}" format="r">later</tg-time>.')
    body = chat.message(number).locator(".body")
    await expect(body).to_contain_text("Ends in 19 minutes.")
    await chat.page.clock.run_for(120_000)
    await expect(body).to_contain_text("Ends in 17 minutes.")


@pytest.mark.parametrize(
    ("style", "language", "shown"),
    [
        ("t", "en", "09:05"),
        ("T", "en", "09:05:07"),
        ("d", "en", "2/1/2026"),
        ("D", "vi", "1 tháng 2, 2026"),
        ("wDt", "ru", "воскресенье, 1 февраля 2026 г. в 09:05"),
        ("r", "ru", "через 19 минут"),
        ("x", "en", None),
        ("", "en", None),
    ],
)
async def test_times_are_written_in_the_persons_language(
    chat: ChatPage, style: str, language: str, shown: str | None
) -> None:
    await chat.page.clock.set_fixed_time("2026-02-01T08:45:30")
    written = await chat.page.evaluate(
        """async ([style, language]) => {
            const { live } = await import("/sandbox/static/js/time.js");
            return live(new Date("2026-02-01T09:05:07") / 1000, style, language);
        }""",
        [style, language],
    )
    assert written == shown


async def test_messages_of_other_days_stand_under_their_dates(chat: ChatPage) -> None:
    today = await chat.page.evaluate("Date.now() / 1000")
    for days, shown in ((1, "Yesterday"), (0, "Today")):
        await chat.page.clock.set_fixed_time(today + days * 86_400)
        await chat.page.reload()
        await expect(chat.phone().locator(".day")).to_have_text(shown)
