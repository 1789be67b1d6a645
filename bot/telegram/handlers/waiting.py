"""While no code comes: the help on the card, and another number in place of this one."""

from aiogram import Router
from aiogram.types import TelegramObject

from bot.domain.models import State
from bot.shop.activations.purchases import Purchases, Question
from bot.telegram.callbacks import OpenWaitingHelp, Replace
from bot.telegram.screens.waiting import replace_question, waiting_help
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui


async def open_help(_: TelegramObject, callback_data: OpenWaitingHelp, purchases: Purchases, ui: Ui) -> None:
    activation = await purchases.find(ui.user_id, callback_data.activation_id)
    usual_s = purchases.usual_wait(activation)
    if activation.state is State.WAITING:
        await ui.redraw(waiting_help(ui.texts, activation, usual_s, ui.pick(activation), ui.currency))
    await _or_card(activation.id, purchases, ui)


async def replace(_: TelegramObject, callback_data: Replace, purchases: Purchases, ui: Ui) -> None:
    question = await purchases.replace(ui.user_id, callback_data.activation_id, callback_data.nonce or "")
    if question:
        await _ask(callback_data.activation_id, question, purchases, ui)
    else:
        await purchases.set_card(ui.user_id, callback_data.activation_id, ui.window.message_id)


async def _ask(activation_id: str, question: Question, purchases: Purchases, ui: Ui) -> None:
    activation = await purchases.find(ui.user_id, activation_id)
    await ui.redraw(replace_question(ui.texts, activation, question, ui.pick(activation), ui.currency))
    await _or_card(activation_id, purchases, ui)


async def _or_card(activation_id: str, purchases: Purchases, ui: Ui) -> None:
    """What was drawn over the card may have come too late: then it is the card again."""
    activation = await purchases.find(ui.user_id, activation_id)
    if activation.state is not State.WAITING:
        await purchases.set_card(ui.user_id, activation_id, ui.window.message_id)


def register(router: Router) -> None:
    router.callback_query.register(open_help, Tapped(OpenWaitingHelp))
    router.callback_query.register(replace, Tapped(Replace))
