"""What was bought is called by its name from the first message on, whether or not the provider still says how."""

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis

from bot.storage.embedded import EmbeddedValkey
from bot.storage.keys import Keys
from tests.stories.chat import ALICE, labels
from tests.stories.outside import Outside

LISTS = ("countries", "applications", "limits", "get-prices")


def called(message: dict[str, Any]) -> str:
    """The service and the country, as the card of a number names them."""
    line = next(line for line in str(message["text"]).splitlines() if " · " in line)
    return " · ".join(line.split(" · ")[:2])


@pytest.mark.parametrize("fault", ["hang", "http_500"])
async def test_a_new_process_names_what_was_bought_though_the_lists_can_not_be_read(
    outside: Outside, fault: str
) -> None:
    async with EmbeddedValkey(outside.folder / "valkey") as server, Redis.from_url(server.url) as redis:
        async with outside.running(REDIS_URL=server.url):
            card = await outside.buy()
            async with asyncio.timeout(30):
                while not await redis.exists(Keys().names):
                    await asyncio.sleep(0.02)
        name = called(card)
        assert "#" not in name
        (request_id,) = outside.provider.orders.requests
        outside.provider.deliver(request_id, "90817")
        for call in LISTS:
            outside.provider.faults.add(fault, call=call)
        async with outside.running(REDIS_URL=server.url):
            code = await outside.until(lambda message: message["id"] != card["id"] and "90817" in message["text"])
            ended = await outside.until(lambda message: message["id"] == card["id"] and "90817" in message["text"])
            outside.telegram.send_text(ALICE, "/numbers")
            listed = await outside.until(lambda message: message["id"] > code["id"])
            service, country = (half.split(" ", 1) for half in name.split(" · "))
            assert name in code["text"]
            assert name in ended["text"]
            assert f"{country[0]} {service[1]}" in listed["text"]
            assert any(f"{country[0]} {service[1]}" in label for label in labels(listed))
        outside.provider.faults.clear()
