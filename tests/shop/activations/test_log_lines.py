"""Whatever is logged within a step can be found by its activation and the provider's request."""

from typing import Any

import structlog
from structlog.testing import capture_logs

from bot.shop.activations.worker import Worker
from bot.storage.job_queue import Claim
from tests.world import Shop


async def test_each_line_within_a_step_carries_the_ids_of_its_own_activation(shop: Shop) -> None:
    bought = [await shop.buy(user) for user in (1001, 1002)]
    wish = await shop.tap_buy(1003)
    seen: dict[str, dict[str, Any]] = {}

    async def remember(claim: Claim) -> float | None:
        seen[claim.activation.id] = structlog.contextvars.get_contextvars()
        return None

    await shop.clock.advance(60)
    loop = Worker(shop.store.due, remember)
    await loop.run_once()
    await loop.tasks.drain()
    requests = {activation.id: (await shop.now(activation)).request_id for activation in bought}
    assert all(requests.values())
    assert seen == {
        **{id: {"activation": id, "request": request} for id, request in requests.items()},
        wish.id: {"activation": wish.id},
    }
    assert structlog.contextvars.get_contextvars() == {}


async def test_a_provider_that_fails_for_many_numbers_makes_one_line(shop: Shop) -> None:
    for user in range(1001, 1006):
        await shop.buy(user)
    shop.provider.faults.add("http_500", call="get-sms", times=None)
    with capture_logs() as logs:
        await shop.pass_time(15)
    assert shop.calls("get-sms") > 1
    assert [line["event"] for line in logs].count("poll failed") == 1
