"""What `@bot words` shows in any chat: offers, each with a link into the bot's own chat, and nothing of anybody."""

from collections.abc import Callable, Sequence
from typing import Final

from aiogram.types import (
    InlineKeyboardButton,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)

from bot.shop.catalogue.price_table import PairEntry
from bot.telegram.screens.catalogue import Labels
from bot.telegram.screens.names import country_label, pair_label, service_label
from bot.telegram.screens.screen import keyboard
from bot.texts import Texts

START_PARAMETER: Final = "inline"
"""It stands for nothing: the menu opens."""


def results(
    labels: Labels, entries: Sequence[PairEntry], link: Callable[[int, int], str]
) -> list[InlineQueryResultArticle]:
    """`link` gives what opens the offer of a country and a service."""
    return [_result(labels, entry, link(entry.country.country.id, entry.service.id)) for entry in entries]


def _result(labels: Labels, entry: PairEntry, link: str) -> InlineQueryResultArticle:
    """The price stands beside it and not in what is sent: it is today's, for whom it is shown to."""
    texts, service, country = labels.texts, entry.service, entry.country.country
    price, stock = labels.money(entry.country.price_from), texts.count(entry.country.stock)
    named = f"{service_label(service, texts)} · {country_label(country, texts.language)}"
    return InlineQueryResultArticle(
        id=f"o_{country.id}_{service.id}",
        title=pair_label(service, country, texts),
        description=texts.plain("inline-entry", price=price, stock=stock),
        input_message_content=InputTextMessageContent(message_text=texts("inline-offer", pair=named)),
        reply_markup=keyboard([InlineKeyboardButton(text=texts.plain("button-see-offer"), url=link)]),
    )


def to_the_chat(texts: Texts, *, found: bool) -> InlineQueryResultsButton:
    """Above the results: into the private chat."""
    text = texts.plain("button-open-bot" if found else "inline-nothing")
    return InlineQueryResultsButton(text=text, start_parameter=START_PARAMETER)
