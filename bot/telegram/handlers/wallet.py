"""The user's wallet, where users pay for their numbers."""

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.types import TelegramObject

from bot.domain.wallet import Entry
from bot.shop.wallet.wallets import Wallets
from bot.telegram.callbacks import OpenWallet
from bot.telegram.screens.catalogue import PER_PAGE
from bot.telegram.screens.names import Pick, pick
from bot.telegram.screens.wallet import wallet
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui


class InUse(Filter):
    """Without wallets the handler does not exist."""

    async def __call__(self, _: TelegramObject, wallets: Wallets) -> bool:
        return wallets.is_on


class Named:
    """The names of what an entry belongs to, as the catalogue has them."""

    def __init__(self, ui: Ui) -> None:
        self._catalogue = ui.catalogue

    def __call__(self, entry: Entry) -> Pick:
        return pick(self._catalogue, entry.country_id, entry.service_id)


async def open_wallet(_: TelegramObject, wallets: Wallets, ui: Ui, callback_data: OpenWallet | None = None) -> None:
    offset = (callback_data.page if callback_data else 0) * PER_PAGE
    page = await wallets.page(ui.user_id, offset, PER_PAGE)
    await ui.show(wallet(ui.texts, page, ui.currency, Named(ui)))


def register(router: Router) -> None:
    router.message.register(open_wallet, Command("wallet"), InUse())
    router.callback_query.register(open_wallet, Tapped(OpenWallet), InUse())
