"""My numbers: the list by day, the choice of a service, the words around the file; and being forgotten."""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Final

from bot.domain.models import WAITING_STATES, Activation, State
from bot.domain.users import Forgotten
from bot.shop.activations.purchases import HistoryPage
from bot.telegram.callbacks import (
    Forget,
    OpenCard,
    OpenNumbers,
    OpenNumberServices,
    OpenReminders,
    OpenServices,
    SendNumbers,
)
from bot.telegram.screens.catalogue import PER_PAGE, arrows
from bot.telegram.screens.names import Pick, service_label, short_label
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.telegram.screens.sms import PhoneNumber
from bot.telegram.screens.wallet_lines import wallet_button
from bot.texts import Html, Texts

DAY_S: Final = 86_400
MAX_SERVICES: Final = 24
"""Services to choose from, the newest first: more would be a list to search in."""

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


def numbers(
    texts: Texts, history: HistoryPage, name: Callable[[Activation], Pick], at: OpenNumbers, currency: str
) -> Screen:
    """`name` finds the country and the service of an activation. Each line has its button, in the same order."""
    rows: list[Row] = [
        [button(_label(texts, activation, name(activation)), OpenCard(activation_id=activation.id))]
        for activation in history.activations
    ]
    last = max(0, (history.total - 1) // PER_PAGE)
    arrow_row = arrows(
        min(history.offset // PER_PAGE, last), last, lambda page: OpenNumbers(page=page, service_id=at.service_id)
    )
    ways: Row = []
    if at.service_id is not None:
        ways = [button(texts.plain("button-all-numbers"), OpenNumbers())]
    elif len(history.services) > 1:
        ways = [button(texts.plain("button-by-service"), OpenNumberServices())]
    file = [button(texts.plain("button-file"), SendNumbers())] if history.services else []
    parts = [texts("numbers", count=history.total) if history.total else texts("numbers-none")]
    for _, day in groupby(history.activations, _day):
        lines = [_line(texts, one, name(one), currency) for one in day]
        parts.append(Html("\n".join(lines)))
    buy = button(texts.plain("button-buy-number"), OpenServices(), "primary")
    reminders = button(texts.plain("button-reminders"), OpenReminders())
    return Screen(
        Html("\n\n".join(parts)),
        keyboard(*rows, arrow_row, [*ways, *file], [buy], [reminders, menu_button(texts)]),
    )


def number_services(texts: Texts, services: Mapping[int, int], name: Callable[[int], Pick]) -> Screen:
    """Those that the user has bought, with how many numbers. `name` finds what a service is called."""
    rows: list[Row] = []
    for service_id, count in list(services.items())[:MAX_SERVICES]:
        label = texts.plain("entry-count", name=service_label(name(service_id).service, texts), count=count)
        rows.append([button(label, OpenNumbers(service_id=service_id))])
    back = button(texts.plain("button-all-numbers"), OpenNumbers())
    return Screen(texts("numbers-services"), keyboard(*rows, [back, menu_button(texts)]))


def file_caption(texts: Texts) -> Screen:
    """Under the file, which stays in the chat."""
    ways = [button(texts.plain("button-numbers"), OpenNumbers(fresh=True)), menu_button(texts, fresh=True)]
    return Screen(texts("file-caption"), keyboard(ways))


def forget_question(texts: Texts) -> Screen:
    """What goes and what stays; the file is offered while there is one."""
    return Screen(
        texts("forget-question"),
        keyboard(
            [button(texts.plain("button-forget"), Forget(), "danger")],
            [button(texts.plain("button-file"), SendNumbers())],
            [menu_button(texts)],
        ),
    )


def forgotten(texts: Texts, outcome: Forgotten) -> Screen:
    """Nothing has gone where something stands in the way. Afterwards there is no button: a tap would begin anew."""
    way: Row
    match outcome:
        case Forgotten.OK:
            return Screen(texts("forgotten"))
        case Forgotten.LIVE:
            text, way = texts("forget-live"), [button(texts.plain("button-numbers"), OpenNumbers())]
        case Forgotten.MONEY:
            text, way = texts("forget-money"), wallet_button(texts)
    return Screen(text, keyboard(way, [menu_button(texts)]))


def _day(activation: Activation) -> int:
    """Those that wait stand together before all days."""
    return -1 if activation.state in WAITING_STATES else int(activation.created_at // DAY_S)


def _line(texts: Texts, activation: Activation, picked: Pick, currency: str) -> Html:
    """With its own date: where a day ends in the user's zone is known to their phone alone."""
    return texts(
        "numbers-line",
        name=_name(texts, activation, picked),
        price=texts.money(activation.shown_price, currency),
        when=texts.time(activation.created_at, "dt"),
    )


def _name(texts: Texts, activation: Activation, picked: Pick) -> str:
    return f"{MARKS[activation.state]} {short_label(picked, texts)}"


def _label(texts: Texts, activation: Activation, picked: Pick) -> str:
    """`✅ 🇻🇳 Telegram · +84 912 345 678`, and without a number what there is."""
    number = [PhoneNumber.parse(activation.number).spaced] if activation.number else []
    return " · ".join([_name(texts, activation, picked), *number])
