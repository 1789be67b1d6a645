"""Reminders: at which price, that one is set, the list of them, and the message that an offer is there."""

from aiogram.types import InlineKeyboardButton

from bot.domain.models import Activation, Offer
from bot.domain.reminders import LIFE_DAYS, MAX_REMINDERS, SHARES, Added, Reminder, limit_at
from bot.telegram.callbacks import DropReminder, OpenNumbers, OpenOffer, OpenReminder, OpenReminders, SetReminder
from bot.telegram.screens.names import Pick, country_label, pair_label, service_label
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

ADDED_TEXTS = {
    Added.OK: "reminder-set",
    Added.AGAIN: "reminder-set",
    Added.FULL: "reminder-full",
    Added.IN_STOCK: "reminder-in-stock",
}


def reminder_question(texts: Texts, offer: Offer, picked: Pick, currency: str) -> Screen:
    """At today's price, or at how much less of it."""
    rows: list[Row] = []
    for share in SHARES:
        price = texts.money(limit_at(offer.price, share), currency)
        label = texts.plain("button-reminder-at", price=price)
        tap = SetReminder(country_id=offer.country_id, service_id=offer.service_id, share=share)
        rows.append([button(label, tap)])
    text = texts("reminder-question", title=_title(texts, picked), price=texts.money(offer.price, currency))
    return Screen(text, keyboard(*rows, [_offer(picked, texts.plain("button-back")), menu_button(texts)]))


def reminder_added(texts: Texts, added: Added, price: str, picked: Pick) -> Screen:
    """`price`: the limit in words; empty for any price."""
    parts = [
        _title(texts, picked),
        texts(ADDED_TEXTS[added], max=MAX_REMINDERS, days=LIFE_DAYS, when=_when(texts, price)),
    ]
    first = [_offer(picked, texts.plain("button-see-offer"))] if added is Added.IN_STOCK else []
    listed = button(texts.plain("button-reminders"), OpenReminders())
    return Screen(Html("\n\n".join(parts)), keyboard(first, [listed, menu_button(texts)]))


def reminder_list(texts: Texts, found: list[tuple[Reminder, Pick]], currency: str) -> Screen:
    """Each with the price that is waited for and its end; a tap removes it."""
    lines: list[Html] = []
    rows: list[Row] = []
    for one, picked in found:
        price = "" if one.limit is None else texts.money(one.limit, currency)
        when, ends = _when(texts, price), texts.time(one.ends_at, "d")
        lines.append(texts("reminder-line", title=_title(texts, picked), when=when, ends=ends))
        remove = DropReminder(country_id=one.country_id, service_id=one.service_id)
        rows.append([button(f"✖️ {pair_label(picked.service, picked.country, texts)}", remove)])
    head = texts("reminders") if found else texts("reminders-none")
    back = button(texts.plain("button-numbers"), OpenNumbers())
    return Screen(Html("\n\n".join([head, *lines])), keyboard(*rows, [back, menu_button(texts)]))


def reminder_message(texts: Texts, told: Activation, picked: Pick, currency: str) -> Screen:
    """It becomes the offer as it is when tapped: somebody may have been faster."""
    text = texts(
        "reminder-told",
        title=_title(texts, picked),
        price=texts.money(told.price, currency),
        when=texts.time(told.created_at, "r"),
    )
    see = OpenOffer(country_id=told.country_id, service_id=told.service_id)
    return Screen(text, keyboard([button(texts.plain("button-see-offer"), see, "success")]))


def reminder_button(texts: Texts, picked: Pick, *, sold_out: bool) -> Row:
    """Under an offer: without stock one tap sets it, for any price."""
    country_id, service_id = picked.country.id, picked.service.id
    if sold_out:
        return [button(texts.plain("button-tell-me"), SetReminder(country_id=country_id, service_id=service_id))]
    return [button(texts.plain("button-tell-me-at"), OpenReminder(country_id=country_id, service_id=service_id))]


def _when(texts: Texts, price: str) -> Html:
    return texts("reminder-at", price=price) if price else texts("reminder-any")


def _title(texts: Texts, picked: Pick) -> Html:
    return texts(
        "reminder-title",
        service=service_label(picked.service, texts),
        country=country_label(picked.country, texts.language),
    )


def _offer(picked: Pick, label: str) -> InlineKeyboardButton:
    return button(label, OpenOffer(country_id=picked.country.id, service_id=picked.service.id))
