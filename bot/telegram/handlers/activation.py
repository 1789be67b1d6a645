"""What a user does with an activation, and what an admin finds out about one."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, TelegramObject, User

from bot.domain.models import State
from bot.shop.activations.purchases import NextPoll, Purchases
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.access import Admin
from bot.telegram.callbacks import (
    AskCancel,
    Cancel,
    CheckNow,
    Finish,
    FinishCode,
    Further,
    FurtherCode,
    OpenCard,
    OpenNumbers,
    Resolve,
    Tapped,
)
from bot.telegram.messages import Window, answer
from bot.telegram.middlewares.answering import ANSWERS
from bot.telegram.screens.activation import cancel_question, code_message, numbers
from bot.telegram.screens.alerts import alert
from bot.telegram.screens.catalogue import PER_PAGE
from bot.telegram.screens.names import pick
from bot.texts import Texts

CHECK_TEXTS = {
    NextPoll.NOW: "toast-checking",
    NextPoll.SHORTLY: "toast-check-soon",
    NextPoll.NEVER: "toast-not-waiting",
}


async def open_card(
    _: TelegramObject, callback_data: OpenCard, user: User, purchases: Purchases, window: Window
) -> None:
    """Who opens it wants to know how it stands, so the provider is asked as well."""
    await purchases.set_card(user.id, callback_data.activation_id, window.message_id)
    await purchases.check(user.id, callback_data.activation_id)


async def check_now(
    query: CallbackQuery, callback_data: CheckNow, user: User, purchases: Purchases, texts: Texts, window: Window
) -> None:
    next_poll = await purchases.check(user.id, callback_data.activation_id)
    await answer(query, texts.plain(CHECK_TEXTS[next_poll]))
    if next_poll is NextPoll.NEVER:  # an old card, which is brought up to date
        await purchases.set_card(user.id, callback_data.activation_id, window.message_id)


async def ask_cancel(
    _: TelegramObject,
    callback_data: AskCancel,
    user: User,
    purchases: Purchases,
    catalogue: Catalogue,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    activation = await purchases.find(user.id, callback_data.activation_id)
    if activation.state is State.WAITING:
        picked = pick(catalogue, activation.country_id, activation.service_id)
        await window.redraw(cancel_question(texts, activation, picked, currency))
    if (await purchases.find(user.id, activation.id)).state is not State.WAITING:  # the question may have come too late
        await purchases.set_card(user.id, activation.id, window.message_id)


async def cancel(_: TelegramObject, callback_data: Cancel, user: User, purchases: Purchases, window: Window) -> None:
    await purchases.cancel(user.id, callback_data.activation_id)
    await purchases.set_card(user.id, callback_data.activation_id, window.message_id)


async def finish(_: TelegramObject, callback_data: Finish, user: User, purchases: Purchases, window: Window) -> None:
    await purchases.finish(user.id, callback_data.activation_id)
    await purchases.set_card(user.id, callback_data.activation_id, window.message_id)


async def finish_code(
    _: TelegramObject,
    callback_data: FinishCode,
    user: User,
    purchases: Purchases,
    catalogue: Catalogue,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    activation = await purchases.finish(user.id, callback_data.activation_id)
    picked = pick(catalogue, activation.country_id, activation.service_id)
    await window.redraw(code_message(texts, activation, picked, currency))


async def further(_: TelegramObject, callback_data: Further, user: User, purchases: Purchases, window: Window) -> None:
    await purchases.again(user.id, callback_data.activation_id, window.message_id)
    await purchases.set_card(user.id, callback_data.activation_id, window.message_id)


async def further_code(
    _: TelegramObject,
    callback_data: FurtherCode,
    user: User,
    purchases: Purchases,
    catalogue: Catalogue,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    activation = await purchases.again(user.id, callback_data.activation_id, 0)
    picked = pick(catalogue, activation.country_id, activation.service_id)
    await window.redraw(code_message(texts, activation, picked, currency))


async def open_numbers(
    _: TelegramObject,
    user: User,
    purchases: Purchases,
    catalogue: Catalogue,
    texts: Texts,
    window: Window,
    callback_data: OpenNumbers | None = None,
) -> None:
    page = callback_data.page if callback_data else 0
    history = await purchases.history(user.id, page * PER_PAGE, PER_PAGE)
    await window.show(numbers(texts, history, lambda one: pick(catalogue, one.country_id, one.service_id)))


async def resolve(
    _: TelegramObject,
    callback_data: Resolve,
    user: User,
    purchases: Purchases,
    catalogue: Catalogue,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    activation = await purchases.resolve(callback_data.activation_id, charged=callback_data.charged, admin_id=user.id)
    picked = pick(catalogue, activation.country_id, activation.service_id)
    await window.redraw(alert(texts, activation, picked, currency))


def register(router: Router) -> None:
    router.callback_query.register(open_card, Tapped(OpenCard))
    router.callback_query.register(check_now, Tapped(CheckNow), flags={ANSWERS: True})
    router.callback_query.register(ask_cancel, Tapped(AskCancel))
    router.callback_query.register(cancel, Tapped(Cancel))
    router.callback_query.register(finish, Tapped(Finish))
    router.callback_query.register(finish_code, Tapped(FinishCode))
    router.callback_query.register(further, Tapped(Further))
    router.callback_query.register(further_code, Tapped(FurtherCode))
    router.message.register(open_numbers, Command("numbers"))
    router.callback_query.register(open_numbers, Tapped(OpenNumbers))
    router.callback_query.register(resolve, Tapped(Resolve), Admin())
