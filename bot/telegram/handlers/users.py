"""One user: found, let in, shut out, limits raised. For admins only."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message, TelegramObject

from bot.domain.users import OWN_LIMITS
from bot.shop.admin.users import SEVERAL_IDS, UserAdmin, read_ids
from bot.telegram.access import Access, Admin
from bot.telegram.admin_callbacks import Admit, AdmitSelected, OpenCosts, OpenLimit, OpenUser, OpenUsers, RaiseLimit
from bot.telegram.screens import users as screens
from bot.telegram.screens.costs import MAX_COSTS, Span
from bot.telegram.screens.costs import costs as costs_page
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui


async def open_users(_: TelegramObject, user_admin: UserAdmin, ui: Ui) -> None:
    await ui.show(screens.users(ui.texts, await user_admin.count()))


async def find(_: Message, command: CommandObject, user_admin: UserAdmin, access: Access, ui: Ui) -> None:
    wanted = (command.args or "").strip()
    match await user_admin.find(wanted):
        case []:
            await ui.show(screens.no_such_user(ui.texts, wanted))
        case [one]:
            await ui.show(screens.user_page(ui.texts, one, access, user_admin.limits, ui.currency))
        case several:
            await ui.show(screens.found_users(ui.texts, several, wanted))


async def select(_: Message, command: CommandObject, user_admin: UserAdmin, access: Access, ui: Ui) -> None:
    """Several ids: all of them are looked at together, or none."""
    ids, wrong = read_ids(command.args or "", access.admins)
    if wrong:
        await ui.show(screens.wrong_selection(ui.texts, wrong))
    else:
        nonce = await user_admin.select(ids)
        await ui.show(screens.selection(ui.texts, await user_admin.known(ids), access, nonce))


async def admit_selected(
    _: TelegramObject, callback_data: AdmitSelected, user_admin: UserAdmin, access: Access, ui: Ui
) -> None:
    nonce = callback_data.nonce
    ids = await user_admin.admit_selected(nonce, callback_data.admitted, admin_id=ui.user_id)
    await ui.show(screens.selection(ui.texts, await user_admin.known(ids), access, nonce))


async def open_costs(_: TelegramObject, callback_data: OpenCosts, user_admin: UserAdmin, ui: Ui) -> None:
    span = Span.of(user_admin.today(), callback_data)
    costs = await user_admin.costs(*span.days)
    known = await user_admin.known([user_id for user_id, _ in costs[:MAX_COSTS]])
    await ui.show(costs_page(ui.texts, span, costs, known, ui.currency))


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
    router.message.register(select, Command("user", magic=F.args.regexp(SEVERAL_IDS)), Admin())
    router.callback_query.register(admit_selected, Tapped(AdmitSelected), Admin())
    router.callback_query.register(open_costs, Tapped(OpenCosts), Admin())
    router.message.register(find, Command("user", magic=F.args), Admin())
    router.message.register(open_users, Command("user"), Admin())
    router.callback_query.register(open_users, Tapped(OpenUsers), Admin())
    router.callback_query.register(open_user, Tapped(OpenUser), Admin())
    router.callback_query.register(admit, Tapped(Admit), Admin())
    router.callback_query.register(open_limit, Tapped(OpenLimit, F.kind.in_(OWN_LIMITS)), Admin())
    router.callback_query.register(raise_limit, Tapped(RaiseLimit, F.kind.in_(OWN_LIMITS)), Admin())
