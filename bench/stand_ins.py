"""The stand-ins as processes of their own, for `serving`: each yields where it can be reached."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import smsman as provider
from bench.http import served
from bench.telegram import Telegram
from bot.storage.embedded import EmbeddedValkey


@asynccontextmanager
async def smsman(countries: int = 200, services: int = 500) -> AsyncIterator[int]:
    """The port of an SMS-Man whose codes never come."""
    async with served(provider.SmsMan(countries, services)) as port:
        yield port


@asynccontextmanager
async def telegram() -> AsyncIterator[int]:
    """The port of a Telegram that takes everything, and has no updates."""
    async with served(Telegram()) as port:
        yield port


@asynccontextmanager
async def valkey() -> AsyncIterator[str]:
    """The address of a server with the options that the bot gives its own."""
    with TemporaryDirectory(prefix="bench-") as folder:
        async with EmbeddedValkey(Path(folder)) as server:
            yield server.url
