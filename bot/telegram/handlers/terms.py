"""The operator's terms, where he sets any."""

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.types import TelegramObject, User

from bot.shop.catalogue import Catalogue
from bot.shop.purchase import Purchases
from bot.telegram.callbacks import Agree, OpenOffer, Tapped
from bot.telegram.handlers.offers import open_offer
from bot.telegram.render import Window
from bot.telegram.screens.terms import terms_page
from bot.telegram.terms import Terms
from bot.texts import Texts


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
    router.message.register(open_terms, Command("terms"), Set())
    router.callback_query.register(agree, Tapped(Agree), Set())
