"""What an admin found out about a purchase whose outcome nobody knew."""

from aiogram import Router
from aiogram.types import TelegramObject, User

from bot.shop.catalogue import Catalogue
from bot.shop.purchase import Purchases
from bot.telegram.admin import Admin
from bot.telegram.callbacks import Resolve, Tapped
from bot.telegram.render import Window
from bot.telegram.screens.alert import alert
from bot.telegram.screens.names import pick
from bot.texts import Texts


async def resolve(
    _: TelegramObject,
    callback_data: Resolve,
    user: User,
    purchases: Purchases,
    catalogue: Catalogue,
    texts: Texts,
    currency: str,
    window: Window,
) -> None:
    activation = await purchases.resolve(callback_data.activation_id, charged=callback_data.charged, admin_id=user.id)
    picked = pick(catalogue, activation.country_id, activation.service_id)
    await window.redraw(alert(texts, activation, picked, currency))


def register(router: Router) -> None:
    router.callback_query.register(resolve, Tapped(Resolve), Admin())
