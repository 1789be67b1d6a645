"""What a monitor sees of a real process: its parts, and its figures after a purchase."""

import asyncio
import json
import os
import signal
from typing import Any

import pytest
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port
from redis.asyncio import Redis

from bot.storage.embedded import EmbeddedValkey
from tests.metrics.reading import samples, value
from tests.ops.watching import expressions, labels, metrics
from tests.stories.chat import ALICE
from tests.stories.outside import Outside

pytestmark = pytest.mark.slow


async def ask(port: int, path: str) -> tuple[int, bytes]:
    async with ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as response:
        return response.status, await response.read()


async def ready(port: int, status: int, query: str = "") -> dict[str, Any]:
    """What it says once it answers with this status."""
    async with asyncio.timeout(60):
        while True:
            try:
                answered, said = await ask(port, f"/readyz{query}")
                if answered == status:
                    found: dict[str, Any] = json.loads(said)["parts"]
                    return found
            except OSError:
                pass  # it does not listen yet
            await asyncio.sleep(0.05)


async def test_a_purchase_is_seen_and_nobody_in_it(outside: Outside) -> None:
    port = unused_port()
    async with outside.running(HTTP_PORT=str(port)):
        assert set((await ready(port, 200)).values()) == {"ok"}
        assert await ask(port, "/healthz") == (200, b'{"status": "ok"}')
        outside.telegram.fail("sendMessage", status=429, description="Too Many Requests", retry_after=1)
        outside.provider.faults.add("http_500", call="get-sms")
        await outside.buy()
        async with asyncio.timeout(30):
            while outside.provider.faults.active():
                await asyncio.sleep(0.05)
        (request_id,) = outside.provider.orders.requests
        outside.provider.deliver(request_id, "90817")
        await outside.until(lambda message: "90817" in message["text"])
        async with asyncio.timeout(30):
            while not (value(page := (await ask(port, "/metrics"))[1], "delivery_seconds_count", kind="code")):
                await asyncio.sleep(0.05)
    assert value(page, "purchases_total", outcome="bought") == 1
    assert value(page, "codes_total") == 1
    assert value(page, "receiving_updates") == 1
    assert value(page, "provider_up") == 1
    assert value(page, "provider_seconds_count", call="buy") == 1
    assert value(page, "account_balance") > 0
    assert value(page, "updates_total", result="handled") >= 5
    assert value(page, "loop_lag_seconds_count") > 0
    assert value(page, "step_lateness_seconds_count", state="waiting") > 0
    assert value(page, "telegram_seconds_count", method="sendMessage") > 0
    seen = {name: {label for pairs in found for label, _ in pairs} for name, found in samples(page).items()}
    for expression in expressions():
        given = [seen[name] for name in metrics(expression)]
        assert not given or labels(expression) <= set.union(*given), expression
    values = {text for sample in samples(page).values() for pairs in sample for _, text in pairs}
    assert not values & {str(ALICE), request_id, *outside.secrets()}
    assert max(map(len, values)) < 40, "that looks like an id"


async def test_a_database_that_is_gone_is_told_to_whoever_asks_for_it(outside: Outside) -> None:
    port = unused_port()
    async with (
        EmbeddedValkey(outside.folder / "valkey") as server,
        outside.running(REDIS_URL=server.url, HTTP_PORT=str(port)),
    ):
        await ready(port, 200)
        async with Redis.from_url(server.url) as client:
            os.kill((await client.info("server"))["process_id"], signal.SIGKILL)
        parts = await ready(port, 503, "?parts=database,watcher")
        assert parts["database"].startswith("does not answer")
        assert set(await ready(port, 200, "?parts=telegram,provider")) == {"telegram", "provider"}
        status, page = await ask(port, "/metrics")
        assert status == 200
        assert value(page, "provider_up") == 1
        await server.stop()
        await server.start()
        await ready(port, 200)
