"""A Bot API that gives these updates as they stand, whatever they hold, until they are acknowledged."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiogram import Bot
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.telegram.bot import build_bot
from tests.sandbox.telegram_world import TOKEN, hang_up

ANN = {"id": 101, "is_bot": False, "first_name": "Ann"}
CHAT = {"id": 101, "type": "private", "first_name": "Ann"}


def message(text: str, **more: Any) -> dict[str, Any]:
    return {"message": {"message_id": 1, "date": 1_780_000_000, "chat": CHAT, "from": ANN, "text": text, **more}}


UNREADABLE: dict[str, dict[str, Any]] = {
    "a hidden user without a name": message("secret", forward_origin={"type": "hidden_user", "date": 1_422_450_181}),
    "a story without a number": message("secret", external_reply={"origin": {"type": "user", "date": 1}, "story": {}}),
    "an origin of tomorrow": message("secret", forward_origin={"type": "of_tomorrow", "date": 1}),
    "a field of another type": message("secret", message_id="x"),
    "no chat": {"message": {"message_id": 1, "date": 1, "from": ANN, "text": "secret"}},
    "a date beyond all years": message("secret", date=10**30),
    "a kind that is no object": {"message": ["secret"]},
}


class Feed:
    def __init__(self) -> None:
        self.waiting: list[Any] = []
        self.bodies: list[tuple[int, bytes]] = []
        """What the next questions are answered with instead."""
        self.asked: list[dict[str, Any]] = []

    def put(self, *bodies: dict[str, Any]) -> None:
        for body in bodies:
            self.waiting.append({"update_id": len(self.waiting) + 70, **body})

    async def answer(self, request: web.Request) -> web.Response:
        if request.match_info["method"] != "getUpdates":
            return web.json_response({"ok": True, "result": True})
        said = {name: json.loads(str(value)) for name, value in (await request.post()).items()}
        self.asked.append(said)
        if self.bodies:
            status, body = self.bodies.pop(0)
            return web.Response(status=status, body=body, content_type="application/json")
        below = said.get("offset") or 0
        batch = [one for one in self.waiting if _number(one, below) >= below]
        return web.Response(body=json.dumps({"ok": True, "result": batch if any(batch) else []}))


def _number(update: Any, otherwise: int) -> int:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if isinstance(number, int) else otherwise


@asynccontextmanager
async def fed_bot(feed: Feed) -> AsyncIterator[Bot]:
    app = web.Application()
    app.router.add_post("/bot{token}/{method}", feed.answer)
    async with TestServer(app) as server:
        bot = build_bot(TOKEN, str(server.make_url("")).rstrip("/"))
        yield bot
        await hang_up(bot)
