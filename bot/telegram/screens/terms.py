"""The operator's terms, to read and to agree to."""

from bot.telegram.callbacks import Agree, OpenOffer
from bot.telegram.screens.screen import Screen, button, keyboard, menu_button
from bot.telegram.terms import Terms
from bot.texts import Texts


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
