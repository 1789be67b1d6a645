"""One method of the Bot API."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.core import Core
from sandbox.telegram.parameters import Parameters


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    parameters: type[Parameters]
    carry_out: Callable[[Core, Any], Awaitable[Any]]
    """Gets the parameters read into the model above; gives the `result`; raises `ApiError`."""
    is_message: bool = False
    """Counts for the limits on messages."""
