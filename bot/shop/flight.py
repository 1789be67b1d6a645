"""One call under way for any number of callers: whoever comes meanwhile shares its outcome, an error too."""

import asyncio
from collections.abc import Awaitable, Callable

from bot.domain.errors import ProviderError


class SingleFlight:
    """Holds no task: the caller at the front makes the call, and where he is cancelled the next one makes it."""

    def __init__(self, call: Callable[[], Awaitable[None]]) -> None:
        self._call = call
        self._turn = asyncio.Lock()
        self._landed = 0
        self._error: ProviderError | None = None

    async def __call__(self) -> None:
        """Returns when a call that ended after this one began has succeeded; raises that call's `ProviderError`."""
        landed = self._landed
        async with self._turn:
            if self._landed == landed:
                try:
                    await self._call()
                    self._error = None
                except ProviderError as error:
                    self._error = error
                self._landed += 1
            if self._error is not None:
                raise self._error.with_traceback(None)
