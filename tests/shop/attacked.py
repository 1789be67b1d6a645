"""A client of an attacking provider, to be measured: prints how many answers it refused, and its growth in KiB."""

import asyncio
import re
import sys
from pathlib import Path

import stamina
from pydantic import SecretStr

from bot.domain.errors import ProviderError
from bot.providers.smsman import SmsMan, open_session
from tests.providers.smsman.provider import buy


def peak() -> int:
    """The most memory that this process ever had, in KiB."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found
    return int(found[1])


async def main(url: str, token: str, attacks: int) -> None:
    stamina.set_testing(True, attempts=1)
    refused = 0
    async with open_session() as session:
        client = SmsMan(session, url=url, token=SecretStr(token), timeout=20.0, buy_timeout=20.0)
        await client.balance()
        before = peak()
        for _ in range(attacks):
            for call in (client.offers(), buy(client), client.poll("1"), client.reject("1")):
                try:
                    await call
                except ProviderError:
                    refused += 1
    print(refused, peak() - before)  # noqa: T201 -- what the test reads


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
