"""An offer, with the button that buys it."""

from bot.domain.models import Offer, Quote
from bot.domain.waits import Figures
from bot.telegram.callbacks import Buy
from bot.telegram.screens.names import Pick, country_label, percent, service_label
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.texts import Html, Texts


def offer(texts: Texts, quote: Quote, looked_at: Offer, picked: Pick, currency: str, *, again: bool = False) -> Screen:
    """`again`: the user tapped a Buy button that no longer counts, and is told that nothing was bought by it."""
    price = texts.money(quote.price, currency)
    text = texts(
        "offer-again" if again else "offer",
        service=service_label(picked.service, texts),
        country=country_label(picked.country, texts.language),
        price=price,
        stock=texts.count(looked_at.stock),
        figures=_figures(texts, looked_at.figures),
    )
    buy = Buy(nonce=quote.nonce, country_id=quote.country_id, service_id=quote.service_id)
    return Screen(
        text,
        keyboard(
            [button(texts.plain("button-buy", price=price), buy, "success")],
            [
                button(texts.plain("button-other-country"), picked.other_country),
                button(texts.plain("button-other-service"), picked.other_service),
            ],
            [menu_button(texts)],
        ),
    )


def _figures(texts: Texts, figures: Figures | None) -> Html:
    """A line of its own, or nothing while too little is known."""
    if figures is None:
        return Html("")
    share, within = percent(figures), figures.within
    if within is None:
        line = texts("figures-none")
    elif within < 120:
        line = texts("figures-seconds", share=share, count=within)
    else:
        line = texts("figures-minutes", share=share, count=within // 60)
    return Html(f"\n{line}")


def not_for_sale(texts: Texts, picked: Pick) -> Screen:
    return Screen(
        texts(
            "error-not-for-sale",
            service=service_label(picked.service, texts),
            country=country_label(picked.country, texts.language),
        ),
        keyboard(
            [
                button(texts.plain("button-other-country"), picked.other_country),
                button(texts.plain("button-other-service"), picked.other_service),
            ],
            [menu_button(texts)],
        ),
    )
