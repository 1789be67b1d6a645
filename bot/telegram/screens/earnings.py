"""What the operator earns by selling, in numbers."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from bot.domain.wallet import to_amount
from bot.shop.wallet.earnings import Earnings, Sales, Stars
from bot.telegram.admin_callbacks import OpenEarnings, OpenEarningsPicture, OpenStatistics, SendLedger
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

SPANS: Final = {1: "day", 7: "week", 30: "month"}
"""By their days; the month is one of thirty."""

SPAN_TEXTS = {"day": "earnings-day", "week": "earnings-week", "month": "earnings-month"}
PICTURE_TEXTS = {"day": "sales-day", "week": "sales-week", "month": "sales-month"}
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
        *([_stars(texts, found.stars, found.topped_up, currency)] if found.stars else []),
        texts("earnings-owed", owed=money(found.owed), held=money(found.held)),
    ]
    spans = [
        button(texts.plain(SPAN_BUTTON_TEXTS[name]), OpenEarnings(days=span))
        for span, name in SPANS.items()
        if span != days
    ]
    back = button(texts.plain("button-overview"), OpenStatistics())
    picture = button(texts.plain("button-sales-picture"), OpenEarningsPicture(days=days, fresh=True))
    ledger = button(texts.plain("button-ledger"), SendLedger(fresh=True))
    return Screen(Html("\n\n".join(parts)), keyboard(spans, [picture], [ledger], [back, menu_button(texts)]))


def _stars(texts: Texts, stars: Stars, topped_up: int, currency: str) -> Html:
    """As counts, beside what they brought into wallets."""
    return texts(
        "earnings-stars",
        received=str(stars.received),
        worth=texts.money(to_amount(topped_up), currency),
        refundable=str(stars.refundable),
        refundable_worth=texts.money(to_amount(stars.refundable_worth), currency),
    )


def any_sold(sales: Sequence[Sales]) -> bool:
    """Whether there is anything to draw."""
    return any(one.sold or one.captured or one.cost for one in sales)


def chart(texts: Texts, sales: Sequence[Sales], days: int, currency: str) -> Mapping[str, Any]:
    """What `bot.cli.chart` draws."""
    return {
        "title": texts.plain(PICTURE_TEXTS[SPANS[days]]),
        "currency": currency,
        "names": {
            "sold": texts.plain("sales-sold"),
            "captured": texts.plain("sales-captured"),
            "cost": texts.plain("sales-cost"),
            "margin": texts.plain("sales-margin"),
        },
        "columns": [
            {
                "label": _when(texts, one, days),
                "sold": one.sold,
                "captured": one.captured / 1e6,
                "cost": one.cost / 1e6,
                "margin": one.margin / 1e6,
            }
            for one in sales
        ],
    }


def _when(texts: Texts, one: Sales, days: int) -> str:
    """The hour, or the day, in UTC."""
    return f"{datetime.fromtimestamp(one.at, UTC):%H:%M}" if days == 1 else texts.day(one.at)


def caption(texts: Texts, days: int) -> Screen:
    """Under the picture. Its buttons open anew: a picture can't become a page."""
    return Screen(texts("sales-caption"), keyboard(*_ways(texts, days)))


def in_words(texts: Texts, sales: Sequence[Sales], days: int, currency: str) -> Screen:
    """In place of the picture, where it could not be drawn: what was sold, the latest first."""
    lines = [
        texts(
            "sales-line",
            when=_when(texts, one, days),
            sold=str(one.sold),
            captured=texts.money(to_amount(one.captured), currency),
            cost=texts.money(to_amount(one.cost), currency),
            margin=texts.money(to_amount(one.margin), currency),
        )
        for one in reversed(sales)
        if any_sold([one])
    ]
    heading = texts("picture-heading", title=texts.plain(PICTURE_TEXTS[SPANS[days]]))
    parts = [heading, Html("\n".join(lines)) if lines else texts("sales-nothing"), texts("sales-caption")]
    return Screen(Html("\n\n".join(parts)), keyboard(*_ways(texts, days)))


def _ways(texts: Texts, days: int) -> list[Row]:
    others = [
        button(texts.plain(SPAN_BUTTON_TEXTS[name]), OpenEarningsPicture(days=span, fresh=True))
        for span, name in SPANS.items()
        if span != days
    ]
    back = button(texts.plain("button-earnings"), OpenEarnings(days=days, fresh=True))
    return [others, [back, menu_button(texts, fresh=True)]]


def ledger_caption(texts: Texts) -> Screen:
    return Screen(texts("ledger-file"), keyboard([menu_button(texts, fresh=True)]))
