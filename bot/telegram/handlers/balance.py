"""The account's balance: for admins, and to all others as if it did not exist."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import TelegramObject

from bot.domain.protocols import Provider
from bot.telegram.admin import Admin
from bot.telegram.callbacks import OpenBalance, Tapped
from bot.telegram.render import Window
from bot.telegram.screens.balance import balance
from bot.texts import Texts


async def open_balance(_: TelegramObject, provider: Provider, texts: Texts, currency: str, window: Window) -> None:
    await window.show(balance(texts, await provider.balance(), currency))


def register(router: Router) -> None:
    router.message.register(open_balance, Command("balance"), Admin())
    router.callback_query.register(open_balance, Tapped(OpenBalance), Admin())
