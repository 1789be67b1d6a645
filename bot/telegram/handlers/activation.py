"""What a user does with an activation, and what an admin finds out about one."""

from aiogram import Router
from aiogram.types import CallbackQuery, TelegramObject

from bot.domain.models import Evidence, State
from bot.shop.activations.purchases import NextPoll, Purchases
from bot.telegram.access import Admin, UserMemory
from bot.telegram.admin_callbacks import Resolve
from bot.telegram.callbacks import AskCancel, Cancel, CheckNow, Finish, FinishCode, Further, FurtherCode, OpenCard
from bot.telegram.middlewares import ANSWERS
from bot.telegram.screens.activation import cancel_question, code_message, moved_card
from bot.telegram.screens.alerts import alert
from bot.telegram.screens.users import who
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui, answer

CHECK_TEXTS = {
    NextPoll.NOW: "toast-checking",
    NextPoll.SHORTLY: "toast-check-soon",
    NextPoll.NEVER: "toast-not-waiting",
}


async def open_card(_: TelegramObject, callback_data: OpenCard, purchases: Purchases, ui: Ui) -> None:
    """Show it here and no longer where it was. The provider is asked as well: the user wants to know."""
    activation = await purchases.find(ui.user_id, callback_data.activation_id)
    await purchases.set_card(ui.user_id, activation.id, ui.window.message_id)
    await purchases.check(ui.user_id, activation.id)
    if activation.card_id not in (0, ui.window.message_id):
        await ui.window.retire(activation.card_id, moved_card(ui.texts, activation, ui.pick(activation), ui.currency))


async def check_now(query: CallbackQuery, callback_data: CheckNow, purchases: Purchases, ui: Ui) -> None:
    next_poll = await purchases.check(ui.user_id, callback_data.activation_id)
    await answer(query, ui.texts.plain(CHECK_TEXTS[next_poll]))
    if next_poll is NextPoll.NEVER:  # an old card, which is brought up to date
        await purchases.set_card(ui.user_id, callback_data.activation_id, ui.window.message_id)


async def ask_cancel(_: TelegramObject, callback_data: AskCancel, purchases: Purchases, ui: Ui) -> None:
    activation = await purchases.find(ui.user_id, callback_data.activation_id)
    if activation.state is State.WAITING:
        await ui.redraw(cancel_question(ui.texts, activation, ui.pick(activation), ui.currency))
    activation = await purchases.find(ui.user_id, activation.id)
    if activation.state is not State.WAITING:  # the question may have come too late
        await purchases.set_card(ui.user_id, activation.id, ui.window.message_id)


async def cancel(_: TelegramObject, callback_data: Cancel, purchases: Purchases, ui: Ui) -> None:
    await purchases.cancel(ui.user_id, callback_data.activation_id)
    await purchases.set_card(ui.user_id, callback_data.activation_id, ui.window.message_id)


async def finish(_: TelegramObject, callback_data: Finish, purchases: Purchases, ui: Ui) -> None:
    await purchases.finish(ui.user_id, callback_data.activation_id)
    await purchases.set_card(ui.user_id, callback_data.activation_id, ui.window.message_id)


async def finish_code(_: TelegramObject, callback_data: FinishCode, purchases: Purchases, ui: Ui) -> None:
    activation = await purchases.finish(ui.user_id, callback_data.activation_id)
    await ui.redraw(code_message(ui.texts, activation, ui.pick(activation), ui.currency))


async def further(_: TelegramObject, callback_data: Further, purchases: Purchases, ui: Ui) -> None:
    await purchases.again(ui.user_id, callback_data.activation_id, ui.window.message_id)
    await purchases.set_card(ui.user_id, callback_data.activation_id, ui.window.message_id)


async def further_code(_: TelegramObject, callback_data: FurtherCode, purchases: Purchases, ui: Ui) -> None:
    activation = await purchases.again(ui.user_id, callback_data.activation_id, 0)
    await ui.redraw(code_message(ui.texts, activation, ui.pick(activation), ui.currency))


async def resolve(_: TelegramObject, callback_data: Resolve, users: UserMemory, purchases: Purchases, ui: Ui) -> None:
    activation = await purchases.resolve(
        callback_data.activation_id, charged=callback_data.charged, admin_id=ui.user_id
    )
    evidence = Evidence(user_name=who(await users.known(activation.user_id)))
    await ui.redraw(alert(ui.texts, activation, ui.pick(activation), ui.currency, evidence))


def register(router: Router) -> None:
    router.callback_query.register(open_card, Tapped(OpenCard))
    router.callback_query.register(check_now, Tapped(CheckNow), flags={ANSWERS: True})
    router.callback_query.register(ask_cancel, Tapped(AskCancel))
    router.callback_query.register(cancel, Tapped(Cancel))
    router.callback_query.register(finish, Tapped(Finish))
    router.callback_query.register(finish_code, Tapped(FinishCode))
    router.callback_query.register(further, Tapped(Further))
    router.callback_query.register(further_code, Tapped(FurtherCode))
    router.callback_query.register(resolve, Tapped(Resolve), Admin())
