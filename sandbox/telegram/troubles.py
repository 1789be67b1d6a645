"""What goes wrong for longer than a call: a second poller, an old Bot API server, refusing chats, bad updates."""

from collections.abc import Callable, Mapping
from typing import Any

from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.markup import Keyboard

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
