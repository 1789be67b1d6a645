"""Retry until stored: what happened outside is written again and again until the database has it."""

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

import stamina

from bot.domain.errors import StorageError

P = ParamSpec("P")
T = TypeVar("T")


async def retry_until_stored(write: Callable[P, Awaitable[T]], *arguments: P.args, **named: P.kwargs) -> T:
    """`await insist(machine.code, …)`. Every transition may be repeated, so this does no harm; only shutdown ends it.

    A retry context, not stamina's caller or decorator: those log their arguments, and a code may be among them.
    """
    async for attempt in stamina.retry_context(
        on=StorageError, attempts=None, timeout=None, wait_initial=0.1, wait_max=5.0
    ):
        with attempt:
            return await write(*arguments, **named)
    raise AssertionError("a retry without an end has ended")
