"""My numbers: the list, one service of it, the file, and being forgotten; for admins the file of all."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import TelegramObject

from bot.shop.activations.purchases import Purchases
from bot.shop.admin.users import UserAdmin
from bot.telegram.access import Admin, UserMemory
from bot.telegram.admin_callbacks import SendAllNumbers
from bot.telegram.callbacks import Forget, OpenNumbers, OpenNumberServices, SendNumbers
from bot.telegram.export import CsvFile, Part, all_rows, own_rows
from bot.telegram.screens.catalogue import PER_PAGE
from bot.telegram.screens.history import file_caption, forget_question, forgotten, number_services, numbers
from bot.telegram.screens.names import pick
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui


async def open_numbers(
    _: TelegramObject, purchases: Purchases, ui: Ui, callback_data: OpenNumbers | None = None
) -> None:
    at = callback_data or OpenNumbers()
    history = await purchases.history(ui.user_id, at.page * PER_PAGE, PER_PAGE, at.service_id)
    await ui.show(numbers(ui.texts, history, ui.pick, at, ui.currency))


async def open_services(_: TelegramObject, purchases: Purchases, ui: Ui) -> None:
    history = await purchases.history(ui.user_id, 0, 0)
    await ui.show(number_services(ui.texts, history.services, lambda one: pick(ui.catalogue, 0, one)))


async def send_numbers(_: TelegramObject, purchases: Purchases, ui: Ui) -> None:
    rows = own_rows(ui.texts, lambda: purchases.rows(ui.user_id), ui.pick, ui.currency)
    await ui.window.send_file(CsvFile("numbers.csv", rows), file_caption(ui.texts))


async def ask_forget(_: TelegramObject, ui: Ui) -> None:
    await ui.show(forget_question(ui.texts))


async def forget(_: TelegramObject, users: UserMemory, ui: Ui) -> None:
    await ui.show(forgotten(ui.texts, await users.forget(ui.user_id)))


async def send_all_numbers(_: TelegramObject, user_admin: UserAdmin, ui: Ui) -> None:
    """In several files where one would be too large for Telegram."""
    after: int | None = 0
    while after is not None:
        part = Part(user_admin.purchases, after)
        rows = all_rows(ui.texts, part, ui.pick, ui.currency)
        await ui.window.send_file(CsvFile("purchases.csv", rows), file_caption(ui.texts))
        after = part.next


def register(router: Router) -> None:
    router.message.register(open_numbers, Command("numbers"))
    router.callback_query.register(open_numbers, Tapped(OpenNumbers))
    router.callback_query.register(open_services, Tapped(OpenNumberServices))
    router.callback_query.register(send_numbers, Tapped(SendNumbers))
    router.message.register(ask_forget, Command("forget"))
    router.callback_query.register(forget, Tapped(Forget))
    router.callback_query.register(send_all_numbers, Tapped(SendAllNumbers), Admin())
