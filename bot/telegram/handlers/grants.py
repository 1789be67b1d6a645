"""Money that an admin gives users or takes from them. For admins only, where users pay."""

from aiogram import F, Router
from aiogram.exceptions import AiogramError
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, TelegramObject

from bot.domain.wallet import Booked
from bot.shop.wallet.grants import Grants, Order, read_order
from bot.telegram.access import Admin, UserMemory
from bot.telegram.admin_callbacks import OpenAllowances, OpenGrants
from bot.telegram.handlers.wallet import InUse
from bot.telegram.screens import grants as screens
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui, put


def operation(message: Message) -> str:
    """The same for the same message, however often its update comes."""
    return f"{message.chat.id}:{message.message_id}:{int(message.date.timestamp())}"


async def adjust(message: Message, command: CommandObject, grants: Grants, users: UserMemory, ui: Ui) -> None:
    """Without an amount above zero and a reason nothing is booked."""
    order = read_order(command.args or "")
    if order is None or not order.amount or not order.rest:
        await ui.show(screens.how_to(ui.texts, order.user_id if order else 0, wrong=bool(command.args)))
        return
    if command.command == "debit":
        order = order._replace(amount=-order.amount)
    booked = await grants.adjust(order, operation(message), admin_id=ui.user_id)
    told = booked.done and await tell(order, booked, users, ui)
    await ui.show(screens.booked(ui.texts, order, booked, ui.currency, told=told))


async def tell(order: Order, booked: Booked, users: UserMemory, ui: Ui) -> bool:
    """Whether the user has read of it; one who can't be reached sees it in their wallet."""
    known = await users.known(order.user_id)
    texts = ui.all_texts.get(known.language or "", ui.texts)
    try:
        await put(ui.window.bot, order.user_id, 0, screens.granted(texts, order, booked.balance, ui.currency))
    except AiogramError:
        return False
    return True


async def allow(message: Message, command: CommandObject, grants: Grants, ui: Ui) -> None:
    """Each month, or once."""
    order = read_order(command.args or "")
    if order is None or order.rest not in ("", "once") or (order.rest and not order.amount):
        await ui.show(screens.how_to(ui.texts, order.user_id if order else 0, wrong=True))
    elif order.rest:
        booked = await grants.allow_once(order, operation(message), admin_id=ui.user_id)
        await ui.show(screens.booked(ui.texts, order, booked, ui.currency, told=False))
    else:
        done = await grants.allow(order, admin_id=ui.user_id)
        balance = done.balance if isinstance(done, Booked) else done
        await ui.show(screens.allowed(ui.texts, order, balance, ui.currency))


async def open_allowances(_: TelegramObject, grants: Grants, ui: Ui) -> None:
    await ui.show(screens.allowances(ui.texts, await grants.allowances(), ui.currency))


async def open_grants(_: TelegramObject, callback_data: OpenGrants, ui: Ui) -> None:
    await ui.show(screens.how_to(ui.texts, callback_data.user_id))


def register(router: Router) -> None:
    router.message.register(adjust, Command("credit", "debit"), Admin(), InUse())
    router.message.register(allow, Command("budget", magic=F.args), Admin(), InUse())
    router.message.register(open_allowances, Command("budget"), Admin(), InUse())
    router.callback_query.register(open_allowances, Tapped(OpenAllowances), Admin(), InUse())
    router.callback_query.register(open_grants, Tapped(OpenGrants), Admin(), InUse())
