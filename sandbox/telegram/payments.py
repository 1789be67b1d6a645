"""Paying with Stars: the pay sheet's side, what a yes of the bot does, and refunds."""

from typing import Any

from sandbox.telegram.core import Core
from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.stars import Checkout, PaymentUpdates, Transaction, new_charge_id
from sandbox.telegram.texts import Formatted
from sandbox.telegram.world import Message


class Payers:
    """What people do with their Stars."""

    def __init__(self, core: Core) -> None:
        self.core = core

    def set_stars(self, user_id: int, stars: int) -> None:
        """How many Stars this person has."""
        self.core.world.people[user_id].stars = stars
        self.core.events.changed()

    def pay(self, user_id: int, message_id: int, *, chat_id: int | None = None) -> str:
        """Confirms the pay sheet of an invoice, in this person's chat or forwarded from another.

        Gives the pre-checkout query's id: Stars move only when the bot says yes in time. `LookupError` where there is
        no Pay button, `ApiError` for too few Stars.
        """
        core = self.core
        home = user_id if chat_id is None else chat_id
        message = core.world.chats[home].messages.get(message_id)
        if message is None or message.invoice is None:
            raise LookupError(f"no invoice {message_id} in chat {home}")
        invoice = message.invoice
        if home != user_id and invoice["start_parameter"]:
            raise LookupError("a forwarded copy of an invoice with a start parameter has no Pay button")
        person = core.world.people[user_id]
        if person.stars < invoice["total_amount"]:
            raise ApiError(400, "BALANCE_TOO_LOW")
        query_id = core.queries.ask("checkout", user_id, message_id)
        core.stars.ask(
            Checkout(query_id, user_id, home, message_id, invoice["title"], invoice["payload"], invoice["total_amount"])
        )
        body = {
            "id": query_id,
            "from": core.views.person(person),
            "currency": "XTR",
            "total_amount": invoice["total_amount"],
            "invoice_payload": invoice["payload"],
        }
        core.updates.push("pre_checkout_query", body, f"checkout:{user_id}")
        core.events.changed()
        return query_id

    def refund_elsewhere(self, charge_id: str) -> None:
        """Telegram gives a payment back by itself, without a call of the bot."""
        payment = self.core.stars.payment(charge_id)
        if payment is None or not payment.user_id:
            raise LookupError("no payment has this charge id")
        refund(self.core, payment)

    def withdraw(self, stars: int) -> None:
        """The bot's owner takes Stars out by Fragment."""
        self.core.stars.book(Transaction(new_charge_id(), stars, int(self.core.now()), is_incoming=False))
        self.core.events.changed()

    def receive_elsewhere(self, user_id: int, stars: int, payload: str) -> str:
        """Stars come in by an invoice that this bot's chat has never seen, and no update tells of it."""
        charge = Transaction(new_charge_id(), stars, int(self.core.now()), True, user_id, payload)
        self.core.stars.book(charge)
        self.core.events.changed()
        return charge.id

    def set_payment_updates(self, what: PaymentUpdates) -> None:
        """What becomes of updates that tell of payments from now on; "delivered" also delivers the late ones."""
        stars = self.core.stars
        stars.updates = what
        if what == "delivered":
            late, stars.late = stars.late, []
            for body, queue in late:
                self.core.updates.push("message", body, queue)
        self.core.events.changed()


def take(core: Core, checkout: Checkout) -> None:
    """The bot said yes: the Stars move, and both sides are told. `ApiError` where the Stars were spent meanwhile."""
    person = core.world.people[checkout.user_id]
    if person.stars < checkout.stars:
        raise bad_request("BALANCE_TOO_LOW")
    person.stars -= checkout.stars
    charge = Transaction(
        new_charge_id(), checkout.stars, int(core.now()), True, checkout.user_id, payload=checkout.payload
    )
    core.stars.book(charge)
    paid = core.world.chats[checkout.chat_id].messages.get(checkout.message_id)
    if paid and checkout.chat_id == checkout.user_id:
        paid.is_paid = True
        core.tell("edit", paid)
    _tell_of(core, charge, "successful_payment", title=checkout.title)


def refund(core: Core, payment: Transaction) -> None:
    """The Stars go back to who paid them, and both sides are told."""
    core.world.people[payment.user_id].stars += payment.stars
    core.stars.book(
        Transaction(payment.id, payment.stars, int(core.now()), False, payment.user_id, payload=payment.payload)
    )
    _tell_of(core, payment, "refunded_payment", title="")


def _tell_of(core: Core, payment: Transaction, kind: str, *, title: str) -> None:
    chat = core.world.chats[payment.user_id]
    details = {
        "currency": "XTR",
        "total_amount": payment.stars,
        "invoice_payload": payment.payload,
        "telegram_payment_charge_id": payment.id,
        "provider_payment_charge_id": f"{payment.user_id}_0",
    }
    message = Message(
        id=core.world.next_id(chat),
        chat_id=chat.id,
        sender_id=payment.user_id if kind == "successful_payment" else None,
        date=int(core.now()),
        body=Formatted(""),
        service={"kind": kind, "title": title, "details": details},
    )
    core.world.keep(message)
    _push(core, core.views.message(message), f"chat:{chat.id}")
    core.tell("message", message)


def _push(core: Core, body: dict[str, Any], queue: str) -> None:
    stars, what = core.stars, core.stars.updates
    if what == "late":
        stars.late.append((body, queue))
        return
    for _ in range({"delivered": 1, "lost": 0, "twice": 2}[what]):
        core.updates.push("message", body, queue)
