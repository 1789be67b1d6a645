"""An offer with its Buy button, what a limit refuses, and the terms to agree to."""

from bot.domain.code_times import CodeChance
from bot.domain.errors import LimitReached
from bot.domain.models import Offer, Quote
from bot.domain.users import AMOUNTS, LimitKind
from bot.telegram.access import Terms
from bot.telegram.callbacks import Agree, Buy, OpenCountries, OpenNumbers, OpenOffer, OpenServices
from bot.telegram.screens.activation import moment
from bot.telegram.screens.names import Pick, country_label, percent, service_label
from bot.telegram.screens.reminders import reminder_button
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.texts import Html, Texts


def offer(texts: Texts, quote: Quote, priced_at: Offer, picked: Pick, currency: str) -> Screen:
    price = texts.money(quote.price, currency)
    text = texts(
        "offer",
        service=service_label(picked.service, texts),
        country=country_label(picked.country, texts.language),
        price=price,
        stock=texts.count(priced_at.stock),
        figures=_chance_line(texts, priced_at.code_chance),
    )
    buy = Buy(nonce=quote.nonce, country_id=quote.country_id, service_id=quote.service_id)
    return Screen(
        text,
        keyboard(
            [button(texts.plain("button-buy", price=price), buy, "success")],
            reminder_button(texts, picked, sold_out=False),
            [
                button(texts.plain("button-other-country"), picked.other_country),
                button(texts.plain("button-other-service"), picked.other_service),
            ],
            [menu_button(texts)],
        ),
    )


def offer_again(texts: Texts, present: Screen) -> Screen:
    """The offer as it is now, after a tap on a Buy button that no longer counts: nothing was bought by it."""
    return Screen(Html(f"{texts('offer-again')}\n\n{present.text}"), present.keyboard)


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


def not_for_sale(texts: Texts, picked: Pick, *, may_return: bool) -> Screen:
    """`may_return`: both are offered, and only the stock is gone."""
    return Screen(
        texts(
            "error-not-for-sale",
            service=service_label(picked.service, texts),
            country=country_label(picked.country, texts.language),
        ),
        keyboard(
            reminder_button(texts, picked, sold_out=True) if may_return else [],
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
}


def limit(texts: Texts, refusal: LimitReached, tap: Buy | OpenOffer, currency: str) -> Screen:
    """`tap`: what was refused."""
    kind = refusal.kind
    size = texts.money(refusal.limit, currency) if kind in AMOUNTS else int(refusal.limit)
    lines = [texts(LIMIT_TEXTS[kind], limit=size)]
    if refusal.opens_at is not None:
        lines.append(texts("limit-opens", when=moment(texts, refusal.opens_at)))
    return Screen(Html("\n\n".join(lines)), keyboard(*_ways_on(texts, kind, tap), [menu_button(texts)]))


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
