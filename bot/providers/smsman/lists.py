"""Asks once for the provider's lists of one's own requests, which are not documented: nothing depends on them."""

import asyncio
import json
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode, urlsplit

import aiohttp
from pydantic import SecretStr

from bot.providers.smsman.connections import Connections

TIMEOUT_S: Final = 10.0
SMALL: Final = 256 * 1024
ACTIONS: Final = ("getActiveActivations", "getCurrentActivations", "getHistory")


async def answering_lists(session: Connections, *, url: str, token: SecretStr) -> dict[str, bool]:
    """Which of the calls that only read give a list or an object, by their names."""
    calls = dict(_calls(url, token.get_secret_value()))
    answers = await asyncio.gather(*(_answers(session, address) for address in calls.values()))
    return dict(zip(calls, answers, strict=True))


def _calls(url: str, token: str) -> Iterator[tuple[str, str]]:
    yield "get-all-requests", f"{url.rstrip('/')}/get-all-requests?{urlencode({'token': token})}"
    parts = urlsplit(url)
    for action in ACTIONS:
        query = urlencode({"api_key": token, "action": action})
        yield action, f"{parts.scheme}://{parts.netloc}/stubs/handler_api.php?{query}"


async def _answers(session: Connections, address: str) -> bool:
    timeout_s = aiohttp.ClientTimeout(total=TIMEOUT_S)
    try:
        async with session.reads.get(address, allow_redirects=False, timeout=timeout_s) as response:
            if response.status != 200:
                return False
            data = json.loads(await response.content.read(SMALL))
    except (aiohttp.ClientError, OSError, ValueError):
        return False
    return isinstance(data, list) or (isinstance(data, dict) and not data.keys() & {"error", "error_code", "error_msg"})
