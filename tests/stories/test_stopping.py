"""A real bot is told to stop: what is on its way is finished, and a purchase in any state goes on afterwards."""

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress

import pytest
from redis.asyncio import Redis

from bot.storage.embedded import EmbeddedValkey
from tests.stories.chat import labels
from tests.stories.outside import Outside

pytestmark = pytest.mark.slow


async def test_a_stop_waits_for_the_purchase_that_is_on_its_way(outside: Outside) -> None:
    outside.provider.faults.add("latency_after", call="get-number", seconds=2.0)
    async with outside.running():
        buying = asyncio.ensure_future(outside.buy())
        async with asyncio.timeout(60):
            while not outside.provider.ledger:
                await asyncio.sleep(0.02)
        buying.cancel()
    async with outside.running():
        await outside.until(lambda message: any("Cancel" in label for label in labels(message)))
    assert [entry.kind for entry in outside.provider.ledger] == ["charge"]


async def test_a_closed_terminal_stops_it_as_gracefully(outside: Outside) -> None:
    """The window of `make run` is closed while the number is being bought: nothing that is printed arrives any more."""
    outside.provider.faults.add("latency_after", call="get-number", seconds=2.0)
    ours, terminal = os.openpty()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot",
        cwd=outside.folder, env=outside.environment(), stdin=terminal, stdout=terminal, stderr=terminal,
    )  # fmt: skip
    os.close(terminal)
    buying = asyncio.ensure_future(outside.buy())
    async with asyncio.timeout(60):
        while not outside.provider.ledger:
            await asyncio.sleep(0.02)
            os.set_blocking(ours, False)
            with suppress(BlockingIOError):
                os.read(ours, 65_536)
    buying.cancel()
    os.close(ours)
    for _ in range(3):
        process.send_signal(signal.SIGHUP)
        await asyncio.sleep(0.2)
    async with asyncio.timeout(60):
        assert await process.wait() == 0
    async with outside.running():
        await outside.until(lambda message: any("Cancel" in label for label in labels(message)))
    assert [entry.kind for entry in outside.provider.ledger] == ["charge"]


async def test_under_nohup_a_closed_terminal_stops_nothing(outside: Outside) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # which a child inherits
    try:
        async with outside.running() as process:
            process.send_signal(signal.SIGHUP)
            await outside.buy()
            assert process.returncode is None
    finally:
        signal.signal(signal.SIGHUP, before)


class Stop:
    """How each state is reached, on a database that outlives the bot."""

    def __init__(self, outside: Outside, redis: Redis) -> None:
        self.outside = outside
        self.redis = redis

    async def reserved(self) -> None:
        await self.outside.open_offer()
        await asyncio.sleep(3.1)  # the price is not fresh any more, and is asked for before anything is sent
        self.outside.provider.faults.add("latency", call="get-prices", seconds=1.5)
        buying = asyncio.ensure_future(self.outside.tap_buy())
        await self._until("reserved")
        buying.cancel()

    async def sending(self) -> None:
        self.outside.provider.faults.add("latency_after", call="get-number", seconds=1.5)
        buying = asyncio.ensure_future(self.outside.buy())
        await self._until("sending")
        buying.cancel()

    async def waiting(self) -> None:
        await self.outside.buy()

    async def cancelling(self) -> None:
        card = await self.outside.buy()
        self.outside.provider.faults.add("latency_after", call="set-status", seconds=1.5)
        self.outside.tap(card, next(label for label in labels(card) if "Cancel" in label))
        asked = await self.outside.until(lambda message: "Cancel this number?" in message["text"])
        self.outside.tap(asked, labels(asked)[0])
        await self._until("cancelling")

    async def code(self) -> None:
        await self.outside.buy()
        self.deliver("90817")
        await self.outside.until(lambda message: "90817" in message["text"])

    async def readying(self) -> None:
        await self.code()
        self.outside.provider.faults.add("latency_after", call="set-status", seconds=1.5)
        shown = await self.outside.until(lambda message: "One more SMS" in " ".join(labels(message)))
        self.outside.tap(shown, "One more SMS")
        await self._until("readying")

    async def further(self) -> None:
        await self.code()
        shown = await self.outside.until(lambda message: "One more SMS" in " ".join(labels(message)))
        self.outside.tap(shown, "One more SMS")
        await self._until("further")

    async def telling(self) -> None:
        """The message with the code is under way."""
        await self.outside.buy()
        self.outside.slow["sendMessage"] = 1.5
        self.deliver("90817")
        await self._until("code")

    def deliver(self, code: str) -> None:
        (request_id,) = self.outside.provider.orders.requests
        self.outside.provider.deliver(request_id, code)

    async def _until(self, state: str) -> None:
        async with asyncio.timeout(60):
            while state not in [await self.redis.hget(key, "state") async for key in self.redis.scan_iter("{sb}:a:*")]:
                await asyncio.sleep(0.01)


@pytest.mark.parametrize(
    ("state", "next_code", "end"),
    [
        ("reserved", "90817", "The code is here"),
        ("sending", "90817", "The code is here"),
        ("waiting", "90817", "The code is here"),
        ("cancelling", "", "The money is back"),
        ("code", "", "The code is here"),
        ("readying", "55555", "55555"),
        ("further", "55555", "55555"),
        ("telling", "", "The code is here"),
    ],
)
async def test_a_stop_in_any_state_ends_well_and_life_goes_on(
    outside: Outside, state: str, next_code: str, end: str
) -> None:
    async with (
        EmbeddedValkey(outside.folder / "valkey") as server,
        Redis.from_url(server.url, decode_responses=True) as redis,
    ):
        settings = {"REDIS_URL": server.url, "FURTHER_SMS": "ready"}
        stop = Stop(outside, redis)
        async with outside.running(**settings):
            await getattr(stop, state)()
            began = time.monotonic()
        assert time.monotonic() - began < 20, "nothing here takes longer to finish"
        outside.slow.clear()
        async with outside.running(**settings):
            if next_code:
                await stop._until("further" if state == "readying" else "waiting" if end != next_code else state)
                stop.deliver(next_code)
            await outside.until(lambda message: end in message["text"])
    assert [entry.kind for entry in outside.provider.ledger] == [
        "charge",
        *(["refund"] if state == "cancelling" else []),
    ]
