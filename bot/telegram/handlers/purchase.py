"""From an offer to a purchase, with the operator's terms before it."""

from aiogram import Router
from aiogram.filters import Command, Filter
from aiogram.types import CallbackQuery, TelegramObject

from bot.domain.errors import BotError
from bot.domain.pairs import Pair
from bot.shop.activations.purchases import Purchases
from bot.telegram.access import Terms, UserMemory
from bot.telegram.callbacks import Agree, Buy, OpenOffer, Pin
from bot.telegram.middlewares import ANSWERS
from bot.telegram.screens.purchase import offer, terms_page
from bot.telegram.taps import Tapped
from bot.telegram.ui import Ui, answer


class OfferRefused(Exception):
    """An offer that somebody asked for in words was not opened; the cause says why, and `tap` what it was."""

    def __init__(self, tap: OpenOffer) -> None:
        super().__init__("an offer that was typed")
        self.tap = tap


async def open_offer(_: TelegramObject, callback_data: OpenOffer, terms: Terms, purchases: Purchases, ui: Ui) -> None:
    await terms.check(ui.user_id)
    quote, priced_at = await purchases.quote(ui.user_id, callback_data.country_id, callback_data.service_id)
    await ui.show(offer(ui.texts, quote, priced_at, ui.pick(quote, callback_data), ui.currency))


async def open_named(event: TelegramObject, pair: Pair, terms: Terms, purchases: Purchases, ui: Ui) -> None:
    """Raises `OfferRefused`."""
    tap = OpenOffer(country_id=pair.country_id, service_id=pair.service_id)
    try:
        await open_offer(event, tap, terms, purchases, ui)
    except BotError as error:
        raise OfferRefused(tap) from error


async def pin(query: CallbackQuery, callback_data: Pin, users: UserMemory, purchases: Purchases, ui: Ui) -> None:
    """The offer is shown anew, with the other star."""
    pair = Pair(callback_data.country_id, callback_data.service_id)
    await users.pin(ui.user_id, pair, on=callback_data.on)
    await answer(query, ui.texts.plain("toast-pinned" if callback_data.on else "toast-unpinned"))
    quote, priced_at = await purchases.quote(ui.user_id, *pair)
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
    router.message.register(open_offer, Tapped(OpenOffer))
    router.callback_query.register(pin, Tapped(Pin), flags={ANSWERS: True})
    router.callback_query.register(buy, Tapped(Buy))
    router.message.register(open_terms, Command("terms"), Set())
    router.callback_query.register(agree, Tapped(Agree), Set())
