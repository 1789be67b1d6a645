"""What can be done with an activation. The tapped message becomes its card; the courier draws it."""

from aiogram import Router
from aiogram.types import CallbackQuery, TelegramObject, User

from bot.domain.models import State
from bot.shop.catalogue import Catalogue
from bot.shop.purchase import NextLook, Purchases
from bot.telegram.callbacks import (
    AskCancel,
    Cancel,
    CheckNow,
    Finish,
    FinishCode,
    Further,
    FurtherCode,
    OpenCard,
    Tapped,
)
from bot.telegram.middlewares.answering import ANSWERS
from bot.telegram.render import Window, answer
from bot.telegram.screens.card import cancel_question
from bot.telegram.screens.code import code_message
from bot.telegram.screens.names import pick
from bot.texts import Texts

CHECK_TEXTS = {
    NextLook.NOW: "toast-checking",
    NextLook.SOON: "toast-check-soon",
    NextLook.NEVER: "toast-not-waiting",
}


async def open_card(
    _: TelegramObject, callback_data: OpenCard, user: User, purchases: Purchases, window: Window
) -> None:
    """Who opens it wants to know how it stands, so the provider is asked as well."""
    await purchases.place_card(user.id, callback_data.activation_id, window.message_id)
    await purchases.check(user.id, callback_data.activation_id)


async def check_now(
    query: CallbackQuery, callback_data: CheckNow, user: User, purchases: Purchases, texts: Texts, window: Window
) -> None:
    next_look = await purchases.check(user.id, callback_data.activation_id)
    await answer(query, texts.plain(CHECK_TEXTS[next_look]))
    if next_look is NextLook.NEVER:  # an old card, which is brought up to date
        await purchases.place_card(user.id, callback_data.activation_id, window.message_id)


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
        await purchases.place_card(user.id, activation.id, window.message_id)


async def cancel(_: TelegramObject, callback_data: Cancel, user: User, purchases: Purchases, window: Window) -> None:
    await purchases.cancel(user.id, callback_data.activation_id)
    await purchases.place_card(user.id, callback_data.activation_id, window.message_id)


async def finish(_: TelegramObject, callback_data: Finish, user: User, purchases: Purchases, window: Window) -> None:
    await purchases.finish(user.id, callback_data.activation_id)
    await purchases.place_card(user.id, callback_data.activation_id, window.message_id)


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
    await purchases.place_card(user.id, callback_data.activation_id, window.message_id)


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


def register(router: Router) -> None:
    router.callback_query.register(open_card, Tapped(OpenCard))
    router.callback_query.register(check_now, Tapped(CheckNow), flags={ANSWERS: True})
    router.callback_query.register(ask_cancel, Tapped(AskCancel))
    router.callback_query.register(cancel, Tapped(Cancel))
    router.callback_query.register(finish, Tapped(Finish))
    router.callback_query.register(finish_code, Tapped(FinishCode))
    router.callback_query.register(further, Tapped(Further))
    router.callback_query.register(further_code, Tapped(FurtherCode))
