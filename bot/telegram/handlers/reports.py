"""Something is wrong with a number: the user says what, adds words by an answer, and the operator answers likewise."""

from aiogram import Router
from aiogram.types import Message, TelegramObject

from bot.domain.reports import Verdict
from bot.shop.activations.purchases import Purchases
from bot.telegram.access import Admin
from bot.telegram.admin_callbacks import AnswerReport
from bot.telegram.callbacks import OpenReport, SendReport, SendWithoutWords
from bot.telegram.screens.reports import answer_sent, report_note, report_question, reported, words_taken
from bot.telegram.taps import Replies, Tapped, Words
from bot.telegram.ui import Ui


async def open_report(_: TelegramObject, callback_data: OpenReport, purchases: Purchases, ui: Ui) -> None:
    activation = await purchases.find(ui.user_id, callback_data.activation_id)
    screen = report_question(ui.texts, activation, ui.pick(activation), ui.currency)
    await (ui.show(screen) if activation.code else ui.redraw(screen))


async def send_report(_: TelegramObject, callback_data: SendReport, purchases: Purchases, ui: Ui) -> None:
    outcome = await purchases.report(ui.user_id, callback_data.activation_id, callback_data.wrong)
    activation = await purchases.find(ui.user_id, callback_data.activation_id)
    if not activation.code:  # the question stood on the card
        await purchases.set_card(ui.user_id, activation.id, ui.window.message_id)
    await ui.show(reported(ui.texts, activation.id, outcome))


async def send_without_words(_: TelegramObject, callback_data: SendWithoutWords, purchases: Purchases, ui: Ui) -> None:
    await purchases.add_words(ui.user_id, callback_data.activation_id)
    await ui.redraw(words_taken(ui.texts, taken=True))


async def add_words(message: Message, replied: SendWithoutWords, purchases: Purchases, ui: Ui) -> None:
    taken = await purchases.add_words(ui.user_id, replied.activation_id, message.text or "")
    await ui.show(words_taken(ui.texts, taken=taken))


async def answer(_: TelegramObject, callback_data: AnswerReport, purchases: Purchases, ui: Ui) -> None:
    verdict = Verdict.ACCEPTED if callback_data.accepted else Verdict.DECLINED
    activation, _first = await purchases.answer_report(callback_data.activation_id, verdict, admin_id=ui.user_id)
    await ui.redraw(report_note(ui.texts, activation, ui.pick(activation), ui.currency))


async def answer_in_words(message: Message, replied: AnswerReport, purchases: Purchases, ui: Ui) -> None:
    words = (message.text or "").strip()
    _activation, first = await purchases.answer_report(replied.activation_id, Verdict.WORDS, words, admin_id=ui.user_id)
    await ui.show(answer_sent(ui.texts, first=first))


def register(router: Router) -> None:
    router.callback_query.register(open_report, Tapped(OpenReport))
    router.callback_query.register(send_report, Tapped(SendReport))
    router.callback_query.register(send_without_words, Tapped(SendWithoutWords))
    router.callback_query.register(answer, Tapped(AnswerReport), Admin())
    router.message.register(add_words, Words(), Replies(SendWithoutWords))
    router.message.register(answer_in_words, Words(), Replies(AnswerReport), Admin())
