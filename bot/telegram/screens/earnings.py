"""What the operator earns by selling, in numbers."""

from typing import Final

from bot.domain.wallet import to_amount
from bot.shop.wallet.earnings import Earnings
from bot.telegram.admin_callbacks import OpenEarnings, SendLedger
from bot.telegram.callbacks import OpenStatistics
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

SPANS: Final = {1: "day", 7: "week", 30: "month"}
"""By their days; the month is one of thirty."""

SPAN_TEXTS = {"day": "earnings-day", "week": "earnings-week", "month": "earnings-month"}
SPAN_BUTTON_TEXTS = {"day": "button-earnings-day", "week": "button-earnings-week", "month": "button-earnings-month"}


def earnings_page(texts: Texts, found: Earnings, days: int, currency: str) -> Screen:
    """Of the last so many days, and what is owed now."""

    def money(millionths: int) -> str:
        return texts.money(to_amount(millionths), currency)

    parts = [
        texts(SPAN_TEXTS[SPANS.get(days, "day")]),
        texts(
            "earnings-sales",
            sold=found.sold,
            captured=money(found.captured),
            cost=money(found.cost),
            margin=money(found.margin),
        ),
        texts(
            "earnings-in",
            topped_up=money(found.topped_up),
            refunded=money(found.refunded),
            granted=money(found.granted),
        ),
        texts("earnings-owed", owed=money(found.owed), held=money(found.held)),
    ]
    spans = [
        button(texts.plain(SPAN_BUTTON_TEXTS[name]), OpenEarnings(days=span))
        for span, name in SPANS.items()
        if span != days
    ]
    back = button(texts.plain("button-overview"), OpenStatistics())
    ledger = button(texts.plain("button-ledger"), SendLedger(fresh=True))
    return Screen(Html("\n\n".join(parts)), keyboard(spans, [ledger], [back, menu_button(texts)]))


def ledger_caption(texts: Texts) -> Screen:
    return Screen(texts("ledger-file"), keyboard([menu_button(texts, fresh=True)]))
