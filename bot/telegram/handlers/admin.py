"""The balance and the sales switch: for admins only."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import TelegramObject

from bot.domain.protocols import Provider
from bot.shop.activations.purchases import Purchases
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.access import Admin, UserMemory
from bot.telegram.admin_callbacks import OpenSalesSwitch, SetOffered, SetSales
from bot.telegram.callbacks import OpenBalance
from bot.telegram.screens.admin import balance, sales_switch
from bot.telegram.screens.alerts import offer_hidden
from bot.telegram.screens.users import who
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui


async def open_balance(_: TelegramObject, provider: Provider, ui: Ui) -> None:
    await ui.show(balance(ui.texts, await provider.balance(), ui.currency))


async def open_sales_switch(_: TelegramObject, purchases: Purchases, users: UserMemory, ui: Ui) -> None:
    sales_stop = await purchases.sales_stop()
    by = who(await users.known(sales_stop.by)) if sales_stop else ""
    await ui.show(sales_switch(ui.texts, sales_stop, by, is_open=purchases.is_open))


async def stop_sales(event: TelegramObject, purchases: Purchases, users: UserMemory, ui: Ui) -> None:
    await purchases.set_sales(ui.user_id, on=False)
    await open_sales_switch(event, purchases, users, ui)


async def resume_sales(event: TelegramObject, purchases: Purchases, users: UserMemory, ui: Ui) -> None:
    await purchases.set_sales(ui.user_id, on=True)
    await open_sales_switch(event, purchases, users, ui)


async def set_sales(
    event: TelegramObject, callback_data: SetSales, purchases: Purchases, users: UserMemory, ui: Ui
) -> None:
    await purchases.set_sales(ui.user_id, on=callback_data.on)
    await open_sales_switch(event, purchases, users, ui)


async def set_offered(_: TelegramObject, callback_data: SetOffered, catalogue: Catalogue, ui: Ui) -> None:
    tap = callback_data
    await catalogue.set_offered(tap.country_id, tap.service_id, on=tap.on, admin_id=ui.user_id)
    await ui.redraw(offer_hidden(ui.texts, catalogue, tap))


def register(router: Router) -> None:
    router.message.register(open_balance, Command("balance"), Admin())
    router.callback_query.register(open_balance, Tapped(OpenBalance), Admin())
    router.message.register(stop_sales, Command("stop"), Admin())
    router.message.register(resume_sales, Command("go"), Admin())
    router.callback_query.register(open_sales_switch, Tapped(OpenSalesSwitch), Admin())
    router.callback_query.register(set_sales, Tapped(SetSales), Admin())
    router.callback_query.register(set_offered, Tapped(SetOffered), Admin())
