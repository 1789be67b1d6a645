"""My numbers: a button for each activation, which opens its card."""

from collections.abc import Callable

from bot.domain.models import Activation, State
from bot.shop.geography import flag, territory
from bot.shop.purchase import HistoryPage
from bot.telegram.callbacks import OpenCard, OpenNumbers, OpenServices
from bot.telegram.screens.lists import PER_PAGE, arrows
from bot.telegram.screens.names import Pick, service_name
from bot.telegram.screens.number import PhoneNumber
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.texts import Texts

MARKS = {
    State.RESERVED: "⏳",
    State.SENDING: "⏳",
    State.WAITING: "⏳",
    State.CANCELLING: "⏳",
    State.CODE: "✉️",
    State.READYING: "⏳",
    State.FURTHER: "⏳",
    State.DONE: "✅",
    State.CANCELLED: "↩️",
    State.CANCEL_UNCONFIRMED: "⚠️",
    State.FAILED: "✖️",
    State.UNKNOWN: "❔",
    State.NOT_CHARGED: "✖️",
    State.LOST: "✖️",
}


def numbers(texts: Texts, history: HistoryPage, name: Callable[[Activation], Pick]) -> Screen:
    """`name` finds the country and the service of an activation."""
    rows = [
        [button(_label(texts, activation, name(activation)), OpenCard(activation_id=activation.id))]
        for activation in history.activations
    ]
    last = max(0, (history.total - 1) // PER_PAGE)
    turns = arrows(min(history.offset // PER_PAGE, last), last, lambda number: OpenNumbers(page=number))
    buy = button(texts.plain("button-buy-number"), OpenServices(), "primary")
    text = texts("numbers", count=history.total) if history.total else texts("numbers-none")
    return Screen(text, keyboard(*rows, turns, [buy], [menu_button(texts)]))


def _label(texts: Texts, activation: Activation, picked: Pick) -> str:
    """`✅ 🇻🇳 Telegram · +84 912 345 678`, and without a number what there is."""
    mark = flag(territory(picked.country.title, picked.country.code))
    parts = [f"{MARKS[activation.state]} {mark} {service_name(picked.service, texts)}"]
    if activation.number:
        parts.append(PhoneNumber.parse(activation.number).spaced)
    return " · ".join(parts)
