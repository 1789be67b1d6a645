"""What a tap is held against: aiogram and one handler that answers, and nothing of ours."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from bench.telegram import TOKEN

SECRET = "bench-secret"
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=f"Entry {at}", callback_data=f"entry:{at}")] for at in range(10)]
)
"""Of a catalogue page's size."""


@asynccontextmanager
async def bare(telegram_port: int, *, edits: bool, webhook: bool) -> AsyncIterator[None]:
    """A bot that answers each tap, and with `edits` puts a page in its place too; a message is answered by a page."""
    api = TelegramAPIServer.from_base(f"http://127.0.0.1:{telegram_port}")
    bot = Bot(TOKEN, session=AiohttpSession(api=api))
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.callback_query.register(_answer_and_edit if edits else _answer)
    dispatcher.message.register(_reply)
    async with _hooked(dispatcher, bot) if webhook else _polling(dispatcher, bot):
        yield None


@asynccontextmanager
async def _polling(dispatcher: Dispatcher, bot: Bot) -> AsyncIterator[None]:
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    yield
    with suppress(RuntimeError):
        await dispatcher.stop_polling()
    await polling


@asynccontextmanager
async def _hooked(dispatcher: Dispatcher, bot: Bot) -> AsyncIterator[None]:
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, secret_token=SECRET).register(app, path="/hook")
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token=SECRET)
    yield
    await runner.cleanup()
    await bot.session.close()


async def _answer(query: CallbackQuery) -> None:
    await query.answer()


async def _answer_and_edit(query: CallbackQuery) -> None:
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text("A page of a catalogue", reply_markup=KEYBOARD)


async def _reply(message: Message) -> None:
    await message.answer("A page of a catalogue", reply_markup=KEYBOARD)
