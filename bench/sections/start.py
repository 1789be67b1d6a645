"""How long from the start of the process to the first `getUpdates`."""

import asyncio
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.http import served
from bench.measuring import SUBJECT, in_turn, pinned
from bench.section import Goal, Row, Section, Spread
from bench.smsman import SmsMan
from bench.subject import bare_environment, bot
from bench.telegram import Telegram

NAME = "start"


async def measure(quick: bool) -> Section:
    runs = 3 if quick else 9
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        await _start(folder / "first")  # once beforehand: whatever is read from disk is in memory from here on
        await _import()
        ours, aiogram = await in_turn(runs, lambda: _start(folder / "bot"), _import)
    return Section(
        NAME,
        "Start",
        "From the start of `python -m bot` to its first `getUpdates` at Telegram, with the built-in Valkey on a folder "
        "that it has used before, a provider with 100,000 offers, and bytecode that is compiled already. Both run on "
        "one core.",
        "`python -c 'import aiogram'` from its start to its end.",
        rows=(
            Row(
                "start to the first getUpdates",
                Spread.of(ours),
                "s",
                Spread.ratios(ours, aiogram),
                Spread.of(aiogram),
                goal=Goal(1.3, most=True, of="ratio"),
            ),
        ),
    )


async def _start(folder: Path) -> float:
    async with AsyncExitStack() as stack:
        telegram = Telegram()
        port = await stack.enter_async_context(served(telegram))
        provider = await stack.enter_async_context(served(SmsMan()))
        began = time.perf_counter()
        await stack.enter_async_context(bot(port, provider, folder))
        async with asyncio.timeout(30):
            await telegram.polled.wait()
        return time.perf_counter() - began


async def _import() -> float:
    began = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import aiogram", env=bare_environment(), preexec_fn=lambda: pinned(SUBJECT)
    )
    await process.wait()
    return time.perf_counter() - began
