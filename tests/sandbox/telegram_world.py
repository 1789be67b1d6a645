"""A sandbox Telegram on a real port, a real aiogram bot that talks to it, and raw HTTP for what aiogram never sends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup
from aiohttp import web
from aiohttp.test_utils import TestServer

from sandbox.telegram import Telegram

TOKEN = "42:made-up-token"
ANN, BOB = 101, 102


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.time = 1_780_000_000.0

    def __call__(self) -> float:
        return self.time

    def advance(self, seconds: float) -> None:
        self.time += seconds


@dataclass(frozen=True, slots=True)
class TelegramWorld:
    telegram: Telegram
    bot: Bot
    clock: Clock
    http: aiohttp.ClientSession
    url: str

    async def call(self, method: str, /, *, token: str = TOKEN, **parameters: Any) -> tuple[int, Any]:
        """Status and body of a raw JSON call."""
        async with self.http.post(f"{self.url}/bot{token}/{method}", json=parameters) as response:
            return response.status, await response.json()

    async def refusal(self, method: str, /, **parameters: Any) -> str:
        """The description of a call that is refused with 400."""
        status, body = await self.call(method, **parameters)
        assert (status, body["ok"], body["error_code"]) == (400, False, 400)
        return str(body["description"])


@asynccontextmanager
async def telegram_world(
    state: Mapping[str, Any] | None = None, *, sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
) -> AsyncIterator[TelegramWorld]:
    """Ann has started the bot and nothing is waiting; Bob is there, but has never written."""
    clock = Clock()
    telegram = Telegram(token=TOKEN, now=clock, sleep=sleep, state=state)
    app = web.Application()
    app.add_routes(telegram.routes())
    app.on_shutdown.append(telegram.close)
    async with TestServer(app) as server, aiohttp.ClientSession() as http:
        url = str(server.make_url("")).rstrip("/")
        session = AiohttpSession(api=TelegramAPIServer.from_base(url))
        bot = Bot(TOKEN, session=session, default=DefaultBotProperties(parse_mode="HTML"))
        world = TelegramWorld(telegram, bot, clock, http, url)
        if state is None:
            telegram.add_user(ANN, "Ann", "en")
            telegram.add_user(BOB, "Bob", "vi")
            telegram.send_text(ANN, "/start")
            await acknowledge_all(world)
        yield world
        await hang_up(bot)


async def hang_up(bot: Bot) -> None:
    """Close its connections at once; its session's own `close()` waits a quarter of a second after that."""
    assert isinstance(bot.session, AiohttpSession)
    await (await bot.session.create_session()).close()


async def acknowledge_all(world: TelegramWorld) -> None:
    updates = await world.bot.get_updates(timeout=0)
    if updates:
        await world.bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)


def keyboard(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=list(rows))


def button(text: str, data: str, style: str | None = None) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=text, callback_data=data, style=style)


async def until(condition: Callable[[], bool]) -> None:
    """Lets the server go on until this holds; the test's own timeout ends it otherwise."""
    while not condition():
        await asyncio.sleep(0)
