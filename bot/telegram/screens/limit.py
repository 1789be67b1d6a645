"""A purchase refused by a cap: by which, until when, and where to go from here."""

from bot.domain.errors import LimitReached
from bot.domain.limits import AMOUNTS, Cap
from bot.telegram.callbacks import Buy, OpenCountries, OpenNumbers, OpenOffer, OpenServices
from bot.telegram.screens.parts import moment
from bot.telegram.screens.screen import Row, Screen, button, keyboard, menu_button
from bot.texts import Html, Texts

LIMIT_TEXTS = {
    Cap.ACTIVE: "limit-active",
    Cap.HOUR: "limit-hour",
    Cap.DAY: "limit-day",
    Cap.SPENDING: "limit-spending",
    Cap.PRICE: "limit-price",
    Cap.UNUSED: "limit-unused",
    Cap.ALL_ACTIVE: "limit-all-active",
    Cap.ALL_SPENDING: "limit-all-spending",
}


def limit(texts: Texts, refusal: LimitReached, tap: Buy | OpenOffer, currency: str) -> Screen:
    """`tap`: what was refused."""
    cap = refusal.cap
    size = texts.money(refusal.limit, currency) if cap in AMOUNTS else int(refusal.limit)
    lines = [texts(LIMIT_TEXTS[cap], limit=size)]
    if refusal.opens_at is not None:
        lines.append(texts("limit-opens", when=moment(texts, refusal.opens_at)))
    return Screen(Html("\n\n".join(lines)), keyboard(*_ways_on(texts, cap, tap), [menu_button(texts)]))


def _ways_on(texts: Texts, cap: Cap, tap: Buy | OpenOffer) -> list[Row]:
    again = button(texts.plain("button-try-again"), OpenOffer(country_id=tap.country_id, service_id=tap.service_id))
    match cap:
        case Cap.PRICE:
            other_country = button(texts.plain("button-other-country"), OpenCountries(service_id=tap.service_id))
            other_service = button(texts.plain("button-other-service"), OpenServices(country_id=tap.country_id))
            return [[other_country, other_service]]
        case Cap.ACTIVE:
            return [[button(texts.plain("button-numbers"), OpenNumbers())], [again]]
        case _:
            return [[again]]
