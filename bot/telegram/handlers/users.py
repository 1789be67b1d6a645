"""One user: found, let in, shut out, limits raised. For admins only."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, TelegramObject

from bot.domain.users import OWN_LIMITS
from bot.shop.admin.users import UserAdmin
from bot.telegram.access import Access, Admin
from bot.telegram.callbacks import Admit, OpenLimit, OpenUser, OpenUsers, RaiseLimit, Tapped
from bot.telegram.screens import users as screens
from bot.telegram.ui import Ui


async def open_users(_: TelegramObject, user_admin: UserAdmin, ui: Ui) -> None:
    await ui.show(screens.users(ui.texts, await user_admin.count()))


async def find(_: Message, command: CommandObject, user_admin: UserAdmin, access: Access, ui: Ui) -> None:
    wanted = (command.args or "").strip()
    one = await user_admin.find(wanted)
    if one is None:
        await ui.show(screens.no_such_user(ui.texts, wanted))
    else:
        await ui.show(screens.user_page(ui.texts, one, access, user_admin.limits, ui.currency))


async def open_user(_: TelegramObject, callback_data: OpenUser, user_admin: UserAdmin, access: Access, ui: Ui) -> None:
    one = await user_admin.details(callback_data.user_id)
    await ui.show(screens.user_page(ui.texts, one, access, user_admin.limits, ui.currency))


async def admit(_: TelegramObject, callback_data: Admit, user_admin: UserAdmin, access: Access, ui: Ui) -> None:
    await user_admin.admit(callback_data.user_id, callback_data.admitted, admin_id=ui.user_id)
    one = await user_admin.details(callback_data.user_id)
    await ui.show(screens.user_page(ui.texts, one, access, user_admin.limits, ui.currency))


async def open_limit(_: TelegramObject, callback_data: OpenLimit, user_admin: UserAdmin, ui: Ui) -> None:
    one = await user_admin.details(callback_data.user_id)
    await ui.show(screens.limit_question(ui.texts, one, callback_data.kind, user_admin.limits, ui.currency))


async def raise_limit(
    _: TelegramObject, callback_data: RaiseLimit, user_admin: UserAdmin, access: Access, ui: Ui
) -> None:
    await user_admin.raise_limit(callback_data.user_id, callback_data.kind, callback_data.times, admin_id=ui.user_id)
    one = await user_admin.details(callback_data.user_id)
    await ui.show(screens.user_page(ui.texts, one, access, user_admin.limits, ui.currency))


def register(router: Router) -> None:
    router.message.register(find, Command("user", magic=F.args), Admin())
    router.message.register(open_users, Command("user"), Admin())
    router.callback_query.register(open_users, Tapped(OpenUsers), Admin())
    router.callback_query.register(open_user, Tapped(OpenUser), Admin())
    router.callback_query.register(admit, Tapped(Admit), Admin())
    router.callback_query.register(open_limit, Tapped(OpenLimit, F.kind.in_(OWN_LIMITS)), Admin())
    router.callback_query.register(raise_limit, Tapped(RaiseLimit, F.kind.in_(OWN_LIMITS)), Admin())
