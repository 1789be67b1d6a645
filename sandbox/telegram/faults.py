"""What goes wrong on demand: failing calls, limits on speed, old servers, second pollers, bad updates."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sandbox.telegram.errors import ApiError, bad_request, too_many_requests
from sandbox.telegram.keyboards import Keyboard

ANY = "*"


@dataclass(slots=True)
class Fault:
    method: str
    kind: Literal["error", "html", "drop"]
    status: int = 502
    description: str = ""
    retry_after: int | None = None
    times: int = 1
    after: bool = False
    """The call is carried out, and only then its answer is lost."""


class Faults:
    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def fail(
        self,
        method: str,
        *,
        status: int,
        description: str,
        retry_after: int | None = None,
        times: int = 1,
        after: bool = False,
    ) -> None:
        """The next calls are answered so. `after`: they are carried out first. `"*"`: any method but getUpdates."""
        self._plan(Fault(method, "error", status, description, retry_after, times, after))

    def html_502(self, method: str, *, times: int = 1, after: bool = False) -> None:
        """The page that a proxy before the real one shows."""
        self._plan(Fault(method, "html", times=times, after=after))

    def drop(self, method: str, *, times: int = 1, after: bool = False) -> None:
        """The connection is cut instead of an answer."""
        self._plan(Fault(method, "drop", times=times, after=after))

    def _plan(self, fault: Fault) -> None:
        fault.method = fault.method.lower()
        self._planned.append(fault)

    def clear(self) -> None:
        self._planned.clear()

    def take(self, method: str) -> Fault | None:
        """The first fault planned for this method, used up once."""
        name = method.lower()
        for fault in self._planned:
            if fault.method == name or (fault.method == ANY and name != "getupdates"):
                fault.times -= 1
                if fault.times <= 0:
                    self._planned.remove(fault)
                return fault
        return None


CHAT_REFUSALS: Mapping[int, str] = {
    403: "Forbidden: user is deactivated",
    400: "Bad Request: CHAT_RESTRICTED",
}
"""What Telegram says to every message for a chat, by the status."""

UNREADABLE: Mapping[str, Mapping[str, Any]] = {
    "forward": {"forward_origin": {"type": "hidden_user", "date": 1422450181}},
    "story": {"external_reply": {"origin": {"type": "hidden_user", "date": 1422450181}, "story": {}}},
    "broken": {"chat": 7, "date": "yesterday"},
}
"""What a message holds that today's clients cannot read. The first two are open bugs of aiogram."""


class OldServer:
    """A Bot API server of the operator's own, from before `<tg-time>`, `copy_text` and button styles.

    Stricter than a real one in one point: that one drops a style without a word.
    """

    def __init__(self) -> None:
        self.on = False

    def check(self, call: Any) -> None:
        """Raises 400 for a call with something that this server does not know."""
        if not self.on:
            return
        text = getattr(call, "text", "") or getattr(call, "caption", "")
        mode = getattr(call, "parse_mode", None) or ""
        at = text.encode("utf-8", "replace").find(b"<tg-time")
        if mode.lower() == "html" and at >= 0:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "tg-time" at byte offset {at}')
        keyboard = getattr(call, "reply_markup", None)
        if isinstance(keyboard, Keyboard):
            self._check_keyboard(keyboard)

    def _check_keyboard(self, keyboard: Keyboard) -> None:
        for button in (button for row in keyboard.inline_keyboard for button in row):
            if button.copy_text is not None:
                reason = "Text buttons are unallowed in the inline keyboard"
                raise bad_request(f"can't parse inline keyboard button: {reason}")
            if button.style is not None:
                raise bad_request('can\'t parse inline keyboard button: Field "style" is unknown')


class SecondPoller:
    """Another process that polls with the same token for a while: this bot gets 409 meanwhile."""

    def __init__(self, *, now: Callable[[], float], description: str) -> None:
        self._now = now
        self._description = description
        self.until = 0.0

    @property
    def seconds_left(self) -> float:
        return max(0.0, self.until - self._now())

    def check(self) -> None:
        if self.seconds_left:
            raise ApiError(409, self._description)


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
