"""Stopping purchases and letting them go on: for admins, and to all others as if it did not exist."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import TelegramObject, User

from bot.shop.purchase import Purchases
from bot.telegram.admin import Admin
from bot.telegram.callbacks import OpenSwitch, Tapped, TurnSwitch
from bot.telegram.render import Window
from bot.telegram.screens.switch import switch
from bot.texts import Texts


async def open_switch(_: TelegramObject, purchases: Purchases, texts: Texts, window: Window) -> None:
    await window.show(switch(texts, await purchases.paused(), is_open=purchases.is_open))


async def stop(_: TelegramObject, user: User, purchases: Purchases, texts: Texts, window: Window) -> None:
    await window.show(switch(texts, await purchases.switch(user.id, on=False), is_open=purchases.is_open))


async def go(_: TelegramObject, user: User, purchases: Purchases, texts: Texts, window: Window) -> None:
    await window.show(switch(texts, await purchases.switch(user.id, on=True), is_open=purchases.is_open))


async def turn(
    _: TelegramObject, callback_data: TurnSwitch, user: User, purchases: Purchases, texts: Texts, window: Window
) -> None:
    await window.show(switch(texts, await purchases.switch(user.id, on=callback_data.on), is_open=purchases.is_open))


def register(router: Router) -> None:
    router.message.register(stop, Command("stop"), Admin())
    router.message.register(go, Command("go"), Admin())
    router.callback_query.register(open_switch, Tapped(OpenSwitch), Admin())
    router.callback_query.register(turn, Tapped(TurnSwitch), Admin())
