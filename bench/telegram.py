"""A Telegram that says yes to everything, at once. What a section wants to know of the calls, it hears from `heard`."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from urllib.parse import unquote_to_bytes

TOKEN = "42:bench-token-that-is-nobodys-secret-0000"
ME = {"id": 42, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}

Heard = Callable[[str, bytes], None]
"""The method of a call, in small letters, and its body: JSON, or a form of which each part reads as it was meant."""


class Telegram:
    """A `bench.http.Handler`. `put` gives it updates, `heard` is told of every call but `getUpdates`."""

    def __init__(self, heard: Heard = lambda _method, _body: None) -> None:
        self.heard = heard
        self.polled = asyncio.Event()
        """Somebody has asked for updates."""
        self.hook_url = ""
        self._updates: list[bytes] = []
        self._there = asyncio.Event()
        self._sent = 0

    def __call__(self, path: str, body: bytes) -> bytes | Awaitable[bytes]:
        method = path.rpartition("/")[2].lower()
        if method == "getupdates":
            self.polled.set()
            return self._take() if self._updates else self._wait()
        self.heard(method, unquote_to_bytes(body.replace(b"+", b" ")))
        match method:
            case "sendmessage":
                self._sent += 1
                return message(1_000_000 + self._sent)
            case "editmessagetext":
                return message(1)
            case "getme":
                return _ok(ME)
            case "getwebhookinfo":
                return _ok({"url": self.hook_url, "has_custom_certificate": False, "pending_update_count": 0})
            case _:
                return _ok(True)

    def put(self, *updates: bytes) -> None:
        """Each an `Update` as JSON."""
        self._updates += updates
        self._there.set()

    def _take(self) -> bytes:
        taken, self._updates = self._updates[:100], self._updates[100:]
        return b'{"ok":true,"result":[' + b",".join(taken) + b"]}"

    async def _wait(self) -> bytes:
        while not self._updates:
            self._there.clear()
            await self._there.wait()
        return self._take()


def message(message_id: int) -> bytes:
    """The answer to a message that was sent or edited."""
    return _ok(
        {
            "message_id": message_id,
            "from": ME,
            "chat": {"id": 1001, "first_name": "Ann", "type": "private"},
            "date": 1_700_000_000,
            "text": "a text that nobody reads",
        }
    )


def tap(update_id: int, user_id: int, data: str) -> bytes:
    """A tap on a button of a page."""
    user = {"id": user_id, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = {"id": user_id, "first_name": "Ann", "type": "private"}
    page = {"message_id": 1, "from": ME, "chat": chat, "date": 1_700_000_000, "text": "Menu"}
    query = {"id": str(update_id), "from": user, "message": page, "chat_instance": "1", "data": data}
    return json.dumps({"update_id": update_id, "callback_query": query}).encode()


def text(update_id: int, user_id: int, words: str) -> bytes:
    """Something that somebody writes."""
    user = {"id": user_id, "is_bot": False, "first_name": "Ann", "language_code": "en"}
    chat = {"id": user_id, "first_name": "Ann", "type": "private"}
    written = {"message_id": update_id, "from": user, "chat": chat, "date": 1_700_000_000, "text": words}
    return json.dumps({"update_id": update_id, "message": written}).encode()


def _ok(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}, separators=(",", ":")).encode()
