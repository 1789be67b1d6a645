"""Long work in short pieces, so that nobody waits behind it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import TypeVar

T = TypeVar("T")


async def slices(items: Sequence[T], size: int) -> AsyncIterator[Sequence[T]]:
    """The items, `size` at a time, with a turn of the event loop after each piece."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
        await asyncio.sleep(0)
