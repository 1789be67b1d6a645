"""What a tap is held against: aiogram and one handler that answers, and nothing of ours."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bench.telegram import TOKEN

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text=f"Entry {at}", callback_data=f"entry:{at}")] for at in range(10)]
)
"""Of a catalogue page's size."""


@asynccontextmanager
async def bare(telegram_port: int, *, edits: bool) -> AsyncIterator[None]:
    """A bot that answers each tap, and with `edits` puts a page in its place too; a message is answered by a page."""
    api = TelegramAPIServer.from_base(f"http://127.0.0.1:{telegram_port}")
    bot = Bot(TOKEN, session=AiohttpSession(api=api))
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.callback_query.register(_answer_and_edit if edits else _answer)
    dispatcher.message.register(_reply)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    yield None
    with suppress(RuntimeError):
        await dispatcher.stop_polling()
    await polling


async def _answer(query: CallbackQuery) -> None:
    await query.answer()


async def _answer_and_edit(query: CallbackQuery) -> None:
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text("A page of a catalogue", reply_markup=KEYBOARD)


async def _reply(message: Message) -> None:
    await message.answer("A page of a catalogue", reply_markup=KEYBOARD)
