"""From an offer to a purchase."""

from aiogram import Router
from aiogram.types import TelegramObject, User

from bot.shop.catalogue import Catalogue
from bot.shop.purchase import Purchases
from bot.telegram.callbacks import Buy, OpenOffer, Tapped
from bot.telegram.render import Window
from bot.telegram.screens.names import pick
from bot.telegram.screens.offer import offer
from bot.telegram.terms import Terms
from bot.texts import Texts


async def open_offer(
    _: TelegramObject,
    callback_data: OpenOffer,
    user: User,
    terms: Terms,
    purchases: Purchases,
    catalogue: Catalogue,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    await terms.check(user.id)
    quote, looked_at = await purchases.quote(user.id, callback_data.country_id, callback_data.service_id)
    picked = pick(catalogue, quote.country_id, quote.service_id, callback_data)
    await window.show(offer(texts, quote, looked_at, picked, currency))


async def buy(
    _: TelegramObject,
    callback_data: Buy,
    user: User,
    terms: Terms,
    purchases: Purchases,
    texts: Texts,
    window: Window,
) -> None:
    """The offer's message becomes the card, which the courier draws."""
    await terms.check(user.id)  # the button may be older than the terms
    activation = await purchases.begin(
        callback_data.nonce,
        user_id=user.id,
        chat_id=window.chat_id,
        card_id=window.message_id,
        language=texts.language,
    )
    await purchases.place_card(user.id, activation.id, window.message_id)  # also where this is a second tap


def register(router: Router) -> None:
    router.callback_query.register(open_offer, Tapped(OpenOffer))
    router.callback_query.register(buy, Tapped(Buy))
