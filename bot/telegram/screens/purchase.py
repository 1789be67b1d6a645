"""An offer with its Buy button, what a limit refuses, and the terms to agree to."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import quote_plus

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.domain.code_times import CodeChance
from bot.domain.errors import LimitReached
from bot.domain.models import Offer, Quote
from bot.domain.users import AMOUNTS, LimitKind
from bot.domain.waiting import Refusal
from bot.shop.catalogue.price_table import PairEntry
from bot.telegram.access import Terms
from bot.telegram.callbacks import Agree, Buy, OpenCountries, OpenNumbers, OpenOffer, OpenServices, Pin
from bot.telegram.screens.catalogue import Labels
from bot.telegram.screens.names import Pick, country_label, pair_label, percent, service_label
from bot.telegram.screens.reminders import reminder_button
from bot.telegram.screens.screen import REMEMBERED, Row, Screen, button, keyboard, menu_button, moment
from bot.telegram.screens.wallet_lines import buy_row, offer_lines, offer_top_up
from bot.texts import Html, Texts

SHARE: Final = "https://t.me/share/url"
"""Where any Telegram lets its user pick a chat."""


def offer(texts: Texts, quote: Quote, priced_at: Offer, picked: Pick, currency: str) -> Screen:
    price = texts.money(quote.shown_price, currency)
    text = texts(
        "offer",
        service=service_label(picked.service, texts),
        country=country_label(picked.country, texts.language),
        price=price,
        stock=texts.count(priced_at.stock),
        figures=Html(f"{_chance_line(texts, priced_at.code_chance)}{offer_lines(texts, quote, currency)}"),
    )
    if not quote.may_pay:
        return Screen(text, keyboard(buy_row(texts, quote, currency), [menu_button(texts)]))
    share = [share_button(texts, picked)] if picked.link else []
    return Screen(
        text,
        keyboard(
            buy_row(texts, quote, currency),
            offer_top_up(texts, quote),
            reminder_button(texts, picked, sold_out=False),
            [
                button(texts.plain("button-other-country"), picked.other_country),
                button(texts.plain("button-other-service"), picked.other_service),
            ],
            [_pin_button(texts, picked), *share],
            [menu_button(texts)],
        ),
    )


def _pin_button(texts: Texts, picked: Pick) -> InlineKeyboardButton:
    tap = picked.tap or OpenOffer(country_id=picked.country.id, service_id=picked.service.id)
    way_back = tap.model_dump(exclude={"fresh", "on"})
    return button(texts.plain("button-unpin" if picked.pinned else "button-pin"), Pin(**way_back, on=not picked.pinned))


def share_button(texts: Texts, picked: Pick) -> InlineKeyboardButton:
    """Telegram asks with whom, and sends them the link."""
    words = pair_label(picked.service, picked.country, texts)
    return _remembered_link(texts.plain("button-share"), picked.link, words)


@lru_cache(REMEMBERED)
def _remembered_link(label: str, link: str, words: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(text=label, url=f"{SHARE}?url={quote_plus(link)}&text={quote_plus(words)}")


def offer_again(texts: Texts, present: Screen, *, voucher: bool = False) -> Screen:
    """The offer as it is now, after a tap on a Buy button that no longer counts: nothing was bought by it.

    `voucher`: since what was to pay does not any more.
    """
    why = texts("voucher-refused" if voucher else "offer-again")
    return Screen(Html(f"{why}\n\n{present.text}"), present.keyboard)


def _chance_line(texts: Texts, code_chance: CodeChance | None) -> Html:
    """A line of its own, or nothing while too little is known."""
    if code_chance is None:
        return Html("")
    share, within = percent(code_chance), code_chance.within
    if within is None:
        line = texts("figures-none")
    elif within < 120:
        line = texts("figures-seconds", share=share, count=within)
    else:
        line = texts("figures-minutes", share=share, count=within // 60)
    return Html(f"\n{line}")


def not_for_sale(labels: Labels, picked: Pick, nearest: Sequence[PairEntry], *, may_return: bool) -> Screen:
    """`may_return`: both are offered, and only the stock is gone. What is nearest is one tap from its offer."""
    texts = labels.texts
    text = texts(
        "error-not-for-sale" if may_return else "error-not-offered",
        service=service_label(picked.service, texts),
        country=country_label(picked.country, texts.language),
    )
    return Screen(
        Html(f"{text}\n\n{texts('nearest')}") if nearest else text,
        keyboard(
            reminder_button(texts, picked, sold_out=True) if may_return else [],
            *(labels.pair(entry) for entry in nearest),
            [_pin_button(texts, picked)] if picked.pinned else [],
            [
                button(texts.plain("button-other-country"), picked.other_country),
                button(texts.plain("button-other-service"), picked.other_service),
            ],
            [menu_button(texts)],
        ),
    )


LIMIT_TEXTS = {
    LimitKind.ACTIVE: "limit-active",
    LimitKind.HOUR: "limit-hour",
    LimitKind.DAY: "limit-day",
    LimitKind.SPENDING: "limit-spending",
    LimitKind.PRICE: "limit-price",
    LimitKind.UNUSED: "limit-unused",
    LimitKind.ALL_ACTIVE: "limit-all-active",
    LimitKind.ALL_SPENDING: "limit-all-spending",
    LimitKind.RATING: "limit-rating",
}


def refusal_lines(texts: Texts, refusal: LimitReached | Refusal, currency: str) -> list[Html]:
    """Which limit it was, and when it opens."""
    size = texts.money(refusal.limit, currency) if refusal.kind in AMOUNTS else int(refusal.limit)
    lines = [texts(LIMIT_TEXTS[refusal.kind], limit=size)]
    if refusal.opens_at is not None:
        lines.append(texts("limit-opens", when=moment(texts, refusal.opens_at)))
    return lines


def limit(texts: Texts, refusal: LimitReached, tap: CallbackData | None, currency: str) -> Screen:
    """`tap`: what was refused."""
    ways_on = _ways_on(texts, refusal.kind, tap) if isinstance(tap, Buy | OpenOffer) else []
    return Screen(Html("\n\n".join(refusal_lines(texts, refusal, currency))), keyboard(*ways_on, [menu_button(texts)]))


def _ways_on(texts: Texts, kind: LimitKind, tap: Buy | OpenOffer) -> list[Row]:
    again = button(texts.plain("button-try-again"), OpenOffer(country_id=tap.country_id, service_id=tap.service_id))
    match kind:
        case LimitKind.PRICE:
            other_country = button(texts.plain("button-other-country"), OpenCountries(service_id=tap.service_id))
            other_service = button(texts.plain("button-other-service"), OpenServices(country_id=tap.country_id))
            return [[other_country, other_service]]
        case LimitKind.ACTIVE:
            return [[button(texts.plain("button-numbers"), OpenNumbers())], [again]]
        case _:
            return [[again]]


def terms_page(texts: Texts, terms: Terms) -> Screen:
    return Screen(texts("terms", terms=terms.text(texts.language)), keyboard([menu_button(texts)]))


def terms_question(texts: Texts, terms: Terms, wanted: OpenOffer) -> Screen:
    """Instead of an offer, to which agreeing leads back."""
    digest = terms.digest(texts.language)
    agree = Agree(digest=digest, country_id=wanted.country_id, service_id=wanted.service_id)
    return Screen(
        texts("terms-question", terms=terms.text(texts.language)),
        keyboard([button(texts.plain("button-agree"), agree, "success")], [menu_button(texts)]),
    )
