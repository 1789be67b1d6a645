"""Selling for Stars: invoices, the answer before a payment, refunds and the bot's transactions."""

from typing import Any

from sandbox.telegram.core import Core, Method
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.messages import post
from sandbox.telegram.parameters import (
    AnswerPreCheckoutQuery,
    GetStarTransactions,
    Nothing,
    RefundStarPayment,
    SendInvoice,
)
from sandbox.telegram.payments import refund, take
from sandbox.telegram.stars import Transaction
from sandbox.telegram.texts import Formatted

LONGEST_TITLE = 32
LONGEST_DESCRIPTION = 255
LARGEST_PAYLOAD = 128
MOST_STARS = 100_000
MOST_TRANSACTIONS = 100


async def send_invoice(core: Core, call: SendInvoice) -> dict[str, Any]:
    chat = core.chat_to_write(call.chat_id)
    for name in ("title", "description", "payload", "currency"):
        if not getattr(call, name):
            raise bad_request(f'parameter "{name}" is required')
    if len(call.title) > LONGEST_TITLE:
        raise bad_request("INVOICE_TITLE_INVALID")
    if len(call.description) > LONGEST_DESCRIPTION:
        raise bad_request("INVOICE_DESCRIPTION_INVALID")
    if len(call.payload.encode()) > LARGEST_PAYLOAD:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if call.currency != "XTR":  # other currencies need a payment provider, which is not copied
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if call.provider_token or len(call.prices) != 1 or not call.prices[0].label:
        raise bad_request("STARS_INVOICE_INVALID")
    stars = call.prices[0].amount
    if stars <= 0:
        raise bad_request("total price must be positive")
    if stars > MOST_STARS:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    invoice = {
        "title": call.title,
        "description": call.description,
        "start_parameter": call.start_parameter,
        "total_amount": stars,
        "payload": call.payload,
    }
    pay = [[{"text": f"Pay ⭐️{stars}", "pay": True}]]
    keyboard = call.reply_markup.rows(of_invoice=True) if call.reply_markup else None
    return post(core, chat, call, Formatted(""), keyboard=keyboard or pay, invoice=invoice)


async def answer_pre_checkout_query(core: Core, call: AnswerPreCheckoutQuery) -> bool:
    if not call.ok and not call.error_message:
        raise bad_request('parameter "error_message" is required')
    query = core.queries.answer("checkout", call.pre_checkout_query_id)
    checkout = core.stars.answered(query.id)
    event = {"type": "checkout", "query_id": query.id, "ok": call.ok, "error": "" if call.ok else call.error_message}
    if call.ok:
        take(core, checkout)
    core.events.emit(query.user_id, event)
    return True


async def refund_star_payment(core: Core, call: RefundStarPayment) -> bool:
    if call.user_id not in core.world.people:
        raise bad_request("user not found")
    if not call.telegram_payment_charge_id:
        raise bad_request("CHARGE_ID_EMPTY")
    payment = core.stars.payment(call.telegram_payment_charge_id)
    if payment is None or payment.user_id != call.user_id:
        raise bad_request("CHARGE_ID_INVALID")
    if core.stars.is_refunded(payment.id):
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    if core.stars.balance < payment.stars:
        raise bad_request("BALANCE_TOO_LOW")
    refund(core, payment)
    return True


async def get_star_transactions(core: Core, call: GetStarTransactions) -> dict[str, Any]:
    if call.offset < 0:
        raise bad_request("invalid offset specified")
    if not 1 <= call.limit <= MOST_TRANSACTIONS:
        raise bad_request("invalid limit specified")
    all_of_them = core.stars.transactions[::-1] if core.stars.newest_first else core.stars.transactions
    page = all_of_them[call.offset : call.offset + call.limit]
    return {"transactions": [_shown(core, one) for one in page]}


def _shown(core: Core, one: Transaction) -> dict[str, Any]:
    partner: dict[str, Any] = {"type": "fragment"}
    if one.user_id:
        user = core.views.person(core.world.people[one.user_id])
        partner = {"type": "user", "transaction_type": "invoice_payment", "user": user, "invoice_payload": one.payload}
    side = "source" if one.is_incoming else "receiver"
    return {"id": one.id, "amount": one.stars, "date": one.date, side: partner}


async def get_my_star_balance(core: Core, _: Nothing) -> dict[str, int]:
    return {"amount": core.stars.balance}


PAYMENTS = (
    Method("sendInvoice", SendInvoice, send_invoice, is_message=True),
    Method("answerPreCheckoutQuery", AnswerPreCheckoutQuery, answer_pre_checkout_query),
    Method("refundStarPayment", RefundStarPayment, refund_star_payment),
    Method("getStarTransactions", GetStarTransactions, get_star_transactions),
    Method("getMyStarBalance", Nothing, get_my_star_balance),
)
