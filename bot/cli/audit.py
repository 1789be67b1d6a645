"""`python -m bot audit`: what became of money, and what admins did, one JSON object a line, oldest first."""

import json
from contextlib import AsyncExitStack
from datetime import UTC, datetime

from bot.settings import Settings
from bot.storage.audit_log import read_audit
from bot.storage.connection import connected
from bot.storage.embedded import visit
from bot.storage.keys import Keys


async def audit(settings: Settings) -> None:
    """Print it, while the bot runs or not. Raises `StorageError`."""
    async with AsyncExitStack() as stack:
        if settings.redis_url:
            url = settings.redis_url.get_secret_value()
        else:
            url = await stack.enter_async_context(visit(settings.data_dir / "valkey"))
        redis = await stack.enter_async_context(connected(url))
        for event in await read_audit(redis, Keys(settings.redis_prefix)):
            print(_line(event))  # noqa: T201 -- the answer to a command


def _line(event: dict[str, str]) -> str:
    at = datetime.fromtimestamp(int(event["at"]) / 1000, UTC).isoformat(timespec="milliseconds")
    return json.dumps({**event, "at": at})
