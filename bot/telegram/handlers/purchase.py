"""From an offer to a purchase, with the operator's terms before it."""

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.types import TelegramObject, User

from bot.shop.activations.purchases import Purchases
from bot.shop.catalogue.catalogue import Catalogue
from bot.telegram.callbacks import Agree, Buy, OpenOffer, Tapped
from bot.telegram.messages import Window
from bot.telegram.screens.names import pick
from bot.telegram.screens.purchase import offer, terms_page
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
    quote, priced_at = await purchases.quote(user.id, callback_data.country_id, callback_data.service_id)
    picked = pick(catalogue, quote.country_id, quote.service_id, callback_data)
    await window.show(offer(texts, quote, priced_at, picked, currency))


async def buy(
    _: TelegramObject,
    callback_data: Buy,
    user: User,
    terms: Terms,
    purchases: Purchases,
    texts: Texts,
    window: Window,
) -> None:
    """The offer's message becomes the card, which the notifier draws."""
    await terms.check(user.id)  # the button may be older than the terms
    activation = await purchases.begin(
        callback_data.nonce,
        user_id=user.id,
        chat_id=window.chat_id,
        card_id=window.message_id,
        language=texts.language,
    )
    await purchases.set_card(user.id, activation.id, window.message_id)  # also where this is a second tap


class Set(Filter):
    """Without terms the handler does not exist."""

    async def __call__(self, _: TelegramObject, terms: Terms) -> bool:
        return bool(terms)


async def open_terms(_: TelegramObject, terms: Terms, texts: Texts, window: Window) -> None:
    await window.show(terms_page(texts, terms))


async def agree(
    event: TelegramObject,
    callback_data: Agree,
    user: User,
    terms: Terms,
    purchases: Purchases,
    catalogue: Catalogue,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    await terms.agree(user.id, callback_data.digest)
    wanted = OpenOffer(country_id=callback_data.country_id, service_id=callback_data.service_id)
    await open_offer(event, wanted, user, terms, purchases, catalogue, texts, currency, window)


def register(router: Router) -> None:
    router.callback_query.register(open_offer, Tapped(OpenOffer))
    router.callback_query.register(buy, Tapped(Buy))
    router.message.register(open_terms, Command("terms"), Set())
    router.callback_query.register(agree, Tapped(Agree), Set())
