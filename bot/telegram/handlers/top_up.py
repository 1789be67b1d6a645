"""Paying with Stars: packs and other amounts, Telegram's question before a payment, payments, and taking them back."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import Message, PreCheckoutQuery, TelegramObject

from bot.domain.stars import CheckoutRefusal, Payment
from bot.domain.users import KnownUser
from bot.shop.wallet.top_ups import TopUps
from bot.telegram.access import Access, Admin
from bot.telegram.admin_callbacks import OpenTopUpsOf
from bot.telegram.callbacks import AskRefund, OpenTopUp, OpenTopUps, PayPack, Refund
from bot.telegram.screens import top_up as screens
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui
from bot.texts import Texts

REFUSAL_TEXTS = {
    CheckoutRefusal.PAUSED: "checkout-paused",
    CheckoutRefusal.SHUT_OUT: "checkout-shut-out",
    CheckoutRefusal.NOT_OURS: "checkout-not-ours",
    CheckoutRefusal.OTHER_USER: "checkout-other-user",
    CheckoutRefusal.STORAGE: "checkout-storage",
}


class StarsTaken(Filter):
    """Without Stars the handler does not exist."""

    async def __call__(self, _: TelegramObject, top_ups: TopUps) -> bool:
        return bool(top_ups.terms.rate)


async def open_top_up(_: TelegramObject, top_ups: TopUps, ui: Ui) -> None:
    balance = await top_ups.balance(ui.user_id)
    await ui.show(screens.top_up_page(ui.texts, top_ups.terms, balance.free, ui.currency))


async def pay_pack(_: TelegramObject, callback_data: PayPack, top_ups: TopUps, ui: Ui) -> None:
    await _send_invoice(top_ups.pack(callback_data.choice), top_ups, ui)


async def pay_amount(event: Message, command: CommandObject, top_ups: TopUps, ui: Ui) -> None:
    wanted = (command.args or "").strip()
    if not wanted:
        await open_top_up(event, top_ups, ui)
        return
    await _send_invoice(int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 9 else 0, top_ups, ui)


async def _send_invoice(stars: int, top_ups: TopUps, ui: Ui) -> None:
    invoice = await top_ups.begin(ui.user_id, stars, ui.texts.language)
    title, description = screens.invoice_words(ui.texts, invoice, ui.currency)
    await ui.window.send_invoice(title, description, invoice.payload, invoice.stars)


async def check_out(
    query: PreCheckoutQuery, top_ups: TopUps, access: Access, known: KnownUser | None, texts: Texts
) -> None:
    """Telegram gives ten seconds, so nothing but the invoice's record and the sales switch is looked at."""
    payload = query.invoice_payload if query.currency == "XTR" else ""
    let_in = access.lets_in(query.from_user.id, known.admitted if known else None)
    refusal = await top_ups.refusal(Payment("", query.from_user.id, query.total_amount, payload), let_in=let_in)
    await query.answer(ok=refusal is None, error_message=texts.plain(REFUSAL_TEXTS[refusal]) if refusal else None)


async def paid(message: Message, top_ups: TopUps) -> None:
    """The user is told by the same queue that tells of payments nobody heard of."""
    told, payer = message.successful_payment, message.from_user
    if told and payer and told.currency == "XTR":
        payment = Payment(told.telegram_payment_charge_id, payer.id, told.total_amount, told.invoice_payload)
        await top_ups.credit(payment)


async def refunded(message: Message, top_ups: TopUps) -> None:
    if message.refunded_payment:
        await top_ups.refunded(message.refunded_payment.telegram_payment_charge_id)


async def open_top_ups(_: TelegramObject, top_ups: TopUps, ui: Ui) -> None:
    found = await top_ups.of(ui.user_id)
    mine = [one for one in found if top_ups.may_take_back(one)]
    await ui.show(screens.top_ups_page(ui.texts, found, mine, ui.currency))


async def open_top_ups_of(_: TelegramObject, callback_data: OpenTopUpsOf, top_ups: TopUps, ui: Ui) -> None:
    found = await top_ups.of(callback_data.user_id)
    await ui.show(screens.top_ups_of_page(ui.texts, callback_data.user_id, found, ui.currency))


async def ask_refund(_: TelegramObject, callback_data: AskRefund, top_ups: TopUps, ui: Ui) -> None:
    one, balance = await top_ups.find(callback_data.nonce, ui.user_id, admin=ui.is_admin)
    await ui.show(screens.refund_question(ui.texts, one, balance.free, ui.currency, admin=ui.is_admin))


async def refund(_: TelegramObject, callback_data: Refund, top_ups: TopUps, ui: Ui) -> None:
    outcome = await top_ups.refund(callback_data.nonce, ui.user_id, admin=ui.is_admin)
    one, balance = await top_ups.find(callback_data.nonce, ui.user_id, admin=ui.is_admin)
    await ui.show(screens.refund_page(ui.texts, outcome, one, balance.free, ui.currency))


async def open_support(_: TelegramObject, top_ups: TopUps, ui: Ui) -> None:
    await ui.show(screens.support_page(ui.texts, top_ups.terms.support))


def register(router: Router) -> None:
    router.pre_checkout_query.register(check_out)
    router.message.register(paid, F.successful_payment)
    router.message.register(refunded, F.refunded_payment)
    router.message.register(pay_amount, Command("topup"), StarsTaken())
    router.message.register(open_support, Command("paysupport"), StarsTaken())
    router.callback_query.register(open_top_up, Tapped(OpenTopUp))
    router.callback_query.register(pay_pack, Tapped(PayPack), StarsTaken())
    router.callback_query.register(open_top_ups, Tapped(OpenTopUps))
    router.callback_query.register(open_top_ups_of, Tapped(OpenTopUpsOf), Admin())
    router.callback_query.register(ask_refund, Tapped(AskRefund))
    router.callback_query.register(refund, Tapped(Refund))
