"""From an offer to a purchase, with the operator's terms before it."""

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.types import TelegramObject

from bot.shop.activations.purchases import Purchases
from bot.telegram.access import Terms
from bot.telegram.callbacks import Agree, Buy, OpenOffer, Tapped
from bot.telegram.screens.purchase import offer, terms_page
from bot.telegram.ui import Ui


async def open_offer(_: TelegramObject, callback_data: OpenOffer, terms: Terms, purchases: Purchases, ui: Ui) -> None:
    await terms.check(ui.user_id)
    quote, priced_at = await purchases.quote(ui.user_id, callback_data.country_id, callback_data.service_id)
    await ui.show(offer(ui.texts, quote, priced_at, ui.pick(quote, callback_data), ui.currency))


async def buy(_: TelegramObject, callback_data: Buy, terms: Terms, purchases: Purchases, ui: Ui) -> None:
    """The offer's message becomes the card, which the notifier draws."""
    await terms.check(ui.user_id)  # the button may be older than the terms
    activation = await purchases.begin(
        callback_data.nonce,
        user_id=ui.user_id,
        chat_id=ui.window.chat_id,
        card_id=ui.window.message_id,
        language=ui.texts.language,
    )
    await purchases.set_card(ui.user_id, activation.id, ui.window.message_id)  # also where this is a second tap


class Set(Filter):
    """Without terms the handler does not exist."""

    async def __call__(self, _: TelegramObject, terms: Terms) -> bool:
        return bool(terms)


async def open_terms(_: TelegramObject, terms: Terms, ui: Ui) -> None:
    await ui.show(terms_page(ui.texts, terms))


async def agree(event: TelegramObject, callback_data: Agree, terms: Terms, purchases: Purchases, ui: Ui) -> None:
    await terms.agree(ui.user_id, callback_data.digest)
    wanted = OpenOffer(country_id=callback_data.country_id, service_id=callback_data.service_id)
    await open_offer(event, wanted, terms, purchases, ui)


def register(router: Router) -> None:
    router.callback_query.register(open_offer, Tapped(OpenOffer))
    router.callback_query.register(buy, Tapped(Buy))
    router.message.register(open_terms, Command("terms"), Set())
    router.callback_query.register(agree, Tapped(Agree), Set())
