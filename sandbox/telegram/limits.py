"""Telegram's guidance on speed as a hard limit: 1 message a second in a chat with short bursts, 30 a second in all."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.telegram.errors import too_many_requests


@dataclass(slots=True)
class _Bucket:
    """Fills with `rate` tokens a second up to `size`."""

    rate: float
    size: float
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until there is a token; 0 when there is one."""
        self.tokens = min(self.size, self.tokens + max(now - self.at, 0.0) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


@dataclass(slots=True)
class Limits:
    now: Callable[[], float]
    on: bool = False
    chat_burst: int = 5
    _buckets: dict[int, _Bucket] = field(default_factory=dict)

    def spend(self, chat_id: int) -> None:
        """Raises 429 with `retry_after` in whole seconds."""
        if not self.on:
            return
        now = self.now()
        group = chat_id < 0
        everything = self._buckets.setdefault(0, _Bucket(30.0, 30.0, 30.0, now))
        size = 20.0 if group else float(self.chat_burst)
        chat = self._buckets.setdefault(chat_id, _Bucket(20 / 60 if group else 1.0, size, size, now))
        if wait := max(everything.wait(now), chat.wait(now)):
            raise too_many_requests(math.ceil(wait))
        everything.tokens -= 1
        chat.tokens -= 1
