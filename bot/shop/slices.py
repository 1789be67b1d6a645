"""Long work in short pieces, so that nobody waits behind it."""

import asyncio
from collections.abc import AsyncIterator
from typing import Final, Protocol, Self, TypeVar


class Sliced(Protocol):
    """A list, or whatever else has pieces of its own kind."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: slice, /) -> Self: ...


S = TypeVar("S", bound=Sliced)

REST: Final = 0.001
"""Seconds. An answer from outside takes the event loop several rounds, and each would wait for one more piece."""


async def slices(items: S, size: int) -> AsyncIterator[S]:
    """The items, `size` at a time, with a rest after each piece in which others have their turns."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
        await asyncio.sleep(REST if start + size < len(items) else 0)
